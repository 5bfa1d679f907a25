"""A loop of one's own, watched: it leaves what `MLP.train` leaves."""

from __future__ import annotations

import random

import pytest

from micrograd.data import four_samples
from micrograd.neuron import MLP
from micrograd.node import Node
from micrograd.training import Training

INPUTS, TARGETS = four_samples()


def network() -> MLP:
    random.seed(2)
    return MLP(3, [4, 1])


def loop(mlp: MLP, watch: Training, rounds: int) -> None:
    for _ in range(rounds):
        loss = sum(((mlp(x) - t) ** 2 for x, t in zip(INPUTS, TARGETS, strict=True)), Node(0.0))
        mlp.zero_grad()
        loss.backward()
        for parameter in mlp.parameters():
            parameter.data -= 0.05 * parameter.grad
        watch.round(loss)


def test_a_watched_loop_leaves_the_history_of_train(capsys: pytest.CaptureFixture[str]) -> None:
    mlp, twin = network(), network()
    with Training(mlp) as watch:
        loop(mlp, watch, 30)
    history = twin.train(INPUTS, TARGETS, 0.05, 30)

    assert watch.history == history
    assert watch.history.kept == history.kept
    assert len(watch.history.times) == 30
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"round {n}" for n in (1, 2, 5, 10, 20)]


def test_an_error_in_the_loop_names_the_round_and_keeps_the_rest() -> None:
    mlp = network()
    watch = Training(mlp, verbose=False)

    def train() -> None:
        with watch:
            loop(mlp, watch, 3)
            watch.round(float("nan"))

    with pytest.raises(FloatingPointError, match="the loss is nan in round 4") as caught:
        train()
    assert caught.value.__notes__ == ["This was after round 3 of a training."]
    assert len(watch.history) == 3
    assert watch.history.parameters_at(3) == [p.data for p in mlp.parameters()]


def test_what_cannot_be_watched_is_said() -> None:
    with pytest.raises(TypeError, match=r"network must have parameters\(\), and 3 has not"):
        Training(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="loss must be a number, not 'a'"):
        Training(network()).round("a")  # type: ignore[arg-type]
