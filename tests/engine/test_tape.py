"""The tape gives the numbers of the nodes to the last bit, whoever runs it."""

from __future__ import annotations

import importlib
import math
import random
import sys
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import micrograd
from micrograd.engine import Value
from micrograd.fused import ReluNeuron, SigmoidNeuron, TanhNeuron, WeightedSum
from micrograd.neuron import ACTIVATIONS, MLP
from micrograd.node import Multiply, Node
from tests.engine import naive_replay
from tests.engine.expressions import compute, random_steps
from tests.engine.record_torch import BINARY, FORMS, GRID, UNARY

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def tape_module(accelerator: ModuleType | None) -> ModuleType:
    """Import `micrograd.tape` afresh, as it is with an accelerator or with none."""
    kept = importlib.import_module("micrograd.tape")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(micrograd, "tape", kept, raising=False)
        patch.delitem(sys.modules, "micrograd.tape")
        patch.setitem(sys.modules, "micrograd._tape", accelerator)  # None: there is none
        fresh = importlib.import_module("micrograd.tape")
        patch.setitem(sys.modules, "micrograd.tape", fresh)  # or it would stay where it is
        return fresh


MODULES = {"python": tape_module(None), "accelerator": tape_module(naive_replay)}
EACH = pytest.mark.parametrize("tape", MODULES.values(), ids=MODULES)

NUMBERS = st.one_of(
    st.floats(), st.floats(-3.0, 3.0), st.sampled_from([0.0, -0.0, 1.0, -1.0, 1e200, math.inf])
)


def bits(numbers: list[float]) -> list[str]:
    """Write numbers so that equal means equal in every bit, except that one nan is as another."""
    return [float(number).hex() for number in numbers]


def numbers_of(output: Node) -> list[float]:
    return [x for node in output.topological_order() for x in (node.data, node.grad)]


def assert_replays(
    tape: Any, make: Callable[[list[Node]], Node], first: list[float], second: list[float]
) -> None:
    """Replay a graph with other leaves, twice, and compare with graphs made of these leaves."""
    leaves = [Node(number) for number in first]
    twins = [Node(number) for number in second]
    output, twin = make(leaves), make(twins)
    replayed = tape.Tape(output)
    replayed.backward()  # of the graph as it was captured
    plain = [Node(number) for number in first]
    make(plain).backward()
    assert bits([leaf.grad for leaf in leaves]) == bits([leaf.grad for leaf in plain])
    for leaf, other, number in zip(leaves, twins, second, strict=True):
        leaf.data, leaf.grad, other.grad = number, 0.25, 0.25
    for _ in range(2):
        for node in output.topological_order():
            if not node._prev and node not in leaves:
                node.grad = 0.0
        for node in twin.topological_order():
            if not node._prev and node not in twins:
                node.grad = 0.0
        assert bits([replayed.forward()]) == bits([twin.data])
        replayed.backward()
        twin.backward()
        replayed.write_back()
        assert bits(numbers_of(output)) == bits(numbers_of(twin))


@EACH
@given(
    seed=st.integers(0, 10_000),
    first=st.lists(NUMBERS, min_size=3, max_size=3),
    second=st.lists(NUMBERS, min_size=3, max_size=3),
)
def test_a_random_graph_replays_to_the_last_bit(
    tape: Any, seed: int, first: list[float], second: list[float]
) -> None:
    steps = random_steps(random.Random(seed), 3, 12)  # noqa: S311 - reproducible on purpose
    assert_replays(tape, lambda leaves: compute(leaves, steps), first, second)


@EACH
@pytest.mark.parametrize("name", UNARY)
def test_every_operation_on_one_node_replays_at_every_edge(tape: Any, name: str) -> None:
    for a in GRID:
        assert_replays(tape, lambda x: UNARY[name](x[0]) * 1.5, [0.5], [a])


@EACH
@pytest.mark.parametrize("name", BINARY)
@pytest.mark.parametrize("form", FORMS)
def test_every_operation_on_two_replays_at_every_edge(tape: Any, name: str, form: str) -> None:
    for a, b in product(GRID, GRID):
        numbers = (a, b)

        def make(x: list[Node], numbers: tuple[float, float] = numbers) -> Node:
            first, second = (
                x[i] if is_node else numbers[i] for i, is_node in enumerate(FORMS[form])
            )
            result: Node = BINARY[name](first, second)
            return result * 1.5

        assert_replays(tape, make, [a, b], [a, b])


@EACH
@pytest.mark.parametrize("neuron", [WeightedSum, TanhNeuron, ReluNeuron, SigmoidNeuron])
def test_every_neuron_replays_at_every_edge(tape: Any, neuron: type[WeightedSum]) -> None:
    for x, w in product(GRID, GRID):
        assert_replays(
            tape,
            lambda n: neuron(n[:2], n[2:4], n[4]) * 3.0,
            [0.5, 0.5, 0.5, 0.5, 0.5],
            [x, 0.25, w, -0.5, 0.125],
        )


@EACH
def test_neurons_that_share_operands_in_every_way_replay(tape: Any) -> None:
    def make(n: list[Node]) -> Node:
        a, b, c, d = n
        rows = [[a, b], [b, a], [a, a], [c * 2, d.tanh()], [a, b]]
        outputs: list[Node] = [TanhNeuron(row, [c, d], a) for row in rows for _ in range(4)]
        outputs += [ReluNeuron([a, b], [b, x], x) for x in outputs[:6]]
        outputs += [WeightedSum(outputs[:5], outputs[5:10], b) for _ in range(5)]
        outputs += [SigmoidNeuron(outputs[-5:], rows[0] * 2 + [x], c) for x in outputs[-5:]]
        return sum((x * x for x in outputs), outputs[3])

    assert_replays(tape, make, [0.5, -0.25, 0.125, 1.0], [0.1, 0.7, -0.3, 0.9])


@EACH
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("n_samples", [1, 3, 5, 20])
def test_a_network_s_training_steps_replay(tape: Any, activation: str, n_samples: int) -> None:
    draw = random.Random(5).uniform  # noqa: S311 - reproducible on purpose
    samples = [([draw(-1, 1), draw(-1, 1)], [draw(-1, 1), draw(-1, 1)]) for _ in range(n_samples)]
    mlps = []
    for _ in range(2):
        random.seed(4)
        mlps.append(MLP(2, [5, 6, 2], activation))

    def loss(mlp: MLP) -> Node:
        pairs = ((y, t) for x, target in samples for y, t in zip(mlp(x), target, strict=True))
        return sum(((y - t) ** 2 for y, t in pairs), Node(0.0))

    replayed = tape.Tape(loss(mlps[0]))
    for _ in range(10):
        plain = loss(mlps[1])
        plain.backward()
        assert replayed.forward() == plain.data
        replayed.backward()
        states = [[(p.data, p.grad) for p in mlp.parameters()] for mlp in mlps]
        assert states[0] == states[1]
        for parameter in (p for mlp in mlps for p in mlp.parameters()):
            parameter.data -= 0.01 * parameter.grad
            parameter.grad = 0.0


@EACH
def test_a_leaf_alone_is_a_graph(tape: Any) -> None:
    leaf = Node(2.0)
    replayed = tape.Tape(leaf)
    leaf.data = 3.0

    assert replayed.forward() == 3.0
    replayed.backward()
    replayed.backward()
    assert leaf.grad == 2.0


def test_a_chain_of_a_million_operations_replays() -> None:
    x = Node(1.0)
    output = x
    for _ in range(1_000_000):
        output = output + x
    replayed = MODULES["python"].Tape(output)
    x.data = 2.0

    assert replayed.forward() == 2_000_002.0
    replayed.backward()
    assert x.grad == 1_000_001.0


def test_the_accelerator_is_what_runs() -> None:
    before = naive_replay.Replay.made
    x = Node(1.0)
    MODULES["python"].Tape(x * x)
    assert naive_replay.Replay.made == before
    MODULES["accelerator"].Tape(x * x)
    assert naive_replay.Replay.made == before + 1


def test_the_layout_is_the_documented_one() -> None:
    a, w, b = Node(2.0), Node(3.0), Node(5.0)
    replayed = MODULES["python"].Tape((TanhNeuron([a], [w], b) + a * a) ** 3)
    program = replayed.program

    assert replayed.leaves == [a, w, b]
    assert replayed.nodes[:3] == replayed.leaves
    assert program.n_leaves == 3
    assert (program.codes.typecode, list(program.codes)) == ("i", [18, 2, 0, 5])
    assert (program.parent_offsets.typecode, list(program.parent_offsets)) == ("i", [0, 3, 5, 7, 8])
    assert (program.parents.typecode, list(program.parents)) == ("i", [0, 1, 2, 0, 0, 3, 4, 5])
    assert (program.constants.typecode, list(program.constants)) == ("d", [0.0, 0.0, 0.0, 3.0])
    assert (replayed.values.typecode, len(replayed.values)) == ("d", 7)
    assert repr(replayed) == "<Tape of 4 operations on 3 leaves>"


# --- what cannot be replayed ---


class Cube(Node):
    def __init__(self, a: Node) -> None:
        super().__init__(a.data**3)
        self._prev = (a,)

    def _backward(self) -> None:
        self._prev[0].grad += self.grad * 3 * self._prev[0].data ** 2


def squared(a: Node) -> Node:
    out = Value(a.data**2, (a,), "square")

    def _backward() -> None:
        a.grad += 2 * a.data * out.grad

    out._backward = _backward
    return out


@pytest.mark.parametrize(("make", "name"), [(Cube, "Cube"), (squared, "square")])
def test_a_learner_s_operation_is_refused_by_name(make: Callable[[Node], Node], name: str) -> None:
    tape = MODULES["python"]
    with pytest.raises(tape.ReplayError, match=f"'{name}' is not one of them"):
        tape.Tape(make(Node(2.0)) + 1.0)


def test_a_leaf_that_does_something_is_refused() -> None:
    tape = MODULES["python"]
    leaf = Value(2.0)
    assert tape.Tape(leaf * 2.0).forward() == 4.0
    leaf._backward = lambda: None
    with pytest.raises(tape.ReplayError, match="'Value'"):
        tape.Tape(leaf * 2.0)


def test_an_operation_whose_derivative_was_exchanged_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tape = MODULES["python"]
    monkeypatch.setattr(Multiply, "_backward", lambda _: None)
    with pytest.raises(tape.ReplayError, match=r"'\*'"):
        tape.Tape(Node(1.0) * 2.0)


def test_what_is_no_node_or_number_is_refused_with_a_sentence() -> None:
    tape = MODULES["python"]
    with pytest.raises(TypeError, match=r"output must be a node, not 3\.0"):
        tape.Tape(3.0)
    x = Node(1.0, label="x")
    replayed = tape.Tape(x * x)
    x.data = "2"  # type: ignore[assignment]
    with pytest.raises(TypeError, match="data must be a number, not '2'"):
        replayed.forward()


def test_what_does_not_fit_into_a_float_is_said() -> None:
    x = Node(1.0)
    replayed = micrograd.Tape(x * x)
    x.data = 10**400
    with pytest.raises(ValueError, match="data must fit into a float"):
        replayed.forward()
    x.data = "a"  # type: ignore[assignment]
    with pytest.raises(TypeError, match="data must be a number, not 'a'"):
        micrograd.Tape(replayed.output)
