"""The backend of matplotlib, with the real matplotlib: what is shown, and when."""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from playground_host.guests.figures import BACKEND, MOST_FIGURES, PIXELS_MIME, prepare_animation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.host.conftest import Record

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed")

PLOT = "import matplotlib.pyplot as plt\n"


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each program finds matplotlib as a fresh interpreter has it."""
    monkeypatch.setenv("MPLBACKEND", BACKEND)
    import matplotlib.pyplot as plt  # noqa: PLC0415
    from matplotlib import animation  # noqa: PLC0415 - only where it is installed

    kind = animation.Animation
    before = {name: vars(kind)[name] for name in ("to_jshtml", "to_html5_video", "_repr_html_")}
    # In the page this is done when a program imports it; here it is imported once for all tests.
    prepare_animation(animation)
    plt.switch_backend(BACKEND)
    yield
    plt.close("all")
    for name, function in before.items():
        setattr(kind, name, function)
    del os.environ["MPLBACKEND"]


def picture(bundle: dict[str, str]) -> Any:
    from PIL import Image  # noqa: PLC0415

    return Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))


def test_a_figure_that_is_open_at_the_end_is_shown(run_program: Callable[..., Record]) -> None:
    record = run_program(PLOT + "plt.figure(figsize=(4, 3))\nplt.plot([1, 2, 3])\nx = 1")
    (shown,) = record.displayed()
    assert shown["text/plain"] == "<Figure size 400x300 with 1 Axes>"
    assert shown[PIXELS_MIME] == "2"
    width, height = picture(shown).size
    # Twice the pixels; the tight frame takes a little off.
    assert 600 < width <= 820
    assert 450 < height <= 620


def test_show_shows_and_closes(run_program: Callable[..., Record]) -> None:
    record = run_program(
        PLOT + "plt.plot([1, 2])\nprint('before')\nplt.show()\nprint('after', plt.get_fignums())"
    )
    assert record.kinds() == ["stdout", "display", "stdout"]
    assert record.printed() == "before\nafter []\n"
    assert len(record.displayed()) == 1


@pytest.mark.parametrize("last", ["fig", "display(fig)"])
def test_a_figure_is_shown_once_though_it_is_the_last_value_too(
    last: str, run_program: Callable[..., Record]
) -> None:
    record = run_program(PLOT + f"fig, ax = plt.subplots()\nax.plot([1, 4])\n{last}")
    assert len(record.displayed()) == 1


def test_a_figure_that_has_changed_since_is_shown_again(
    run_program: Callable[..., Record],
) -> None:
    record = run_program(
        PLOT + "fig, ax = plt.subplots()\nax.plot([1, 4])\ndisplay(fig)\nax.plot([4, 1])\n"
        "fig.show()\nax.set_title('t')\nx = 1"
    )
    pictures = [bundle["image/png"] for bundle in record.displayed()]
    assert len(pictures) == len(set(pictures)) == 3


def test_a_figure_of_its_own_is_shown_as_a_value(run_program: Callable[..., Record]) -> None:
    record = run_program(
        "from matplotlib.figure import Figure\nfig = Figure()\nfig.subplots().plot([1, 2])\nfig"
    )
    assert [picture(bundle).format for bundle in record.displayed()] == ["PNG"]


def test_figures_are_shown_also_where_the_program_fails(
    run_program: Callable[..., Record],
) -> None:
    record = run_program(PLOT + "plt.plot([1])\n1 / 0")
    assert "ZeroDivisionError" in record.problem[0]
    assert record.kinds() == ["display", "error"]


def test_each_cell_shows_its_own_figures(run_program: Callable[..., Record]) -> None:
    record = run_program(
        "# %%\n" + PLOT + "plt.plot([1])\nx = 1\n# %%\nplt.plot([2])\nplt.plot([3])\nx = 2\n"
    )
    assert [kind for kind in record.kinds() if kind in ("cell", "display")] == [
        *("cell", "display", "cell", "display")
    ]


def test_what_is_saved_is_a_file_that_the_page_offers(run_program: Callable[..., Record]) -> None:
    record = run_program(PLOT + "plt.plot([1])\nplt.savefig('loss.png')\nplt.close()")
    (told,) = record.displayed()
    assert told["text/plain"] == "loss.png"
    assert Path("loss.png").read_bytes().startswith(b"\x89PNG")


def test_a_figure_too_large_is_a_sentence(run_program: Callable[..., Record]) -> None:
    record = run_program(PLOT + "plt.figure(figsize=(100, 100))\nx = 1")
    (shown,) = record.displayed()
    assert "image/png" not in shown
    assert "it has 100,000,000 pixels, and at most 5,000,000 can be shown" in shown["text/plain"]


@pytest.mark.filterwarnings("ignore:More than 20 figures")
def test_two_thousand_figures_are_counted(run_program: Callable[..., Record]) -> None:
    record = run_program(
        PLOT + "plt.rcParams['figure.max_open_warning'] = 0\n"
        "for i in range(2_000): plt.figure(figsize=(0.2, 0.2))\nx = 1"
    )
    assert len(record.displayed()) == MOST_FIGURES
    assert "1,950 more figures are open" in record.printed("stderr")


@pytest.mark.parametrize("shows", ["ani", "display(ani)", "Html(ani.to_jshtml())"])
def test_an_animation_is_one_picture_that_moves(
    shows: str, run_program: Callable[..., Record]
) -> None:
    record = run_program(
        PLOT + "from matplotlib.animation import FuncAnimation\n"
        "class Html:\n    def __init__(self, text): self._repr_html_ = lambda: text\n"
        "fig, ax = plt.subplots(figsize=(2, 1))\n(line,) = ax.plot([0, 1], [0, 0])\n"
        "def frame(i):\n    line.set_ydata([0, i])\n    return (line,)\n"
        f"ani = FuncAnimation(fig, frame, frames=5, interval=40)\n{shows}"
    )
    (shown,) = record.displayed()
    html = shown["text/html"]
    assert "<script" not in html
    coded = html.partition("base64,")[2].partition('"')[0]
    moving = picture({"image/png": coded})
    assert moving.n_frames == 5
    assert moving.info["duration"] == 40


def test_an_animation_too_long_is_a_sentence(
    run_program: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground_host.guests.figures.MOST_FRAMES_BYTES", 1_000)
    record = run_program(
        PLOT + "from matplotlib.animation import FuncAnimation\n"
        "fig = plt.figure()\nani = FuncAnimation(fig, lambda i: [], frames=5)\nani.to_jshtml()"
    )
    assert "use fewer frames, or a smaller figure" in record.problem[0]


def test_the_backend_is_chosen_before_the_program_begins(
    run_program: Callable[..., Record],
) -> None:
    del os.environ["MPLBACKEND"]
    assert run_program("import os\nprint(os.environ['MPLBACKEND'])").printed() == f"{BACKEND}\n"


def test_a_program_may_choose_another(run_program: Callable[..., Record]) -> None:
    record = run_program(
        "import matplotlib\nmatplotlib.use('svg')\nimport matplotlib.pyplot as plt\n"
        "plt.plot([1])\nplt.savefig('a.svg')\nprint(plt.get_backend())"
    )
    assert record.printed() == "svg\n"
