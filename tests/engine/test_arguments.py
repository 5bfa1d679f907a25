"""What training is given: every form that Python users have, and a sentence for all else."""

from __future__ import annotations

import math
import random
import time
from array import array
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from micrograd.losses import LOSSES, hinge_loss, mse_loss
from micrograd.neuron import MLP, Layer, Neuron
from micrograd.node import Node
from micrograd.optim import SGD, Adam
from micrograd.training import Training

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INPUTS, TARGETS = [[0.5, -1.0], [1.0, 0.25], [-0.75, 0.5]], [1.0, -1.0, 1.0]


class Table:
    """As pandas has it: iterating gives the names of the columns."""

    columns = ("a", "b")

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.rows)

    def to_numpy(self) -> Any:
        return np.array(self.rows)


class OldTable(Table):
    to_numpy = None  # type: ignore[assignment]

    def __array__(self) -> Any:
        return np.array(self.rows)


FORMS: dict[str, tuple[Any, Any]] = {
    "arrays": (np.array(INPUTS), np.array(TARGETS)),
    "single precision": (np.array(INPUTS, np.float32), np.array(TARGETS, np.float32)),
    "a column": (np.array(INPUTS), np.array(TARGETS).reshape(-1, 1)),
    "lists of one": (INPUTS, [[t] for t in TARGETS]),
    "a list of arrays": ([np.array(x) for x in INPUTS], [np.float64(t) for t in TARGETS]),
    "arrays without a dimension": (INPUTS, [np.array(t) for t in TARGETS]),
    "Python's arrays": ([array("d", x) for x in INPUTS], array("d", TARGETS)),
    "a table": (Table(INPUTS), Table([[t] for t in TARGETS])),
    "nodes": ([[Node(x) for x in row] for row in INPUTS], [Node(t) for t in TARGETS]),
    "tuples": (tuple(map(tuple, INPUTS)), tuple(TARGETS)),
}


def network(n_inputs: int = 2) -> MLP:
    random.seed(5)
    return MLP(n_inputs, [3, 1])


@pytest.mark.parametrize("form", FORMS)
def test_train_and_training_take_the_same_forms_of_samples(form: str) -> None:
    inputs, targets = FORMS[form]
    mlp, twin = network(), network()
    history = mlp.train(inputs, targets, 0.1, 10)
    assert history == twin.train(INPUTS, TARGETS, 0.1, 10)
    assert {type(p.data) for p in mlp.parameters()} == {float}
    watch = Training(mlp, inputs, targets)
    assert watch._run.samples == [(x, [t]) for x, t in zip(INPUTS, TARGETS, strict=True)]


def test_truths_are_targets() -> None:
    given, plain = network(), network()
    truths = np.array(TARGETS) > 0.0
    numbers = [float(t > 0.0) for t in TARGETS]
    assert given.train(INPUTS, truths, 0.1, 10) == plain.train(INPUTS, numbers, 0.1, 10)


@pytest.mark.parametrize("wrap", [list, np.array, lambda xs: [[x] for x in xs], tuple])
def test_a_network_of_one_input_takes_numbers(wrap: Any) -> None:
    xs, ys = [0.0, 0.25, -1.0], [0.5, 1.0, -0.5]
    mlp, twin = network(1), network(1)
    assert mlp.train(wrap(xs), ys, 0.1, 10) == twin.train([[x] for x in xs], ys, 0.1, 10)
    for part in (mlp, mlp.layers[0], mlp.layers[0].neurons[0]):
        outputs = [part(x) for x in (0.5, np.float64(0.5), Node(0.5), [0.5])]
        firsts = [y if isinstance(y, Node) else y[0] for y in outputs]
        assert len({y.data for y in firsts}) == 1
    assert Training(mlp, wrap(xs), ys)._run.samples == [
        ([x], [y]) for x, y in zip(xs, ys, strict=True)
    ]


@pytest.mark.parametrize(
    "once",
    [
        lambda xs: map(list, xs),
        iter,
        lambda xs: (x for x in xs),
        lambda xs: zip(xs, xs, strict=True),
    ],
)
def test_a_loop_s_samples_that_are_empty_after_once_are_refused_unread(once: Any) -> None:
    inputs, targets = once(INPUTS), iter(TARGETS)
    with pytest.raises(TypeError, match="inputs must be something that can be read twice"):
        Training(network(), inputs, TARGETS)
    with pytest.raises(TypeError, match="targets must be something that can be read twice"):
        Training(network(), INPUTS, targets)
    with pytest.raises(TypeError, match=r"inputs\[0\] must be something that can be read twice"):
        Training(network(), [iter(x) for x in INPUTS], TARGETS)
    assert (len(list(inputs)), len(list(targets))) == (3, 3)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_the_default_rate_is_the_optimizer_s(optimizer: str) -> None:
    given, left_out = network(), network()
    assert left_out.train(INPUTS, TARGETS, optimizer=optimizer) == given.train(
        INPUTS, TARGETS, 0.001, optimizer=optimizer
    )


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_and_its_name_are_the_same(name: str) -> None:
    targets = [(t + 1.0) / 2.0 for t in TARGETS] if name == "bce_with_logits" else TARGETS
    one, other = network(), network()
    assert one.train(INPUTS, targets, 0.1, 10, loss=name) == other.train(
        INPUTS, targets, 0.1, 10, loss=LOSSES[name]
    )


def test_a_loss_refuses_what_its_name_refuses() -> None:
    for loss in ("hinge", hinge_loss):
        with pytest.raises(ValueError, match=r"targets\[1\] must be -1 or 1 for the hinge loss"):
            network().train(INPUTS, [1.0, 0.5, 1.0], 0.1, 1, loss=loss)


NAN, INF = math.nan, math.inf
WRONG: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: network().train(INPUTS, TARGETS, seed="x"), TypeError, "seed must be an integer"),  # type: ignore[arg-type]
    (lambda: network().train(INPUTS, TARGETS, seed=True), TypeError, "seed must be an integer"),
    (lambda: network().train(INPUTS, TARGETS, seed=1.5), TypeError, "seed must be an integer"),  # type: ignore[arg-type]
    (lambda: network().train(INPUTS, TARGETS, seed=-1), ValueError, "seed must be at least 0"),
    (lambda: network().train(INPUTS, TARGETS, verbose="no"), TypeError, "verbose must be True or"),  # type: ignore[arg-type]
    (lambda: network().train(INPUTS, [[1.0, 2.0]] * 3), ValueError, r"targets\[0\] must hold 1 n"),
    (lambda: network()([[1.0, 2.0]] * 2), TypeError, r"inputs\[0\] must be a number"),  # type: ignore[list-item]
    (lambda: Training(network(), num_rounds="x"), TypeError, "num_rounds must be an integer"),  # type: ignore[arg-type]
    (lambda: Training(network(), num_rounds=-3), ValueError, "num_rounds must be at least 0"),
    (lambda: Training(network(), learning_rate=NAN), ValueError, "learning_rate must be a finite"),
    (lambda: Training(network(), learning_rate=-1), ValueError, "learning_rate must be a finite"),
    (lambda: Training(network(), verbose=None), TypeError, "verbose must be True or False"),  # type: ignore[arg-type]
    (lambda: Training(network(), INPUTS, TARGETS[:2]), ValueError, "differ in length: 3 and 2"),
    (lambda: SGD([], dampening=NAN), ValueError, "dampening must be a finite number, not nan"),
    (lambda: SGD([], momentum=INF), ValueError, "momentum must be a finite number"),
    (lambda: SGD([], weight_decay=-1), ValueError, "weight_decay must be a finite number"),
    (lambda: SGD([], nesterov="yes"), TypeError, "nesterov must be True or False, not 'yes'"),  # type: ignore[arg-type]
    (lambda: SGD([[Node(1.0)]]), TypeError, r"params\[0\] must be a node, not \["),  # type: ignore[list-item]
    (lambda: SGD({Node(1.0)}), TypeError, "params must be nodes in an order"),
    (lambda: Adam([], betas=0.9), TypeError, r"betas must be a sequence of two numbers, not 0\.9"),  # type: ignore[arg-type]
    (lambda: Adam([], betas=None), TypeError, "betas must be a sequence of two numbers, not None"),  # type: ignore[arg-type]
    (lambda: Adam([], betas=(0.9,)), ValueError, "betas must be two numbers from 0 to below 1"),  # type: ignore[arg-type]
    (lambda: Adam([], betas=(0.9, NAN)), ValueError, "betas must be two numbers"),
    (lambda: Adam([], eps=-1e-8), ValueError, "eps must be a finite number, 0 or more"),
    (lambda: mse_loss([Node(1.0)], []), ValueError, "predictions and targets differ in length: 1"),
    (lambda: hinge_loss([Node(1.0)], ["a"]), TypeError, r"targets\[0\] must be a number, not 'a'"),  # type: ignore[list-item]
]


@pytest.mark.parametrize(("make", "error", "sentence"), WRONG)
def test_what_cannot_be_used_is_said(
    make: Callable[[], object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        make()


def test_parameters_may_be_a_generator() -> None:
    class Yielding(MLP):
        def parameters(self) -> Any:
            yield from super().parameters()

    random.seed(5)
    mlp = Yielding(2, [3, 1])
    assert mlp.train(INPUTS, TARGETS, 0.1, 10) == network().train(INPUTS, TARGETS, 0.1, 10)
    watch = Training(mlp)
    assert [type(p) for p in watch._run.parameters] == [Node] * 13


def test_whoever_watches_a_loop_sees_parameters_that_are_put_in_place_of_others() -> None:
    neuron = Neuron(1)
    with Training(neuron, verbose=False) as watch:
        neuron.w = [Node(7.0)]
        watch.round(1.0)
    assert [p.data for p in watch._run.parameters] == [7.0, 0.0]


def test_a_tolerance_costs_the_same_in_each_round() -> None:
    def seconds(tolerance: float | None) -> float:
        random.seed(5)
        mlp = MLP(1, [1], "linear")
        start = time.process_time()
        assert len(mlp.train([0.0], [1.0], 0.0 if tolerance is None else 1e-9, 15_000,
                             on_round=lambda *_: False, tolerance=tolerance)) == 15_000  # fmt: skip
        return time.process_time() - start

    # With the lowest loss looked for in all that came before it was seven times as much.
    assert seconds(0.0) < 3.0 * seconds(None)


def test_the_layers_sizes_may_come_once() -> None:
    assert len(Layer(2, np.int64(3)).neurons) == 3  # type: ignore[arg-type]
    assert MLP(2, (n for n in (3, 1))).n_outputs == 1
