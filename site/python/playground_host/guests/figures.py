"""A backend of matplotlib for the page: figures are displayed, as notebooks display them.

`MPLBACKEND` names this module before a program runs, and matplotlib imports it when it needs a
backend. `plt.show()`, a displayed figure, and the end of a program or a cell show figures as
pictures with twice as many pixels as the page's, for dense screens.
"""

from __future__ import annotations

import base64
import io
import os
import sys
from typing import TYPE_CHECKING, Any

from micrograd.display import display

if TYPE_CHECKING:
    from types import ModuleType

BACKEND = "module://playground_host.guests.backend"

PIXELS_MIME = "application/vnd.micrograd.pixel-ratio"
"""Beside a picture: how many of its pixels are one of the page's."""

RATIO = 2

MOST_PIXELS = 20_000_000
"""The most pixels of a picture that is shown."""

MOST_FIGURES = 50
"""The most open figures that are shown at once."""

MOST_FRAMES_BYTES = 8_000_000
"""The most bytes of an animation's pictures, which one display can show."""

# What was shown last of each open figure, so that the end of a program does not repeat it.
_shown: dict[int, bytes] = {}


def choose_backend() -> None:
    """Let matplotlib use this backend, unless the program chooses another."""
    os.environ["MPLBACKEND"] = BACKEND


def is_figure(shown: object) -> bool:
    """Tell whether this is a figure of matplotlib, without importing it."""
    figures = sys.modules.get("matplotlib.figure")
    return figures is not None and isinstance(shown, figures.Figure)


def bundle_of(figure: Any) -> dict[str, str]:
    """Return what a figure is displayed as.

    A figure with too many pixels is not drawn: its text says so.
    """
    picture, text = _draw(figure)
    if picture is None:
        return {"text/plain": text}
    if _is_open(figure):
        _shown[figure.number] = picture
    coded = base64.b64encode(picture).decode("ascii")
    return {"image/png": coded, PIXELS_MIME: str(RATIO), "text/plain": text}


def show_open() -> None:
    """Show the open figures that have changed since they were shown, and close all."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    if helpers is None:
        return
    managers = helpers.Gcf.get_all_fig_managers()
    try:
        left = 0
        for manager in managers:
            figure = manager.canvas.figure
            if left or (len(_shown) >= MOST_FIGURES and figure.number not in _shown):
                left += 1
            elif figure.number not in _shown or _shown[figure.number] != _draw(figure)[0]:
                display(figure)
        if left:
            print(
                f"{left:,} more figures are open: the first {MOST_FIGURES} are shown. "
                "plt.close() closes one",
                file=sys.stderr,
            )
    finally:
        _shown.clear()
        helpers.Gcf.destroy_all()


def prepare_animation(animation: ModuleType) -> None:
    """Let animations be pictures that move: a frame of the page runs no scripts."""

    def to_html(self: Any, *_: Any, **__: Any) -> str:
        picture = _moving(self)
        coded = base64.b64encode(picture).decode("ascii")
        return f'<img alt="" style="max-width: 100%" src="data:image/png;base64,{coded}">'

    kind: Any = animation.Animation
    kind.to_jshtml = kind.to_html5_video = kind._repr_html_ = to_html


def forget_shown() -> None:
    """Show every open figure again, though it has not changed."""
    _shown.clear()


def _is_open(figure: Any) -> bool:
    manager = getattr(figure.canvas, "manager", None)
    return manager is not None and hasattr(figure, "number")


def _draw(figure: Any) -> tuple[bytes | None, str]:
    """Return a figure as PNG, and as text; None, and why, if it has too many pixels."""
    width, height = (round(side * figure.dpi) for side in figure.get_size_inches())
    axes = len(figure.axes)
    text = f"<Figure size {width}x{height} with {axes} {'Axis' if axes == 1 else 'Axes'}>"
    text = text.replace("1 Axis", "1 Axes")  # as matplotlib writes it
    pixels = width * height * RATIO**2
    if pixels > MOST_PIXELS:
        return None, (
            f"{text} is too large to be shown: it has {width * height:,} pixels, and at most "
            f"{MOST_PIXELS // RATIO**2:,} can be shown. Use a smaller figsize"
        )
    file = io.BytesIO()
    # No metadata of the time or of the version: equal figures are equal bytes.
    options = {"bbox_inches": "tight", "metadata": {"Software": None}}
    figure.savefig(file, format="png", dpi=figure.dpi * RATIO, **options)
    return file.getvalue(), text


def _moving(animation: Any) -> bytes:
    """Return an animation as one PNG with all its frames."""
    from PIL import Image  # noqa: PLC0415 - matplotlib needs it too

    frames: list[Any] = []
    size = 0

    class Writer(sys.modules["matplotlib.animation"].AbstractMovieWriter):  # type: ignore[misc]
        def setup(self, fig: Any, outfile: Any, dpi: Any = None) -> None:
            del outfile, dpi
            self.fig = fig

        def grab_frame(self, **options: Any) -> None:
            nonlocal size
            file = io.BytesIO()
            self.fig.savefig(file, format="png", dpi=self.fig.dpi, **options)
            size += len(file.getvalue())
            if size > MOST_FRAMES_BYTES:
                raise ValueError(
                    f"the animation has more than {MOST_FRAMES_BYTES // 1_000_000} MB of "
                    "pictures: use fewer frames, or a smaller figure"
                )
            frames.append(Image.open(file).convert("RGBA"))

        def finish(self) -> None:
            pass

    # The writer takes the frames; no file is written.
    animation.save("animation.png", writer=Writer(fps=1))
    file = io.BytesIO()
    milliseconds = getattr(animation, "_interval", 200)
    first, *rest = frames
    first.save(
        file, "PNG", save_all=True, append_images=rest, duration=milliseconds, loop=0, disposal=1
    )
    _close(animation._fig)  # noqa: SLF001 - its picture is shown, not the still figure
    return file.getvalue()


def _close(figure: Any) -> None:
    if _is_open(figure):
        sys.modules["matplotlib._pylab_helpers"].Gcf.destroy(figure.number)
