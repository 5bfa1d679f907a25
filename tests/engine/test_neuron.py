"""Neurons, layers and networks: what they compute, how they train, what they refuse."""

from __future__ import annotations

import math
import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import neuron as neuron_module
from micrograd.fused import WeightedSum
from micrograd.neuron import ACTIVATIONS, MLP, Layer, Neuron
from micrograd.node import Node, Power
from micrograd.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
TARGETS = [1.0, -1.0, -1.0, 1.0]


@pytest.fixture(autouse=True)
def _seeded() -> None:
    random.seed(0)


def numbers(mlp: MLP) -> list[float]:
    return [parameter.data for parameter in mlp.parameters()]


def test_a_neuron_is_tanh_of_its_weighted_inputs_and_bias() -> None:
    neuron = Neuron(2)
    for parameter, value in zip(neuron.parameters(), [0.5, -1.5, 0.25], strict=True):
        parameter.data = value
    output = neuron([2.0, 1.0])
    output.backward()

    slope = 1 - math.tanh(-0.25) ** 2
    assert output.data == pytest.approx(math.tanh(-0.25))
    assert [p.grad for p in neuron.parameters()] == pytest.approx([2 * slope, slope, slope])


def test_weights_start_between_minus_one_and_one_and_biases_at_zero() -> None:
    mlp = MLP(10, [50, 10])
    weights = [w.data for layer in mlp.layers for neuron in layer.neurons for w in neuron.w]

    assert len(weights) == 1000
    assert -1 <= min(weights) < -0.9
    assert 0.9 < max(weights) <= 1
    assert abs(sum(weights)) < 60
    assert {neuron.b.data for layer in mlp.layers for neuron in layer.neurons} == {0.0}


def test_the_random_seed_decides_the_weights() -> None:
    first = numbers(MLP(2, [3, 1]))
    second = numbers(MLP(2, [3, 1]))
    random.seed(0)

    assert first != second
    assert numbers(MLP(2, [3, 1])) == first


def test_parameters_are_listed_weights_before_bias_neuron_by_neuron() -> None:
    layer = Layer(2, 2)
    first, second = layer.neurons

    assert layer.parameters() == [*first.w, first.b, *second.w, second.b]
    assert len(MLP(3, [4, 4, 1]).parameters()) == 41
    assert [parameter.label for parameter in first.parameters()] == ["w[0]", "w[1]", "b"]


def test_one_output_is_a_node_and_several_are_a_list() -> None:
    assert isinstance(Layer(2, 1)([1, 2]), Node)
    assert isinstance(MLP(2, [3, 1])([1, 2]), Node)
    assert [isinstance(output, Node) for output in MLP(2, [3, 2])([1, 2])] == [True, True]


def test_numbers_and_nodes_and_any_iterable_serve_as_inputs() -> None:
    mlp = MLP(2, [2, 1])
    same: list[Any] = [[1, 2], (Node(1.0), 2.0), iter([1.0, Node(2.0)])]

    assert len({mlp(inputs).data for inputs in same}) == 1


def test_a_gradient_reaches_the_input_nodes_of_a_call() -> None:
    x = Node(0.5)
    MLP(2, [2, 1])([x, x]).backward()

    assert x.grad != 0.0


@pytest.mark.parametrize(
    ("arguments", "hidden", "last"),
    [
        ({}, "tanh", "tanh"),
        ({"activation": "linear"}, "linear", "linear"),
        ({"activation": "relu"}, "relu", "linear"),
        ({"activation": "sigmoid"}, "sigmoid", "linear"),
        ({"activation": "relu", "output_activation": "sigmoid"}, "relu", "sigmoid"),
        ({"output_activation": "linear"}, "tanh", "linear"),
        ({"activation": "linear", "output_activation": "tanh"}, "linear", "tanh"),
    ],
)
def test_the_last_layer_is_tanh_with_tanh_and_linear_otherwise(
    arguments: dict[str, str], hidden: str, last: str
) -> None:
    mlp = MLP(2, [3, 1], **arguments)

    assert [layer.neurons[0].activation for layer in mlp.layers] == [hidden, last]


def test_zero_grad_clears_the_parameters() -> None:
    mlp = MLP(2, [2, 1])
    mlp([1.0, 2.0]).backward()
    mlp.zero_grad()

    assert {parameter.grad for parameter in mlp.parameters()} == {0.0}


def test_networks_show_their_shape() -> None:
    assert repr(Neuron(2)) == "Neuron(2, activation='tanh')"
    assert repr(Layer(2, 3, "linear")) == "Layer(2, 3, activation='linear')"
    assert repr(MLP(3, [4, 1])) == "MLP(3, [4, 1])"
    assert repr(MLP(3, [4, 1], output_activation="linear")) == "MLP(3, [4, 1], 'tanh', 'linear')"


# --- training ---


@pytest.mark.parametrize("seed", [0, 1, 42, 1607, 2404, 3337])
def test_four_samples_are_learned_whatever_the_seed(seed: int) -> None:
    random.seed(seed)
    mlp = MLP(3, [4, 4, 1])
    losses = mlp.train(SAMPLES, TARGETS, learning_rate=0.1, num_rounds=500)

    assert len(losses) == 500
    assert losses[-1] < losses[0]
    for sample, target in zip(SAMPLES, TARGETS, strict=True):
        assert mlp(sample).data == pytest.approx(target, abs=0.2)


def test_a_round_moves_each_parameter_down_its_measured_slope() -> None:
    mlp = MLP(2, [2, 2])
    samples, targets = [[1.0, -2.0], [0.5, 0.3]], [[0.5, -0.5], [1.0, 0.0]]

    def loss() -> float:
        errors = [
            output.data - target
            for sample, wanted in zip(samples, targets, strict=True)
            for output, target in zip(mlp(sample), wanted, strict=True)
        ]
        return math.fsum(error * error for error in errors)

    slopes = []
    for parameter in mlp.parameters():
        start, h = parameter.data, 1e-5
        parameter.data = start + h
        above = loss()
        parameter.data = start - h
        slopes.append((above - loss()) / (2 * h))
        parameter.data = start
        parameter.grad = 99.0  # of an earlier pass; a round starts from zero
    before, first_loss = numbers(mlp), loss()

    losses = mlp.train(samples, targets, learning_rate=0.05, num_rounds=1)

    assert losses == pytest.approx([first_loss])
    moved = [old - 0.05 * slope for old, slope in zip(before, slopes, strict=True)]
    assert numbers(mlp) == pytest.approx(moved, abs=1e-8)


def test_training_in_two_parts_is_training_in_one() -> None:
    whole = MLP(3, [2, 1])
    random.seed(0)
    parts = MLP(3, [2, 1])
    losses = whole.train(SAMPLES, TARGETS, 0.1, 10)

    assert parts.train(SAMPLES, TARGETS, 0.1, 4) + parts.train(SAMPLES, TARGETS, 0.1, 6) == losses
    assert numbers(parts) == numbers(whole)


def test_nodes_among_the_samples_are_read_and_left_alone() -> None:
    mlp = MLP(3, [2, 1])
    random.seed(0)
    twin = MLP(3, [2, 1])
    inputs = [[Node(x) for x in sample] for sample in SAMPLES]
    targets = [Node(target) for target in TARGETS]

    assert mlp.train(inputs, targets, 0.1, 5) == twin.train(SAMPLES, TARGETS, 0.1, 5)
    assert {node.grad for node in (*targets, *(x for sample in inputs for x in sample))} == {0.0}


def test_no_rounds_change_nothing() -> None:
    mlp = MLP(3, [2, 1])
    before = numbers(mlp)

    assert mlp.train(SAMPLES, TARGETS, 0.1, 0) == []
    assert numbers(mlp) == before


def test_verbose_prints_the_first_round_the_last_and_some_between(
    capsys: pytest.CaptureFixture[str],
) -> None:
    losses = MLP(3, [2, 1]).train(SAMPLES, TARGETS, 0.01, 57, verbose=True)
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == f"round 1 of 57: loss {losses[0]:.6g}"
    assert lines[-1] == f"round 57 of 57: loss {losses[-1]:.6g}"
    assert 10 <= len(lines) <= 20


def test_training_is_silent_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    MLP(3, [2, 1]).train(SAMPLES, TARGETS, 0.1, 3)

    assert capsys.readouterr() == ("", "")


def test_a_loss_that_is_no_longer_finite_stops_training_with_the_parameters_it_had() -> None:
    mlp = MLP(1, [1], activation="linear")
    with pytest.raises(
        FloatingPointError,
        match=r"the loss is inf in round \d+ of 999: try a smaller learning_rate",
    ):
        mlp.train([[10.0]], [1.0], learning_rate=5.0, num_rounds=999)

    assert math.isinf(((mlp([10.0]) - 1.0) ** 2).data)


@pytest.mark.parametrize(
    ("inputs", "targets", "sentence"),
    [
        ([[1.0, 2.0], [3.0, math.nan]], [1.0, 1.0], "inputs[1][1] must be finite, not nan"),
        ([[1.0, 2.0], [3.0, 4.0]], [1.0, -math.inf], "targets[1] must be finite, not -inf"),
    ],
)
def test_samples_that_are_not_finite_are_named(inputs: Any, targets: Any, sentence: str) -> None:
    mlp = MLP(2, [1])
    before = [p.data for p in mlp.parameters()]
    with pytest.raises(ValueError, match=re.escape(sentence)):
        mlp.train(inputs, targets, learning_rate=0.1, num_rounds=9)
    assert [p.data for p in mlp.parameters()] == before


def test_samples_that_overflow_stop_training_before_the_first_step() -> None:
    mlp = MLP(1, [1], "linear")
    mlp.layers[0].neurons[0].w[0].data = before = 1.0
    with pytest.raises(
        FloatingPointError, match="inf in round 1 of 9: look at the inputs and targets"
    ):
        mlp.train([[1e200]], [1.0], learning_rate=0.1, num_rounds=9)
    assert mlp.parameters()[0].data == before


@pytest.mark.parametrize("num_rounds", [1, 3, 20])
def test_a_step_to_infinity_is_refused_even_if_it_is_the_last(num_rounds: int) -> None:
    mlp = MLP(1, [1], activation="linear")
    mlp.parameters()[0].data = 1.0
    with pytest.raises(
        FloatingPointError,
        match=rf"a parameter becomes -inf in round 1 of {num_rounds}: try a smaller learning_rate",
    ):
        mlp.train([[1e10]], [0.0], learning_rate=1e300, num_rounds=num_rounds)

    assert numbers(mlp) == [1.0, 0.0]


# --- training on a tape ---


def plain_training(mlp: MLP, samples: Any, targets: Any, rate: float, rounds: int) -> list[float]:
    """Train as a learner writes it."""
    losses = []
    for _ in range(rounds):
        outputs = [y if isinstance(y, list) else [y] for y in map(mlp, samples)]
        loss = sum(
            (
                (output - target) ** 2
                for row, wanted in zip(outputs, targets, strict=True)
                for output, target in zip(row, wanted, strict=True)
            ),
            Node(0.0),
        )
        mlp.zero_grad()
        loss.backward()
        for parameter in dict.fromkeys(mlp.parameters()):  # one that is shared moves once
            parameter.data -= rate * parameter.grad
        losses.append(loss.data)
    return losses


def state(mlp: MLP) -> list[tuple[float, float]]:
    return [(parameter.data, parameter.grad) for parameter in mlp.parameters()]


@pytest.fixture
def tapes(monkeypatch: pytest.MonkeyPatch) -> list[Tape]:
    """Every tape that training makes from now on."""
    made: list[Tape] = []

    class Watched(Tape):
        def __init__(self, output: Node) -> None:
            super().__init__(output)
            made.append(self)

    monkeypatch.setattr(neuron_module, "Tape", Watched)
    return made


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("rounds", "n_tapes"), [(3, 0), (30, 1)])
def test_training_gives_the_numbers_of_a_plain_loop_to_the_last_bit(
    activation: str, rounds: int, n_tapes: int, tapes: list[Tape]
) -> None:
    mlps = []
    for _ in range(2):
        random.seed(3)
        mlps.append(MLP(3, [4, 3, 2], activation))
    targets = [[target, -target] for target in TARGETS]
    losses = mlps[0].train(SAMPLES, targets, 0.01, rounds)

    assert losses == plain_training(mlps[1], SAMPLES, targets, 0.01, rounds)
    assert state(mlps[0]) == state(mlps[1])
    assert len(tapes) == n_tapes


class Flickering(MLP):
    """A network of a learner: every second call drops the first input."""

    calls = 0

    def forward(self, inputs: list[Node]) -> list[Node]:
        self.calls += 1
        return super().forward([Node(0.0), *inputs[1:]] if self.calls % 2 else inputs)


class Leaky(Neuron):
    def forward(self, inputs: list[Node]) -> Node:
        output = super().forward(inputs)
        return output if output.data > 0 else output * 0.1


def leaky(mlp: MLP) -> None:
    neuron = Leaky(3)
    neuron.w, neuron.b = mlp.layers[0].neurons[0].w, mlp.layers[0].neurons[0].b
    mlp.layers[0].neurons[0] = neuron


def instance_method(mlp: MLP) -> None:
    layer, calls = mlp.layers[0], [0]
    forward = layer.forward

    def alternating(inputs: list[Node]) -> list[Node]:
        calls[0] += 1
        return forward(inputs if calls[0] % 2 else inputs[::-1])

    layer.forward = alternating  # type: ignore[method-assign]


def computed_parameter(mlp: MLP) -> None:
    mlp.layers[0].neurons[0].w[0] = Node(0.5) * 2.0


def computed_weight(mlp: MLP) -> None:
    neuron = mlp.layers[0].neurons[0]
    base = Node(0.5)
    neuron.w[0] = base * 2.0
    neuron.parameters = lambda: [base, neuron.b]  # type: ignore[method-assign]


def shared_parameter(mlp: MLP) -> None:
    mlp.layers[0].neurons[1].w = mlp.layers[0].neurons[0].w


def nothing(_: MLP) -> None:
    pass


@pytest.mark.parametrize(
    ("kind", "change", "n_tapes"),
    [
        (Flickering, nothing, 0),
        (MLP, leaky, 0),
        (MLP, instance_method, 0),
        (MLP, computed_parameter, 0),
        (MLP, computed_weight, 0),
        (MLP, shared_parameter, 1),
    ],
)
def test_a_learner_s_own_network_trains_as_in_a_plain_loop(
    kind: type[MLP], change: Callable[[MLP], None], n_tapes: int, tapes: list[Tape]
) -> None:
    mlps = []
    for _ in range(2):
        random.seed(3)
        mlp = kind(3, [3, 1])
        change(mlp)
        mlps.append(mlp)
    targets = [[target] for target in TARGETS]
    losses = mlps[0].train(SAMPLES, TARGETS, 0.05, 20)

    assert losses == plain_training(mlps[1], SAMPLES, targets, 0.05, 20)
    assert state(mlps[0]) == state(mlps[1])
    assert len(tapes) == n_tapes


def test_a_learner_s_activation_trains_as_in_a_plain_loop(
    monkeypatch: pytest.MonkeyPatch, tapes: list[Tape]
) -> None:
    def bent(inputs: list[Node], weights: list[Node], bias: Node) -> Node:
        total = WeightedSum(inputs, weights, bias)
        return total if total.data > 0 else total * 0.1

    monkeypatch.setitem(ACTIVATIONS, "bent", bent)
    mlps = []
    for _ in range(2):
        random.seed(3)
        mlps.append(MLP(3, [3, 1], "bent"))
    losses = mlps[0].train(SAMPLES, TARGETS, 0.01, 20)

    assert losses == plain_training(mlps[1], SAMPLES, [[t] for t in TARGETS], 0.01, 20)
    assert tapes == []


def test_an_operation_that_a_tape_refuses_trains_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tapes: list[Tape]
) -> None:
    def halved(self: Power) -> None:
        (a,) = self._prev
        a.grad += self.grad * a.data

    monkeypatch.setattr(Power, "_backward", halved)
    losses = MLP(3, [3, 1]).train(SAMPLES, TARGETS, 0.05, 20)

    assert losses[-1] < losses[0]
    assert tapes == []


# --- bad input ---

GOOD: dict[str, Any] = {
    "inputs": SAMPLES,
    "targets": TARGETS,
    "learning_rate": 0.1,
    "num_rounds": 3,
}


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        ({"targets": [1.0, 2.0, 3.0]}, ValueError, "inputs and targets differ in length: 4 and 3"),
        ({"inputs": [], "targets": []}, ValueError, "inputs must hold at least one sample"),
        (
            {"inputs": [*SAMPLES[:3], [1.0, 2.0]]},
            ValueError,
            r"inputs\[3\] must hold 3 numbers for MLP\(3, \[2, 1\]\), got 2",
        ),
        (
            {"inputs": [*SAMPLES[:3], [1.0, "x", 2.0]]},
            TypeError,
            r"inputs\[3\]\[1\] must be a number, not 'x'",
        ),
        ({"inputs": [1, 2, 3, 4]}, TypeError, r"inputs\[0\] must be a sequence of numbers, not 1"),
        ({"inputs": "abcd"}, TypeError, "inputs must be a sequence of samples, not 'abcd'"),
        (
            {"inputs": {(1.0, 2.0, 3.0), (4.0, 5.0, 6.0)}},
            TypeError,
            "inputs must be samples in an order, as in a list: not a set",
        ),
        (
            {"inputs": [{1.0, 2.0, 3.0}, *SAMPLES[1:]]},
            TypeError,
            r"inputs\[0\] must be numbers in an order, as in a list: not a set",
        ),
        (
            {"targets": {0: 1.0, 1: -1.0}},
            TypeError,
            "targets must be numbers in an order, as in a list: not a dict",
        ),
        ({"inputs": None}, TypeError, "inputs must be a sequence of samples, not None"),
        ({"targets": 1.0}, TypeError, "targets must be a sequence of numbers, not 1.0"),
        (
            {"targets": [1, 2, 3, [4, 5]]},
            ValueError,
            r"targets\[3\] must hold 1 number for MLP.*, got 2",
        ),
        ({"targets": [1, 2, 3, [[4]]]}, TypeError, r"targets\[3\]\[0\] must be a number, not "),
        ({"targets": [1, 2, 3, None]}, TypeError, r"targets\[3\] must be a number, not None"),
        ({"num_rounds": -1}, ValueError, "num_rounds must be at least 0, got -1"),
        ({"num_rounds": 2.0}, TypeError, "num_rounds must be an integer, not 2.0"),
        ({"num_rounds": True}, TypeError, "num_rounds must be an integer, not True"),
        ({"num_rounds": "9"}, TypeError, "num_rounds must be an integer, not '9'"),
        ({"learning_rate": math.nan}, ValueError, "learning_rate must be a finite .* not nan"),
        ({"learning_rate": math.inf}, ValueError, "learning_rate must be a finite .* not inf"),
        ({"learning_rate": -0.1}, ValueError, "learning_rate must be a finite .* not -0.1"),
        ({"learning_rate": "0.1"}, TypeError, "learning_rate must be a number, not '0.1'"),
    ],
)
def test_training_refuses_what_is_wrong_before_it_changes_anything(
    change: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    mlp = MLP(3, [2, 1])
    before = numbers(mlp)

    with pytest.raises(error, match=sentence):
        mlp.train(**{**GOOD, **change})
    assert numbers(mlp) == before


def test_several_outputs_want_as_many_targets() -> None:
    with pytest.raises(ValueError, match=r"targets\[1\] must hold 2 numbers for MLP.*, got 1"):
        MLP(1, [2]).train([[1.0], [2.0]], [[1.0, 2.0], [1.0]], 0.1, 1)
    with pytest.raises(TypeError, match=r"targets\[0\] must be a sequence of numbers, not 1\.0"):
        MLP(1, [2]).train([[1.0]], [1.0], 0.1, 1)


@pytest.mark.parametrize("network", [Neuron(3), Layer(3, 2), MLP(3, [2, 1])])
@pytest.mark.parametrize(
    ("inputs", "error", "sentence"),
    [
        ([1.0, 2.0], ValueError, r"inputs must hold 3 numbers for \w+\(3.*got 2"),
        ([1.0, 2.0, 3.0, 4.0], ValueError, "got 4"),
        ([1.0, 2.0, None], TypeError, r"inputs\[2\] must be a number, not None"),
        (1.0, TypeError, r"inputs must be a sequence of numbers, not 1\.0"),
    ],
)
def test_a_call_refuses_wrong_inputs(
    network: Any, inputs: Any, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        network(inputs)


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        ((0, [1]), ValueError, "n_inputs must be at least 1, got 0"),
        ((2.0, [1]), TypeError, r"n_inputs must be an integer, not 2\.0"),
        ((3, []), ValueError, "layer_sizes must hold at least one size, got none"),
        ((3, [0]), ValueError, r"layer_sizes\[0\] must be at least 1, got 0"),
        ((3, [4, "1"]), TypeError, r"layer_sizes\[1\] must be an integer, not '1'"),
        ((3, 4), TypeError, "layer_sizes must be a sequence of integers, not 4"),
        (
            (3, [1], "step"),
            ValueError,
            "activation must be one of tanh, relu, sigmoid, linear, not 'step'",
        ),
        (
            (3, [1], "tanh", "step"),
            ValueError,
            "activation must be one of tanh, relu, sigmoid, linear",
        ),
        ((3, [1], None), TypeError, "activation must be a name, not None"),
    ],
)
def test_a_network_refuses_a_shape_that_makes_no_sense(
    arguments: tuple[Any, ...], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        MLP(*arguments)


def test_a_neuron_and_a_layer_refuse_to_be_empty() -> None:
    with pytest.raises(ValueError, match="n_inputs must be at least 1, got 0"):
        Neuron(0)
    with pytest.raises(ValueError, match="n_outputs must be at least 1, got -2"):
        Layer(1, -2)


def test_every_activation_makes_a_node() -> None:
    for name in ACTIVATIONS:
        assert isinstance(Neuron(1, name)([1.0]), Node)
