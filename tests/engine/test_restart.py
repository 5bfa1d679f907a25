"""A training that is restarted takes the course that it would have taken from the start."""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from micrograd.data import two_moons
from micrograd.neuron import MLP
from micrograd.optim import SGD, Adam, Optimizer
from micrograd.watch import Steer, Watcher, set_watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from micrograd.node import Node
    from micrograd.watch import TrainingRun

INPUTS, TARGETS = two_moons(20)


@contextmanager
def restarted(*numbers: int, new_rate: float | None = None) -> Iterator[None]:
    """Restart each training after these rounds, in turn; perhaps with another rate."""
    left = list(numbers)

    class Restarting(Watcher):
        def most_rounds(self) -> int:
            return 1

        def round(self) -> Steer:
            if not left or self.run.number != left[0]:
                return Steer.GO_ON
            del left[0]
            self.run.new_learning_rate = new_rate
            return Steer.RESTART

    previous = set_watcher(Restarting)
    try:
        yield
        assert not left
    finally:
        set_watcher(previous)


def network() -> MLP:
    random.seed(3)
    return MLP(2, [4, 1])


def course(mlp: MLP, **settings: Any) -> tuple[Any, ...]:
    """All that a training leaves behind, and the lot that is drawn after it."""
    given = {"learning_rate": 0.05, "num_rounds": 12, **settings}
    history = mlp.train(INPUTS, TARGETS, **given)
    state = [(p.data, p.grad) for p in mlp.parameters()]
    return list(history), history.kept, history.ended_by, state, random.random()  # noqa: S311


class Dictionary(Optimizer):
    """Momentum as a learner writes it: by the node, changed in place."""

    def __init__(self, params: list[Node]) -> None:
        super().__init__(params, 0.05)
        self.velocities = dict.fromkeys(self.params, 0.0)

    def update(self, numbers: list[float], gradients: list[float]) -> list[float]:
        for p, gradient in zip(self.params, gradients, strict=True):
            self.velocities[p] = 0.9 * self.velocities[p] + gradient
        moved = zip(numbers, self.velocities.values(), strict=True)
        return [number - self.lr * velocity for number, velocity in moved]


MAKE: dict[str, Callable[[MLP], Any]] = {
    "sgd": lambda _: "sgd",
    "adam": lambda _: "adam",
    "momentum": lambda mlp: SGD(mlp.parameters(), 0.01, momentum=0.9),
    "Adam": lambda mlp: Adam(mlp.parameters(), 0.01),
    "a dictionary": lambda mlp: Dictionary(mlp.parameters()),
}


@pytest.mark.parametrize("num_rounds", [7, 12])  # without a tape, and with
@pytest.mark.parametrize("batch_size", [None, 5, 8])
@pytest.mark.parametrize("seed", [None, 5])
@pytest.mark.parametrize("optimizer", MAKE)
def test_a_restarted_training_is_a_fresh_one(
    num_rounds: int, batch_size: int | None, seed: int | None, optimizer: str
) -> None:
    settings = {"num_rounds": num_rounds, "batch_size": batch_size, "seed": seed}
    plain = network()
    expected = course(plain, **settings, optimizer=MAKE[optimizer](plain))
    with restarted(3, 1, 6):
        mlp = network()
        assert course(mlp, **settings, optimizer=MAKE[optimizer](mlp)) == expected


@pytest.mark.parametrize("optimizer", ["momentum", "Adam", "a dictionary"])
def test_an_optimizer_that_was_used_before_goes_on_from_there(optimizer: str) -> None:
    def twice(*restarts: int) -> tuple[Any, ...]:
        mlp = network()
        used = MAKE[optimizer](mlp)
        mlp.train(INPUTS, TARGETS, 0.02, 4, optimizer=used)
        with restarted(*restarts):
            return course(mlp, optimizer=used, learning_rate=None, batch_size=5)

    assert twice(3, 5) == twice()


def test_another_learning_rate_and_a_restart_are_a_fresh_training_at_that_rate() -> None:
    expected = course(network(), learning_rate=0.01, batch_size=5, seed=1)
    with restarted(4, new_rate=0.01):
        assert course(network(), learning_rate=0.05, batch_size=5, seed=1) == expected


def test_a_schedule_is_asked_for_the_first_round_again() -> None:
    asked: list[int] = []

    def rate(number: int) -> float:
        asked.append(number)
        return 0.1 / number

    with restarted(2):
        course(network(), num_rounds=3, learning_rate=rate)
    assert asked == [1, 2, 1, 2, 3]


def test_a_restart_puts_the_lots_of_a_network_back_too() -> None:
    class Noisy(MLP):
        def forward(self, inputs: list[Node]) -> list[Node]:
            return super().forward([x + random.gauss(0.0, 0.1) for x in inputs])

    def noisy() -> MLP:
        random.seed(3)
        return Noisy(2, [4, 1])

    expected = course(noisy(), batch_size=5)
    with restarted(3):
        assert course(noisy(), batch_size=5) == expected


def test_a_tolerance_counts_from_the_restart() -> None:
    expected = course(network(), num_rounds=200, learning_rate=0.0, tolerance=0.0)
    with restarted(9):
        again = course(network(), num_rounds=200, learning_rate=0.0, tolerance=0.0)
    assert again == expected
    assert len(again[0]) == 11


def test_a_restart_before_the_first_round_changes_nothing() -> None:
    class AtOnce(Watcher):
        def __init__(self, run: TrainingRun) -> None:
            super().__init__(run)
            self.is_new = True

        def began(self) -> Steer:
            was, self.is_new = self.is_new, False
            return Steer.RESTART if was else Steer.GO_ON

    expected = course(network(), batch_size=5)
    previous = set_watcher(AtOnce)
    try:
        assert course(network(), batch_size=5) == expected
    finally:
        set_watcher(previous)


def test_an_optimizer_that_cannot_be_copied_trains_all_the_same() -> None:
    mlp = network()
    optimizer = SGD(mlp.parameters(), 0.05)
    generator: Iterator[float] = (x for x in [1.0])
    optimizer.log = generator  # type: ignore[attr-defined]
    assert course(mlp, optimizer=optimizer) == course(network())
