"""Values and derivatives of every operation, against PyTorch and central differences."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrograd.fused import ReluNeuron, SigmoidNeuron, TanhNeuron, WeightedSum
from micrograd.node import Node
from micrograd.replay import Replay
from micrograd.tape import Tape
from tests.engine import naive_replay
from tests.engine.expressions import BINARY, Step, compute
from tests.engine.record_torch import (
    EDGES,
    GRID,
    INF,
    NAN,
    UPSTREAM,
    edges,
    evaluate_expression,
    expressions,
    operated,
    operations,
    recorded,
    recorded_edges,
    table,
    torch_backpropagate,
    torch_leaf,
)

if TYPE_CHECKING:
    from collections.abc import Callable

RECORDED = recorded()
EDGES_RECORDED = recorded_edges()
KEEPS_RECIPROCAL = "a / b (number, node)"


def same(ours: float, theirs: float) -> bool:
    """Compare two numbers: nan with nan, infinities by sign, others to twelve digits."""
    if math.isnan(ours) or math.isnan(theirs):
        return math.isnan(ours) and math.isnan(theirs)
    # The absolute part is for derivatives of tanh where it is flat: 1 - t*t cancels.
    return ours == theirs or math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-16)


def differences(ours: Any, theirs: Any) -> list[tuple[int, Any, Any]]:
    """Return the rows in which two tables differ."""
    pairs = enumerate(zip(ours, theirs, strict=True))
    return [
        (i, mine, other)
        for i, (mine, other) in pairs
        if not all(same(a, b) for a, b in zip(mine, other, strict=True))
    ]


@pytest.fixture(scope="module")
def our_table() -> dict[str, list[list[float]]]:
    return table(Node)


@pytest.mark.parametrize("operation", RECORDED["rows"])
def test_an_operation_gives_pytorch_s_values_and_gradients_at_every_edge(
    operation: str, our_table: dict[str, list[list[float]]]
) -> None:
    grid = list(GRID if operation.endswith("(node)") else product(GRID, GRID))
    wrong = differences(our_table[operation], RECORDED["rows"][operation])

    assert [(grid[i], ours, theirs) for i, ours, theirs in wrong] == []


@pytest.mark.parametrize("number", range(50))
def test_an_expression_gives_pytorch_s_gradients_after_one_pass_and_after_two(number: int) -> None:
    leaves, steps = list(expressions())[number]

    ours = evaluate_expression(leaves, steps, Node)

    for mine, theirs in zip(ours, RECORDED["expressions"][number], strict=True):
        assert mine == pytest.approx(theirs, rel=1e-9, abs=1e-12, nan_ok=True)


def test_the_recording_is_what_the_installed_pytorch_computes() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; its recording is used")
    leaf = torch_leaf(torch)

    live = table(leaf)

    assert [differences(live[key], RECORDED["rows"][key]) for key in live] == [[]] * len(live)
    for (leaves, steps), theirs in zip(expressions(), RECORDED["expressions"], strict=True):
        for now, then in zip(evaluate_expression(leaves, steps, leaf), theirs, strict=True):
            assert now == pytest.approx(then, rel=1e-9, abs=1e-12, nan_ok=True)


def nodes_backpropagate(output: Node, leaves: list[Node], gradient: float) -> list[float]:
    (output * gradient).backward()
    return [output.data, *(leaf.grad for leaf in leaves)]


def tape_backpropagate(output: Node, leaves: list[Node], gradient: float) -> list[float]:
    tape = Tape(output * gradient)
    tape.forward()
    tape.backward()
    tape.write_back()
    return [output.data, *(leaf.grad for leaf in leaves)]


def edge_differences(
    ours: dict[str, list[list[float]]], theirs: dict[str, list[list[float]]], grid: list[float]
) -> list[Any]:
    """List what differs, to twelve digits of itself: the operation, where, and both rows."""
    return [
        (name, *place, mine, other)
        for name, _, are_nodes in operations()
        for place, mine, other in zip(
            product(product(grid, repeat=len(are_nodes)), UPSTREAM),
            ours[name],
            theirs[name],
            strict=True,
        )
        if mine != pytest.approx(other, rel=1e-12, abs=0.0, nan_ok=True)
    ]


@pytest.mark.parametrize("engine", ["nodes", "tape", "naive tape"])
def test_below_any_gradient_an_operation_gives_pytorch_s_at_every_edge(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    replays = {"tape": Replay, "naive tape": naive_replay.Replay}
    monkeypatch.setattr("micrograd.tape.Replay", replays.get(engine))
    backpropagate = nodes_backpropagate if engine == "nodes" else tape_backpropagate

    assert edge_differences(edges(Node, backpropagate), EDGES_RECORDED, EDGES) == []


# No moderate number at which 1 - tanh(x)**2 cancels: there the last bit of tanh is seen.
MORE_EDGES = [0.0, -0.0, -5e-324, 2.2250738585072014e-308, 1e-160, -1e-200, 0.5, -0.5, 1 / 3]
MORE_EDGES += [-1.0, 2.0, 3.0, -3.0, -1.5, 40.0, 710.0, -745.0, -1e160, 1e308, INF, -INF, NAN]


def test_the_installed_pytorch_computes_the_recorded_edges_and_agrees_between_them() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; its recording is used")
    live = edges(torch_leaf(torch), torch_backpropagate)
    between = edges(torch_leaf(torch), torch_backpropagate, MORE_EDGES)

    assert edge_differences(live, EDGES_RECORDED, EDGES) == []
    assert edge_differences(edges(Node, nodes_backpropagate, MORE_EDGES), between, MORE_EDGES) == []


NEURONS: dict[type[WeightedSum], Callable[[Any], Any]] = {
    WeightedSum: lambda a: a,
    TanhNeuron: lambda a: a.tanh(),
    ReluNeuron: lambda a: a.relu(),
    SigmoidNeuron: lambda a: a.sigmoid(),
}


@pytest.mark.parametrize("kind", NEURONS)
def test_a_neuron_gives_pytorch_s_numbers_at_every_edge(kind: type[WeightedSum]) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    for x, w, gradient in product(EDGES, EDGES, UPSTREAM):
        theirs = [torch_leaf(torch)(number) for number in (x, w, 0.5)]
        ours = [Node(number) for number in (x, w, 0.5)]
        wanted = torch_backpropagate(
            NEURONS[kind](theirs[2] + theirs[0] * theirs[1]), theirs, gradient
        )
        for backpropagate in (nodes_backpropagate, tape_backpropagate):
            got = backpropagate(kind(ours[:1], ours[1:2], ours[2]), ours, gradient)
            assert got == pytest.approx(wanted, rel=1e-12, abs=0.0, nan_ok=True), (x, w, gradient)
            for node in ours:
                node.grad = 0.0


def set_data(leaf: Any, number: float) -> None:
    leaf.data = number if isinstance(leaf, Node) else leaf.new_tensor(number)


# Of `number / x` PyTorch keeps the reciprocal; the engine's docstring says so.
@pytest.mark.parametrize("name", [name for name, *_ in operations() if name != KEEPS_RECIPROCAL])
def test_data_that_changes_between_the_passes_counts_as_in_pytorch(name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    _, operation, are_nodes = next(each for each in operations() if each[0] == name)
    found = []
    for leaf in (Node, torch_leaf(torch)):
        output, leaves = operated(operation, [0.7, 2.5][: len(are_nodes)], are_nodes, leaf)
        for each, number in zip(leaves, (1.3, -3.5), strict=False):
            set_data(each, number)
        output.backward()
        found.append([float(each.grad) for each in leaves])

    assert found[0] == pytest.approx(found[1], rel=1e-12)


# Formulas on plain numbers, and where they are smooth.
SMOOTH: dict[str, tuple[Callable[..., Any], Callable[..., float], list[tuple[float, ...]]]] = {}
EVERYWHERE = [-2.5, -0.7, 0.3, 1.9]
POSITIVE = [0.2, 1.0, 2.7]
SMOOTH["a + b"] = (lambda a, b: a + b, lambda a, b: a + b, list(product(EVERYWHERE, repeat=2)))
SMOOTH["a - b"] = (lambda a, b: a - b, lambda a, b: a - b, list(product(EVERYWHERE, repeat=2)))
SMOOTH["a * b"] = (lambda a, b: a * b, lambda a, b: a * b, list(product(EVERYWHERE, repeat=2)))
SMOOTH["a / b"] = (lambda a, b: a / b, lambda a, b: a / b, list(product(EVERYWHERE, repeat=2)))
SMOOTH["3 / a"] = (lambda a: 3 / a, lambda a: 3 / a, [(a,) for a in EVERYWHERE])
SMOOTH["a ** b"] = (lambda a, b: a**b, math.pow, list(product(POSITIVE, EVERYWHERE)))
SMOOTH["a ** 3"] = (lambda a: a**3, lambda a: a * a * a, [(a,) for a in EVERYWHERE])
SMOOTH["a ** 0.5"] = (lambda a: a**0.5, math.sqrt, [(a,) for a in POSITIVE])
SMOOTH["a ** -1.5"] = (lambda a: a**-1.5, lambda a: math.pow(a, -1.5), [(a,) for a in POSITIVE])
SMOOTH["2 ** a"] = (lambda a: 2**a, lambda a: math.pow(2, a), [(a,) for a in EVERYWHERE])
SMOOTH["-a"] = (lambda a: -a, lambda a: -a, [(a,) for a in EVERYWHERE])
SMOOTH["exp(a)"] = (lambda a: a.exp(), math.exp, [(a,) for a in EVERYWHERE])
SMOOTH["tanh(a)"] = (lambda a: a.tanh(), math.tanh, [(a,) for a in EVERYWHERE])
SMOOTH["sigmoid(a)"] = (
    lambda a: a.sigmoid(),
    lambda a: (1 + math.tanh(a / 2)) / 2,
    [(a,) for a in EVERYWHERE],
)
SMOOTH["relu(a)"] = (lambda a: a.relu(), lambda a: max(a, 0.0), [(a,) for a in EVERYWHERE])
SMOOTH["log(a)"] = (lambda a: a.log(), math.log, [(a,) for a in POSITIVE])
SMOOTH["sin(a)"] = (lambda a: a.sin(), math.sin, [(a,) for a in EVERYWHERE])
SMOOTH["cos(a)"] = (lambda a: a.cos(), math.cos, [(a,) for a in EVERYWHERE])
SMOOTH["sqrt(a)"] = (lambda a: a.sqrt(), math.sqrt, [(a,) for a in POSITIVE])
SMOOTH["|a|"] = (abs, abs, [(a,) for a in EVERYWHERE])


@pytest.mark.parametrize("name", SMOOTH)
def test_a_derivative_is_the_slope_that_central_differences_measure(name: str) -> None:
    operation, formula, points = SMOOTH[name]
    for point in points:
        leaves = [Node(x) for x in point]
        output = operation(*leaves)
        output.backward()

        assert output.data == pytest.approx(formula(*point), rel=1e-14)
        for i, leaf in enumerate(leaves):
            assert leaf.grad == pytest.approx(slope(formula, point, i), rel=1e-7, abs=1e-8)


def slope(formula: Callable[..., float], point: tuple[float, ...], i: int) -> float:
    h = 1e-5
    above, below = list(point), list(point)
    above[i] += h
    below[i] -= h
    return (formula(*above) - formula(*below)) / (2 * h)


@st.composite
def smooth_expressions(draw: st.DrawFn) -> tuple[list[float], list[Step]]:
    """Draw steps whose values stay between -3 and 3, where central differences are good."""
    number = st.floats(-1.0, 1.0)
    leaves = draw(st.lists(number, min_size=1, max_size=3))
    steps: list[Step] = []
    for i in range(draw(st.integers(1, 8))):
        newest = len(leaves) + 2 * i
        index = st.integers(0, newest - 1).map(lambda j: ("value", float(j)))
        operands = [draw(index), draw(st.one_of(index, number.map(lambda x: ("number", x))))]
        if draw(st.booleans()):
            operands.reverse()
        steps.append((draw(st.sampled_from(["+", "-", "*"])), operands))
        steps.append(("tanh", [("value", float(newest))]))
    return leaves, steps


@given(smooth_expressions())
def test_any_expression_has_the_slope_that_central_differences_measure(
    expression: tuple[list[float], list[Step]],
) -> None:
    leaves, steps = expression
    nodes = [Node(x) for x in leaves]
    compute(nodes, steps).backward()

    for i, node in enumerate(nodes):
        measured = slope(lambda *xs: compute([Node(x) for x in xs], steps).data, tuple(leaves), i)
        assert node.grad == pytest.approx(measured, rel=1e-5, abs=1e-6)


def torch_differences(expression: tuple[list[float], list[Step]], torch: Any) -> list[Any]:
    leaves, steps = expression
    ours = evaluate_expression(leaves, steps, Node)
    theirs = evaluate_expression(leaves, steps, torch_leaf(torch))
    return [
        (mine, other)
        for mine, other in zip(ours, theirs, strict=True)
        if mine != pytest.approx(other, rel=1e-9, abs=1e-12, nan_ok=True)
    ]


@given(smooth_expressions())
def test_any_expression_has_the_gradients_of_the_installed_pytorch(
    expression: tuple[list[float], list[Step]],
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; its recording is used")

    assert torch_differences(expression, torch) == []


@pytest.mark.parametrize("name", [*BINARY, "**"])
def test_an_operation_on_one_node_twice_adds_up_both_derivatives(name: str) -> None:
    formulas: dict[str, tuple[Callable[[Any], Any], float]] = {
        "+": (lambda a: a + a, 2.0),
        "-": (lambda a: a - a, 0.0),
        "*": (lambda a: a * a, 2 * 1.7),
        "/": (lambda a: a / a, 0.0),
        "**": (lambda a: a**a, 1.7**1.7 * (math.log(1.7) + 1)),
    }
    operation, derivative = formulas[name]
    a = Node(1.7)
    output = operation(a)
    output.backward()

    assert output._prev == (a, a)
    assert a.grad == pytest.approx(derivative, abs=1e-15)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (lambda: Node(1.0) / 0, math.inf),
        (lambda: Node(-1.0) / 0, -math.inf),
        (lambda: Node(1.0) / -0.0, -math.inf),
        (lambda: Node(0.0) / 0, math.nan),
        (lambda: Node(0.0) ** -1, math.inf),
        (lambda: Node(-8.0) ** (1 / 3), math.nan),
        (lambda: Node(0.0) ** 0, 1.0),
        (lambda: Node(1e200) ** 2, math.inf),
        (lambda: Node(-10.0) ** 309, -math.inf),
        (lambda: Node(1000.0).exp(), math.inf),
        (lambda: 10 ** Node(1000.0), math.inf),
        (lambda: Node(math.inf) - math.inf, math.nan),
        (lambda: Node(math.nan).tanh(), math.nan),
        (lambda: Node(math.nan).relu(), math.nan),
        (lambda: Node(-1000.0).sigmoid(), 0.0),
        (lambda: Node(0.0).log(), -math.inf),
        (lambda: Node(-1.0).log(), math.nan),
        (lambda: Node(-1.0).sqrt(), math.nan),
        (lambda: Node(math.inf).sin(), math.nan),
        (lambda: Node(math.inf).cos(), math.nan),
        (lambda: abs(Node(-math.inf)), math.inf),
    ],
)
def test_nothing_raises_where_the_result_is_not_finite(
    expression: Callable[[], Node], value: float
) -> None:
    output = expression()
    output.backward()

    assert same(output.data, value)
