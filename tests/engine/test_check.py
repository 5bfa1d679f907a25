"""The check of gradients: what it says about right and about wrong operations."""

from __future__ import annotations

import math
from typing import Any

import pytest

from micrograd.check import AGREES, DIFFERS, KINK, NOT_ADDED, NOT_FINITE, check_gradients
from micrograd.display import mimebundle
from micrograd.engine import Value
from micrograd.node import Node
from tests.engine.test_operations import SMOOTH


class Cube(Node):
    def __init__(self, a: Node) -> None:
        super().__init__(a.data**3)
        self._prev = (a,)

    def _backward(self) -> None:
        self._prev[0].grad += 3 * self._prev[0].data ** 2 * self.grad


class WrongCube(Cube):
    def _backward(self) -> None:
        self._prev[0].grad += 2 * self._prev[0].data ** 2 * self.grad


class OverwritingCube(Cube):
    def _backward(self) -> None:
        self._prev[0].grad = 3 * self._prev[0].data ** 2 * self.grad


@pytest.mark.parametrize("name", SMOOTH)
def test_every_operation_passes_where_it_is_smooth(name: str) -> None:
    operation, _, points = SMOOTH[name]

    assert all(check_gradients(operation, *point) for point in points)


def test_a_row_tells_both_numbers() -> None:
    table = check_gradients(lambda a, b: Cube(a) * b, 2.0, -1.0)

    assert table
    assert [(row.leaf, row.value, row.gradient) for row in table.rows] == [
        ("a", 2.0, -12.0),
        ("b", -1.0, 8.0),
    ]
    assert [row.slope for row in table.rows] == pytest.approx([-12.0, 8.0], rel=1e-8)


@pytest.mark.parametrize(
    ("operation", "value", "verdict"),
    [
        (Cube, 2.0, AGREES),
        (WrongCube, 2.0, DIFFERS),
        (OverwritingCube, 2.0, NOT_ADDED),
        (Node.relu, 0.0, KINK),
        (Node.relu, 1e6, AGREES),
        (abs, 0.0, AGREES),  # 0 is the mean of both slopes
        (Node.log, -1.0, NOT_FINITE),
        (Node.sqrt, 0.0, NOT_FINITE),
        (lambda a: Node(3.0) + a * 0, 2.0, AGREES),
        (lambda a: Node(3.0), 2.0, AGREES),  # noqa: ARG005 - does not depend on it
        (lambda a: a, math.inf, NOT_FINITE),
    ],
)
def test_the_verdict_says_what_is_wrong(operation: Any, value: float, verdict: str) -> None:
    table = check_gradients(operation, value)

    assert [row.verdict for row in table.rows] == [verdict]
    assert bool(table) == (verdict == AGREES)


def test_an_operation_written_with_a_closure_is_checked_too() -> None:
    def square(a: Node) -> Node:
        out = Value(a.data**2, (a,), "square")

        def _backward() -> None:
            a.grad += 2 * a.data * out.grad

        out._backward = _backward
        return out

    assert check_gradients(lambda a: square(a) * square(a + 1), 1.5)


def test_leaves_are_named_by_label_by_parameter_or_by_number() -> None:
    table = check_gradients(lambda a, *rest: a * rest[0] * rest[1], 1.0, Node(2.0, "two\n"), 3.0)

    assert [row.leaf for row in table.rows] == ["a", "two\n", "x3"]
    assert repr(table).splitlines()[2].startswith("two   ")


def test_the_nodes_that_are_given_stay_as_they_are() -> None:
    node = Node(2.0)
    check_gradients(lambda a: a * a, node)

    assert (node.data, node.grad) == (2.0, 0.0)


def test_it_shows_itself_as_text_and_as_a_table() -> None:
    table = check_gradients(WrongCube, Node(2.0, "<b>"))
    bundle = mimebundle(table)

    assert bundle["text/plain"].splitlines() == [
        "leaf  value  backpropagation  measured slope  verdict",
        "<b>     2.0              8.0            12.0  differs",
    ]
    assert "<td>&lt;b&gt;</td><td>2.0</td><td>8.0</td>" in bundle["text/html"]


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        ((3, 1.0), TypeError, "f must be a function of nodes, not 3"),
        ((Node.tanh,), ValueError, "values must hold at least one number for f, got none"),
        ((Node.tanh, "x"), TypeError, r"values\[0\] must be a number, not 'x'"),
        ((float, 1.0), TypeError, r"f must return a node, not 1\.0"),
    ],
)
def test_it_refuses_what_it_cannot_check(
    arguments: Any, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        check_gradients(*arguments)


def test_a_tolerance_must_be_positive() -> None:
    with pytest.raises(ValueError, match="tolerance must be more than 0, not 0"):
        check_gradients(Node.tanh, 1.0, tolerance=0)
