"""Graphs of an engine of one's own: what is told of it holds for it, and not for the package's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from micrograd.engine import Value as Lecture
from micrograd.graph import Graph
from micrograd.node import Node
from micrograd.trial import check, what_if

if TYPE_CHECKING:
    from collections.abc import Callable

    Data = dict[str, Any]


def engine(group: type = tuple, adds: bool = True) -> Callable[[float], Any]:
    """Make an engine as in the lectures, which may keep operands as a set, or forget to add."""

    class Value:
        def __init__(self, data: float, prev: tuple[Any, ...] = (), op: str = "") -> None:
            self.data, self.grad, self._op = data, 0.0, op
            self._prev = group(prev)
            self._backward: Callable[[], None] = lambda: None

        def give(self, share: float) -> None:
            self.grad = (self.grad if adds else 0.0) + share

        def made(self, other: Value, data: float, op: str, by: tuple[float, float]) -> Value:
            out = Value(data, (self, other), op)

            def backward() -> None:
                self.give(by[0] * out.grad)
                other.give(by[1] * out.grad)

            out._backward = backward
            return out

        def __add__(self, other: Value) -> Value:
            return self.made(other, self.data + other.data, "+", (1.0, 1.0))

        def __sub__(self, other: Value) -> Value:
            return self.made(other, self.data - other.data, "-", (1.0, -1.0))

        def __mul__(self, other: Value) -> Value:
            return self.made(other, self.data * other.data, "*", (other.data, self.data))

    return Value


def program(number: Callable[[float], Any]) -> Any:
    a = number(3.0)
    b = a + a
    return b * b + a


def verdicts(answer: Data) -> set[str]:
    return {one["verdict"] for part in ("nodes", "edges") for one in answer[part].values()}


@pytest.mark.parametrize("group", [tuple, list, set, frozenset])
def test_what_if_and_check_compute_an_engine_of_ones_own(group: type) -> None:
    trace = Graph(program(engine(group))).trace
    answer = what_if(trace, {"n0": 4.0})

    # c = 4a² + a: 39 at 3 with the slope 25; 68 at 4 with the slope 33.
    assert (answer["output"], answer["change"], answer["prediction"]) == (68.0, 29.0, 25.0)
    assert answer["nodes"]["n0"] == {"data": 4.0, "grad": 33.0}
    assert (answer["recognised"], answer["agrees"]) == (["*", "+"], True)
    assert verdicts(check(trace)) == {"agrees"}
    assert trace.data["is_proven"]


@pytest.mark.parametrize("group", [tuple, set])
def test_a_value_used_twice_has_two_arrows_as_a_node_has(group: type) -> None:
    own, ours = Graph(program(engine(group))), Graph(program(Node))

    def arrows(graph: Graph) -> list[tuple[str, str, float]]:
        return sorted(
            (e["source"], e["target"], e["derivative"]) for e in graph.trace.data["edges"]
        )

    assert arrows(own) == arrows(ours)
    assert len(own.edges) == len(ours.edges) == 6


@pytest.mark.parametrize("group", [tuple, set])
def test_an_engine_that_forgets_to_add_is_not_said_to_have_derivatives(group: type) -> None:
    a = engine(group, adds=False)(3.0)
    b = a + a
    trace = Graph(b * b).trace
    data = trace.data
    by_places = [(edge["derivative"], " = " in edge["formula"]) for edge in data["edges"]]

    assert not data["is_proven"]
    # c = 4a²: the right gradient is 24.
    assert [node["grad"] for node in data["nodes"]] == [6.0, 6.0, 1.0]
    assert by_places == [(1.0, False), (None, False), (6.0, False), (None, False)]
    assert all(each["replaces"] for step in data["backward"] for each in step["additions"])
    answer = check(trace)
    assert [answer["nodes"][name]["verdict"] for name in ("n0", "n1", "n2")] == [
        "differs",
        "differs",
        "agrees",
    ]
    assert answer["nodes"]["n0"]["slope"] == pytest.approx(24.0)
    tried = what_if(trace, {"n0": 4.0})
    assert (tried["nodes"]["n0"]["grad"], tried["prediction"], tried["agrees"]) == (
        32.0,
        6.0,
        False,
    )


def test_an_engine_that_sets_gradients_is_proven_by_none_of_its_numbers() -> None:
    number = engine(adds=False)
    data = Graph(number(3.0) * number(5.0)).trace.data

    assert [node["grad"] for node in data["nodes"]] == [5.0, 3.0, 1.0]
    assert all(" = " in edge["formula"] for edge in data["edges"])
    assert not data["is_proven"]


def test_operands_of_a_set_are_put_in_order_by_the_value() -> None:
    number = engine(set)
    for _ in range(8):  # the order of a set of objects is by chance
        trace = Graph(number(3.0) - number(5.0)).trace
        slopes = {
            trace.data["nodes"][int(edge["source"][1:])]["data"]: edge["derivative"]
            for edge in trace.data["edges"]
        }
        assert slopes == {3.0: 1.0, 5.0: -1.0}
        assert verdicts(check(trace)) == {"agrees"}


def test_shares_of_a_difference_of_a_value_with_itself_are_told_apart() -> None:
    a = engine()(3.0)
    data = Graph(a - a).trace.data

    assert [edge["derivative"] for edge in data["edges"]] == [1.0, -1.0]
    assert data["nodes"][0]["grad"] == 0.0


def test_a_name_without_its_value_is_not_believed() -> None:
    a, b = Lecture(3.0), Lecture(5.0)
    trace = Graph(Lecture(9.0, (a, b), "+")).trace

    assert not trace.recognised
    assert not trace.data["is_proven"]
    assert check(trace)["nodes"]["n0"]["verdict"] == "unchecked"


def test_the_package_s_own_operations_are_proven() -> None:
    assert Graph(program(Node)).trace.data["is_proven"]
    assert not Graph(program(Node), "before").trace.data["is_proven"]


def test_a_backward_pass_in_the_wrong_order_proves_nothing() -> None:
    """By hand: c = (a·a)·(a·a) has the slope 4·a³ = 108 at 3; from the leaves on, a gets 0."""
    number = engine()
    a = number(3.0)
    b = a * a
    c = b * b
    c.grad = 1.0
    for value in (a, b, c):
        value._backward()
    assert (a.grad, b.grad) == (0.0, 18.0)
    assert not Graph(c).trace.data["is_proven"]
    a.grad = b.grad = c.grad = 0.0
    c.grad = 1.0
    for value in (c, b, a):
        value._backward()
    assert a.grad == 108.0
    assert Graph(c).trace.data["is_proven"]
