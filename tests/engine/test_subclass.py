"""Subclasses of `Value` and `Node`, and what is put on `Value`."""

from __future__ import annotations

import copy
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from micrograd.check import check_gradients
from micrograd.engine import Value
from micrograd.graph import Graph
from micrograd.node import Node
from micrograd.tape import Tape
from micrograd.trace import Trace


class MyValue(Value):
    def square(self) -> Node:
        return self * self

    def __repr__(self) -> str:
        return f"MyValue({self.data})"

    def relu(self) -> Value:
        return super().relu() + 0.0


class MyNode(Node):
    def square(self) -> Node:
        return self * self


@pytest.mark.parametrize("kind", [MyValue, MyNode])
def test_what_operations_make_of_a_subclass_has_its_methods(
    kind: type[MyValue | MyNode],
) -> None:
    x = kind(2.0)
    made = [
        *(x + 1, 1 + x, x - 1, 1 - x, x * 3, 3 * x, x / 2, 2 / x, x**2, 2**x, -x, abs(x)),
        *(x.exp(), x.tanh(), x.relu(), x.sigmoid(), x.log(), x.sin(), x.cos(), x.sqrt()),
        *(sum([x, x]), Node(1.0) + x, Node(1.0) * x, +x),
    ]
    for each in made:
        assert isinstance(each, kind)
        assert each.square().data == each.data**2


class Tagged(Value):
    __slots__ = ("tag",)

    def again(self, data: float) -> Tagged:
        return type(self)(data)


def test_a_result_s_class_makes_values_of_the_subclass() -> None:
    made = (Tagged(2.0) + 1).again(5.0)  # type: ignore[attr-defined]
    assert type(made) is Tagged
    assert (made.data, made._prev) == (5.0, ())


def test_a_subclass_with_slots_keeps_its_methods_too() -> None:
    x = Tagged(2.0)
    y: Any = x * x + 1
    y.tag = "mine"
    y.backward()
    assert (y.tag, y.again(1.0).data, x.grad) == ("mine", 1.0, 4.0)


def test_a_subclass_s_results_have_the_package_s_derivatives() -> None:
    x, plain = MyValue(2.0), Node(2.0)
    for leaf in (x, plain):
        y = (leaf * leaf + 3 / leaf).tanh() ** 2 - (leaf - 1).relu()
        y.backward()
    assert x.grad == plain.grad


def test_a_subclass_s_graph_is_told_and_replayed_as_any_other() -> None:
    x, plain = MyValue(2.0, label="x"), Node(2.0, label="x")
    trace, expected = (Trace((leaf * leaf).exp(), graph_id="g").data for leaf in (x, plain))
    for each in (*trace["nodes"], *expected["nodes"]):
        each["origin"] = each["name"] = None
    assert trace == expected
    assert repr(MyValue(1.0) + 1) == "MyValue(2.0)"
    tape = Tape(x * x)
    x.data = 5.0
    assert tape.forward() == 25.0


def test_a_subclass_with_a_backward_is_an_operation_and_its_results_are_plain() -> None:
    class Cube(Value):
        def __init__(self, a: Node) -> None:
            super().__init__(a.data**3, (a,), "cube")

        def _backward(self) -> None:
            self._prev[0].grad += self.grad * 3 * self._prev[0].data ** 2

    x = Value(2.0)
    y = Cube(x) * 1.0
    y.backward()
    assert x.grad == 12.0
    assert not isinstance(y, Cube)
    assert [edge.derivative for edge in Graph(Cube(x)).edges] == [12.0]


def test_operators_put_on_value_reach_every_result_and_go_again() -> None:
    value: Any = Value
    value.__matmul__ = lambda self, other: self * other
    value.__repr__ = lambda self: f"Value(data={self.data})"
    try:
        assert ((value(2.0) + 1) @ 3).data == 9.0
        assert repr(Node(2.0) * 2) == "Value(data=4.0)"
    finally:
        del value.__matmul__, value.__repr__
    assert not hasattr(Node, "__matmul__")
    assert repr(Value(2.0) * 2) == "Node(data=4.0, grad=0.0, op='*')"


@pytest.mark.parametrize("name", ["relu", "__add__", "__repr__", "backward"])
def test_a_patch_of_value_is_taken_back_whole(name: str) -> None:
    before = vars(Node)[name]
    with mock.patch.object(Value, name, lambda *_: "patched"):  # noqa: PT008 - a method is called
        assert getattr(Node(-1.0) * 1, name)(2.0) == "patched" if name != "__repr__" else True
    assert vars(Node)[name] is before
    assert name not in vars(Value)


def test_value_keeps_its_own_constructor() -> None:
    with mock.patch.object(Value, "__init__", lambda self, data: Node.__init__(self, data + 1)):
        assert (Value(1.0).data, Node(1.0).data) == (2.0, 1.0)
    assert Value(1.0).data == 1.0


def test_an_argument_of_value_that_is_none_is_said() -> None:
    a = Value(1.0)
    with pytest.raises(TypeError, match=r"_children must be nodes in a tuple, not Node\(data=1.0"):
        Value(1, a)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"_children must be nodes, not 2.0"):
        Value(1, (a, 2.0))  # type: ignore[arg-type]


def test_a_user_s_types_are_those_that_come(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from micrograd.engine import Value\n"
        "def f(x: Value) -> Value:\n"
        "    return (-x * x + 1 - 2 * x.tanh()) ** 2 / 3\n"
        "loss = f(Value(1.0))\n"
        "text: str = f'{loss:.4f}'\n"
        "number: float = round(loss, 2)\n"
        "is_small: bool = loss < 0.1\n"
    )
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(program)]
    found = subprocess.run(  # noqa: S603 - the checker, on a program of ours
        mypy, cwd=Path(__file__).parents[2], check=False, capture_output=True, text=True
    )
    assert found.stdout == ""


class ByData(Value):
    """Equal to whatever has the same number."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.data == other.data

    def __hash__(self) -> int:
        return hash(self.data)


class Unhashable(Value):
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.data == other.data

    __hash__ = None  # type: ignore[assignment]


@dataclass
class Recorded(Value):
    data: float

    def __post_init__(self) -> None:
        super().__init__(self.data)


class Guarded(Value):
    """Keep its number behind a property, as a float."""

    @property
    def data(self) -> float:
        return self._number

    @data.setter
    def data(self, number: float) -> None:
        self._number = float(number)


@pytest.mark.parametrize("kind", [ByData, Unhashable, Recorded, Guarded])
def test_nodes_are_told_apart_whatever_a_subclass_calls_equal(kind: Any) -> None:
    torch = pytest.importorskip("torch")

    def f(a: Any, b: Any) -> Any:
        return ((a + b) * (a * b) + (b * a)).relu() / (a * a * b)

    a, b = kind(2.0), kind(2.0)
    y = f(a, b)
    y.backward()
    tensors = [torch.tensor(2.0, dtype=torch.float64, requires_grad=True) for _ in "ab"]
    expected = f(*tensors)
    expected.backward()
    wanted = [tensor.grad.item() for tensor in tensors]
    assert (y.data, [a.grad, b.grad]) == (expected.item(), wanted)
    assert isinstance(y, kind)

    graph = Graph(y)
    assert (len(graph.nodes), len(y.topological_order())) == (11, 11)
    assert [a.grad, b.grad] == wanted
    a.grad = b.grad = 0.0
    tape = Tape(y)
    tape.forward()
    tape.backward()
    assert [a.grad, b.grad] == wanted
    for again in (copy.deepcopy(y), copy.copy(y)):
        y.zero_grad()
        again.zero_grad()
        again.backward()
        leaves = [node for node in again.topological_order() if not node._prev]
        assert sorted(leaf.grad for leaf in leaves) == pytest.approx(sorted(wanted), rel=1e-15)
    a.data = 3.0
    assert (a * a).data == 9.0


def test_a_subclass_may_have_an_abstract_base() -> None:
    class Named(ABC):
        @abstractmethod
        def name(self) -> str: ...

    class Half(Value, Named):
        pass

    class Whole(Half):
        def name(self) -> str:
            return "whole"

    with pytest.raises(TypeError, match="abstract"):
        Half(1.0)  # type: ignore[abstract]
    x = Whole(2.0)
    y = x * x + 1
    y.backward()
    assert (y.name(), x.grad, isinstance(y, Named)) == ("whole", 4.0, True)  # type: ignore[attr-defined]


def test_an_operation_may_keep_its_parents_in_a_set() -> None:
    class Product(Node):
        def __init__(self, a: Node, b: Node) -> None:
            super().__init__(a.data * b.data)
            self._prev = {a, b}  # type: ignore[assignment]
            self.a, self.b = a, b

        def _backward(self) -> None:
            self.a.grad += self.b.data * self.grad
            self.b.grad += self.a.data * self.grad

    x, y = Node(2.0), Node(-3.0)
    z = Product(x, y) * Product(x, x)
    z.backward()
    assert (x.grad, y.grad) == (-36.0, 8.0)  # of x**3 * y: 3x²y and x³
    again = copy.deepcopy(z)
    shown = Trace(again).data
    grads = {each["data"]: each["grad"] for each in shown["nodes"] if each["kind"] == "leaf"}
    assert grads == {2.0: -36.0, -3.0: 8.0}
    assert check_gradients(Product, 2.0, -3.0)
