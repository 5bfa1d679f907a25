"""What is said beside an error: that a line is a notebook's, or what a browser lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from playground_host.mistakes.hints import hint

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record


def hints(record: Record) -> list[object]:
    return [found for kind, found in record.events if kind == "advice"]


@pytest.mark.parametrize("line", ["files = !ls", "pip install torch", "a, b = %sql select 1"])
@pytest.mark.parametrize("before", ["", "x = 2 / 3\n", "def f():\n    return (1,\n  2)\n\n"])
def test_a_notebook_s_command_whose_result_is_needed_is_told(
    line: str, before: str, run_program: Callable[..., Record]
) -> None:
    record = run_program(f"{before}{line}\nprint(1)\n")
    number = before.count("\n") + 1
    assert record.problem[2] == number
    assert hints(record) == [("notebook-command", "main.py", number, line)]


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("import time", "x = %time (1 + 2)"),
        ("import sql\nx = 3", "%sql (1 + 2)"),
        ("f = 3", "result = %time f()"),
        ("x = 3", "%sql x"),
    ],
)
def test_a_command_is_one_whatever_its_program_has_named_like_it(
    before: str, line: str, run_program: Callable[..., Record]
) -> None:
    record = run_program(f"{before}\n{line}\n")
    number = before.count("\n") + 2
    assert hints(record) == [("notebook-command", "main.py", number, line)]


@pytest.mark.parametrize(
    "source",
    [
        "x = (7\n%seven 3)",
        "seven = 7\nx = 3\n%seven",
        "x = 7\n%  3",
        "x = '''\n%matplotlib inline\n",
        "x = [1,\n!pip install x\n]",
        "x = 1 \\\n%two three",
        "seven = 7\nx = 3\n%seven - 1",
        "seven = 7\nx = 3  # three\n\n%seven (3)",
        "seven = 7\nx = 3\n%seven  # left",
        "def f(x, y):\n    return x\n%y\n",
        "from sizes import width\nx = 30 + 4\n%width * 2",
        "y = 2\nx = %y",
        "y = 2\nx = %y - 1",
        "x = y ? 1 : 2",
        "if !done:\n    pass",
        "1 = 2",
        "def f(:",
    ],
)
def test_a_fault_of_python_is_no_notebook_s_command(
    source: str, run_program: Callable[..., Record]
) -> None:
    record = run_program(source)
    assert "SyntaxError" in record.problem[0]
    assert hints(record) == []


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("raise ModuleNotFoundError('', name='torch.nn')", "no-torch", "torch"),
        ("raise ModuleNotFoundError('', name='torchvision')", "no-torch", "torchvision"),
        ("a = Node(2.0)", "import", "from micrograd.node import Node"),
        ("a = Value(2.0)", "import", "from micrograd.engine import Value"),
        ("n = Neuron(2)", "import", "from micrograd.neuron import Neuron"),
        ("a = math.pi", "import", "import math"),
        ("layer = nn.Linear(2, 1)", "no-torch", "torch"),
        ("dot = graphviz.Digraph()", "import", "import graphviz"),
        ("raise ModuleNotFoundError('', name='pydot')", "no-drawing", "pydot"),
        ("raise ModuleNotFoundError('', name='IPython.display')", "no-drawing", "IPython"),
        ("dot = Digraph(format='svg')", "import", "from graphviz import Digraph"),
        ("draw_dot(x)", "no-drawing", "draw_dot"),
        ('raise RuntimeError("can\'t start new thread")', "no-threads", ""),
        ("raise OSError('emscripten does not support processes.')", "no-processes", ""),
        ("raise ModuleNotFoundError('', name='_multiprocessing')", "no-processes", ""),
        ("get_ipython().system('ls')", "notebook-command", "get_ipython()"),
        ("y = \u201ca\u201d", "foreign-signs", "\u201c (U+201C)"),
        ("y\u00a0= 1", "foreign-signs", "U+00A0"),
        ("y\u200b = 1", "foreign-signs", "U+200B"),
    ],
)
def test_what_a_browser_lacks_is_told(
    source: str, kind: str, name: str, run_program: Callable[..., Record]
) -> None:
    assert hints(run_program(f"x = 1\n{source}\n")) == [(kind, "main.py", 2, name)]


@pytest.mark.parametrize(
    "error",
    [
        ModuleNotFoundError("", name="numpyy"),
        ModuleNotFoundError("torch"),
        RuntimeError("another"),
        NameError("name 'x' is not defined", name="x"),
        SyntaxError("without a place"),
    ],
)
def test_nothing_is_said_of_other_errors(error: Exception) -> None:
    assert hint(error, {}) is None
