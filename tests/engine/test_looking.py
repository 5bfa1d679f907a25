"""Looking at a graph changes nothing, whatever an operation's `_backward` does."""

# ruff: noqa: PLW0603 - operations as learners write them.
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

import io
import itertools
import math
import random
from collections import OrderedDict, deque
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from micrograd import display
from micrograd.engine import Value
from micrograd.graph import Graph
from micrograd.node import Node
from micrograd.trace import Trace
from micrograd.trial import TrialError, check, what_if

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Keeping(Node):
    """Keeps its operand."""

    def __init__(self, a: Node) -> None:
        super().__init__(a.data**3)
        self._prev = (a,)
        self.a = a

    def _backward(self) -> None:
        self.a.grad += self.grad * 3 * self.a.data**2


class InAList(Keeping):
    def _backward(self) -> None:
        for each in [self.a]:
            each.grad += self.grad * 3 * each.data**2


class Closed(Node):
    """Has a closure that its constructor made."""

    def __init__(self, a: Node) -> None:
        super().__init__(a.data**3)
        self._prev = (a,)

        def back() -> None:
            a.grad += self.grad * 3 * a.data**2

        self._backward = back  # type: ignore[method-assign]


class ByMethod(Value):
    def __init__(self, a: Node) -> None:
        super().__init__(a.data**3, (a,), "cube")

    def _backward(self) -> None:
        self._prev[0].grad += self.grad * 3 * self._prev[0].data ** 2


def closure(a: Node) -> Value:
    out = Value(a.data**3, (a,), "cube")

    def back() -> None:
        a.grad += out.grad * 3 * a.data**2

    out._backward = back
    return out


def on_a_node(a: Node) -> Node:
    out = Node(a.data**3)
    out._prev = (a,)
    out._backward = partial(back_of, out, a)  # type: ignore[method-assign]
    return out


def back_of(out: Node, a: Node) -> None:
    a.grad += out.grad * 3 * a.data**2


CUBES: list[Callable[[Node], Node]] = [Keeping, InAList, Closed, ByMethod, closure, on_a_node]


@pytest.fixture(autouse=True)
def hook() -> Iterator[None]:
    before = display.set_hook(display.mimebundle)
    yield
    display.set_hook(before)


def look(output: Node) -> None:
    """Look at a graph in every way there is."""
    Graph(output)
    Graph(output, "before")
    repr(output)
    output._repr_mimebundle_()
    trace = Trace(output)
    check(trace)
    try:
        what_if(trace, {"n0": 5.0})
    except TrialError:
        assert type(output) in (Value, Node)  # a closure can't be computed again


@pytest.mark.parametrize("cube", CUBES)
def test_a_drawn_operation_has_the_gradient_of_one_pass(cube: Callable[[Node], Node]) -> None:
    x = Node(2.0, label="x")
    y = cube(x)
    look(y)
    assert x.grad == 0.0
    y.backpropagate(visualize=True)
    assert x.grad == 12.0
    for _ in range(3):
        look(y)
    assert x.grad == 12.0


@pytest.mark.parametrize("cube", CUBES)
def test_a_drawn_operation_has_its_derivative(cube: Callable[[Node], Node]) -> None:
    x = Node(2.0, label="x")
    graph = Graph(cube(x) * 2.0)
    assert graph.edges[0].derivative == 12.0
    steps = graph.trace.data["backward"]
    assert [addition["share"] for addition in steps[-1]["additions"]] == [24.0]
    # Not one that is found to set its gradient, where it adds.
    assert not steps[-1]["additions"][0]["replaces"]


@pytest.mark.parametrize("cube", CUBES)
def test_the_check_agrees_with_a_right_operation(cube: Callable[[Node], Node]) -> None:
    x = Node(2.0, label="x")
    found = check(Trace(cube(x) + 1.0))
    assert found["edges"]["e0"]["gradient"] == 12.0
    assert found["nodes"]["n0"]["verdict"] in ("agrees", "unchecked")


def test_two_uses_that_an_operation_holds_by_itself_share_their_derivative() -> None:
    x = Node(3.0)
    out = Value(x.data * x.data, (x, x), "*")

    def back() -> None:
        x.grad += 2 * x.data * out.grad

    out._backward = back
    assert [edge.derivative for edge in Graph(out).edges] == [3.0, 3.0]


def test_an_operation_that_sets_a_gradient_is_told_as_it_is() -> None:
    x = Node(3.0, label="x")
    out = Value(6.0, (x,), "double")

    def back() -> None:
        x.grad = 0.1 * out.grad

    out._backward = back
    ((addition,),) = (step["additions"] for step in Trace(out).data["backward"])
    assert (addition["share"], addition["replaces"]) == (0.1, True)


def test_a_child_that_was_forgotten_gets_nothing_by_a_look() -> None:
    a, b = Node(2.0), Node(3.0)
    out = Value(a.data * b.data, (a,), "*")

    def back() -> None:
        a.grad += b.data * out.grad
        b.grad += a.data * out.grad

    out._backward = back
    look(out)
    assert (a.grad, b.grad) == (0.0, 0.0)
    out.backward()
    assert (a.grad, b.grad) == (3.0, 2.0)


calls = 0
log: list[str] = []


class Busy(Node):
    """Does all that an operation should leave alone."""

    made: int = 0
    seen: dict[str, Any] = {}  # noqa: RUF012 - a class's own, as learners have it

    def __init__(self, a: Node) -> None:
        super().__init__(a.data * 2.0)
        self._prev = (a,)
        self.times = 0
        self.queue = deque([1])
        self.nested = {"inner": [set[int]()]}

    def _backward(self) -> None:
        global calls
        calls += 1
        log.append("again")
        print("in _backward")
        self.times += 1
        self.queue.append(2)
        self.nested["inner"][0].add(3)
        Busy.made += 1
        Busy.seen["x"] = self
        self.label = "changed"
        (a,) = self._prev
        a.grad += 2.0 * self.grad * (1.0 + 0.0 * random.random())  # noqa: S311
        a.data += 1.0


def test_nothing_that_an_operation_does_remains_after_a_look(
    capsys: pytest.CaptureFixture[str],
) -> None:
    x = Node(2.0, label="x")
    y = Busy(x)
    random.seed(4)
    expected = random.random()  # noqa: S311
    random.seed(4)
    look(y * 1.0)
    assert random.random() == expected  # noqa: S311
    assert (calls, log, y.times, list(y.queue), y.nested) == (0, [], 0, [1], {"inner": [set()]})
    assert (Busy.made, Busy.seen, y.label, x.data, x.grad) == (0, {}, "", 2.0, 0.0)
    assert "in _backward" not in capsys.readouterr().out


made = 0


class Numbered:
    """Another engine, in which making a value leaves traces."""

    all: ClassVar[list[Numbered]] = []
    ids: ClassVar[Any] = [0]

    def __init__(self, data: float, prev: tuple[Numbered, ...] = (), op: str = "") -> None:
        global made
        made += 1
        self.data, self.grad, self._prev, self._op = data, 0.0, prev, op
        type(self).all = [*self.all, self]
        log.append("made")
        self.id = self.next_id()

    def next_id(self) -> int:
        self.ids[0] += 1
        number: int = self.ids[0]
        return number

    def _backward(self) -> None:
        for parent in self._prev:
            parent.grad += self.grad * self.data

    def exp(self) -> Numbered:
        print("exp")
        return type(self)(math.exp(self.data), (self,), "exp")


class ByIterator(Numbered):
    ids: ClassVar[Any] = itertools.count(1)

    def next_id(self) -> int:
        number: int = next(self.ids)
        return number


@pytest.mark.parametrize("kind", [Numbered, ByIterator])
def test_a_try_at_other_numbers_leaves_no_trace(
    kind: type[Numbered], capsys: pytest.CaptureFixture[str]
) -> None:
    y = kind(0.0).exp()
    capsys.readouterr()
    before = (made, list(log), list(kind.all), repr(kind.ids))
    trace = Graph(y).trace
    assert [node["op"] for node in trace.data["nodes"]] == ["", "exp"]
    assert trace.recognised
    assert (made, log, kind.all, repr(kind.ids)) == before
    assert capsys.readouterr().out == ""
    log.clear()


def test_numpy_s_arrays_and_generators_of_one_s_own_are_put_back() -> None:
    numpy = pytest.importorskip("numpy")
    counts, dice = numpy.zeros(2), random.Random(3)  # noqa: S311
    x = Node(2.0)
    out = Value(4.0, (x,), "double")

    def back() -> None:
        counts[0] += 1
        dice.random()
        x.grad += 2.0 * out.grad

    out._backward = back
    look(out)
    assert counts[0] == 0.0
    assert dice.random() == random.Random(3).random()  # noqa: S311


def test_an_operation_that_raises_leaves_all_as_it_was() -> None:
    x = Node(2.0)
    out = Value(4.0, (x,), "double")

    def back() -> None:
        x.grad += 1.0
        raise ValueError("not yet written")

    out._backward = back
    graph = Graph(out)
    assert "not yet written" in graph.trace.fault
    assert (x.grad, out.grad) == (0.0, 0.0)


def test_a_gradient_that_is_none_stays_none() -> None:
    x = Node(2.0)
    y = x * x
    held: Any = None
    x.grad = held
    graph = Graph(y)
    assert x.grad is held
    assert graph.trace.data["nodes"][0]["grad_before"] == 0.0
    y.backward()
    assert x.grad == 4.0


def read_only(x: Node) -> Value:
    numpy = pytest.importorskip("numpy")
    table = numpy.array([3.0])
    table.flags.writeable = False
    out = Value(x.data * 3.0, (x,), "triple")

    def back() -> None:
        x.grad += float(table[0]) * out.grad

    out._backward = back
    return out


def test_what_cannot_be_written_is_looked_at_all_the_same() -> None:
    x = Node(2.0)
    assert [edge.derivative for edge in Graph(read_only(x)).edges] == [3.0]


def test_functions_appends_and_namespaces_are_put_back() -> None:
    numpy = pytest.importorskip("numpy")
    held: list[int] = []
    add, space, order = partial(held.append, 1), SimpleNamespace(n=0), OrderedDict(a=1, b=2)
    dice = numpy.random.default_rng(0)
    x = Node(2.0)
    out = Value(4.0, (x,), "double")

    def back() -> None:
        add()
        back.n += 1  # type: ignore[attr-defined]
        space.n += 1
        order.move_to_end("a")
        dice.random()
        numpy.random.rand()
        x.grad += 2.0 * out.grad

    back.n = 0  # type: ignore[attr-defined]
    out._backward = back
    numpy.random.seed(3)
    expected = numpy.random.rand()
    numpy.random.seed(3)
    look(out)
    assert (held, back.n, space.n, list(order)) == ([], 0, 0, ["a", "b"])  # type: ignore[attr-defined]
    assert dice.random() == numpy.random.default_rng(0).random()
    assert numpy.random.rand() == expected


def test_a_subclass_that_answers_to_every_name_is_drawn() -> None:
    class Talkative(Value):
        def __getattr__(self, name: str) -> str:
            if name.startswith("__"):
                raise AttributeError(name)
            return name

    assert len(Graph(Talkative(2.0) * 3).nodes) == 3


def test_a_function_s_first_attribute_and_a_text_in_memory_are_put_back() -> None:
    x, log = Node(3.0), io.StringIO("so far ")
    log.seek(0, io.SEEK_END)
    z = Value(6.0, (x,), "op")

    def backward() -> None:
        backward.n = getattr(backward, "n", 0) + 1  # type: ignore[attr-defined]
        log.write("again ")
        x.grad += z.grad * backward.n  # type: ignore[attr-defined]

    z._backward = backward
    Graph(z).to_json()
    assert (log.getvalue(), log.tell(), hasattr(backward, "n")) == ("so far ", 7, False)
    z.backward()
    assert (x.grad, log.getvalue()) == (1.0, "so far again ")


def test_torch_s_tensors_and_numbers_are_put_back() -> None:
    torch = pytest.importorskip("torch")
    x, calls = Node(3.0), torch.zeros(1)
    z = Value(6.0, (x,), "op")

    def backward() -> None:
        calls.add_(1.0)
        x.grad += z.grad * (calls.item() + torch.rand(()).item())

    z._backward = backward
    torch.manual_seed(0)
    Graph(z).to_json()
    z.backward()
    torch.manual_seed(0)
    assert x.grad == 1.0 + torch.rand(()).item()
