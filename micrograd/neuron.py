"""Neurons, layers of them, and the multi-layer perceptron, with its training.

Everything here is made of `Node`s: a network is an expression with adjustable leaves. Inputs are
sequences of numbers or nodes; whatever is wrong with them is said before anything is computed.

`python -m micrograd.neuron` trains a small network and prints what it predicts.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from operator import index
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, Any, SupportsIndex

from micrograd.descent import Anew, Settings, descend
from micrograd.fused import ReluNeuron, SigmoidNeuron, TanhNeuron, WeightedSum
from micrograd.losses import LOSSES, wrong_target
from micrograd.node import Node, as_float
from micrograd.optim import OPTIMIZERS, Optimizer
from micrograd.origin import origins_off
from micrograd.tape import ReplayError, Tape
from micrograd.watch import Course

if TYPE_CHECKING:
    from micrograd.descent import MakePasses, Sample
    from micrograd.history import History
    from micrograd.losses import Loss

# What makes a neuron's output of its inputs, weights and bias.
ACTIVATIONS: dict[str, Callable[[list[Node], list[Node], Node], Node]] = {
    "tanh": TanhNeuron,
    "relu": ReluNeuron,
    "sigmoid": SigmoidNeuron,
    "linear": WeightedSum,
}

# A tape costs as much as two rounds and saves at least a third of each: few rounds go without.
_TAPED_FROM = 8


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

    def train(  # noqa: PLR0913 - each has a default, but for the seed's four
        self,
        inputs: Iterable[Iterable[Node | float]],
        targets: Iterable[Node | float | Iterable[Node | float]],
        learning_rate: float | Callable[[int], float] | None = None,
        num_rounds: int = 100,
        verbose: bool = False,
        *,
        loss: str | Loss = "squared_error",
        optimizer: str | Optimizer = "sgd",
        batch_size: int | None = None,
        seed: int | None = None,
        tolerance: float | None = None,
        on_round: Callable[[int, float], object] | None = None,
    ) -> History:
        """Fit the parameters to samples by gradient descent.

        Each round runs all samples through the network, computes the loss of its outputs, and lets
        the optimizer move every parameter: for "sgd" by -learning_rate times its gradient. Training
        takes the samples' numbers as they are at its start; nodes among them are only read, so
        their gradients stay.

        Args:
            inputs: the samples, each with `n_inputs` numbers or nodes.
            targets: what the network should say to each: a number or node, or a sequence of
                `n_outputs` of them where there are several outputs.
            learning_rate: the length of a step; a finite number, 0 or more, or a function that
                gives it for each round (the first is 1). None: the one that `optimizer` has.
            num_rounds: how many rounds to take, 0 or more.
            verbose: print the loss of the first and the last round and of some between.
            loss: one of the names in `micrograd.losses.LOSSES`, or a function that takes the
                list of outputs and the list of targets, nodes, and returns a node.
            optimizer: "sgd", "adam", or an optimizer of `micrograd.optim` that holds this
                network's parameters.
            batch_size: how many samples make a step; each round shuffles them and takes as many
                steps as it needs. None: one step with all samples, in their order.
            seed: decides the shuffling; None: the `random` module does.
            tolerance: end when ten rounds in a row have not lowered the lowest loss by more.
            on_round: called after each round with its number and its loss; training ends when
                it returns something true.

        Returns:
            The loss of each round, each sample's as it was before the step that used it: the sum
            over all samples for "squared_error", the mean of the steps' losses, by their samples,
            for all others. Ctrl-C ends training, and the rounds so far are returned.

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
        name, compute = _loss(loss, samples)
        settings = Settings(
            num_rounds=as_count(num_rounds, "num_rounds", minimum=0),
            rate=_schedule(learning_rate, optimizer),
            is_rate_fixed=not callable(learning_rate),
            batch_size=len(samples) if batch_size is None else as_count(batch_size, "batch_size"),
            shuffle=None if batch_size is None else _shuffler(seed),
            adds_up=name == "squared_error",
            tolerance=None if tolerance is None else _rate(tolerance, "tolerance"),
            on_round=_callable(on_round, "on_round"),
            verbose=verbose,
        )
        steps = _optimizer(optimizer, self.parameters())
        course = Course(
            network=self,
            parameters=steps.params,
            samples=[(_numbers(inputs), _numbers(targets)) for inputs, targets in samples],
            loss=name,
            optimizer=type(steps).__name__,
            num_rounds=settings.num_rounds,
            can_restart=True,
        )
        with origins_off():
            passes = self._passes(compute, name, course)
            return descend(samples, passes, steps, settings, course)

    def _passes(self, compute: Loss, name: str, course: Course) -> MakePasses:
        """Return what makes a batch's two passes: a tape where it pays and gives the same.

        Where it does not give the same, the course hears why.
        """

        def make(batch: Sequence[Sample]) -> Node:
            outputs = [output for inputs, _ in batch for output in self.forward(inputs)]
            result = compute(outputs, [target for _, targets in batch for target in targets])
            if not isinstance(result, Node):
                raise TypeError(f"loss must return a node, not {short_repr(result)}")
            return result

        course.anew_because = self._not_fixed(name)
        is_long = course.num_rounds is not None and course.num_rounds >= _TAPED_FROM

        def passes(batch: Sequence[Sample]) -> Tape | Anew:
            if is_long and not course.anew_because:
                try:
                    return Tape(make(batch))
                except ReplayError as error:
                    course.anew_because = str(error)
            return Anew(lambda: make(batch))

        return passes

    def _not_fixed(self, loss_name: str) -> str:
        """Say why a round's graph may be another each time; nothing if it is not."""
        if not loss_name:
            return "the loss is the program's own"
        if not self.is_standard():
            return "the network computes in a way of its own"
        # One that is computed from others stays as it is, or is moved as it is; a tape would
        # compute it anew.
        used = [w for layer in self.layers for each in layer.neurons for w in (*each.w, each.b)]
        if any(node._prev for node in self.parameters() + used):  # noqa: SLF001 - a leaf?
            return "a parameter is computed from others"
        return ""

    def is_standard(self) -> bool:
        """Tell whether all of it computes as this module says: a learner's own code may not.

        >>> MLP(2, [4, 1]).is_standard()
        True
        """
        return (
            _is_ours(self.forward)
            and all(_is_ours(layer.forward) for layer in self.layers)
            and all(
                _is_ours(neuron.forward) and ACTIVATIONS[neuron.activation] in _OURS
                for layer in self.layers
                for neuron in layer.neurons
            )
        )

    def _samples(
        self,
        inputs: Iterable[Iterable[Node | float]],
        targets: Iterable[Node | float | Iterable[Node | float]],
    ) -> list[Sample]:
        """Pair the inputs and targets of each sample as nodes of our own, or say what is wrong."""
        all_inputs = _list(inputs, "inputs", "samples")
        all_targets = _list(targets, "targets", "numbers")
        if len(all_inputs) != len(all_targets):
            raise ValueError(
                f"inputs and targets differ in length: {len(all_inputs)} and {len(all_targets)}"
            )
        if not all_inputs:
            raise ValueError("inputs must hold at least one sample, got none")
        samples = [
            (
                _copies(_nodes(sample, self.n_inputs, self, f"inputs[{i}]")),
                _copies(self._targets(target, f"targets[{i}]")),
            )
            for i, (sample, target) in enumerate(zip(all_inputs, all_targets, strict=True))
        ]
        for i, sides in enumerate(samples):
            for nodes, name in zip(sides, ("inputs", "targets"), strict=True):
                _refuse_not_finite(nodes, f"{name}[{i}]")
        return samples

    def _targets(self, target: object, name: str) -> list[Node]:
        if self.n_outputs == 1:
            return [_node(target, name)]
        return _nodes(target, self.n_outputs, self, name)

    def __repr__(self) -> str:
        sizes = [len(layer.neurons) for layer in self.layers]
        hidden, last = (self.layers[i].neurons[0].activation for i in (0, -1))
        names = "" if hidden == last == "tanh" else f", {hidden!r}, {last!r}"
        return f"MLP({self.n_inputs}, {sizes}{names})"


# The code that makes a network's graph, as it is before a learner puts something in its place.
_OURS = frozenset((MLP.forward, Layer.forward, Neuron.forward, *ACTIVATIONS.values()))


def _is_ours(method: object) -> bool:
    return getattr(method, "__func__", None) in _OURS


def _zero_grad(parameters: list[Node]) -> None:
    for parameter in parameters:
        parameter.grad = 0.0


def _copies(nodes: list[Node]) -> list[Node]:
    return [Node(node.data) for node in nodes]


def _numbers(nodes: list[Node]) -> list[float]:
    return [node.data for node in nodes]


def _unwrap(outputs: list[Node]) -> Node | list[Node]:
    return outputs[0] if len(outputs) == 1 else outputs


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


def _refuse_not_finite(nodes: list[Node], name: str) -> None:
    for j, node in enumerate(nodes):
        if not math.isfinite(node.data):
            place = name if len(nodes) == 1 and name.startswith("targets") else f"{name}[{j}]"
            raise ValueError(f"{place} must be finite, not {node.data!r}")


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


def _rate(value: object, name: str) -> float:
    rate = as_float(value, name)
    if not (math.isfinite(rate) and rate >= 0.0):
        raise ValueError(f"{name} must be a finite number, 0 or more, not {rate!r}")
    return rate


def _schedule(learning_rate: object, optimizer: object) -> Callable[[int], float]:
    """Return the learning rate as a function of the round, which checks what it gives."""
    if learning_rate is None and isinstance(optimizer, Optimizer):
        return lambda _: optimizer.lr
    if callable(learning_rate):
        given = learning_rate
        return lambda number: _rate(given(number), f"learning_rate of round {number}")
    rate = _rate(learning_rate, "learning_rate")
    return lambda _: rate


def _loss(loss: object, samples: list[Sample]) -> tuple[str, Loss]:
    """Return a loss with its name, which is empty for one of the program's own."""
    if callable(loss):
        return next((name for name in LOSSES if LOSSES[name] is loss), ""), loss
    if not isinstance(loss, str):
        raise TypeError(f"loss must be a name or a function, not {short_repr(loss)}")
    if loss not in LOSSES:
        raise ValueError(f"loss must be one of {', '.join(LOSSES)}, not {loss!r}")
    for i, (_, targets) in enumerate(samples):
        for target in targets:
            if wanted := wrong_target(loss, target.data):
                raise ValueError(f"targets[{i}] must be {wanted}, not {target.data!r}")
    return loss, LOSSES[loss]


def _optimizer(optimizer: object, parameters: list[Node]) -> Optimizer:
    if isinstance(optimizer, str) and optimizer in OPTIMIZERS:
        return OPTIMIZERS[optimizer](parameters)
    if not isinstance(optimizer, Optimizer):
        raise (ValueError if isinstance(optimizer, str) else TypeError)(
            f"optimizer must be one of {', '.join(OPTIMIZERS)}, or an optimizer of the network's "
            f"parameters, not {short_repr(optimizer)}"
        )
    if optimizer.params != list(dict.fromkeys(parameters)):
        raise ValueError("optimizer must hold this network's parameters, in their order")
    return optimizer


def _shuffler(seed: object) -> Callable[[list[int]], None]:
    return random.shuffle if seed is None else random.Random(as_count(seed, "seed", 0)).shuffle  # noqa: S311


def _callable(value: Callable[..., object] | None, name: str) -> Callable[..., object] | None:
    if value is not None and not callable(value):
        raise TypeError(f"{name} must be a function, not {short_repr(value)}")
    return value


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
