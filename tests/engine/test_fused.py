"""Neurons as one node: equal to the expressions they stand for, and drawn as either."""

from __future__ import annotations

import copy
import gc
import math
import random
import sys
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from micrograd.engine import Value
from micrograd.fused import ReluNeuron, SigmoidNeuron, TanhNeuron, WeightedSum
from micrograd.graph import Graph
from micrograd.neuron import MLP
from micrograd.node import Node
from tests.engine.record_torch import GRID
from tests.engine.test_operations import same

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN: dict[type[WeightedSum], Callable[[Node], Node]] = {
    WeightedSum: lambda s: s,
    TanhNeuron: Node.tanh,
    ReluNeuron: Node.relu,
    SigmoidNeuron: Node.sigmoid,
}
NEURONS = pytest.mark.parametrize("neuron", PLAIN)


def plain(neuron: type[WeightedSum], inputs: list[Node], weights: list[Node], bias: Node) -> Node:
    """Compute the neuron's output with an expression of many nodes."""
    total = bias
    for w, x in zip(weights, inputs, strict=True):
        total = total + w * x
    return PLAIN[neuron](total)


def leaves(numbers: list[float]) -> tuple[list[Node], list[Node], Node]:
    """Make inputs, weights and bias."""
    nodes = [Node(number) for number in numbers]
    half = len(nodes) // 2
    return nodes[:half], nodes[half:-1], nodes[-1]


def results(make: Callable[..., Node], numbers: list[float], factor: float) -> list[float]:
    """Return the value and every leaf's gradient of a neuron's output times a factor."""
    inputs, weights, bias = leaves(numbers)
    output = make(inputs, weights, bias)
    (output * factor).backward()
    return [output.data, output.grad, *(leaf.grad for leaf in (*inputs, *weights, bias))]


@NEURONS
@pytest.mark.parametrize("factor", [1.0, 0.0, math.inf])
def test_one_node_has_the_numbers_of_its_expression_at_every_edge(
    neuron: type[WeightedSum], factor: float
) -> None:
    different = []
    for x, w in product(GRID, GRID):
        numbers = [x, 0.25, w, -0.5, 0.125]
        ours = results(neuron, numbers, factor)
        theirs = results(lambda *nodes: plain(neuron, *nodes), numbers, factor)
        if not all(same(a, b) for a, b in zip(ours, theirs, strict=True)):
            different.append((numbers, ours, theirs))

    assert different == []


@NEURONS
@pytest.mark.parametrize("width", [1, 2, 16])
def test_one_node_has_the_numbers_of_its_expression_at_any_width(
    neuron: type[WeightedSum], width: int
) -> None:
    draw = random.Random(width).uniform  # noqa: S311 - reproducible on purpose
    for _ in range(20):
        numbers = [draw(-1.0, 1.0) for _ in range(2 * width + 1)]
        theirs = results(lambda *nodes: plain(neuron, *nodes), numbers, 3.0)

        assert results(neuron, numbers, 3.0) == pytest.approx(theirs, rel=1e-11, abs=1e-14)


@NEURONS
def test_one_node_for_several_operands_adds_up_all_derivatives(neuron: type[WeightedSum]) -> None:
    numbers = []
    for make in (neuron, lambda *nodes: plain(neuron, *nodes)):
        a = Node(0.7)
        output = make([a, a, a * 2], [a, a * a, a], a)
        output.backward()
        output.backward()
        numbers.append((output.data, a.grad))

    assert numbers[0] == pytest.approx(numbers[1], rel=1e-12)


@NEURONS
def test_expanding_gives_the_nodes_in_between_with_their_gradients(
    neuron: type[WeightedSum],
) -> None:
    def columns(output: Node) -> list[Any]:
        order = output.topological_order()
        assert output.grad == 3.0
        return [[node._op for node in order], *zip(*((n.data, n.grad) for n in order), strict=True)]

    first, second = (leaves([0.5, -1.0, 2.0, 0.25, 0.1]) for _ in range(2))
    fused, expression = neuron(*first), plain(neuron, *second)
    (fused * 3).backward()
    (expression * 3).backward()
    (ops, data, grads), (plain_ops, plain_data, plain_grads) = map(
        columns, (fused.expand(), expression)
    )

    assert ops == plain_ops
    assert data == pytest.approx(plain_data)
    assert grads == pytest.approx(plain_grads)


@NEURONS
def test_one_node_knows_its_local_derivatives_and_is_small(neuron: type[WeightedSum]) -> None:
    node = neuron(*leaves([0.5, -1.0, 2.0, 0.25, 0.1]))
    derivatives = node._local_derivatives()

    assert len(derivatives) == len(node._prev) == 5
    assert derivatives[0] == pytest.approx(2.0 * derivatives[-1])
    assert sys.getsizeof(node) <= 120
    assert repr(copy.copy(node)) == repr(node)


def test_a_network_leaves_nothing_for_the_collector() -> None:
    gc.collect()
    mlp = MLP(2, [4, 4, 1])
    output = mlp([1.0, -1.0])
    output.backpropagate()
    Graph(output)
    del mlp, output

    assert gc.collect() == 0


# --- drawn ---


def test_a_small_network_is_drawn_as_the_expression_it_is() -> None:
    x = Node(0.5, label="x")
    output = MLP(1, [2, 1])([x]) * 2
    output.backward()
    graph = Graph(output)
    gradients = dict.fromkeys((node.id for node in graph.nodes), 0.0)
    gradients[graph.nodes[-1].id] = 1.0
    for visited in graph.backward:
        for edge in graph.edges:
            if edge.target == visited:
                gradients[edge.source] += edge.derivative * gradients[visited]

    assert sorted({node.op for node in graph.nodes}) == ["", "*", "+", "tanh"]
    assert [node.grad for node in graph.nodes if node.label == "x"] == [x.grad]
    assert gradients == pytest.approx({node.id: node.grad for node in graph.nodes})


def test_a_neuron_can_be_drawn_as_one_node() -> None:
    output = MLP(2, [2, 1])([1.0, 2.0])
    graph = Graph(output, expand=False)

    assert [node.op for node in graph.nodes if node.op] == ["tanh(w·x+b)"] * 3
    assert "tanh(w·x+b)" in graph.to_dot()


def test_neurons_are_expanded_where_they_fit() -> None:
    mlp = MLP(2, [30, 30, 1])
    output = mlp([1.0, 2.0])

    # 2 inputs, 60 * 31 + 31 parameters: more than fit.
    assert {node.op for node in Graph(output).nodes} <= {"", "tanh(w·x+b)"}
    assert {node.op for node in Graph(output, expand=True).nodes} == {"", "+", "*", "tanh"}
    assert Graph(output, max_nodes=5000).left_out == 0
    assert {node.op for node in Graph(output, max_nodes=5000).nodes} == {"", "+", "*", "tanh"}


def test_an_operation_with_a_closure_above_a_neuron_keeps_its_derivative() -> None:
    inner = MLP(1, [1])([0.5])
    outer = Value(inner.data**2, (inner,), "square")

    def _backward() -> None:
        inner.grad += 2 * inner.data * outer.grad

    outer._backward = _backward
    outer.backward()
    graph = Graph(outer)

    assert graph.edges[-1].derivative == pytest.approx(2 * inner.data)
    assert [node.op for node in graph.nodes if node.op] == ["*", "+", "tanh", "square"]
