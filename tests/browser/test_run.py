"""Edit, run, see: the page's main job, as a visitor does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.programs import EXPRESSION, TRAINING

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page


def words(text: str) -> list[str]:
    return text.split()


def test_the_first_program_shows_values_before_and_gradients_after(playground: Playground) -> None:
    playground.open()
    playground.run(EXPRESSION)
    figure = playground.figures()
    expect(figure).to_have_count(1)
    expect(figure).to_have_attribute("aria-label", "Computational graph of o")
    nodes = {
        box[0]: box[1:]
        for box in (
            group.locator("text").all_text_contents() for group in figure.locator("g.leaf").all()
        )
    }
    assert nodes["x1"][:2] == ["data 2.0", "grad -1.5"]
    assert nodes["w1"][:2] == ["data -3.0", "grad 1.0"]
    assert nodes["x2"][:2] == ["data 0.0", "grad 0.5"]
    assert nodes["w2"][:2] == ["data 1.0", "grad 0.0"]
    assert nodes["b"][:2] == ["data 6.881", "grad 0.5"]
    figure.get_by_role("slider", name="Step").press("Home")
    picture = figure.locator(".graph-picture")
    assert "grad" not in words(picture.text_content() or "")
    expect(picture).to_contain_text("data 0.7071")


def test_training_prints_a_falling_loss_and_learns(playground: Playground) -> None:
    playground.open()
    end = "print([round(mlp(sample).data, 3) for sample in inputs])\n"
    playground.run(TRAINING + end, seconds=120)
    printed = playground.results.locator(".card.text").inner_text()
    losses = [float(number) for number in re.findall(r"round .*: loss (\S+)", printed)]
    assert len(losses) > 5
    assert losses[-1] < losses[0] / 10
    predictions = [float(n) for n in re.findall(r"\[(.*)\]", printed)[-1].split(",")]
    for prediction, target in zip(predictions, [1.0, -1.0, -1.0, 1.0], strict=True):
        assert abs(prediction - target) < 0.2


def test_what_a_program_prints_is_there_while_it_runs(playground: Playground) -> None:
    playground.open()
    playground.start("print('at once')\nwhile True: pass")
    expect(playground.results).to_contain_text("at once")
    playground.wait_for("running")
    expect(playground.status).to_have_text("Running…")
    playground.stop_button.click()
    playground.wait_for_runs(1)
    expect(playground.status).to_have_text("Stopped")
    expect(playground.results).to_contain_text("at once")
    assert "print('at once')" in playground.source()
    assert playground.run("print(6 * 7)") == "42"


def test_an_error_shows_the_visitors_frames_and_marks_the_line(playground: Playground) -> None:
    playground.open()
    text = playground.run("from micrograd.node import Node\n\ndef f():\n    Node('x')\n\nf()\n")
    assert "TypeError" in text
    assert "node.py" not in text
    assert 'File "main.py", line 4, in f' in text
    mark = playground.page.locator(".cm-failed-line")
    expect(mark).to_have_text("    Node('x')")
    playground.results.get_by_role("button", name="line 6").click()
    expect(playground.page.locator(".cm-activeLine")).to_have_text("f()")
    playground.page.keyboard.type("# ")
    expect(mark).to_have_count(0)


def test_every_run_has_an_interpreter_of_its_own(playground: Playground) -> None:
    playground.open()
    playground.run("import builtins, sys\nbuiltins.trace = 1\nopen('trace', 'w').close()")
    source = "import builtins, os\nprint(hasattr(builtins, 'trace'), os.path.exists('trace'))"
    assert playground.run(source) == "False False"


@pytest.mark.first_visit
def test_run_pressed_early_waits_its_turn(playground: Playground) -> None:
    playground.open(waits=False)
    playground.start("print('patience')")
    expect(playground.body).to_have_attribute("data-state", "booting")
    playground.wait_for_runs(1)
    expect(playground.results).to_have_text("patience")


@pytest.mark.first_visit
def test_stop_calls_off_a_run_that_waits(playground: Playground) -> None:
    playground.open(waits=False)
    playground.start("print('never')")
    playground.stop_button.click()
    playground.wait_for_runs(1)
    playground.wait_for("ready")
    assert playground.run("print('next')") == "next"


def test_run_during_a_run_begins_anew(playground: Playground) -> None:
    playground.open()
    playground.start("print('first')\nwhile True: pass")
    expect(playground.results).to_contain_text("first")
    playground.start("print('second')")
    playground.wait_for_runs(2)
    expect(playground.results).to_have_text("second")


@pytest.mark.parametrize("keys", ["Control+Enter", "Shift+Enter"])
def test_the_keys_run_and_leave_the_text_alone(playground: Playground, keys: str) -> None:
    playground.open()
    playground.write("print('keys')")
    playground.editor.press(keys)
    playground.wait_for_runs(1)
    expect(playground.results).to_have_text("keys")
    assert playground.source() == "print('keys')"


@pytest.mark.first_visit
def test_a_flood_of_output_leaves_the_page_at_ease(playground: Playground) -> None:
    playground.open()
    playground.start("while True: print('x' * 1000)")
    expect(playground.results).to_contain_text("Only the first 1,000,000 characters are shown")
    playground.stop_button.click(timeout=2_000)
    playground.wait_for_runs(1, seconds=5)
    assert playground.run("print('calm')") == "calm"


ENDS = {
    "print(1); 1 / 0": "Ended by an error after",
    "import sys; sys.exit(3)": "The program ended itself (exit code 3)",
    "pass": "Finished in",
}


@pytest.mark.parametrize("source", ENDS)
def test_the_status_tells_how_a_run_ended(playground: Playground, source: str) -> None:
    playground.open()
    playground.run(source)
    expect(playground.status).to_contain_text(ENDS[source])


BREAKING = {
    "rubbish on the worker's channel": "import js\njs.postMessage('rubbish')\nwhile True: pass\n",
    "a native stack overflow": "x = int\nfor i in range(100_000): x = (x,)\nisinstance('', x)\n",
    "os._exit": "import os\nos._exit(3)\n",
}


@pytest.mark.parametrize("kind", BREAKING)
def test_a_broken_interpreter_is_reported_and_replaced(playground: Playground, kind: str) -> None:
    # Pyodide writes of a fatal error to the console.
    playground.watch.expects_errors = True
    playground.open()
    assert "Python's interpreter broke" in playground.run(BREAKING[kind])
    assert playground.source() == BREAKING[kind]
    assert playground.run("print('again')") == "again"


def test_memory_ends_in_pythons_own_error(playground: Playground) -> None:
    playground.open()
    text = playground.run("x = []\nwhile True: x.append(bytearray(50_000_000))", seconds=120)
    assert "MemoryError" in text
    assert playground.run("print('again')") == "again"


VALUES = {
    "'text'": "'text'",
    "import math\nmath.pi": "3.141592653589793",
    "import asyncio\nawait asyncio.sleep(0.01, 'awaited')": "'awaited'",
    "display(1, 'two')": "1\n'two'",
    "import sys\nprint('to stderr', file=sys.stderr)": "to stderr",
    "import os\nos.write(1, b'low level\\n')\nNone": "low level",
}


@pytest.mark.parametrize("source", VALUES)
def test_values_and_streams_are_shown(playground: Playground, source: str) -> None:
    playground.open()
    assert re.sub(r"\n+", "\n", playground.run(source)) == VALUES[source]


def test_html_is_shown_in_a_frame_that_may_do_nothing(playground: Playground) -> None:
    # The policy and the sandbox both refuse the script, and say so in the console.
    playground.watch.expects_errors = True
    playground.open()
    playground.run(
        "class Page:\n    def _repr_html_(self):\n"
        "        return '<b>bold</b><script>parent.document.title = \"taken\"</script>'\n"
        "Page()"
    )
    frame = playground.page.frame_locator("iframe[sandbox='']")
    expect(frame.locator("b")).to_have_text("bold")
    assert playground.page.title() == "micrograd playground"


def test_a_strangers_dot_draws_no_links_and_no_images(playground: Playground) -> None:
    playground.open()
    playground.run(
        "class Dot:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/vnd.graphviz': 'digraph { a [href=\"javascript:alert(1)\" "
        'target=_top]; b [label=<<b>x</b><br/>y>]; a -> b [URL="https://example.org/"] }\'}\n'
        "Dot()"
    )
    svg = playground.figures().locator("svg")
    expect(svg.locator("text")).to_have_text(["a", "x", "y"])
    expect(svg.locator("a, image, style, script, foreignObject")).to_have_count(0)
    assert "javascript" not in svg.inner_html()


def test_dot_that_graphviz_refuses_is_said_in_the_card(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "class Dot:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/vnd.graphviz': 'digraph {'}\n"
        "Dot()"
    )
    assert "The graph could not be drawn" in text


def test_micropip_comes_with_the_site(playground: Playground) -> None:
    playground.open()
    assert playground.run("import micropip\nprint(micropip.__version__)") == "0.11.1"


@pytest.mark.first_visit
def test_a_package_that_needs_the_network_says_so_without_one(playground: Playground) -> None:
    playground.watch.expects_strangers = True
    playground.watch.expects_errors = True
    playground.page.context.route("https://**", lambda route: route.abort())
    playground.open()
    text = playground.run("import numpy")
    assert "numpy could not be loaded" in text
    assert "ModuleNotFoundError" in text


def test_programs_run_without_an_origin(playground: Playground) -> None:
    playground.open()
    assert playground.run("import js\nprint(js.self.origin)") == "null"


FLOODS = {
    "past the runner, through its sink": (
        "import sys\nsink = sys.stdout._outlet._sink\n"
        "while True: sink.send('text', stream='stdout', text='x' * 1000)"
    ),
    "past the runner, to the file descriptor": (
        "import os\nwhile True: os.write(1, b'x' * 1000 + b'\\n')"
    ),
    "on both streams in turn": (
        "import sys\nwhile True:\n    sys.stdout.write('x')\n    sys.stderr.write('y')"
    ),
}


@pytest.mark.parametrize("kind", FLOODS)
def test_no_flood_keeps_stop_out_of_reach(playground: Playground, kind: str) -> None:
    playground.open()
    playground.start(FLOODS[kind])
    expect(playground.results).to_contain_text("xxx" if "both" not in kind else "x")
    # The page may have ended it a moment before: then the button does nothing.
    playground.stop_button.dispatch_event("click", timeout=5_000)
    playground.wait_for_runs(1)
    assert playground.run("print('calm')") == "calm"


def test_writes_past_the_runner_end_at_a_limit_that_is_said(playground: Playground) -> None:
    playground.open()
    text = playground.run("import os\nfor i in range(3000): os.write(1, b'%d\\n' % i)\nNone")
    assert "Only the first 2,000 writes to the file descriptors are shown" in text
    assert "1999" in text
    assert "2000" not in text


def test_a_stopped_programs_last_line_is_there(playground: Playground) -> None:
    playground.open()
    playground.start("for i in range(1000): print(i)\nwhile True: pass")
    expect(playground.results).to_contain_text("999")


def test_a_run_ends_once_whatever_its_program_posts(playground: Playground) -> None:
    playground.open()
    playground.run(
        "import js\nfrom pyodide.ffi import to_js\n"
        "for i in range(5): js.postMessage(to_js({'type': 'ended', 'run': 1, 'message': '',"
        " 'outcome': 'finished'}, dict_converter=js.Object.fromEntries))"
    )
    assert playground.run("print('next')") == "next"
    assert playground.runs() == 2


def test_a_graph_that_takes_for_ever_is_called_off_by_the_next_run(playground: Playground) -> None:
    playground.open()
    dot = "graph { layout=fdp; maxiter=2000000000; a--b; b--c; c--d; d--a; a--c }"
    playground.start(
        "class Dot:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        f"        return {{'text/vnd.graphviz': {dot!r}}}\n"
        "for i in range(4): display(Dot())"
    )
    expect(playground.figures()).to_have_count(4)
    playground.start("print('next')")
    playground.wait_for_runs(2, seconds=10)
    expect(playground.results).to_have_text("next")


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("async def f():\n    exit()\nasyncio.ensure_future(f())\nawait asyncio.sleep(1)", ""),
        ("async def f():\n    exit()\nawait asyncio.create_task(f())", ""),
        ("async def f():\n    exit()\nawait asyncio.gather(f(), asyncio.sleep(60))", ""),
        ("async def f():\n    exit('bye')\nasyncio.run(f())", "bye"),
        ("async def f():\n    return 7\nprint(asyncio.run(f()))", "7"),
    ],
)
def test_exit_in_a_task_ends_the_program_in_silence(
    playground: Playground, program: str, text: str
) -> None:
    playground.open()
    assert playground.run(f"import asyncio\nprint('begun')\n{program}\nprint('on')\n") == (
        f"begun\n{text}\non" if text == "7" else f"begun\n{text}".strip()
    )


def test_an_error_in_a_coroutine_that_is_run_is_told_once(playground: Playground) -> None:
    playground.open()
    text = playground.run("import asyncio\nasync def f():\n    1 / 0\nasyncio.run(f())\n")
    assert text.count("ZeroDivisionError") == 1
    assert "webloop" not in text
    assert "playground_host" not in text
