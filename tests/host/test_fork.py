"""Programs of several files, and forks of the package's engine.

A fork changes the package for good, so each of these programs runs in a Python of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import micrograd.node
from playground_host.comparison import OPERATIONS, compare

NODE = Path(micrograd.node.__file__).read_text(encoding="utf-8")
FORK = "micrograd/node.py"

CHILD = """
import asyncio, json, sys
from tests.host.conftest import Record, Suspender
from playground_host.runner import Session

out, err, files = sys.stdout, sys.stderr, json.load(sys.stdin)
record = Record()
session = Session(record, Suspender())
try:
    result = asyncio.run(session.run(files))
finally:
    sys.stderr = err
told = {
    "outcome": result.outcome,
    "printed": record.printed(),
    "displayed": record.displayed(),
    "problem": record.problem,
}
json.dump(told, out)
"""


def run(files: dict[str, str], folder: Path) -> dict[str, Any]:
    """Run a program of several files in a folder of its own; return what it told."""
    root = str(Path(__file__).parents[2])
    host = str(Path(__file__).parents[2] / "site" / "python")
    done = subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, "-c", f"import sys; sys.path[:0] = [{root!r}, {host!r}]\n{CHILD}"],
        input=json.dumps(files),
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def engine_of(told: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the run says of its engine, beside the package's."""
    mime = "application/vnd.micrograd.engine+json"
    found = [json.loads(each[mime]) for each in told["displayed"] if mime in each]
    assert len(found) <= 1
    return found[0] if found else None


def changed(before: str, after: str) -> str:
    assert NODE.count(before) == 1, before
    return NODE.replace(before, after)


TANH = "a.grad += self.grad * (1.0 - self.data * self.data)"


def test_a_module_is_imported_and_its_lines_are_known(tmp_path: Path) -> None:
    files = {
        "main.py": "from engine import double\nfrom micrograd.node import Node\ndouble(Node(2.0))",
        "engine.py": "def double(x):\n    return x * 2",
    }
    told = run(files, tmp_path)
    assert told["outcome"] == "finished"
    (bundle,) = told["displayed"]
    graph = json.loads(bundle["application/vnd.micrograd.graph+json"])
    places = {(n["origin"]["file"], n["origin"]["line"]) for n in graph["nodes"] if n["origin"]}
    assert places == {("main.py", 3), ("engine.py", 2)}


def test_an_error_in_a_module_names_its_line(tmp_path: Path) -> None:
    files = {"main.py": "import helper\nhelper.fail()", "helper.py": "def fail():\n    1 / 0"}
    told = run(files, tmp_path)
    text, file, line = told["problem"]
    assert (file, line) == ("helper.py", 2)
    assert 'File "main.py", line 2' in text
    assert 'File "helper.py", line 2' in text
    told = run({"main.py": "import helper", "helper.py": "def"}, tmp_path)
    assert told["problem"][1:] == ["helper.py", 1]


def test_a_fork_that_changes_nothing_is_the_package(tmp_path: Path) -> None:
    program = "from micrograd.neuron import MLP\nprint(len(MLP(2, [3, 1])([1.0, 2.0])._prev))"
    told = run({"main.py": program, FORK: NODE}, tmp_path)
    assert told["printed"] == "7\n"
    assert engine_of(told) == {"count": len(OPERATIONS), "differences": []}


def test_copies_of_all_modules_are_the_package(tmp_path: Path) -> None:
    package = Path(micrograd.node.__file__).parent
    copies = {
        f"micrograd/{path.name}": path.read_text(encoding="utf-8")
        for path in package.glob("*.py")
        if not path.name.startswith("__")
    }
    assert "micrograd/watch.py" in copies
    told = run({"main.py": "from micrograd import Node\nprint(Node(2.0).data)", **copies}, tmp_path)
    assert (told["outcome"], told["printed"]) == ("finished", "2.0\n"), told["problem"]
    assert engine_of(told) == {"count": len(OPERATIONS), "differences": []}


def test_a_copy_that_imports_what_is_gone_is_said_to_be_old(tmp_path: Path) -> None:
    for gone in ("from micrograd.descent import Anew", "import micrograd.story"):
        told = run({"main.py": "", "micrograd/neuron.py": gone}, tmp_path)
        assert "This copy seems to be of an earlier version" in told["problem"][0]
    told = run({"main.py": "", "micrograd/neuron.py": "import nothing_there"}, tmp_path)
    assert "earlier version" not in told["problem"][0]


def test_a_program_runs_on_its_fork(tmp_path: Path) -> None:
    program = (
        "from micrograd import Node\nfrom micrograd.neuron import MLP\n"
        "x = Node(0.5)\ny = x.tanh()\ny.backward()\nprint(x.grad)\n"
        "mlp = MLP(1, [1])\nout = mlp([0.5])\nout.backward()\nprint(mlp.parameters()[-1].grad)\n"
        "mlp.train([[1.0]], [0.5], learning_rate=0.1, num_rounds=20, verbose=False)"
    )
    told = run({"main.py": program, FORK: changed(TANH, "a.grad += self.grad * 7.0")}, tmp_path)
    assert told["outcome"] == "finished", told["problem"]
    assert told["printed"].splitlines()[:2] == ["7.0", "7.0"]
    told_of = engine_of(told)
    assert told_of is not None
    (difference,) = told_of["differences"]
    line = NODE[: NODE.index(TANH)].count("\n") - 2
    assert difference["operation"] == "a.tanh()"
    assert (difference["kind"], difference["file"], difference["op"]) == ("gradient", FORK, "tanh")
    assert abs(difference["line"] - line) <= 1
    assert NODE.splitlines()[difference["line"] - 1].strip() == "def _backward(self) -> None:"


@pytest.mark.parametrize(
    ("before", "after", "operation", "kind"),
    [
        ("self.data = math.tanh(a.data)", "self.data = math.tan(a.data)", "a.tanh()", "value"),
        (TANH, TANH.replace("+=", "="), "a.tanh()", "not-added"),
        (TANH, TANH.replace("self.grad * ", ""), "a.tanh()", "chain"),
        ("self.data = sin(a.data)", "self.data = sinus(a.data)", "a.sin()", "raised"),
        ("a.grad += self.grad * cos(a.data)", "a.grad -= self.grad", "a.sin()", "gradient"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, before: str, after: str, operation: str, kind: str
) -> None:
    told = engine_of(run({"main.py": "", FORK: changed(before, after)}, tmp_path))
    assert told is not None
    found = [(each["operation"], each["kind"]) for each in told["differences"]]
    assert found == [(operation, kind)]


@pytest.mark.parametrize(
    ("fork", "line"),
    [
        ("def", 1),
        ("1 / 0", 1),
        (NODE.replace("class Add(Node):", "class Add(float):"), 0),
        (NODE.replace('__slots__ = ("_op", "exponent")', '__slots__ = ("more", "exponent")'), 0),
    ],
)
def test_a_fork_that_can_not_take_its_place_says_why(tmp_path: Path, fork: str, line: int) -> None:
    told = run({"main.py": "print('not reached')", FORK: fork}, tmp_path)
    assert told["outcome"] == "error"
    assert told["printed"] == ""
    text, file, at = told["problem"]
    assert (file, at) == ((FORK, line) if line else ("", 0)), text
    assert "Error" in text


def test_a_fork_of_no_module_says_so(tmp_path: Path) -> None:
    told = run({"main.py": "", "micrograd/nothing.py": ""}, tmp_path)
    assert "No module named 'micrograd.nothing'" in told["problem"][0]


def test_a_fork_may_add_operations(tmp_path: Path) -> None:
    more = (
        "\n\nclass Cube(Node):\n    __slots__ = ()\n\n    def __init__(self, a):\n"
        "        super().__init__(a.data**3)\n        self._prev = (a,)\n\n"
        "    def _backward(self):\n        (a,) = self._prev\n"
        "        a.grad += self.grad * 3 * a.data**2\n\n\nNode.cube = lambda self: Cube(self)\n"
    )
    program = "from micrograd import Node\nx = Node(2.0)\nx.cube().backward()\nprint(x.grad)"
    told = run({"main.py": program, FORK: NODE + more}, tmp_path)
    assert told["printed"] == "12.0\n"


def test_the_package_is_like_itself_and_an_engine_of_ones_own_is_compared() -> None:
    assert compare(micrograd.node.Node) == []

    class Value:
        def __init__(self, data: float) -> None:
            self.data, self.grad = data, 0.0

    (difference,) = compare(Value, ["a + b"])
    assert (difference.kind, difference.operation, difference.line) == ("missing", "a + b", 0)
