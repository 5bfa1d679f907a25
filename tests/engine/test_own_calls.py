"""Networks with a `__call__` of their own train as the program calls them."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import nn
from micrograd.neuron import ACTIVATIONS, MLP, Layer, Neuron
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

INPUTS = [[0.5, -1.0], [1.0, 0.25], [-0.75, 0.5]]
TARGETS = [1.0, -1.0, 0.5]


class Scaled(MLP):
    def __call__(self, inputs: Any) -> Any:
        return super().__call__(inputs) * 0.5


class ScaledLectures(nn.MLP):
    def __call__(self, inputs: Any) -> Any:
        return super().__call__(inputs) * 0.5


class LayerByLayer(MLP):
    """As the lectures write it."""

    def __call__(self, inputs: Any) -> Any:
        for layer in self.layers[:-1]:
            inputs = layer(inputs)
        return self.layers[-1](inputs) + 1.0


class Composed(MLP):
    """What `forward` gives, of numbers or nodes, and something more."""

    def __call__(self, inputs: Any) -> Any:
        return [output * 0.5 for output in self.forward(inputs)]


class Own(MLP):
    """Nodes made by hand, and a feature that no sample has."""

    def __call__(self, inputs: Any) -> Any:
        x, y = inputs
        return super().__call__([Node(float(x)), Node(math.sin(float(y)))])


class Wider(MLP):
    def __call__(self, inputs: Any) -> Any:
        return super().__call__([*inputs, inputs[0] * inputs[1]])


class Joined(MLP):
    """Two outputs, of which the program makes one."""

    def __call__(self, inputs: Any) -> Any:
        one, other = super().__call__(inputs)
        return one - other


class OneNode(MLP):
    def forward(self, inputs: list[Node]) -> Any:
        return super().forward(inputs)[0] * 0.5


def with_layer(mlp: MLP) -> MLP:
    class Halved(Layer):
        def __call__(self, inputs: Any) -> Any:
            return [output * 0.5 for output in super().__call__(inputs)]

    mlp.layers[0].__class__ = Halved
    return mlp


def with_neuron(mlp: MLP) -> MLP:
    class Halved(Neuron):
        def __call__(self, inputs: Any) -> Any:
            return super().__call__(inputs) * 0.5

    mlp.layers[0].neurons[1].__class__ = Halved
    return mlp


def with_a_layer_more(mlp: MLP) -> MLP:
    class Halve:
        def __call__(self, inputs: list[Node]) -> list[Node]:
            return [x * 0.5 for x in inputs]

        def parameters(self) -> list[Node]:
            return []

    mlp.layers.insert(1, Halve())  # type: ignore[arg-type]
    return mlp


def with_forward_of_the_instance(mlp: MLP) -> MLP:
    forward = mlp.forward
    mlp.forward = lambda inputs: [y * 0.5 for y in forward(inputs)]  # type: ignore[method-assign]
    return mlp


MAKE: dict[str, Callable[[], MLP]] = {
    "a factor": lambda: Scaled(2, [3, 1]),
    "a factor in the lectures' network": lambda: ScaledLectures(2, [3, 1]),
    "layer by layer": lambda: LayerByLayer(2, [3, 1]),
    "forward composed": lambda: Composed(2, [3, 1]),
    "nodes by hand": lambda: Own(2, [3, 1]),
    "a feature more": lambda: Wider(3, [3, 1]),
    "outputs joined": lambda: Joined(2, [3, 2]),
    "forward gives a node": lambda: OneNode(2, [3, 1]),
    "a layer": lambda: with_layer(MLP(2, [3, 1])),
    "a neuron": lambda: with_neuron(MLP(2, [3, 1])),
    "a neuron of the lectures": lambda: with_neuron(nn.MLP(2, [3, 1])),
    "a layer more": lambda: with_a_layer_more(MLP(2, [3, 1])),
    "forward of the instance": lambda: with_forward_of_the_instance(MLP(2, [3, 1])),
}


def by_hand(mlp: MLP, rounds: int) -> list[float]:
    losses = []
    for _ in range(rounds):
        outputs = [y if isinstance(y, Node) else y[0] for y in map(mlp, INPUTS)]
        loss = sum(((y - t) ** 2 for y, t in zip(outputs, TARGETS, strict=True)), Node(0.0))
        mlp.zero_grad()
        loss.backward()
        for p in mlp.parameters():
            p.data -= 0.05 * p.grad
        losses.append(loss.data)
    return losses


@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("rounds", [3, 20])
def test_training_computes_through_the_network_as_the_program_calls_it(
    kind: str, rounds: int
) -> None:
    random.seed(4)
    mlp = MAKE[kind]()
    random.seed(4)
    twin = MAKE[kind]()
    losses = by_hand(twin, rounds)

    assert not mlp.is_standard()
    assert mlp.train(INPUTS, TARGETS, 0.05, rounds) == losses
    assert [p.data for p in mlp.parameters()] == [p.data for p in twin.parameters()]
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("kind", [MLP, Layer, Neuron])
def test_a_call_that_is_put_on_the_class_is_used(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = kind.__call__

    def halved(self: Any, inputs: Any) -> Any:
        found = call(self, inputs)
        return [y * 0.5 for y in found] if isinstance(found, list) else found * 0.5

    monkeypatch.setattr(kind, "__call__", halved)
    random.seed(4)
    mlp = MLP(2, [3, 1])
    random.seed(4)
    losses = by_hand(MLP(2, [3, 1]), 3)
    assert not mlp.is_standard()
    assert mlp.train(INPUTS, TARGETS, 0.05, 3) == losses


def test_a_call_hears_samples_in_the_form_in_which_they_are_given() -> None:
    class Heard(MLP):
        def __call__(self, inputs: Any) -> Any:
            heard.append(inputs)
            return super().__call__(inputs)

    cases: list[tuple[Any, type]] = [
        ([0.5], float),
        ([Node(0.5)], Node),
        ([[0.5]], list),
        ([(0.5,)], list),
        ([[Node(0.5)]], list),
    ]
    for given, kind in cases:
        heard: list[Any] = []
        Heard(1, [1]).train(given, [1.0], 0.1, 1)
        assert [type(x) for x in heard] == [kind]
        if kind is list:
            assert type(heard[0][0]) is type(given[0][0])


@pytest.mark.parametrize(
    ("answer", "error", "sentence"),
    [
        (lambda _: 1.0, TypeError, r"MLP.* must give a node or a list of nodes, not 1\.0"),
        (lambda _: [[Node(1.0)]], TypeError, "must give a node or a list of nodes"),
        (lambda _: None, TypeError, "must give a node or a list of nodes, not None"),
        (lambda _: [Node(1.0)] * 2, ValueError, "an output for each target .*: got 2 for 1"),
        (lambda _: [], ValueError, "got 0 for 1"),
    ],
)
def test_what_a_call_must_give_is_said(answer: Any, error: Any, sentence: str) -> None:
    class Odd(MLP):
        def __call__(self, inputs: Any) -> Any:
            return answer(inputs)

    mlp = Odd(2, [1])
    before = [p.data for p in mlp.parameters()]
    with pytest.raises(error, match=sentence):
        mlp.train(INPUTS, TARGETS, 0.1, 3)
    assert [p.data for p in mlp.parameters()] == before


def test_another_function_under_the_name_of_an_activation_is_no_standard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mlp = MLP(2, [3, 1])
    monkeypatch.setitem(ACTIVATIONS, "tanh", ACTIVATIONS["relu"])
    assert not mlp.is_standard()
