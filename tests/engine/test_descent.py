"""Rounds that an accelerator takes at once: the same training as one after the other."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import replay, tape
from micrograd.data import two_moons
from micrograd.neuron import MLP
from micrograd.node import Node
from micrograd.optim import SGD, Adam
from micrograd.tape import Tape
from micrograd.watch import Steer, Watcher, set_watcher

if TYPE_CHECKING:
    from array import array

    from micrograd.watch import TrainingRun

INPUTS, TARGETS = two_moons(20)


class Descending(replay.Replay):
    """The pure-Python replay with the contract's third method, written from its words."""

    calls: list[int] = []  # noqa: RUF012 - of all of them

    def descend(  # noqa: PLR0917
        self,
        parameters: array[int],
        rate: float,
        first: int,
        every: int,
        losses: array[float],
        kept: array[float],
    ) -> int:
        values, gradients = self._arrays
        room = taken = 0
        for i in range(len(losses)):
            self.forward()
            losses[i] = values[-1]
            if not math.isfinite(losses[i]):
                break
            gradients[:] = type(gradients)("d", bytes(8 * len(gradients)))
            gradients[-1] = 1.0
            self.backward()
            moved = [values[p] - rate * gradients[p] for p in parameters]
            if not all(map(math.isfinite, moved)):
                break
            for p, number in zip(parameters, moved, strict=True):
                values[p] = number
            if (first + i) % every == 0:
                for number in moved:
                    kept[room] = number
                    room += 1
            taken += 1
        self.calls.append(taken)
        return taken

    def __init__(self, program: Any, values: array[float], gradients: array[float]) -> None:
        super().__init__(program, values, gradients)
        self._arrays = values, gradients


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(tape, "Replay", Descending)
    found: list[int] = []
    monkeypatch.setattr(Descending, "calls", found)
    return found


def network() -> MLP:
    random.seed(2)
    return MLP(2, [4, 1])


def trained(mlp: MLP, **settings: Any) -> tuple[Any, ...]:
    history = mlp.train(INPUTS, TARGETS, **{"learning_rate": 0.01, "num_rounds": 500, **settings})
    assert len(history.times) == len(history)
    assert list(history.times) == sorted(history.times)
    return list(history), history.kept, [p.data for p in mlp.parameters()], history.ended_by


def test_rounds_at_once_are_the_same_training(
    calls: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fast = trained(network(), verbose=True)
    printed = capsys.readouterr().out
    assert sum(calls) >= 490
    assert max(calls) > 1
    monkeypatch.setattr(tape, "Replay", replay.Replay)
    assert trained(network(), verbose=True) == fast
    assert capsys.readouterr().out == printed


def test_gradients_are_those_of_the_last_round(
    calls: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, slow = network(), network()
    trained(fast)
    assert calls
    monkeypatch.setattr(tape, "Replay", replay.Replay)
    trained(slow)
    assert [p.grad for p in fast.parameters()] == [p.grad for p in slow.parameters()]


def test_a_round_that_diverges_is_named_as_ever(calls: list[int]) -> None:
    mlp = MLP(2, [4, 1], "linear")
    with pytest.raises(FloatingPointError, match=r"in round \d+ of 500: try a smaller") as caught:
        trained(mlp, learning_rate=10.0)
    assert calls
    assert all(math.isfinite(p.data) for p in mlp.parameters())
    number = int(str(caught.value).split("round ")[1].split()[0])
    assert sum(calls) >= number - 3


@pytest.mark.parametrize(
    "settings",
    [
        {"batch_size": 5},
        {"on_round": lambda *_: False},
        {"tolerance": 1e-9},
        {"learning_rate": lambda _: 0.01},
        {"optimizer": "adam"},
        {"loss": lambda y, t: sum(((a - b) ** 2 for a, b in zip(y, t, strict=True)), Node(0.0))},
    ],
)
def test_where_each_round_counts_they_are_taken_one_by_one(
    calls: list[int], settings: dict[str, Any]
) -> None:
    trained(network(), num_rounds=30, **settings)
    assert calls == []


def test_optimizers_that_remember_take_their_own_steps(calls: list[int]) -> None:
    mlp = network()
    for optimizer in (
        SGD(mlp.parameters(), 0.01, momentum=0.5),
        SGD(mlp.parameters(), 0.01, weight_decay=0.1),
        Adam(mlp.parameters(), 0.01),
    ):
        trained(mlp, num_rounds=10, optimizer=optimizer)
    assert calls == []
    trained(mlp, num_rounds=10, optimizer=SGD(mlp.parameters(), 0.01))
    assert calls


class Counter(Watcher):
    heard: list[int] = []  # noqa: RUF012 - of all of them

    def __init__(self, run: TrainingRun) -> None:
        super().__init__(run)
        self.heard.clear()

    def most_rounds(self) -> int:
        return 3

    def round(self) -> Steer:
        self.heard.append(self.run.number)
        if self.run.number >= 50:
            self.run.new_learning_rate = 0.0
        return Steer.END if self.run.number >= 100 else Steer.GO_ON


def test_whoever_watches_says_how_many_at_once(calls: list[int]) -> None:
    previous = set_watcher(Counter)
    try:
        losses, kept, numbers, ended_by = trained(network())
    finally:
        set_watcher(previous)
    heard = Counter.heard
    assert ended_by == "watcher"
    assert heard[-1] == len(losses) >= 100
    assert max(b - a for a, b in pairwise(heard)) == max(calls) == 3
    assert kept[60] == kept[100]
    assert list(kept[100]) == numbers


def test_parameters_that_are_no_leaves_of_the_graph_stay(calls: list[int]) -> None:
    x, other = Node(3.0), Node(7.0)
    captured = Tape(x * x)
    found = captured.descend([other, x], 0.25, 1, 2, 1)
    assert found is not None
    assert list(found.losses) == [9.0, 2.25]
    assert {n: list(p) for n, p in found.kept.items()} == {1: [7.0, 1.5], 2: [7.0, 0.75]}
    assert (x.data, x.grad, other.data) == (0.75, 3.0, 7.0)
    assert calls == [2]
