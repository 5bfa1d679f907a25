"""The check of gradients: what it says about right and about wrong operations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import slope
from micrograd.check import (
    AGREES,
    DIFFERS,
    HIDDEN,
    JUMP,
    KINK,
    NOT_ADDED,
    NOT_FINITE,
    STAIRS,
    TOO_ROUGH,
    check_gradients,
)
from micrograd.display import mimebundle
from micrograd.engine import Value
from micrograd.node import Node
from tests.engine.test_operations import SMOOTH

if TYPE_CHECKING:
    from collections.abc import Callable


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
        (abs, 0.0, KINK),  # though 0 is the mean of both slopes
        (lambda a: a + 1e-5 * abs(a), 0.0, KINK),
        (lambda a: (a - 1).relu() * 2, 1.0, KINK),
        (lambda a: (a - 1 + 1e-9).relu(), 1.0, AGREES),  # near a kink is not at it
        (lambda a: (a - 1 - 1e-9).relu(), 1.0, AGREES),
        (lambda a: abs(a) ** 1.5, 0.0, AGREES),  # a bend is no kink
        (lambda a: a**1.5, 0.0, AGREES),  # at the end of where it has values
        (lambda a: Value(float(a.data > 0.0), (a,), "step"), 0.0, JUMP),
        (lambda a: Value(float(a.data > 0.0), (a,), "step"), 1.0, AGREES),
        (Node.sin, 1e16, TOO_ROUGH),
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


@pytest.mark.parametrize(
    ("operation", "value"),
    [
        (Node.log, 0.003),
        (Node.log, 1e-300),
        (Node.log, 1e300),
        (lambda a: 1 / a, 0.005),
        (lambda a: 1 / a, 1e-150),
        (lambda a: Node(1.0) / a, 0.002),
        (Node.sqrt, 0.002),
        (lambda a: (a * 1000).exp(), 0.001),
        (Node.exp, 400.0),
        (Node.exp, 709.7),
        (Node.sin, 1000.0),
        (lambda a: a + 1e6, 2.7),
        (lambda a: a + 1e12 - 1e12, 2.7),
        (lambda a: a * 1e-9 + 1e6, 2.7),
        (lambda a: a * a, 0.0),
        (lambda a: a**3, 0.0),
        (lambda a: (a * 1e100).tanh(), 0.0),
        (Node.tanh, 18.0),
        (lambda a: (1 + a * a).log(), 5.123e-8),
    ],
)
def test_a_right_gradient_agrees_wherever_it_is(operation: Any, value: float) -> None:
    assert check_gradients(operation, value)


def claimed(factor: float, f: Callable[[float], float], slope: float) -> Callable[[Node], Node]:
    def operation(a: Node) -> Node:
        out = Value(f(a.data), (a,), "f")

        def _backward() -> None:
            a.grad += factor * slope * out.grad

        out._backward = _backward
        return out

    return operation


@pytest.mark.parametrize("offset", [0.0, 1e3, 1e6, 1e9, 1e12, 1e16, 1e18, -1e6])
@pytest.mark.parametrize(
    ("kinked", "at"),
    [
        (Node.relu, 0.0),
        (abs, 0.0),
        (lambda a: (a - 1).relu(), 1.0),
        (lambda a: abs(a * 3 - 6), 2.0),
        (lambda a: a.relu() * 1e-6, 0.0),
        (lambda a: -abs(a) + (a - 1).relu(), 0.0),
    ],
)
def test_a_kink_beneath_a_number_is_seen_or_said_to_be_hidden(
    kinked: Any, at: float, offset: float
) -> None:
    (row,) = check_gradients(lambda a: kinked(a) + offset, at).rows

    # A value's last digits are lost beneath the number, and with them the kink.
    slope = max(abs(kinked(Node(at + side)).data - kinked(Node(at)).data) for side in (-1.0, 1.0))
    assert row.verdict in ({KINK} if abs(offset) <= 1e9 * slope else {KINK, HIDDEN})


@pytest.mark.parametrize("x", [2.7, -0.3, 0.5])
@pytest.mark.parametrize("factor", [1.0, -1.0, 2.0, 0.0])
@pytest.mark.parametrize("size", [1e-12, 1e-15, 1e-30])
def test_a_gradient_that_rounding_hides_never_agrees(size: float, factor: float, x: float) -> None:
    def wave(a: float) -> float:
        return size * math.sin(a) + 1e6

    (row,) = check_gradients(claimed(factor, wave, size * math.cos(x)), x).rows

    # Without a slope it is a constant: all its values are the same.
    assert row.verdict == (HIDDEN if factor else AGREES)


@pytest.mark.parametrize("size", [1e-7, 1e-9, 1e-12])
def test_a_gradient_of_zero_is_no_excuse(size: float) -> None:
    def line(a: float) -> float:
        return size * a + 1e6

    verdicts = {factor: check_gradients(claimed(factor, line, size), 2.7) for factor in (1, 0, -1)}
    assert verdicts[1].rows[0].verdict == AGREES
    assert verdicts[0].rows[0].verdict in (DIFFERS, HIDDEN)
    assert verdicts[-1].rows[0].verdict == DIFFERS


@pytest.mark.parametrize(
    "f",
    [
        lambda a: a + 1e12 - 1e12,
        lambda a: (a + 1e9).sin() * 0 + (a * 3 + 1e10) - 1e10,
        lambda a: (a * 0.1 - 0.3) ** 2,
        lambda a: a * 1e-8 + 1.0 - 1.0,
        lambda a: (a.exp() + 1e8) - 1e8,
    ],
)
def test_rounding_within_an_operation_is_no_difference(f: Any) -> None:
    points = [3.0, 2.75 + 2.0**-14, *(2.7 + i * 2.0**-13 + 2.0**-14 for i in range(20))]
    words = {row.verdict for x in points for row in check_gradients(f, x).rows}

    assert words <= {AGREES, HIDDEN}
    assert AGREES in words


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (lambda x: float(int(x)), 2.0),
        (lambda x: x * int(x), 2.0),
        (lambda x: float(math.floor(x)), 0.0),
        (lambda x: math.floor(x) + 1e6, -3.0),
        (lambda x: round(x, 2), 0.125),
        (lambda x: int(1000 * x) / 1000, 0.125),
        (lambda x: 3 * x + 1e6 + (x > 0), 0.0),
        (lambda x: 1e3 * x + 1e-3 * (x > 0), 0.0),
        (lambda x: float((x > 0) - (x < 0)), 0.0),
        (lambda x: float(x == 5.0), 5.0),
        (lambda x: 1e300 * (x > 0), 0.0),
        (lambda x: x % 1.0, 4.0),
    ],
)
@pytest.mark.parametrize("claim", [0.0, 1.0, 1e3])
def test_a_jump_is_said_to_be_one(f: Callable[[float], float], x: float, claim: float) -> None:
    (row,) = check_gradients(claimed(1.0, lambda at: float(f(at)), claim), x).rows

    assert row.verdict == JUMP


@pytest.mark.parametrize(
    ("f", "x", "slope"),
    [
        (lambda x: float(int(x)), 2.5, 0.0),
        (lambda x: x * int(x), 2.01, 2.0),
        (lambda x: round(x, 2), 0.1201, 0.0),
        (lambda x: math.tanh(1e100 * x), 0.0, 1e100),
        (lambda x: math.sin(1e6 * x), 0.3, 1e6 * math.cos(1e6 * 0.3)),
    ],
)
def test_what_is_steep_or_flat_is_no_jump(
    f: Callable[[float], float], x: float, slope: float
) -> None:
    assert check_gradients(claimed(1.0, f, slope), x)


@pytest.mark.parametrize("factor", [1.0001, -1.0, 0.5, 0.0])
@pytest.mark.parametrize("size", [1e-300, 1e-12, 1e-7, 1.0, 1e12])
@pytest.mark.parametrize("offset", [0.0, 1.0])
def test_a_wrong_gradient_of_any_size_differs(factor: float, size: float, offset: float) -> None:
    def scaled(a: Node) -> Node:
        out = Value(size * a.data + offset * size, (a,), "scaled")

        def _backward() -> None:
            a.grad += factor * size * out.grad

        out._backward = _backward
        return out

    assert [row.verdict for row in check_gradients(scaled, 1.3).rows] == [DIFFERS]


def test_the_table_says_where_rounding_lets_it_measure_no_better() -> None:
    (exact,) = check_gradients(Node.tanh, 0.5).rows
    (rough,) = check_gradients(lambda a: a.sin() * 1e-7 + 1e6, 0.5).rows

    assert (exact.verdict, exact.tolerance) == (AGREES, 1e-6)
    assert rough.verdict == AGREES
    assert rough.tolerance > 1e-3
    assert rough.tolerance == pytest.approx(abs(rough.tolerance * rough.gradient) / 1e-7, rel=0.2)


def test_an_operation_that_ends_with_an_error_ends_there() -> None:
    def log(a: Node) -> Node:
        out = Value(math.log(a.data), (a,), "log")  # raises where PyTorch gives nan

        def _backward() -> None:
            a.grad += out.grad / a.data

        out._backward = _backward
        return out

    assert check_gradients(log, 0.003)


def test_a_function_that_changes_its_mind_is_refused() -> None:
    results = iter(range(100))

    with pytest.raises(ValueError, match="for the same values, it gave"):
        check_gradients(lambda a: a * 0 + next(results), 1.0)


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
        "leaf  value  backpropagation  measured slope  relative tolerance  verdict",
        "<b>     2.0              8.0            12.0               1e-06  differs",
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


@pytest.mark.parametrize("tolerance", [0, -1e-6, math.inf, math.nan])
def test_a_tolerance_must_be_positive_and_finite(tolerance: float) -> None:
    with pytest.raises(ValueError, match="tolerance must be a finite number more than 0, not"):
        check_gradients(Node.tanh, 1.0, tolerance=tolerance)


POINTS = [
    sign * digits * 10.0**power
    for power in [*range(-300, -20, 40), *range(-16, 17, 4), *range(20, 301, 40)]
    for digits in (1.0, 5.123)
    for sign in (1.0, -1.0)
]
EVERYWHERE: dict[str, Callable[[Any], Any]] = {
    "exp": lambda a: a.exp(),
    "tanh": lambda a: a.tanh(),
    "sigmoid": lambda a: a.sigmoid(),
    "relu": lambda a: a.relu(),
    "abs": abs,
    "log": lambda a: a.log(),
    "sqrt": lambda a: a.sqrt(),
    "power": lambda a: a**3 + a**-2,
    "quotient": lambda a: 3 / a - a / 7,
    "wave": lambda a: (a.tanh() * 3).sin() + a.tanh().cos(),
    "entropy": lambda a: (1 + (-a).exp()).log(),
    "bowl": lambda a: (a * a + 1).log(),
    "neuron": lambda a: ((a * 0.7 + 0.3).tanh() - 1) ** 2,
    "offset": lambda a: a + 1e6,
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_pytorch_s_gradient_agrees_at_every_size_and_another_does_not(name: str) -> None:
    torch = pytest.importorskip("torch")
    operation = EVERYWHERE[name]
    for point in POINTS:
        leaf = torch.tensor(point, dtype=torch.float64, requires_grad=True)
        output = operation(leaf)
        output.backward()
        gradient = leaf.grad.item()
        if not (math.isfinite(output.item()) and math.isfinite(gradient)):
            continue

        def f(x: float) -> float:
            return operation(Node(x)).data  # type: ignore[no-any-return]

        assert slope.verdict(gradient, slope.measure(f, point, gradient), 1e-6) == "agrees", point
        for wrong in (1.0001 * gradient, -gradient):
            found = slope.measure(f, point, wrong)
            is_open = found.error > 1e-5 * abs(gradient) or abs(gradient) < 1e-307
            verdict = slope.verdict(wrong, found, 1e-6)
            assert verdict == "differs" or is_open, (point, wrong)


@pytest.mark.parametrize("digits", [1, 2])
@pytest.mark.parametrize("x", [0.7071, -3.3, 0.0])
def test_a_flight_of_stairs_never_agrees_with_a_slope_that_is_not_its_own(
    digits: int, x: float
) -> None:
    """As where a gradient is handed through a rounding: mathematics has 0 between the steps."""

    def rounded(slope: float) -> Callable[[Node], Node]:
        def f(a: Node) -> Node:
            out = Value(round(a.data, digits), (a,), "round")

            def backward() -> None:
                a.grad += slope * out.grad

            out._backward = backward
            return out

        return f

    assert not check_gradients(rounded(1.0), x)
    assert check_gradients(rounded(0.0), x)


STILL: dict[str, tuple[Callable[[float], float], float]] = {
    "a constant": (lambda _: 7.0, 2.0),
    "0": (lambda _: 0.0, 0.0),
    "relu below 0": (lambda x: max(x, 0.0), -3.0),
    "relu near 0": (lambda x: max(x, 0.0), -0.001),
    "hardtanh": (lambda x: max(-1.0, min(1.0, x)), 1.5),
    "softshrink": (lambda x: 0.0 if abs(x) < 1 else x - math.copysign(1.0, x), 0.3),
    "tanh, rounded to 1": (math.tanh, 30.0),
    "a sign": (lambda x: math.copysign(1.0, x), 2.0),
    "three levels": (lambda x: float((x > 0.5) - (x < -0.5)), 0.0),
    "log's sign": (lambda x: math.copysign(1.0, math.log(x)), 0.3),
}


@pytest.mark.parametrize("claim", [0.5, 1.0, -1.0])
@pytest.mark.parametrize("name", STILL)
def test_where_a_function_stands_still_its_slope_is_0(name: str, claim: float) -> None:
    f, x = STILL[name]
    (row,) = check_gradients(claimed(1.0, lambda at: float(f(at)), claim), x).rows

    assert row.verdict == DIFFERS
    assert abs(row.slope) < 1e-15
    assert check_gradients(claimed(1.0, lambda at: float(f(at)), 0.0), x)


@pytest.mark.parametrize("x", [2.2, 2.49, 0.0, -7.1])
@pytest.mark.parametrize(
    "f",
    [
        lambda x: float(round(x)),  # its slope is 0
        lambda x: float(math.floor(x)),
        lambda x: (x + 1e13) - 1e13,  # by arithmetic, its slope is 1; floats make it stairs
        lambda x: (x + 1e16) - 1e16,
    ],
)
def test_on_stairs_a_claim_that_they_climb_by_can_t_be_told_and_others_differ(
    f: Callable[[float], float], x: float
) -> None:
    def verdict(claim: float) -> str:
        (row,) = check_gradients(claimed(1.0, f, claim), x).rows
        return row.verdict

    expected = {JUMP} if f(math.nextafter(x, -1.0)) != f(x) else {STAIRS}
    assert {verdict(1.0)} == expected
    assert {verdict(claim) for claim in (0.4, 2.5, -1.0)} <= expected | {DIFFERS}


def test_a_check_leaves_the_gradients_of_nodes_that_f_uses() -> None:
    w, x = Node(3.0), Node(2.0)
    x.grad = 7.0

    assert check_gradients(lambda a: a * w + a * x, x)
    assert (w.grad, x.grad) == (0.0, 7.0)


def test_the_tolerance_said_is_the_one_that_decided() -> None:
    """Next to 18 the tanh has no more than a digit of its slope, 9.3e-16."""
    (row,) = check_gradients(lambda x: x.tanh(), 18.0).rows
    difference = abs(row.gradient - row.slope)
    assert row.verdict == "agrees"
    assert 0.0 < difference <= row.tolerance * max(row.gradient, row.slope)
