"""Graphs of another engine's values: their own backward, and their numbers left alone."""

from __future__ import annotations

import json
import math
import sys
from typing import TYPE_CHECKING, Any

import pytest

from micrograd.graph import Graph
from micrograd.mirror import is_value, mirror
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable


class Value:
    """An engine as learners write it: closures, and a set of what a value was computed from."""

    def __init__(self, data: float, children: tuple[Value, ...] = (), op: str = "") -> None:
        self.data = data
        self.grad: float = 0
        self._prev = set(children)
        self._op = op
        self._backward: Callable[[], None] = lambda: None

    def __add__(self, other: Value) -> Value:
        out = Value(self.data + other.data, (self, other), "+")

        def backward() -> None:
            self.grad += out.grad
            other.grad += out.grad

        out._backward = backward
        return out

    def __mul__(self, other: Value) -> Value:
        out = Value(self.data * other.data, (self, other), "*")

        def backward() -> None:
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = backward
        return out

    def tanh(self) -> Value:
        out = Value(math.tanh(self.data), (self,), "tanh")

        def backward() -> None:
            self.grad += (1 - out.data**2) * out.grad

        out._backward = backward
        return out

    def backward(self) -> None:
        self.grad = 1
        order: list[Value] = []

        def visit(value: Value) -> None:
            if value not in order:
                for child in value._prev:
                    visit(child)
                order.append(value)

        visit(self)
        for value in reversed(order):
            value._backward()


def program(number: Any) -> tuple[Any, dict[str, Any]]:
    a, b = number(0.5), number(-3.0)
    c = a * b
    d = (c + a) * c
    return d.tanh(), {"a": a, "b": b, "c": c, "d": d}


def test_the_graph_has_the_values_own_numbers_and_gradients() -> None:
    theirs, ours = program(Value), program(Node)
    theirs[0].backward()
    ours[0].backward()
    graph = Graph(theirs[0])
    assert sorted(node.op for node in graph.nodes) == ["", "", "*", "*", "+", "tanh"]
    got = sorted((node.data, node.grad) for node in graph.nodes)
    wanted = sorted((node.data, node.grad) for node in ours[0].topological_order())
    assert got == [pytest.approx(pair) for pair in wanted]
    assert graph.trace.has_run


def test_a_pass_over_the_mirror_is_the_values_own_and_leaves_them_alone() -> None:
    output, named = program(Value)
    reflected = mirror(output)
    reflected.backward()
    assert {value.grad for value in named.values()} == {0}
    output.backward()
    by_value = {node._value: node for node in reflected.topological_order()}  # type: ignore[attr-defined]
    for value in named.values():
        assert by_value[value].grad == value.grad


def test_before_the_pass_no_gradient_is_told_and_nothing_is_changed() -> None:
    output, named = program(Value)
    graph = Graph(output)
    assert not graph.trace.has_run
    assert {value.grad for value in named.values()} == {0}


def test_a_wrong_backward_is_shown_as_it_is() -> None:
    a = Value(3.0)
    y = a * a
    y._backward = lambda: setattr(a, "grad", 7.0 * y.grad)
    reflected = mirror(y)
    reflected.backward()
    assert reflected._prev[0].grad == 7.0


def test_edges_have_derivatives_and_formulas_their_signs() -> None:
    a, b = Value(2.0), Value(5.0)
    y = a * b
    y._prev = (a, b)  # type: ignore[assignment]
    graph = Graph(y)
    assert [edge.derivative for edge in graph.edges] == [5.0, 2.0]
    square = a * a
    square._prev = (a, a)  # type: ignore[assignment]
    assert [edge.derivative for edge in Graph(square).edges] == [2.0, 2.0]
    assert (a.grad, b.grad, square.grad) == (0, 0, 0)
    data = json.loads(graph._repr_mimebundle_()["application/vnd.micrograd.graph+json"])
    assert data["fault"] == ""
    assert data["nodes"][2]["formula"] == "u·v"


def test_values_are_called_by_their_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    output, named = program(Value)
    __main__ = sys.modules["__main__"]
    for name, value in named.items():
        monkeypatch.setattr(__main__, name, value, raising=False)
    graph = Graph(output)
    assert {node.label for node in graph.nodes} == {"a", "b", "c", "d", ""}
    data = json.loads(graph._repr_mimebundle_()["application/vnd.micrograd.graph+json"])
    assert {node["label"] or node["name"] for node in data["nodes"]} >= {"a", "b", "c", "d"}


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(TypeError, match="is no node: it has no _prev"):
        mirror(type("Half", (), {"data": 1.0})())
    a = Value(1.0)
    a._prev = {a}
    with pytest.raises(ValueError, match="was computed from itself"):
        mirror(a)
    b = Value(1.0)
    b.data = "one"  # type: ignore[assignment]
    with pytest.raises(TypeError, match="data"):
        mirror(b)
    c = Value(1.0) + Value(2.0)
    c._prev = Value(1.0)  # type: ignore[assignment]
    with pytest.raises(TypeError, match="is of type Value: give it a tuple"):
        mirror(c)


def test_none_stands_for_no_operands() -> None:
    a, b = Value(2.0), Value(3.0)
    leaf: Any = None
    a._prev = b._prev = leaf
    c = a * b
    node = mirror(c)
    node.backward()
    leaves = {each.data: each.grad for each in node.topological_order() if not each._prev}
    assert leaves == {2.0: 3.0, 3.0: 2.0}
    assert is_value(c)
    assert Graph(c).nodes
    assert vars(a)["_prev"] is None
    operands: Any = (a, b, None)
    c._prev = operands
    assert [each.data for each in mirror(c)._prev] == [2.0, 3.0]
    a._prev = operands[2:]
    assert mirror(c)._prev[0]._prev == ()


def test_a_long_chain_needs_no_recursion() -> None:
    value = Value(0.0)
    for _ in range(5_000):
        value = value + Value(1.0)
    assert mirror(value).data == 5_000.0


class Begun:
    """An engine in the lecture's first half hour: values that know what they came from."""

    def __init__(self, data: float, children: tuple[Begun, ...] = (), op: str = "") -> None:
        self.data, self._prev, self._op = data, set(children), op

    def __mul__(self, other: Begun) -> Begun:
        return Begun(self.data * other.data, (self, other), "*")


def test_an_engine_without_a_backward_pass_has_its_values_drawn() -> None:
    graph = Graph(Begun(2.0) * Begun(-3.0))
    assert sorted(node.data for node in graph.nodes) == [-6.0, -3.0, 2.0]
    assert [node.grad for node in graph.nodes] == [None] * 3
    data = json.loads(graph.to_json())
    assert (data["stage"], data["fault"], data["backward"]) == ("before", "", [])
    # What nobody wrote is unknown, and not 0.
    assert [edge["derivative"] for edge in data["edges"]] == [None, None]


def test_a_gradient_that_is_none_yet_is_walked_and_stays_none() -> None:
    a, b = Value(2.0), Value(5.0)
    output = a * b
    values: list[Any] = [a, b, output]
    for value in values:
        value.grad = None
    steps = json.loads(Graph(output).to_json())["backward"]
    assert sorted(addition["share"] for addition in steps[0]["additions"]) == [2.0, 5.0]
    assert [value.grad for value in values] == [None] * 3


class Slotted:
    __slots__ = ("_prev", "data")

    def __init__(self, data: float, prev: tuple[Slotted, ...] = ()) -> None:
        self.data, self._prev = data, prev


class Proxy:
    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"looked for {name}")


def test_a_value_of_another_engine_is_known_by_what_it_holds() -> None:
    for value in (Begun(1.0) * Begun(2.0), Slotted(1.0, (Slotted(2.0),)), Value(1.0) + Value(2.0)):
        assert is_value(value)
    for other in (Begun(1.0), Proxy(), 3.0, None, "text", [1.0], Slotted):
        assert not is_value(other)
