"""Neurons, layers of them, and the multi-layer perceptron, with its training.

Everything here is made of `Node`s: a network is an expression with adjustable leaves. Inputs are
sequences of numbers or nodes; whatever is wrong with them is said before anything is computed.

`python -m micrograd.neuron` trains a small network and prints what it predicts.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from itertools import pairwise
from operator import index
from reprlib import repr as short_repr
from typing import Any, SupportsIndex

from micrograd.fused import ReluNeuron, SigmoidNeuron, TanhNeuron, WeightedSum
from micrograd.history import History
from micrograd.node import Node, as_float
from micrograd.origin import origins_off
from micrograd.tape import ReplayError, Tape

# What makes a neuron's output of its inputs, weights and bias.
ACTIVATIONS: dict[str, Callable[[list[Node], list[Node], Node], Node]] = {
    "tanh": TanhNeuron,
    "relu": ReluNeuron,
    "sigmoid": SigmoidNeuron,
    "linear": WeightedSum,
}

# A tape costs as much as two rounds and saves at least a third of each: few rounds go without.
_TAPED_FROM = 8

_SMALLER = "try a smaller learning_rate"


class Neuron:
    """Compute activation(w1 * x1 + ... + wn * xn + b).

    Args:
        n_inputs: how many numbers it takes.
        activation: one of the names in `ACTIVATIONS`.

    Attributes:
        w: the weights, nodes drawn uniformly from [-1, 1] by the `random` module.
        b: the bias, a node that starts at 0.

    Raises:
        TypeError: if `n_inputs` is not an integer or `activation` not a string.
        ValueError: if `n_inputs` is less than 1 or the activation unknown.

    >>> neuron = Neuron(2)
    >>> neuron.w[0].data, neuron.w[1].data, neuron.b.data = 0.5, -0.5, 1.0
    >>> neuron([1.0, 3.0]).data  # tanh(0.5 - 1.5 + 1.0)
    0.0
    """

    def __init__(self, n_inputs: int, activation: str = "tanh") -> None:
        n_inputs = as_count(n_inputs, "n_inputs")
        self.activation = _activation_name(activation)
        self.w = [Node(random.uniform(-1, 1), f"w{i + 1}") for i in range(n_inputs)]  # noqa: S311 - no secret
        self.b = Node(0.0, "b")

    def __call__(self, inputs: Iterable[Node | float]) -> Node:
        """Return the neuron's output for one sample."""
        return self.forward(_nodes(inputs, len(self.w), self))

    def forward(self, inputs: list[Node]) -> Node:
        """Compute the output from as many nodes as there are weights (unchecked)."""
        return ACTIVATIONS[self.activation](inputs, self.w, self.b)

    def parameters(self) -> list[Node]:
        """List the weights, then the bias."""
        return [*self.w, self.b]

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        _zero_grad(self.parameters())

    def __repr__(self) -> str:
        return f"Neuron({len(self.w)}, activation={self.activation!r})"


class Layer:
    """Give the same inputs to several neurons.

    Args:
        n_inputs: how many numbers each neuron takes.
        n_outputs: how many neurons there are.
        activation: one of the names in `ACTIVATIONS`, for all neurons.

    Attributes:
        neurons: the list of neurons.

    Raises:
        TypeError: if a count is not an integer or `activation` not a string.
        ValueError: if a count is less than 1 or the activation unknown.

    >>> len(Layer(2, 3)([1.0, -1.0]))
    3
    """

    def __init__(self, n_inputs: int, n_outputs: int, activation: str = "tanh") -> None:
        n_outputs = as_count(n_outputs, "n_outputs")
        self.neurons = [Neuron(n_inputs, activation) for _ in range(n_outputs)]

    def __call__(self, inputs: Iterable[Node | float]) -> Any:
        """Return the outputs for one sample: a list, or the node itself if it is only one."""
        return _unwrap(self.forward(_nodes(inputs, len(self.neurons[0].w), self)))

    def forward(self, inputs: list[Node]) -> list[Node]:
        """Compute the outputs from as many nodes as there are inputs (unchecked)."""
        return [neuron.forward(inputs) for neuron in self.neurons]

    def parameters(self) -> list[Node]:
        """List the parameters of each neuron in turn."""
        return [parameter for neuron in self.neurons for parameter in neuron.parameters()]

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        _zero_grad(self.parameters())

    def __repr__(self) -> str:
        neuron = self.neurons[0]
        return f"Layer({len(neuron.w)}, {len(self.neurons)}, activation={neuron.activation!r})"


class MLP:
    """Chain layers, each taking the outputs of the one before: a multi-layer perceptron.

    Args:
        n_inputs: how many numbers one sample has.
        layer_sizes: how many neurons each layer has; the last number is that of the outputs.
        activation: one of the names in `ACTIVATIONS`, for all layers but the last.
        output_activation: the last layer's; if None, tanh where `activation` is tanh, and linear
            otherwise.

    Attributes:
        layers: the list of layers.

    Raises:
        TypeError: if a size is not an integer or an activation not a string.
        ValueError: if a size is less than 1, there is no layer, or an activation is unknown.

    >>> mlp = MLP(3, [4, 4, 1])
    >>> len(mlp.parameters())
    41
    >>> -1.0 < mlp([2.0, 3.0, -1.0]).data < 1.0
    True
    """

    def __init__(
        self,
        n_inputs: int,
        layer_sizes: Iterable[int],
        activation: str = "tanh",
        output_activation: str | None = None,
    ) -> None:
        sizes = [as_count(n_inputs, "n_inputs"), *as_layer_sizes(layer_sizes)]
        hidden = _activation_name(activation)
        if output_activation is None:
            output_activation = "tanh" if hidden == "tanh" else "linear"
        activations = [hidden] * (len(sizes) - 2) + [_activation_name(output_activation)]
        self.layers = [
            Layer(n_in, n_out, name)
            for (n_in, n_out), name in zip(pairwise(sizes), activations, strict=True)
        ]

    @property
    def n_inputs(self) -> int:
        """How many numbers one sample has."""
        return len(self.layers[0].neurons[0].w)

    @property
    def n_outputs(self) -> int:
        """How many numbers the network gives for one sample."""
        return len(self.layers[-1].neurons)

    def __call__(self, inputs: Iterable[Node | float]) -> Any:
        """Return the outputs for one sample: a list, or the node itself if it is only one."""
        return _unwrap(self.forward(_nodes(inputs, self.n_inputs, self)))

    def forward(self, inputs: list[Node]) -> list[Node]:
        """Compute the outputs from as many nodes as there are inputs (unchecked)."""
        for layer in self.layers:
            inputs = layer.forward(inputs)
        return inputs

    def parameters(self) -> list[Node]:
        """List the parameters of each layer in turn."""
        return [parameter for layer in self.layers for parameter in layer.parameters()]

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        _zero_grad(self.parameters())

    def train(
        self,
        inputs: Iterable[Iterable[Node | float]],
        targets: Iterable[Node | float | Iterable[Node | float]],
        learning_rate: float,
        num_rounds: int,
        verbose: bool = False,
    ) -> History:
        """Fit the parameters to samples by gradient descent on the sum of squared errors.

        Each round runs all samples through the network, adds up (output - target)**2, and moves
        every parameter by -learning_rate times its gradient. Training takes the samples' numbers
        as they are at its start; nodes among them are only read, so their gradients stay.

        Args:
            inputs: the samples, each with `n_inputs` numbers or nodes.
            targets: what the network should say to each: a number or node, or a sequence of
                `n_outputs` of them where there are several outputs.
            learning_rate: the length of a step; a finite number, 0 or more.
            num_rounds: how many steps to take, 0 or more.
            verbose: print the loss of the first and the last round and of some between.

        Returns:
            The loss of each round, as it was before the round's step.

        Raises:
            TypeError: if an argument is of the wrong kind.
            ValueError: if a number or a length is wrong. Nothing has changed then.
            FloatingPointError: if the loss or a parameter becomes infinite or nan. The
                parameters stay as that round found them.

        >>> mlp = MLP(1, [1], activation="linear")
        >>> losses = mlp.train([[0.0], [1.0]], [1.0, 3.0], learning_rate=0.2, num_rounds=200)
        >>> [round(p.data, 3) for p in mlp.parameters()]  # the line 2x + 1
        [2.0, 1.0]
        """
        samples = self._samples(inputs, targets)
        learning_rate = _learning_rate(learning_rate)
        num_rounds = as_count(num_rounds, "num_rounds", minimum=0)
        with origins_off():
            return self._descend(samples, learning_rate, num_rounds, verbose)

    def _descend(
        self,
        samples: list[tuple[list[Node], list[Node]]],
        learning_rate: float,
        num_rounds: int,
        verbose: bool,
    ) -> History:
        """Take the steps of a training whose arguments are in order."""
        parameters = self.parameters()
        losses = History()
        graph = self._loss_graph(samples, parameters, num_rounds)
        for number in range(1, num_rounds + 1):
            loss = graph.forward()
            if not math.isfinite(loss):
                cause = "look at the inputs and targets" if number == 1 else _SMALLER
                raise _diverged("the loss is", loss, number, num_rounds, cause)
            losses.append(loss)
            if verbose and _is_reported(number, num_rounds):
                print(f"round {number} of {num_rounds}: loss {loss:.6g}")
            _zero_grad(parameters)
            graph.backward()
            before = [parameter.data for parameter in parameters]
            for parameter in parameters:
                parameter.data -= learning_rate * parameter.grad
            lost = [p.data for p in parameters if not math.isfinite(p.data)]
            if lost:
                for parameter, number_before in zip(parameters, before, strict=True):
                    parameter.data = number_before
                raise _diverged("a parameter becomes", lost[0], number, num_rounds, _SMALLER)
        return losses

    def _loss_graph(
        self,
        samples: list[tuple[list[Node], list[Node]]],
        parameters: list[Node],
        num_rounds: int,
    ) -> Tape | _Anew:
        """Return what computes the loss: a tape where it pays and gives the same numbers."""
        used = [w for layer in self.layers for each in layer.neurons for w in (*each.w, each.b)]
        # A parameter or weight that is computed from others stays as it is, or is moved as it is;
        # a tape would compute it anew.
        if (
            num_rounds >= _TAPED_FROM
            and self._is_fixed()
            and not any(node._prev for node in parameters + used)  # noqa: SLF001 - a leaf?
        ):
            with suppress(ReplayError):
                return Tape(self._loss(samples))
        return _Anew(lambda: self._loss(samples))

    def _is_fixed(self) -> bool:
        """Tell whether each round computes the same graph: a learner's own code may not."""
        return (
            _is_ours(self._loss)
            and _is_ours(self.forward)
            and all(_is_ours(layer.forward) for layer in self.layers)
            and all(
                _is_ours(neuron.forward) and ACTIVATIONS[neuron.activation] in _OURS
                for layer in self.layers
                for neuron in layer.neurons
            )
        )

    def _loss(self, samples: list[tuple[list[Node], list[Node]]]) -> Node:
        """Return the sum of the squared errors over samples and outputs."""
        return sum(
            (
                (output - target) ** 2
                for inputs, targets in samples
                for output, target in zip(self.forward(inputs), targets, strict=True)
            ),
            Node(0.0),
        )

    def _samples(
        self,
        inputs: Iterable[Iterable[Node | float]],
        targets: Iterable[Node | float | Iterable[Node | float]],
    ) -> list[tuple[list[Node], list[Node]]]:
        """Pair the inputs and targets of each sample as nodes of our own, or say what is wrong."""
        all_inputs = _list(inputs, "inputs", "samples")
        all_targets = _list(targets, "targets", "numbers")
        if len(all_inputs) != len(all_targets):
            raise ValueError(
                f"inputs and targets differ in length: {len(all_inputs)} and {len(all_targets)}"
            )
        if not all_inputs:
            raise ValueError("inputs must hold at least one sample, got none")
        return [
            (
                _copies(_nodes(sample, self.n_inputs, self, f"inputs[{i}]")),
                _copies(self._targets(target, f"targets[{i}]")),
            )
            for i, (sample, target) in enumerate(zip(all_inputs, all_targets, strict=True))
        ]

    def _targets(self, target: object, name: str) -> list[Node]:
        if self.n_outputs == 1:
            return [_node(target, name)]
        return _nodes(target, self.n_outputs, self, name)

    def __repr__(self) -> str:
        sizes = [len(layer.neurons) for layer in self.layers]
        hidden, last = (self.layers[i].neurons[0].activation for i in (0, -1))
        names = "" if hidden == last == "tanh" else f", {hidden!r}, {last!r}"
        return f"MLP({self.n_inputs}, {sizes}{names})"


class _Anew:
    """Compute a node anew in each round, with the two passes of a `Tape`."""

    def __init__(self, make: Callable[[], Node]) -> None:
        self._make = make
        self._output = Node(0.0)

    def forward(self) -> float:
        self._output = self._make()
        return self._output.data

    def backward(self) -> None:
        self._output.backward()


# The code that makes a network's graph, as it is before a learner puts something in its place.
_OURS = frozenset(
    (MLP.forward, MLP._loss, Layer.forward, Neuron.forward, *ACTIVATIONS.values())  # noqa: SLF001
)


def _is_ours(method: object) -> bool:
    return getattr(method, "__func__", None) in _OURS


def _zero_grad(parameters: list[Node]) -> None:
    for parameter in parameters:
        parameter.grad = 0.0


def _copies(nodes: list[Node]) -> list[Node]:
    return [Node(node.data) for node in nodes]


def _unwrap(outputs: list[Node]) -> Node | list[Node]:
    return outputs[0] if len(outputs) == 1 else outputs


def _diverged(
    what: str, value: float, number: int, num_rounds: int, cause: str
) -> FloatingPointError:
    """Say what is not finite, and where to look for the cause."""
    return FloatingPointError(f"{what} {value} in round {number} of {num_rounds}: {cause}")


def _is_reported(number: int, num_rounds: int) -> bool:
    """Tell whether a round is worth a line: some ten, with first and last."""
    return number in (1, num_rounds) or number % max(1, num_rounds // 10) == 0


# --- at the door: every check names the value and the rule ---


def _list(values: object, name: str, rule: str) -> list[object]:
    if not isinstance(values, Iterable) or isinstance(values, str | bytes):
        raise TypeError(f"{name} must be a sequence of {rule}, not {short_repr(values)}")
    if isinstance(values, AbstractSet | Mapping):
        kind = type(values).__name__
        raise TypeError(f"{name} must be {rule} in an order, as in a list: not a {kind}")
    return list(values)


def _node(value: object, name: str) -> Node:
    return value if isinstance(value, Node) else Node(as_float(value, name))


def _element(value: object, name: str, i: int) -> Node:
    # The name of each element is made only where it may be needed: that saves a tenth of a call.
    return Node(value) if type(value) is float else _node(value, f"{name}[{i}]")


def _nodes(values: object, width: int, owner: object, name: str = "inputs") -> list[Node]:
    """Make nodes of the values that `owner` takes or gives for one sample, `width` of them."""
    nodes = [
        value if isinstance(value, Node) else _element(value, name, i)
        for i, value in enumerate(_list(values, name, "numbers"))
    ]
    if len(nodes) != width:
        raise ValueError(f"{name} must hold {width} numbers for {owner}, got {len(nodes)}")
    return nodes


def as_count(value: object, name: str, minimum: int = 1) -> int:
    """Return an integer that is large enough; `name` says in the error what it is for.

    >>> as_count(3, "n_inputs")
    3
    """
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise TypeError(f"{name} must be an integer, not {short_repr(value)}")
    number = index(value)
    if number < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {number}")
    return number


def as_layer_sizes(values: object) -> list[int]:
    """Return the sizes of a network's layers as a list with at least one element.

    >>> as_layer_sizes((4, 1))
    [4, 1]
    """
    sizes = _list(values, "layer_sizes", "integers")
    if not sizes:
        raise ValueError("layer_sizes must hold at least one size, got none")
    return [as_count(size, f"layer_sizes[{i}]") for i, size in enumerate(sizes)]


def _activation_name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"activation must be a name, not {short_repr(name)}")
    if name not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, not {name!r}")
    return name


def _learning_rate(value: object) -> float:
    rate = as_float(value, "learning_rate")
    if not (math.isfinite(rate) and rate >= 0.0):
        raise ValueError(f"learning_rate must be a finite number, 0 or more, not {rate!r}")
    return rate


def main() -> None:
    """Train a small network on four samples and print what it predicts."""
    inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    targets = [1.0, -1.0, -1.0, 1.0]
    mlp = MLP(3, [4, 4, 1])
    mlp.train(inputs, targets, learning_rate=0.1, num_rounds=500, verbose=True)
    print(f"\n{'inputs':<18} target  prediction")
    for sample, target in zip(inputs, targets, strict=True):
        prediction = mlp.forward(_nodes(sample, mlp.n_inputs, mlp))[0]
        print(f"{sample!s:<18} {target:>6} {prediction.data:>11.4f}")


if __name__ == "__main__":
    main()
