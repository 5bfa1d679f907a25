"""Whatever a program shows, the page answers: a key press waits no longer than it may."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import costly_svg
from tests.browser.conftest import ENGINES
from tests.browser.waits import SHARE, Waits
from tests.lessons import lesson, ours

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

FORGE = "import json, sys\nsink = sys.stdout._outlet._sink\n"
SHOWN = """
class Shown:
    def __init__(self, **bundle):
        self.bundle = {name.replace("__", "/").replace("_xml", "+xml"): value
            for name, value in bundle.items()}
    def _repr_mimebundle_(self, **_):
        return {"text/plain": "shown", **self.bundle}
"""
PNG = (
    SHOWN
    + """
import base64, random, struct, zlib
def chunk(kind, data):
    code = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + code
def png(width, height):
    rows = b"".join(b"\\0" + random.randbytes(3 * width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")
    return base64.b64encode(b"\\x89PNG\\r\\n\\x1a\\n" + parts).decode()
"""
)
TRAINING = (
    SHOWN
    + """
import json
samples = [[[i / 2000, i % 7], [1.0]] for i in range(2_000)]
for i in range(60):
    display(Shown(**{"application/vnd.micrograd.training+json": json.dumps({
        "id": f"t{i}", "title": "MLP", "layers": [{"size": 1, "activation": "tanh"}],
        "n_inputs": 2, "n_samples": 2_000, "samples": samples, "n_parameters": 3,
        "start": "AAAAAAAA8D8AAAAAAADwPwAAAAAAAPA/", "loss": "mse", "optimizer": "sgd",
        "num_rounds": 5, "can_restart": False, "can_steer": False})}))
"""
)

SHOWS = {
    "tables": "from micrograd.node import Node\n"
    "for i in range(50): display([Node(float(j)) for j in range(1_000)])",
    "graphs": "from micrograd.node import Node\nfor i in range(20):\n    x = Node(1.0)\n"
    "    for j in range(150): x = x + Node(1.0)\n    display(x)",
    "trainings": TRAINING,
    "a wide network": "from micrograd.nn import MLP\n"
    "samples = [[i % 2, i // 2] for i in range(4)]\n"
    "wide = MLP(2, [300, 300, 1])\n"
    "wide.train(samples, [a * b for a, b in samples], num_rounds=4, learning_rate=1e-4)",
    "HTML": SHOWN + "for i in range(200): display(Shown(text__html='<h1>hello</h1>'))",
    "a large picture": PNG + "display(Shown(image__png=png(1_200, 1_000)))",
    "a hundred pictures": PNG
    + "picture = png(180, 180)\nfor i in range(100): display(Shown(image__png=picture))",
    "a long value": "class V:\n    def __repr__(self): return 'x' * 99_000\n"
    "for i in range(100): display(V())",
    "values of other letters": "class V:\n"
    "    def __init__(self, letter): self.letter = letter\n"
    "    def __repr__(self): return (f'{self.letter} ' * 200 + '\\n') * 300\n"
    "for i in range(60): display(V('\u05d0\u6f22\U0001f600'[i % 3]))",
    "a value of marks": "class V:\n    def __repr__(self): return 'a' + '\\u0301' * 99_000\nV()",
    "an error of marks": "raise ValueError('a' + '\\u0301' * 99_000)",
    "a label of marks": "from micrograd.node import Node\n"
    "Node(1.0, label='a' + '\\u0301' * 99_000) + 1",
    "printed marks": "print('a' + '\\u0301' * 900_000)",
    "printed marks one by one": "for i in range(9_000): print('\\u0301', end='', flush=True)",
    "printed joiners": "print('\\U0001f468\\u200d' * 300_000)",
    "printed conjuncts": "print('\\u0915\\u094d' * 450_000)",
    "printed directions": "print('\\u2067a\\u05d0 1' * 200_000)",
    "printed directions of two kinds": "print('\\u202b\\u2067\\u202c\\u2069a\\u05d0' * 150_000)",
    "a value of conjuncts": "class V:\n"
    "    def __repr__(self): return '\\u0915\\u094d' * 9_000_000\nV()",
    "values of joiners": "class V:\n    def __repr__(self): return '\\U0001f468\\u200d' * 9_000\n"
    "for i in range(100): display(V())",
    "a value of directions": "class V:\n"
    "    def __repr__(self): return '\\u2067a\\u05d0' * 90_000\nV()",
    "an error of directions": "raise ValueError('\\u2067a\\u05d0' * 40_000)",
    "a label of directions": "from micrograd.node import Node\n"
    "Node(1.0, label='\\u2067a\\u05d0' * 40_000) + 1",
    "moving HTML": SHOWN + "move = '<style>@keyframes a{to{rotate:1turn}}</style>'\n"
    "move += '<i style=\"display:inline-block;animation:a 1s infinite\">x</i>' * 100\n"
    "for i in range(400): display(Shown(text__html=f'<h1>{i}</h1>{move}'))",
    "one endless line": "print('x' * 9_000_000)",
    "a display past the runner": FORGE
    + "sink.send('display', bundle=json.dumps({'text/plain': 'x y ' * 4_750_000}))",
    "short lines past the runner": FORGE
    + "sink.send('display', bundle=json.dumps({'text/plain': 'x\\n' * 4_750_000}))",
    "many notes": FORGE + "for i in range(5_000): sink.send('truncated', what='text', limit=i)",
    "many errors": FORGE
    + "for i in range(2_000): sink.send('error', traceback='E: x', file='main.py', line=1)",
    "a long table of nothing": FORGE
    + "table = {'application/vnd.micrograd.table+json': '[' * 900_000}\n"
    "sink.send('display', bundle=json.dumps(table))",
    "updates of nothing": FORGE + "told = json.dumps({'id': 'x', 'list': [[]] * 4_000_000})\n"
    "bundle = json.dumps({'application/vnd.micrograd.training+json': told})\n"
    "for i in range(4): sink.send('update', bundle=bundle)",
    "large DOT": SHOWN
    + "dot = ';'.join(f'n{i} [label=\"{i}{\"x\" * 20}\"]' for i in range(1_500))\n"
    "for i in range(4): display(Shown(**{'text/vnd.graphviz': 'digraph {' + dot + '}'}))",
}
"""Programs that end; some get at the sink, as a stranger's may."""


@pytest.mark.parametrize("what", SHOWS)
def test_the_page_answers_while_a_program_shows(playground: Playground, what: str) -> None:
    playground.open()
    playground.write(SHOWS[what])
    waits = Waits(playground.page)
    waits.check(waits.run)


FLOODS = {
    "errors": (
        FORGE
        + "while True: sink.send('error', traceback='x y ' * 270_000, file='main.py', line=1)",
        "message error",
    ),
    "short errors": (
        FORGE + "while True: sink.send('error', traceback='x y', file='main.py', line=1)",
        "too many messages",
    ),
    "displays": (
        FORGE + "told = json.dumps({'text/plain': 'x y ' * 4_750_000})\n"
        "while True: sink.send('display', bundle=told)",
        "more than",
    ),
    "advice": (
        FORGE
        + "sink.send('advice', kind='dead-relu', file='main.py', line=1, name='x' * 19_000_000)",
        "wrong name",
    ),
}


@pytest.mark.parametrize("what", FLOODS)
def test_a_flood_ends_the_program_and_not_the_page(playground: Playground, what: str) -> None:
    source, reason = FLOODS[what]
    playground.open()
    playground.write(source)
    waits = Waits(playground.page)
    waits.check(waits.run)
    expect(playground.page.locator(".card.note").last).to_contain_text(reason)


TAKEN = """
import js
from pyodide.ffi import to_js
some = js.Uint8Array.new(10_000_000).fill(1)
ends, _, heap = js.MessageChannel.new(), 0, []
while True:
"""
MEMORY = {
    "arrays": "heap.append(js.Array.new(100_000).fill(1.5))",
    "arrays of objects": "heap.append(js.Array.new(100_000).fill(1.5).map(js.Object))",
    "an array that is repeated": "heap = to_js([1]) * 1_000_000_000",
    "an array that one call makes": "js.Array.from_(js.Object.fromEntries([['length', 10**10]]))",
    "buffers": "heap.append(js.Uint8Array.new(10_000_000).fill(1))",
    "copies": "heap.append(js.structuredClone(some))",
    "Blobs": "heap.append(js.Blob.new(to_js([some])))",
    "responses": "heap.append(js.Response.new(some))",
    "canvases": "heap.append(js.OffscreenCanvas.new(4_000, 4_000).getContext('2d'))",
    "WebAssembly": "heap.append(js.WebAssembly.Memory.new(initial=1_000))",
    "messages that no one reads": "ends.port1.postMessage(some)",
    "text": "_ += 1; js.Array.prototype.push.call(js.performance, str(_) + 'x' * 1_000_000)",
    "text that JavaScript makes": "heap.append(js.Object(js.Array.new(1_000_001).join('ab')))",
}
"""What takes JavaScript's memory, which no browser limits before the tab ends."""


@pytest.mark.parametrize("what", MEMORY)
def test_memory_of_javascript_ends_the_program_and_not_the_tab(
    playground: Playground, what: str
) -> None:
    playground.open()
    playground.write(f"{TAKEN}    {MEMORY[what]}")
    waits = Waits(playground.page)
    waits.check(waits.run)
    note = playground.page.locator(".card.note").last
    expect(note).to_contain_text("took too much memory from JavaScript")
    assert playground.run("print('next')") == "next"


def test_memory_of_javascript_that_is_freed_ends_nothing(playground: Playground) -> None:
    playground.open()
    playground.run(
        "import js\nfor _ in range(300):\n"
        "    js.Float64Array.new(100_000)\n    js.Array.new(1_000).fill(1)\n"
        "    display('x' * 100_000)\n"
        "one = js.Float64Array.new(1_000_000)\nfor i in range(10_000): one.fill(i)"
    )
    expect(playground.status).to_contain_text("Finished")


def test_what_goes_past_the_limit_is_counted(playground: Playground) -> None:
    playground.open()
    playground.run(FORGE + "for i in range(1_500): sink.send('truncated', what='text', limit=i)")
    assert playground.page.locator(".cards > .card").count() == 1_001
    expect(playground.page.locator(".cards > .card").last).to_have_text(
        "500 more results are not shown."
    )


PICTURES = SHOWN + Path(costly_svg.__file__).read_text("utf-8")
"""Shows what `costly_svg` has."""


@pytest.mark.parametrize("what", costly_svg.COSTLY)
def test_a_picture_that_may_take_long_is_drawn_on_request(
    playground: Playground, what: str
) -> None:
    playground.open()
    playground.write(PICTURES + f"display(Shown(image__svg_xml=picture({what!r})))")
    waits = Waits(playground.page)
    waits.check(waits.run)
    assert playground.page.locator("img, iframe").count() == 0
    expect(playground.results.get_by_role("button", name="Draw it")).to_be_visible()


@pytest.mark.parametrize("half", [0, 1])
def test_what_is_not_known_to_be_cheap_is_drawn_on_request(
    playground: Playground, half: int
) -> None:
    names = list(costly_svg.UNKNOWN)[half::2]
    playground.open()
    playground.run(
        PICTURES + f"for each in {names}:\n    display(Shown(image__svg_xml=picture(each)))"
    )
    buttons = playground.results.get_by_role("button", name="Draw it")
    expect(buttons).to_have_count(len(names))
    assert playground.page.locator("img, iframe").count() == 0


MATPLOTLIB = (Path(__file__).parent / "matplotlib.svg").read_text("utf-8")
"""A figure of lines, bars with hatches, points, an image and formulas, as matplotlib writes it."""
BY_HAND = (
    costly_svg.SVG
    + """<style>/* a */ .a { fill: none; font: 12px "DejaVu Sans", serif }
text, .b > rect { fill: #333 }</style><defs>
<marker id="m" viewBox="0 0 10 10" orient="auto"><path d="M0 0L10 5L0 10z"/></marker>
<linearGradient id="g"><stop offset="0" stop-color="red"/><stop style="stop-color:#00f"/>
</linearGradient></defs><g fill="url(#g)"><rect width="50" height="50"/></g>
<path class="a" d="M0 0L100 100" marker-end="url('#m')" stroke-dasharray="4 2" stroke="red"/>
<text x="5" y="9">hi <tspan dy="1em">there</tspan></text>
<circle r="5"><animate attributeName="r" values="5;9;5" dur="1s"/></circle></svg>"""
)


@pytest.mark.parametrize("svg", [MATPLOTLIB, BY_HAND], ids=["matplotlib", "by hand"])
def test_what_drawing_programs_write_is_drawn_at_once(playground: Playground, svg: str) -> None:
    playground.open()
    playground.run(SHOWN + f"display(Shown(image__svg_xml={svg!r}))")
    image = playground.page.locator(".card.image img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


@pytest.mark.parametrize("what", ["a marker at many points", "placed letters"])
def test_the_page_answers_while_a_costly_picture_is_drawn(
    playground: Playground, what: str
) -> None:
    """It is drawn in a frame with a process of its own, whose tasks are none of the page's."""
    page = playground.page
    playground.open()
    waits = Waits(page)
    found = []
    for _ in range(3):
        playground.run(PICTURES + f"display(Shown(image__svg_xml=picture({what!r})))")
        idle = waits.idle()
        busy = waits.longest(
            lambda: page.evaluate(
                """async () => {
                    document.querySelector(".results .note button").click();
                    await new Promise(resolve => setTimeout(resolve, 1_000));
                }"""
            )
        )
        found.append(f"{busy:.0f} ms beside {idle:.0f} ms")
        assert page.locator(".card.html iframe[sandbox]").count() == 1
        if busy <= SHARE * idle:
            return
    raise AssertionError(f"the longest waits: {', '.join(found)}")


WHOLE = {
    "marks": "a" + "\u0301" * 900 + "b",
    "directions": "\u2067a\u05d0 1" * 900 + "b",
    "joiners": "\U0001f468\u200d" * 900 + " b",
}


@pytest.mark.parametrize("how", ["printed", "a value", "an error"])
@pytest.mark.parametrize("what", WHOLE)
def test_text_that_is_left_out_of_sight_is_copied_whole(
    playground: Playground, what: str, how: str
) -> None:
    text = WHOLE[what]
    shows = {
        "printed": f"print({text!a})",
        "a value": f"class V:\n    def __repr__(self): return {text!a}\nV()",
        "an error": f"raise ValueError({text!a})",
    }[how]
    playground.open()
    playground.run(shows)
    card = playground.page.locator(".cards > pre")
    expect(card.locator(".left-out")).to_have_count(1)
    card.hover()
    playground.results.get_by_role("button", name="Copy").click()
    expect(playground.results.get_by_role("button", name="Copied")).to_be_visible()
    assert text in playground.page.evaluate("navigator.clipboard.readText()")


def test_a_chart_that_may_take_long_is_drawn_on_request(playground: Playground) -> None:
    chart = {
        "data": {"values": [{"x": 1, "y": 1}, {"x": 2, "y": 3}]},
        "mark": {"type": "line", "strokeDash": [0.001, 0.001]},
        "encoding": {"x": {"field": "x"}, "y": {"field": "y"}},
    }
    playground.open()
    playground.run(
        SHOWN + f"display(Shown(**{{'application/vnd.vegalite.v6+json': {json.dumps(chart)!r}}}))"
    )
    assert playground.page.locator(".results img, .results iframe").count() == 0
    playground.results.get_by_role("button", name="Draw it").click()
    frame = playground.page.frame_locator("iframe")
    expect(frame.locator("path[stroke-dasharray]").first).to_be_attached()


def test_an_expression_of_a_chart_makes_no_endless_list(playground: Playground) -> None:
    chart = {
        "data": {"values": [{"x": 1}] * 8},
        "transform": [{"calculate": "sequence(120000000)", "as": "a"}],
        "mark": "point",
        "encoding": {"x": {"field": "x"}},
    }
    playground.open()
    playground.run(
        SHOWN + f"display(Shown(**{{'application/vnd.vegalite.v6+json': {json.dumps(chart)!r}}}))"
    )
    expect(playground.page.locator(".picture-message")).to_contain_text("too many numbers")


def test_a_long_value_is_shown_piece_by_piece_and_copied_whole(playground: Playground) -> None:
    playground.open()
    playground.run("class V:\n    def __repr__(self): return 'x' * 50_000 + 'end'\nV()")
    value = playground.page.locator(".card.value")
    expect(value).not_to_contain_text("end")
    value.hover()
    playground.results.get_by_role("button", name="Copy").click()
    expect(playground.results.get_by_role("button", name="Copied")).to_be_visible()
    copied = playground.page.evaluate("navigator.clipboard.readText()")
    assert copied == "x" * 50_000 + "end"
    value.get_by_role("button", name="Show more (30,003 characters are left)").click()
    expect(value).to_contain_text("end")


def test_a_long_value_is_cut_between_its_characters(playground: Playground) -> None:
    playground.open()
    playground.run("class V:\n    def __repr__(self): return 'x' + '\U0001f600' * 4_000\nV()")
    value = playground.page.locator(".card.value")
    shown = value.evaluate("card => card.firstChild.data")
    assert shown == "x" + "\U0001f600" * 1_500
    value.get_by_role("button", name="Show more (5,000 characters are left)").click()
    text = value.evaluate(
        "card => [...card.childNodes].slice(0, -1).map(n => n.textContent).join('')"
    )
    assert text == "x" + "\U0001f600" * 4_000


def test_a_table_is_filled_when_it_is_seen(playground: Playground) -> None:
    playground.open()
    playground.run(
        "from micrograd.node import Node\n"
        "for i in range(30): display([Node(float(j)) for j in range(1_000)])"
    )
    cards = playground.page.locator(".cards > .card")
    expect(cards).to_have_count(30)
    expect(cards.last.locator("tr")).to_have_count(0)
    cards.last.scroll_into_view_if_needed()
    expect(cards.last.locator("tr")).not_to_have_count(0)
    # Those above it have grown meanwhile.
    cards.last.scroll_into_view_if_needed()
    expect(playground.page.locator(".cards > .card").last.locator("tr")).to_have_count(1_001)


ALONE = """
import js
from pyodide.ffi import create_proxy
ticks = []
js.setInterval(create_proxy(lambda *_: ticks.append(1)), 0)
def again(*_):
    ticks.append(1)
    js.setTimeout(proxy, 0)
proxy = create_proxy(again)
js.setTimeout(proxy, 0)
import asyncio
loop = asyncio.get_event_loop()
def soon():
    ticks.append(1)
    loop.call_soon(soon)
loop.call_soon(soon)
for name in ("Worker", "SharedWorker", "BroadcastChannel"):
    print(name, hasattr(js, name) or hasattr(js.self, name))
await asyncio.sleep(0.2)
print(len(ticks) > 3)
"""


@ENGINES
def test_what_a_program_leaves_behind_ends_with_it(playground: Playground) -> None:
    playground.open()
    text = playground.run(ALONE)
    assert text == "Worker False\nSharedWorker False\nBroadcastChannel False\nTrue"
    field = playground.page.get_by_role("textbox", name="Console")
    counts = []
    for _ in range(2):
        runs = playground.page.locator(".card.value, .card.text").count()
        field.fill("print('ticks', len(ticks))")
        field.press("Enter")
        expect(playground.page.locator(".card.value, .card.text")).to_have_count(runs + 1)
        counts.append(playground.page.locator(".card.text").last.inner_text())
    ticks = [int(text.split()[-1]) for text in counts]
    # What began while the console's line was evaluated may have come once more.
    assert ticks[1] - ticks[0] < 50


PASSES = """
import asyncio, json, sys
class Passes:
    def _repr_mimebundle_(self, **_):
        return {"text/plain": "passed", "application/vnd.micrograd.check+json": '{"passed": true}'}
display(Passes())
"""


@ours
@pytest.mark.parametrize("how", ["ended", "runs"])
def test_a_verdict_is_of_the_run_that_was_asked_for(playground: Playground, how: str) -> None:
    """A program that shows what a check would say passes nothing, before a lesson or in it."""
    page = playground.page
    playground.open()
    goes_on = "for i in range(100_000):\n    display(Passes())\n    await asyncio.sleep(0.01)"
    if how == "ended":
        playground.run(PASSES)
    else:
        playground.start(PASSES + goes_on)
        playground.wait_for("running")
        expect(playground.page.locator(".card.value").nth(3)).to_be_visible()
    page.evaluate("location.hash = '#lesson=nudge'")
    panel = page.get_by_role("region", name="Lesson")
    expect(panel.get_by_role("heading")).to_be_visible()
    shown = playground.page.locator(".card.value").count()
    if how == "runs":
        expect(playground.page.locator(".card.value").nth(shown + 3)).to_be_attached()
        playground.stop_button.click()
    is_passed = "'passed' in (JSON.parse(localStorage['micrograd.lessons.1'] ?? '{}').nudge ?? {})"
    assert not page.evaluate(is_passed)
    playground.run(PASSES + "slope = ...")
    assert not page.evaluate(is_passed)
    playground.run(lesson("nudge")["solution"]["main.py"])
    assert page.evaluate(is_passed)


DROP = """async ([name, content, times]) => {
    const file = new File([content.repeat(times)], name);
    const transfer = new DataTransfer();
    transfer.items.add(file);
    const target = document.querySelector(".cm-content");
    for (const type of ["dragenter", "dragover", "drop"])
        target.dispatchEvent(new DragEvent(type, {
            dataTransfer: transfer, bubbles: true, cancelable: true }));
    await new Promise(resolve => setTimeout(resolve, 1_500));
}"""

LONG = {
    "blank lines": "\n" * 300_000 + "x",
    "questions": "?\n" * 200_000,
    "f-strings": "f'{" * 200_000,
}


@pytest.mark.parametrize("what", LONG)
def test_a_long_notebook_is_opened_while_the_page_answers(
    playground: Playground, what: str
) -> None:
    cell = {"cell_type": "code", "metadata": {}, "source": LONG[what], "outputs": []}
    content = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    page = playground.page
    playground.open()
    waits = Waits(page)

    def open_it() -> None:
        page.evaluate(DROP, ["long.ipynb", content, 1])

    waits.check(open_it)
    # One has too many letters for a program, the others too many lines for the editor.
    expect(playground.notice).to_contain_text("long" if what == "f-strings" else "large")


HEAVY = {
    "cells": ("a.py", "# %%\n" * 150_000),
    "cells of text": ("a.py", "# %% [markdown]\n# *a*\n" * 40_000),
    "a long line of data": ("a.csv", "1," * 9_000_000),
    "data of marks": ("a.csv", "\u0301" * 5_000_000),
    "quotes": ("a.py", '"""\n' * 180_000),
}


@pytest.mark.parametrize("what", HEAVY)
def test_a_heavy_file_is_opened_while_the_page_answers(playground: Playground, what: str) -> None:
    name, text = HEAVY[what]
    page = playground.page
    playground.open()
    waits = Waits(page)

    def open_it() -> None:
        page.evaluate(DROP, [name, text[:1_000], len(text) // 1_000])

    waits.check(open_it)
    expect(playground.notice).to_contain_text("a.csv is beside" if name == "a.csv" else "is open")
