"""The answers that every lesson may give, and the second run that tells computed from typed."""

from __future__ import annotations

import json
import random
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import display
from playground_host import rerun
from playground_host.lesson import run_check
from playground_host.rerun import variables_with

if TYPE_CHECKING:
    from pathlib import Path

    from tests.host.test_runner import Run

START = """from micrograd.node import Node
import math
a = Node(2.0)
b = Node(-3.0)
L = a * b
def f(x):
    return x * x
"""


def told(run_program: Run, line: str, source: str) -> dict[str, Any]:
    """Return what a check says to the start with a line more."""
    source = f"from playground_host.lesson import *\n{source}"
    lesson = json.dumps({"check": source, "answers": {}})
    record = run_program(START + line, lesson=lesson)
    answer = json.loads(record.verdict)
    found: dict[str, Any] = answer
    return found


@pytest.mark.parametrize(
    ("line", "key", "gaps"),
    [
        ("", "missing", {"name": "x"}),
        ("x = ...", "gap", {"name": "x"}),
        ("x = b", "node", {"name": "x", "node": "b"}),
        ("x = 2 * a + 1", "node", {"name": "x", "node": "a"}),
        ("x = Node(3.0)", "node", {"name": "x", "node": "x"}),
        ("x = L.backward()", "backward-result", {}),
        ("x = y = L.backpropagate()", "backward-result", {}),
        ("x = L.backward().grad", "backward-result", {}),
        ("x = print(3)", "is-none", {"name": "x"}),
        ("x = '14'", "text", {"name": "x", "value": "'14'"}),
        ("x = f", "uncalled", {"name": "x", "callee": "f", "call": "f(…)"}),
        (
            "x = L.backward",
            "uncalled",
            {"name": "x", "callee": "L.backward", "call": "L.backward()"},
        ),
        ("x = lambda: 3", "uncalled", {"name": "x", "callee": "x", "call": "x()"}),
        ("x = [1, 2, 3]", "several", {"name": "x", "count": "3"}),
        ("x = 2,5", "comma", {"name": "x"}),
        ("x = a.data()", "no-call", {"number": "a.data"}),
        ("x = tanh(a)", "method", {"function": "tanh", "node": "a"}),
        ("x = exp(a * b)", "method", {"function": "exp", "node": "(a * b)"}),
        ("x = float('nan')", "not-finite", {"name": "x", "value": "nan"}),
        ("x = 3j", "kind", {"name": "x", "wanted": "float", "found": "complex"}),
    ],
)
def test_what_is_no_number_is_told_what_it_is(
    run_program: Run, line: str, key: str, gaps: dict[str, str]
) -> None:
    answer = told(run_program, line, "number('x')")
    assert (answer["passed"], answer["key"], answer["gaps"]) == (False, key, gaps)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("x = 14.0", "no-node"),
        ("x = a.data * b.data", "no-node"),
        ("x = math.tanh(0.5 * 2)", "no-node"),
        ("x = 'a * b'", "text"),
        ("x = f", "uncalled"),
        ("x = L.backward()", "backward-result"),
    ],
)
def test_what_is_no_node_is_told_what_it_is(run_program: Run, line: str, key: str) -> None:
    assert told(run_program, line, "node('x')")["key"] == key


@pytest.mark.parametrize(
    "line",
    [
        "x = 3",
        "x = True",
        "from fractions import Fraction\nx = Fraction(1, 3)",
        "class Scalar:\n    def __float__(self):\n        return 0.5\nx = Scalar()",
    ],
)
def test_numbers_of_every_kind_are_numbers(run_program: Run, line: str) -> None:
    assert told(run_program, line, "number('x')") == {"passed": True}


def test_scalars_of_numpy_are_numbers(run_program: Run) -> None:
    pytest.importorskip("numpy")
    line = "import numpy as np\nx = np.float32(0.5); y = np.array(3)"
    assert told(run_program, line, "number('x'); number('y')") == {"passed": True}


@pytest.mark.parametrize(
    ("line", "is_typed"),
    [
        ("x = -3.0", True),
        ("x = 1.0 * -3.0", True),
        ("k = -3.0; x = k", True),
        ("x = b.data", False),
        ("L.backward(); x = a.grad", False),
        ("def slope(n):\n    L.backward()\n    return n.grad\nx = slope(a)", False),
        ("for each in (a, b):\n    x = each.data", False),
        ("b = Node(-4.0)\nL = a * b\nL.backward(); x = a.grad", False),
    ],
)
def test_what_is_computed_follows_what_the_program_begins_with(
    run_program: Run, line: str, *, is_typed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rerun, "STEPS", 1_000)
    answer = told(run_program, line, "computed('x', b=-5.0)")
    assert answer.get("key") == ("typed" if is_typed else None)


def test_a_task_is_started_once(run_program: Run) -> None:
    line = "import asyncio\nasync def later(): print('once')\nasyncio.create_task(later())\nx = 1.0"
    lesson = json.dumps(
        {"check": "from playground_host.lesson import *\nagain(b=1.0)", "answers": {}}
    )
    assert run_program(START + line, lesson=lesson).printed() == "once\n"


def test_a_second_run_is_not_seen(run_program: Run) -> None:
    line = (
        "import random, sys, time\nprint('once'); display(L); L.backpropagate(visualize=True)\n"
        "print('err', file=sys.stderr)\nprint('beside', file=sys.__stderr__)\n"
        "x = b.data + 0 * random.random()"
    )
    one = run_program(START + line)
    state = random.getstate()
    hook = display.set_hook(print)
    display.set_hook(hook)
    tracer, sleep = sys.gettrace(), time.sleep
    assert variables_with(START + line, {"b": -5.0}) is not None
    assert (random.getstate(), sys.gettrace(), time.sleep) == (state, tracer, sleep)
    assert display.set_hook(hook) is hook
    lesson = json.dumps(
        {"check": "from playground_host.lesson import *\ncomputed('x', b=1.0)", "answers": {}}
    )
    two = run_program(START + line, lesson=lesson)
    assert two.printed() == one.printed()
    assert two.printed("stderr") == one.printed("stderr")
    assert len(two.displayed()) == len(one.displayed())
    assert two.kinds().count("advice") == one.kinds().count("advice")


@pytest.mark.parametrize(
    "source",
    [
        "x = 1.0; y = input()",
        "x = 1.0; open('kept.txt', 'w')",
        "x = 1.0\nfrom pathlib import Path\nPath('kept.txt').write_text('x')",
        "x = 1.0\nimport os\nos.mkdir('kept')",
        "x = 1.0\nimport os\nos.open('kept.txt', os.O_CREAT)",
        "x = 1.0\nimport subprocess\nsubprocess.run(['true'])",
        "x = 1.0\nv = sorted(range(300_000), key=lambda i: -i)",
        "x = 1.0\nv = [n for n in range(10_000_000)]",
        "x = 1.0\nwhile True: pass",
        "x = 1.0; y = 1 / (x - 5.0)",
        "y = 2.0",
        "x = float(input())",
        "for x in (1.0, 2.0): pass",
        "def f():\n    x = 1.0\nf()",
        "x = 1.0\nimport asyncio\nawait asyncio.sleep(0)",
        "x = (",
        "x = 1.0; raise SystemExit",
    ],
)
def test_a_second_run_that_does_not_tell_anything_is_given_up(
    source: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(rerun, "STEPS", 10_000)
    assert variables_with(source, {"x": 5.0}) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "source",
    [
        "x = 1.0",
        "x: float = -1.0",
        "x, z = 1.0, 2.0",
        "x = z = 1",
        "from micrograd.node import Node\nn = x = Node(1.0, label='n')\nx = n.data",
        "if True:\n    x = 1.0",
    ],
)
def test_a_second_run_begins_with_the_other_number(source: str) -> None:
    found = variables_with(source, {"x": 5.0})
    assert found is not None
    assert found["x"] == 5.0


@pytest.mark.parametrize(
    ("source", "y"),
    [
        ("def f(x):\n    return x * x\ny = f(3.0)", 18.0),
        ("f = lambda x: x * x\ny = f(3.0)", 18.0),
        ("f, x = lambda x: x * x, 3.0\ny = f(x)", 18.0),
        ("def f(x):\n    return x * x\ng = f\ny = g(3.0)", 18.0),
        ("def f(x):\n    return x * x\ny = 3.0 * 3.0", 9.0),
        ("def g():\n    def f(x):\n        return x\n    return f\ny = g()(3.0)", None),
        ("from math import exp as f\ny = f(0.0)", None),
        ("f = 3.0\ny = f", None),
    ],
)
def test_a_second_run_has_another_function(source: str, y: float | None) -> None:
    found = variables_with(source, {"f": lambda own: lambda x: 2.0 * own(x)})
    assert (found and found["y"]) == y


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("x = (1, a, 2.5)", [1.0, 2.0, 2.5]),
        ("x = range(3)", [0.0, 1.0, 2.0]),
        ("x = ((a, 1), [b])", [[2.0, 1.0], [-3.0]]),
        ("from collections import deque\nx = deque([a, b])", [2.0, -3.0]),
        ("import array\nx = array.array('d', [0.5])", [0.5]),
    ],
)
def test_every_sequence_is_one(run_program: Run, line: str, numbers: list[Any]) -> None:
    source = f"assert numbers('x') == {numbers!r}; assert len(sequence('x')) == {len(numbers)}"
    assert told(run_program, line, source) == {"passed": True}


def test_an_array_of_numpy_is_a_sequence(run_program: Run) -> None:
    pytest.importorskip("numpy")
    line = "import numpy as np\nx = np.array([[1, 2], [3, 4]])"
    source = "assert numbers('x') == [[1.0, 2.0], [3.0, 4.0]]"
    assert told(run_program, line, source) == {"passed": True}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("x = {1.0, 2.0}", "kind"),
        ("x = {0: 1.0}", "kind"),
        ("x = map(float, [1])", "kind"),
        ("x = a", "kind"),
        ("x = 'ab'", "text"),
        ("x = None", "is-none"),
        ("x = f", "uncalled"),
    ],
)
def test_what_is_no_sequence_is_told_what_it_is(run_program: Run, line: str, key: str) -> None:
    assert told(run_program, line, "numbers('x')")["key"] == key


def test_numbers_of_the_learners_own_are_computed_with_and_remarked_on() -> None:
    source = "from playground_host.lesson import *\nassert given(a=2.0, h=1.0) == (5.0, 1.0)"
    answer = run_check(source, {}, "a = 5; h = 1", {"a": 5, "h": 1})
    notes = [{"key": "changed", "gaps": {"changes": "a = 5"}, "answer": ""}]
    assert answer == {"passed": True, "notes": notes}
    usual = run_check("from playground_host.lesson import *\ngiven(a=2)", {}, "", {"a": 2.0})
    assert usual == {"passed": True}


DRAWS = {
    "random": ("random.seed(3)", "random.random()"),
    "numpy": ("numpy.random.seed(3)", "numpy.random.random()"),
    "torch": ("torch.manual_seed(3)", "torch.rand(1).item()"),
}


@pytest.mark.parametrize("module", DRAWS)
@pytest.mark.parametrize("ends", ["", "\nwrong('no')"])
def test_what_is_drawn_after_a_check_is_what_would_be_drawn_without_it(
    run_program: Run, module: str, ends: str
) -> None:
    pytest.importorskip(module)
    seed, draw = DRAWS[module]
    line = f"import {module}\n{seed}\ndef drawn():\n    return {draw}\nx = b.data + 0 * drawn()"
    source = f"from playground_host.lesson import *\nfunction('drawn')()\nassert again(b=1.0){ends}"
    drawn = []
    for lesson in ("", json.dumps({"check": source, "answers": {}})):
        record = run_program(START + line, lesson=lesson)
        drawn.append(eval(draw, {module: sys.modules[module]}))  # noqa: S307 - one of ours
    assert json.loads(record.verdict)["passed"] == (not ends)
    assert drawn[0] == drawn[1]
