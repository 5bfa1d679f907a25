"""Where nodes come from, while that is recorded."""

from __future__ import annotations

import copy
import sys
from typing import TYPE_CHECKING, Any

import pytest

from micrograd.engine import Value
from micrograd.fused import WeightedSum
from micrograd.graph import Graph
from micrograd.neuron import MLP
from micrograd.node import Node
from micrograd.origin import origins_off, record_origins

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def _recorded() -> Iterator[None]:
    record_origins()
    yield
    record_origins(is_on=False)


def here() -> int:
    """Return the line from which this is called."""
    return sys._getframe(1).f_lineno


def test_nothing_is_recorded_unless_asked_for() -> None:
    constructor = vars(Node)["__init__"]
    assert (Node(1.0) + 2.0).origin is None
    assert record_origins() is False
    assert record_origins() is True  # asking twice is asking once
    assert record_origins(is_on=False) is True
    assert vars(Node)["__init__"] is constructor
    assert (Node(1.0) + 2.0).origin is None


@pytest.mark.usefixtures("_recorded")
def test_every_node_knows_the_line_that_made_it() -> None:
    a = Node(2.0)
    made: list[Any] = [a + 1, 1 - a, a**2, a**a, a.tanh(), abs(a), Value(1.0)]
    line = here() - 1

    assert {(node.origin.file, node.origin.line) for node in made} == {(__file__, line)}
    assert made[0]._prev[1].origin.line == line  # the number 1
    assert a.origin.line == line - 1
    assert copy.copy(made[0]).origin == made[0].origin


@pytest.mark.usefixtures("_recorded")
def test_an_operation_of_one_s_own_comes_from_where_it_is_used() -> None:
    class Same(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(a.data)
            self._prev = (a,)

    node: Any = Same(Node(1.0))
    line = here() - 1

    assert node.origin.line == line


@pytest.mark.usefixtures("_recorded")
def test_a_neuron_s_node_knows_the_neuron() -> None:
    mlp = MLP(2, [2, 1])
    output = mlp([1.0, 2.0])
    line = here() - 1
    neurons = [node for node in output.topological_order() if isinstance(node, WeightedSum)]

    assert [node.origin.line for node in neurons] == [line] * 3
    assert {node.origin.neuron for node in neurons} == {
        neuron for layer in mlp.layers for neuron in layer.neurons
    }
    assert {node.origin.line for node in neurons[-1].expand().topological_order()[-2:]} == {line}
    assert len(Graph(output).nodes) > 10


@pytest.mark.usefixtures("_recorded")
def test_training_records_nothing_and_leaves_the_switch_as_it_was() -> None:
    mlp = MLP(1, [1])
    with origins_off():
        assert Node(1.0).origin is None
    assert Node(1.0).origin is not None
    mlp.train([[1.0]], [0.5], learning_rate=0.1, num_rounds=2)
    assert Node(1.0).origin is not None
    with pytest.raises(FloatingPointError):
        mlp.train([[1.0]], [1e200], learning_rate=0.1, num_rounds=2)
    assert Node(1.0).origin is not None
