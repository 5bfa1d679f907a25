"""A learner's engine beside the package's: what is unusual is right, and what is wrong is named."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from playground_host.comparison import OPERATIONS, compare
from tests import lessons
from tests.host.test_lessons import answer
from tests.lessons import FOLDERS, ours

if TYPE_CHECKING:
    from tests.host.test_runner import Run

pytestmark = ours

if "engine-mlp" in FOLDERS:
    ENGINE = (FOLDERS["engine-mlp"] / "start" / "engine.py").read_text(encoding="utf-8")
KNOWN = [
    *("a + b", "a - b", "a * b", "a / b", "a + a", "a * a", "a + 2", "2 + a", "a - 2", "2 - a"),
    *("a * 2", "2 * a", "a / 2", "2 / a", "a ** 2", "a ** 3", "a ** -1", "-a", "a.tanh()"),
    next(name for name, (_, made_of, _) in OPERATIONS.items() if not made_of),
]
WHOLE = KNOWN[-1]


def engine(*changes: tuple[str, str], methods: str = "") -> Any:
    """Return the lessons' class with some of its text changed, and methods more."""
    source = ENGINE
    for before, after in changes:
        assert before in source, before
        source = source.replace(before, after)
    source = source.replace("    def tanh", textwrap.indent(methods, "    ") + "\n    def tanh")
    space: dict[str, Any] = {}
    exec(source, space)  # noqa: S102 - our own
    return space["Value"]


def found(make: Any, *names: str) -> list[tuple[str, str]]:
    return [(each.operation, each.kind) for each in compare(make, names or KNOWN)]


RELU = """
def relu(self):
    out = Value(max(self.data, 0.0), (self,), "relu")

    def backward():
        self.grad += (self.data {} 0.0) * out.grad

    out._backward = backward
    return out
"""
ABS = """
def __abs__(self):
    out = Value(abs(self.data), (self,), "abs")

    def backward():
        self.grad += {} * out.grad

    out._backward = backward
    return out
"""
BY_EXP = "(math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)"
BEGIN = "        self.grad = 1.0\n        for value"
ZEROES = "        for value in order:\n            value.grad = 0.0\n" + BEGIN


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("self._prev = prev", "self._prev = set(prev)")],
        [("self.data = data", "self.data = float(data)")],
        [("math.tanh(self.data)", BY_EXP)],
        [('"tanh")', '"th")'), ('"+")', '"add")')],
        [(BEGIN, ZEROES)],
        [("self.grad = 0.0", "self.grad = 0")],
    ],
)
def test_an_unusual_engine_is_right(changes: list[tuple[str, str]]) -> None:
    assert found(engine(*changes)) == []


@pytest.mark.parametrize("methods", [RELU.format(">"), RELU.format(">=")])
def test_any_slope_of_relu_at_its_kink_is_right(methods: str) -> None:
    assert found(engine(methods=methods), "a.relu()") == []


@pytest.mark.parametrize("slope", ["math.copysign(1.0, self.data)", "(self.data > 0) - 0.5"])
def test_a_slope_of_abs_is_between_those_of_its_sides(slope: str) -> None:
    right = slope.startswith("math")
    told = found(engine(methods=ABS.format(slope)), "abs(a)")
    assert told == ([] if right else [("abs(a)", "gradient")])


def test_what_numpy_computes_is_a_number() -> None:
    numpy = pytest.importorskip("numpy")

    own = engine()

    def make(number: float) -> Any:
        leaf = own(numpy.float32(number))
        leaf.grad = numpy.float64(0.0)
        return leaf

    assert found(make, "a + b", "a * b") == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("self.grad += out.grad", "self.grad = out.grad")], ("a + b", "not-added")),
        ([("(1.0 - out.data**2) * out.grad", "1.0 - out.data**2")], ("a.tanh()", "chain")),
        ([("(1.0 - out.data**2) *", "out.data *")], ("a.tanh()", "gradient")),
        ([("return self * -1.0", "return Value(-self.data)")], ("-a", "gradient")),
        ([("return self + -other", "return self.data - other")], ("a - 2", "no-value")),
        ([("    def tanh", "    def tanhh")], ("a.tanh()", "missing")),
        ([("math.tanh(self.data)", "math.tanh(self)")], ("a.tanh()", "raised")),
        ([("reversed(order)", "order")], (WHOLE, "backward")),
        ([("                seen.add(value)\n", "")], (WHOLE, "backward")),
    ],
)
def test_a_wrong_engine_is_named(changes: list[tuple[str, str]], told: tuple[str, str]) -> None:
    assert told in found(engine(*changes))


def test_a_shared_operand_gets_both_shares() -> None:
    changes = [
        ("self.grad += out.grad\n            other.grad += out.grad", "SHARES"),
        ("SHARES", "for each in {self, other}:\n                each.grad += out.grad"),
    ]
    assert ("a + a", "gradient") in found(engine(*changes))


def test_a_pass_in_a_wrong_order_is_not_laid_on_an_operation() -> None:
    by_breadth = """
def backward(self):
    self.grad = 1.0
    queue, seen = [self], {self}
    while queue:
        value = queue.pop(0)
        value._backward()
        for parent in value._prev:
            if parent not in seen:
                seen.add(parent)
                queue.append(parent)
"""
    assert found(engine(("def backward(self)", "def before(self)"), methods=by_breadth)) == [
        (WHOLE, "backward")
    ]


def test_beyond_numbers_python_may_raise() -> None:
    assert found(engine(), "a ** -1", "2 / a", "a / b") == []
    by_quotient = ("exponent * self.data ** (exponent - 1)", "exponent * out.data / self.data")
    assert found(engine(by_quotient), "a ** 2") == [("a ** 2", "raised")]  # 0/0, where 0 is right


BORROWED = {
    "a name": "from micrograd.engine import Value",
    "another name": "from micrograd.node import Node as Value",
    "an heir": "from micrograd.node import Node\nclass Value(Node): pass",
    "an heir's heir": "import micrograd.node as m\nclass A(m.Node): pass\nclass Value(A): pass",
    "a function": "from micrograd.node import Node\ndef Value(data): return Node(data)",
    "a class that gives the package's": (
        "from micrograd.node import Node\nclass Value:\n    def __new__(cls, x): return Node(x)"
    ),
    "made by type": "import micrograd.node as m\nValue = type('Value', (m.Node,), {})",
    "by importlib": "import importlib\nValue = importlib.import_module('micrograd.node').Node",
    "all names": "from micrograd.engine import *",
}
ENGINE_LESSONS = [name for name in FOLDERS if name.startswith("engine-")]


@pytest.mark.parametrize("name", ENGINE_LESSONS)
@pytest.mark.parametrize("source", BORROWED.values(), ids=BORROWED)
def test_the_packages_engine_is_not_the_learners(run_program: Run, name: str, source: str) -> None:
    told = answer(run_program, name, {**lessons.lesson(name)["solution"], "engine.py": source})
    assert told is not None
    assert told["key"] == "engine-package"


@pytest.mark.parametrize("name", ENGINE_LESSONS)
@pytest.mark.parametrize("main", ["a = 1", "from micrograd.engine import Value\na = Value(2.0)"])
def test_nothing_passes_without_an_engine(run_program: Run, name: str, main: str) -> None:
    told = answer(run_program, name, {"main.py": main, "engine.py": ""})
    assert told is not None
    assert (told["key"], told["gaps"]["file"]) == ("engine-missing", "engine.py")


@pytest.mark.parametrize("name", ENGINE_LESSONS)
def test_what_the_engine_lacks_is_said_beside_the_error_of_main(
    run_program: Run, name: str
) -> None:
    record = run_program({**lessons.lesson(name)["start"], "engine.py": "class Value: pass"})
    assert record.result is not None
    assert record.result.outcome == "error"
    files = {**lessons.lesson(name)["start"], "engine.py": "class Value: pass"}
    told = answer(run_program, name, files)
    assert told is not None
    assert not told["passed"]


@pytest.mark.parametrize("name", ENGINE_LESSONS)
def test_an_error_of_main_alone_is_no_fault_of_the_engine(run_program: Run, name: str) -> None:
    files = {**lessons.lesson(name)["solution"], "main.py": "import engine\nlosses = [\n"}
    told = answer(run_program, name, files)
    assert told is not None
    assert (told["key"], told.get("of")) == ("open-bracket", None)
    files["main.py"] = "1 / 0"
    assert answer(run_program, name, files) is None


@pytest.mark.parametrize("name", ["engine-add", "engine-multiply", "engine-backward"])
def test_the_order_of_a_set_decides_nothing(run_program: Run, name: str) -> None:
    solution = lessons.lesson(name)["solution"]
    sets = solution["engine.py"].replace("self._prev = prev", "self._prev = set(prev)")
    assert sets != solution["engine.py"]
    kept = "\n".join(["kept = []", *(f"kept.append(b'x' * {n})" for n in range(40))])
    for _ in range(12):
        kept = f"{kept}\nkept.append(object())"
        told = answer(run_program, name, {"main.py": kept, "engine.py": sets})
        assert told == {"passed": True}


def test_what_a_learners_function_prints_when_it_is_tried_is_not_shown(run_program: Run) -> None:
    solution = lessons.lesson("engine-add")["solution"]
    noisy = solution["engine.py"].replace("out = Value", "print('adding')\n        out = Value")
    record = run_program({"main.py": "", "engine.py": noisy}, lesson=lessons.as_run("engine-add"))
    assert "adding" not in record.printed()
