"""Whatever a program does, the page answers, Stop works, and nothing is lost."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINES
from tests.browser.waits import Waits

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

ENDLESS = {
    "a loop": "while True: pass",
    "a flood of lines": "while True: print('x' * 1000)",
    "a flood without lines": "while True: print('x', end=' ')",
    "one long sum": "sum(range(10**15))",
    "one long power": "10**10**8",
    "a sleep": "import time\ntime.sleep(3600)",
    "an awaited sleep": "import asyncio\nawait asyncio.sleep(3600)",
    "a task": (
        "import asyncio\nasync def spin():\n    while True: await asyncio.sleep(0)\n"
        "asyncio.create_task(spin())"
    ),
    "a question": "input()",
    "functions of the host replaced": (
        "import js\njs.self.postMessage = js.self.onmessage = None\n"
        "js.MessagePort.prototype.postMessage = None\nprint('still heard')\nwhile True: pass"
    ),
}


def stop(playground: Playground) -> None:
    runs = playground.runs()
    playground.stop_button.click(timeout=2_000)
    playground.wait_for_runs(runs + 1, seconds=5)


@pytest.mark.parametrize("kind", ENDLESS)
def test_stop_ends_it_while_the_page_answers(playground: Playground, kind: str) -> None:
    playground.open()
    source = f"print('before')\n{ENDLESS[kind]}"
    playground.write(source)
    waits = Waits(playground.page)
    # A stretch of time, in which the program's worst has come.
    waits.check(lambda: waits.start(1_500), after=lambda: stop(playground))
    expect(playground.results).to_contain_text("still heard" if "heard" in source else "before")
    stop(playground)
    expect(playground.status).to_have_text("Stopped")
    expect(playground.results).to_contain_text("before")
    assert playground.source() == source
    assert playground.run("print('next')") == "next"


BELOW = """
import js
for holder in (js.self, js.Object.getPrototypeOf(js.self)):
    for name in ("postMessage", "close"):
        js.Reflect.deleteProperty(holder, name)
js.postMessage("rubbish")
while True: pass
"""

ENDING = {
    "a list that grows until memory ends": ("x = [0]\nwhile True: x += x", "MemoryError"),
    "recursion in Python": ("def f(): f()\nf()", "RecursionError: maximum recursion depth"),
    "recursion in native code that nothing counts": (
        "x = (int,)\nfor i in range(200_000): x = (x,)\nisinstance(1.0, x)",
        "Python's interpreter broke",
    ),
    "a sum of too many terms": (
        "eval('1' + '+1' * 20_000)",
        "broke (Maximum call stack size exceeded)",
    ),
    "100,000 cards": (
        "for i in range(100_000): display(i)",
        "Only the first 500 displayed objects are shown.",
    ),
    "rubbish on the worker's channel": (
        "import js\njs.postMessage('rubbish')\nwhile True: pass",
        "the program used the channel of its worker",
    ),
    "a worker that closes itself": (
        "import js\njs.self.close()\nwhile True: pass",
        "the program closed its worker",
    ),
    "rubbish on the channel below": (BELOW, "the program used the channel of its worker"),
}


RECURSIONS = {
    "an operator": "class V:\n    def __add__(self, o): return self + o\nV() + 2",
    "a reflected operator": "class V:\n    def __radd__(self, o): return o + self\n2 + V()",
    "a sign": (
        "class V:\n    def __neg__(self): return 0 - self\n"
        "    def __rsub__(self, o): return (-self) + o\n-V()"
    ),
    "an attribute": "class V:\n    def __getattr__(self, n): return self.other\nV().x",
    "an assignment": "class V:\n    def __setattr__(self, n, v): self.n = v\nV().x = 1",
    "a comparison": "class V:\n    def __eq__(self, o): return [self] == [V()]\nV() == V()",
    "a hash": "class V:\n    def __hash__(self): return len({self})\nhash(V())",
    "a text": "class V:\n    def __repr__(self): return f'V({self})'\nrepr(V())",
    "a format": "class V:\n    def __format__(self, spec): return f'{self:x}'\nf'{V()}'",
    "a call": "class V:\n    def __call__(self): return self()\nV()()",
    "a descriptor": (
        "class D:\n    def __get__(self, o, t=None): return o.x\nclass V:\n    x = D()\nV().x"
    ),
    "an iterator": "class V:\n    def __iter__(self): return iter(self)\nlist(V())",
    "a truth": "class V:\n    def __bool__(self): return not self\nbool(V())",
    "a metaclass": (
        "class M(type):\n    def __call__(cls): return cls()\nclass V(metaclass=M): pass\nV()"
    ),
    "a cache": "import functools\n@functools.lru_cache\ndef f(n): return f(n + 1)\nf(0)",
    "a part of a call": "import functools\ndef f(): functools.partial(f)()\nf()",
    "a fold": "import functools\ndef f(*a): functools.reduce(f, [1, 2])\nf()",
    "a map": "def f(n): return list(map(f, [n]))\nf(0)",
    "a key": "def f(n): return sorted([n], key=f)\nf(0)",
    "a pattern": "import re\ndef f(n): return re.sub('a', f, 'a')\nf(0)",
    "JSON": "import json\ndef f(n): return json.dumps(n, default=f)\nf(f)",
    "a copy": (
        "import copy\nclass V:\n"
        "    def __deepcopy__(self, memo): return copy.deepcopy(self, memo)\ncopy.deepcopy(V())"
    ),
    "a generator": "def f(): yield from f()\nlist(f())",
    "a coroutine": "async def f(): await f()\nawait f()",
    "a node": (
        "from micrograd.node import Node\nclass V(Node):\n"
        "    def __add__(self, o): return o + self\n    __radd__ = __add__\nV(1.0) + 2"
    ),
    "a limit set high": (
        "import sys\nsys.setrecursionlimit(100_000)\n"
        "class V:\n    def __add__(self, o): return self + o\nV() + 2"
    ),
}


@ENGINES
def test_recursion_through_native_code_is_an_error_in_time(playground: Playground) -> None:
    playground.open()
    for kind, source in RECURSIONS.items():
        assert "RecursionError" in playground.run(source), kind
        assert "interpreter broke" not in playground.results.inner_text(), kind


VALUE = """
class Value:{slots}
    def __init__(self, data, parents=()):
        self.data, self.parents, self.back = data, parents, None

    def __add__(self, other):
        out = Value(self.data + other)
        {link}
        return out

x = Value(0)
for _ in range(100_000): x = x + 1
"""
SLOTS = "\n    __slots__ = ('back', 'data', 'parents')"

CHAINS = {
    "values with tuples": VALUE.format(slots="", link="out.parents = (self, other)"),
    "values with slots": VALUE.format(slots=SLOTS, link="out.parents = (self, other)"),
    "values with closures": VALUE.format(slots="", link="out.back = lambda: self"),
    "values with sets, as Karpathy's": VALUE.format(slots="", link="out.parents = {self, out}"),
    "lists": "x = []\nfor _ in range(100_000): x = [x]",
    "tuples": "x = ()\nfor _ in range(100_000): x = (x,)",
    "dictionaries": "x = {}\nfor _ in range(100_000): x = {1: x}",
    "generators": (
        "def wait(x):\n    yield 1\n    return x\nx = None\n"
        "for _ in range(100_000): x = wait(x); next(x)"
    ),
    "methods": (
        "class A:\n    def f(self): pass\nx = None\n"
        "for _ in range(100_000):\n    a = A(); a.x = x; x = a.f\ndel a"
    ),
    "objects with a last word": (
        "class A:\n    def __del__(self): pass\nx = None\n"
        "for _ in range(100_000):\n    a = A(); a.x = x; x = a\ndel a"
    ),
    "exceptions": (
        "x = None\nfor i in range(100_000):\n    e = Exception(i); e.__cause__ = x; x = e\ndel e"
    ),
}
DEPTHS = {
    "the text of a list": (CHAINS["lists"], "repr(x)"),
    "the text of a tuple": (CHAINS["tuples"], "str(x)"),
    "the text of a dictionary": (CHAINS["dictionaries"], "print(x)"),
    "the text of an exception": ("x = 1\nfor _ in range(100_000): x = Exception(x)", "str(x)"),
    "equal lists": (CHAINS["lists"] + "\ny = []\nfor _ in range(100_000): y = [y]", "x == y"),
    "the hash of a tuple": (CHAINS["tuples"], "hash(x)"),
    "JSON": ("import json", "json.loads('[' * 100_000)"),
    "JSON's objects": ("import json", """json.loads('{"a":' * 100_000)"""),
    "the writing of JSON": ("import json\n" + CHAINS["lists"], "json.dumps(x)"),
    "a pickle": ("import pickle\n" + CHAINS["tuples"], "pickle.dumps(x)"),
    "a copy": ("import copy\n" + CHAINS["lists"], "copy.deepcopy(x)"),
    "iterators": ("x = iter([1])\nfor _ in range(100_000): x = map(abs, x)", "next(x)"),
    "a pattern": ("import re", "re.compile('(' * 10_000 + ')' * 10_000)"),
}


@ENGINES
def test_chains_of_a_hundred_thousand_are_freed(playground: Playground) -> None:
    """Python's own way down such a chain would overflow the browser's stack."""
    playground.open()
    for kind, source in CHAINS.items():
        at_once = f"{source}\nx = None\nprint('freed')"
        assert playground.run(at_once) == "freed", kind
        in_a_loop = f"for _ in range(3):\n{textwrap.indent(source, '    ')}\nprint('freed')"
        assert playground.run(in_a_loop) == "freed", kind


@ENGINES
def test_what_is_nested_too_deeply_is_an_error_with_its_line(playground: Playground) -> None:
    playground.open()
    for kind, (source, use) in DEPTHS.items():
        text = playground.run(f"{source}\nprint('built')\n{use}\nprint('not here')")
        assert text.startswith("built"), kind
        assert "not here" not in text, kind
        assert f"line {source.count(chr(10)) + 3}, in <module>" in text, kind
        assert "RecursionError" in text, kind


def test_a_depth_of_five_hundred_is_no_error(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "import json\ntext = '[' * 500 + ']' * 500\nx, y = json.loads(text), json.loads(text)\n"
        "z = ()\nfor _ in range(500): z = (z,)\n"
        "print(repr(x) == text, x == y, isinstance(hash(z), int))"
    )
    assert text == "True True True"


def test_where_python_broke_is_told_without_the_hosts_frames(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.open()
    text = playground.run("x = (int,)\nfor i in range(100_000): x = (x,)\nisinstance(1.0, x)")
    assert 'File "main.py", line 3' in text
    assert "/lib/" not in text


def test_a_program_nested_too_deeply_is_said_to_be_so(playground: Playground) -> None:
    """Python reads it before a run, where the browser's stack has half of a run's size."""
    playground.watch.expects_errors = True
    playground.open()
    text = playground.run("x = " + "[" * 201 + "]" * 201)
    assert "SyntaxError: too many nested parentheses" in text
    assert "RecursionError" in playground.run("x = " + "1 + " * 3_000 + "1")
    text = playground.run("x = " + "1 + " * 20_000 + "1")
    assert "interpreter broke (Maximum call stack size exceeded)" in text
    assert playground.run("print('next')") == "next"


@pytest.mark.parametrize("kind", ENDING)
def test_an_end_of_its_own_is_said_in_a_sentence(playground: Playground, kind: str) -> None:
    # Pyodide writes of a fatal error to the console.
    playground.watch.expects_errors = True
    playground.open()
    source, sentence = ENDING[kind]
    playground.write(f"print('before')\n{source}")
    waits = Waits(playground.page)
    waits.check(waits.run)
    text = playground.results.inner_text().strip()
    # What is out of sight has no text that is laid out: it is looked for in the document.
    expect(playground.results).to_contain_text(sentence)
    assert text.startswith("before")
    assert playground.source() == f"print('before')\n{source}"
    assert playground.run("print('next')") == "next"


@ENGINES
def test_input_asks_in_the_page_and_the_line_is_echoed(playground: Playground) -> None:
    playground.open()
    playground.start(
        "import asyncio\nasync def tick():\n    await asyncio.sleep(0.01)\n    ticks.append(1)\n"
        "ticks = []\ntask = asyncio.create_task(tick())\n"
        "name = input('Your name? ')\nage = input('Age? ')\nawait task\nprint(name, age, ticks)"
    )
    field = playground.results.get_by_role("textbox", name="Input: Your name?")
    expect(field).to_be_focused()
    playground.page.keyboard.type("Ada")
    playground.page.keyboard.press("Enter")
    field = playground.results.get_by_role("textbox", name="Input: Age?")
    expect(field).to_be_focused()
    field.fill("36")
    playground.results.get_by_role("button", name="Send").click()
    playground.wait_for_runs(1)
    assert playground.results.inner_text().strip() == "Your name? Ada\nAge? 36\nAda 36 [1]"


def test_a_question_ends_with_its_run(playground: Playground) -> None:
    playground.open()
    playground.start("import sys\nprint(input('first? '))")
    field = playground.results.get_by_role("textbox", name=re.compile("^Input"))
    expect(field).to_be_focused()
    playground.stop_button.click()
    playground.wait_for_runs(1)
    expect(field).to_have_count(0)
    expect(playground.results).to_contain_text("first?")
    playground.start("import sys\nprint(sys.stdin.read().split())")
    for line in ("a", "b"):
        expect(field).to_be_focused()
        field.fill(line)
        field.press("Enter")
    field.press("Control+d")
    playground.wait_for_runs(2)
    expect(playground.results).to_contain_text("['a', 'b']")


def test_a_question_does_not_take_the_keys_of_one_who_edits(playground: Playground) -> None:
    playground.open()
    playground.start("import asyncio\nawait asyncio.sleep(1)\ninput('now? ')")
    playground.editor.press("Control+End")
    playground.page.keyboard.type("# mine")
    expect(playground.results.get_by_role("textbox")).to_be_visible()
    playground.page.keyboard.type(", all of it")
    assert playground.source().endswith("# mine, all of it")


def test_questions_are_not_endless(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "import asyncio, sys\nasks = [sys.stdin._sink.ask(str(i)) for i in range(50)]\n"
        "print(len(await asyncio.gather(*asks[20:])))"
    )
    assert text.endswith("30")


def test_without_jspi_input_says_in_one_sentence_that_it_cannot(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "import js\nfrom pyodide.ffi import create_once_callable\n"
        "js.setTimeout(create_once_callable(lambda: print('no')), 0)\n"
        "import pyodide.ffi\npyodide.ffi.can_run_sync = lambda: False\ninput()"
    )
    assert "OSError: the program cannot wait for input here" in text


def test_sleeping_really_waits(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "import asyncio, time\nstart = time.monotonic()\ntime.sleep(0.3)\n"
        "await asyncio.sleep(0.3)\nprint(0.6 <= time.monotonic() - start < 5)"
    )
    assert text == "True"


def test_text_past_the_cap_can_be_downloaded(playground: Playground) -> None:
    playground.open()
    text = playground.run("for i in range(300_000): print(i)")
    assert "Only the first 1,000,000 characters are shown." in text
    with playground.page.expect_download() as download:
        playground.results.get_by_role("button", name="Download all text").click()
    assert download.value.suggested_filename == "output.txt"
    path = download.value.path()
    assert Path(path).read_text() == "".join(f"{i}\n" for i in range(300_000))


def test_text_past_all_limits_is_dropped_and_that_is_said(playground: Playground) -> None:
    playground.open()
    text = playground.run("for i in range(11): print('x' * 1_000_000)")
    assert "The program printed more than 10,000,000 characters" in text


LEFT = """
import js
from pyodide.ffi import create_proxy
def spin(event):
    while True: pass
js.addEventListener("message", create_proxy(spin))
print("done")
"""


@pytest.mark.first_visit
def test_a_loop_left_in_a_listener_is_ended_and_that_is_said(playground: Playground) -> None:
    """Timers end with their run; what listens goes on."""
    playground.page.clock.install()
    playground.open()
    text = playground.run(LEFT)
    assert text == "done"
    note = playground.results.get_by_text("went on after its end without a pause")
    for _ in range(100):
        if note.count():
            break
        playground.page.clock.fast_forward(6_000)
    expect(note).to_be_visible()
    assert playground.run("print('next')") == "next"
