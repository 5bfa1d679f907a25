"""Neurons, layers, and the multi-layer perceptron, with its training.

Everything here is made of `Node`s: a network is an expression with adjustable leaves. Inputs are
sequences of numbers or nodes; they are checked before anything is computed.

`python -m micrograd.neuron` trains a small network and prints what it predicts.
"""

from __future__ import annotations

import random
from itertools import pairwise
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, Any, NamedTuple

from micrograd.arguments import (
    as_count,
    as_flag,
    as_function,
    as_layer_sizes,
    as_list,
    as_one_of,
    as_rate,
    as_sample,
    is_number,
    make_node,
    make_nodes,
    plain,
    refuse_not_finite,
    same_length,
)
from micrograd.descent import PerRoundGraph, Settings, descend
from micrograd.losses import LOSSES, wrong_target
from micrograd.node import Node
from micrograd.operations import NEURONS
from micrograd.optim import DEFAULT_RATE, OPTIMIZERS, Optimizer
from micrograd.origin import origins_off
from micrograd.tape import ReplayError, Tape
from micrograd.watch import TrainingRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from micrograd.descent import MakePasses, Sample, Shuffle
    from micrograd.history import History
    from micrograd.losses import Loss

    class Outputs(Node, list[Node]):  # type: ignore[misc]
        """For type checkers: a node where there is one output, a list of nodes for several.

        The number of outputs is known only at run time, so type checkers allow both uses.
        """


# For each activation, the node that computes the output from inputs, weights and bias.
ACTIVATIONS: dict[str, Callable[[list[Node], list[Node], Node], Node]] = {**NEURONS}

# A tape costs as much as two rounds and saves at least a third of each: a few rounds need none.
_TAPED_FROM = 8


class Neuron:
    """Compute activation(w1 * x1 + ... + wn * xn + b).

    Args:
        n_inputs: the number of inputs.
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
        self.activation = as_one_of(activation, "activation", ACTIVATIONS)
        self.w = [Node(random.uniform(-1, 1), f"w[{i}]") for i in range(n_inputs)]  # noqa: S311 - no secret
        self.b = Node(0.0, "b")

    def __call__(self, inputs: Iterable[Node | float] | Node | float) -> Node:
        """Return the output for one sample; with one input, a number without a list will do."""
        return self.forward(make_nodes(inputs, len(self.w), self))

    def forward(self, inputs: list[Node]) -> Node:
        """Compute the output from one node per weight (their number is not checked)."""
        try:
            return ACTIVATIONS[self.activation](inputs, self.w, self.b)
        except AttributeError:  # some of them are numbers
            inputs = [make_node(value, f"inputs[{i}]") for i, value in enumerate(inputs)]
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
        n_inputs: the number of inputs of each neuron.
        n_outputs: the number of neurons, which is the number of outputs.
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

    def __call__(self, inputs: Iterable[Node | float] | Node | float) -> Outputs | Any:
        """Return the outputs for one sample: a list, or the node itself if it is only one."""
        return _unwrap(self.forward(make_nodes(inputs, len(self.neurons[0].w), self)))

    def forward(self, inputs: list[Node]) -> list[Node]:
        """Compute the outputs from as many nodes as there are inputs (their number unchecked)."""
        return [
            neuron.forward(inputs) if type(neuron).__call__ is _NEURON_CALL else neuron(inputs)
            for neuron in self.neurons
        ]

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
        n_inputs: the number of inputs.
        layer_sizes: the number of neurons of each layer; the last is the number of outputs.
        activation: one of the names in `ACTIVATIONS`, for all layers but the last.
        output_activation: the activation of the last layer; if None, tanh if `activation` is tanh,
            else linear.

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
        hidden = as_one_of(activation, "activation", ACTIVATIONS)
        if output_activation is None:
            output_activation = "tanh" if hidden == "tanh" else "linear"
        last = as_one_of(output_activation, "activation", ACTIVATIONS)
        activations = [hidden] * (len(sizes) - 2) + [last]
        self.layers = [
            Layer(n_in, n_out, name)
            for (n_in, n_out), name in zip(pairwise(sizes), activations, strict=True)
        ]

    @property
    def n_inputs(self) -> int:
        """The number of inputs."""
        return len(self.layers[0].neurons[0].w)

    @property
    def n_outputs(self) -> int:
        """The number of outputs."""
        return len(self.layers[-1].neurons)

    def __call__(self, inputs: Iterable[Node | float] | Node | float) -> Outputs | Any:
        """Return the outputs for one sample: a list, or the node itself if it is only one."""
        return _unwrap(self.forward(make_nodes(inputs, self.n_inputs, self)))

    def forward(self, inputs: list[Node]) -> list[Node]:
        """Compute the outputs from as many nodes as there are inputs (their number unchecked)."""
        for layer in self.layers:
            if type(layer).__call__ is _LAYER_CALL:
                inputs = layer.forward(inputs)
            else:
                inputs = _outputs(layer(inputs), layer)
        return inputs

    def parameters(self) -> list[Node]:
        """List the parameters of each layer in turn."""
        return [parameter for layer in self.layers for parameter in layer.parameters()]

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        _zero_grad(self.parameters())

    def train(  # noqa: PLR0913 - each has a default, but for the seed's four
        self,
        inputs: Iterable[Iterable[Node | float] | Node | float],
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
        the optimizer move every parameter: for "sgd" by -learning_rate times its gradient. The
        samples' numbers are read once, at the start; nodes among them keep their gradients. If the
        network's class has its own `__call__`, training calls it with the samples as given, and
        does not check the number of inputs and outputs.

        Args:
            inputs: the samples, each with `n_inputs` numbers or nodes; with one input, a number
                without a list will do. The rows of arrays and tables of other libraries work too.
            targets: the wanted outputs of each sample: a sequence of `n_outputs` numbers or nodes;
                with one output, a number or a node without a list will do.
            learning_rate: a finite number, 0 or more, or a function that returns it for each round
                (the first is 1). None: that of `optimizer`, which is 0.001 for "sgd" and "adam".
            num_rounds: the number of rounds, 0 or more.
            verbose: whether to print the loss of the first round, the last round, and some between.
            loss: one of the names in `micrograd.losses.LOSSES`, or a function of the list of
                outputs and the list of targets (both nodes) that returns a node. The functions in
                `LOSSES` do the same as their names.
            optimizer: "sgd", "adam", or an optimizer of `micrograd.optim` that holds this
                network's parameters.
            batch_size: the number of samples per step; each round shuffles the samples and takes
                a step for each batch. None: one step with all samples, in their order.
            seed: the seed of the shuffling, an integer, 0 or more; None: use the `random` module.
            tolerance: end when ten rounds in a row have not lowered the lowest loss by more.
            on_round: called after each round with its number and its loss; training ends if it
                returns a true value.

        Returns:
            The loss of each round, computed for each sample before the step that uses it. For
            "squared_error" it is the sum over all samples, for other losses the mean of the
            batches' losses, weighted by their sizes. Ctrl-C ends training, and the rounds so far
            are returned. A watcher may restart the training (`micrograd.watch`): then everything
            is as it was at the start, with the `random` module and the optimizer, and only the
            last run is returned. The state of a schedule, a loss or `on_round` is not restored.

        Raises:
            TypeError: if an argument has the wrong type.
            ValueError: if a number or a length is wrong. Then nothing has changed.
            FloatingPointError: if the loss or a parameter becomes infinite or nan. The parameters
                are then as they were before that round.

        >>> mlp = MLP(1, [1], activation="linear")
        >>> losses = mlp.train([[0.0], [1.0]], [1.0, 3.0], learning_rate=0.2, num_rounds=200)
        >>> [round(p.data, 3) for p in mlp.parameters()]  # the line 2x + 1
        [2.0, 1.0]
        """
        samples, form = self._samples(inputs, targets)
        name, compute = _loss(loss, samples)
        settings = Settings(
            num_rounds=as_count(num_rounds, "num_rounds", minimum=0),
            rate=_schedule(learning_rate, optimizer),
            is_rate_fixed=not callable(learning_rate),
            batch_size=len(samples) if batch_size is None else as_count(batch_size, "batch_size"),
            make_shuffle=_shuffles(seed, is_shuffled=batch_size is not None),
            adds_up=name == "squared_error",
            tolerance=None if tolerance is None else as_rate(tolerance, "tolerance"),
            on_round=None if on_round is None else as_function(on_round, "on_round"),
            verbose=as_flag(verbose, "verbose"),
        )
        steps = _optimizer(optimizer, list(self.parameters()))
        run = TrainingRun(
            network=self,
            parameters=steps.params,
            samples=[(_numbers(inputs), _numbers(targets)) for inputs, targets in samples],
            loss=name,
            optimizer=type(steps).__name__,
            num_rounds=settings.num_rounds,
            can_restart=True,
            takes_numbers=form.is_one,
        )
        with origins_off():
            passes = self._passes(compute, name, run, form)
            return descend(samples, passes, steps, settings, run)

    def _passes(self, compute: Loss, name: str, run: TrainingRun, form: _Form) -> MakePasses:
        """Return the maker of a batch's passes: a tape if it saves time and gives the same numbers.

        If it would not give the same numbers, `run` gets the reason.
        """

        def make(batch: Sequence[Sample]) -> Node:
            outputs = [output for sample in batch for output in self._answers(sample, form)]
            result = compute(outputs, [target for _, targets in batch for target in targets])
            if not isinstance(result, Node):
                raise TypeError(f"loss must return a node, not {short_repr(result)}")
            return result

        run.not_taped_because = self._not_fixed(name)
        is_long = run.num_rounds is not None and run.num_rounds >= _TAPED_FROM

        def passes(batch: Sequence[Sample]) -> Tape | PerRoundGraph:
            if is_long and not run.not_taped_because:
                try:
                    return Tape(make(batch))
                except ReplayError as error:
                    run.not_taped_because = str(error)
            return PerRoundGraph(lambda: make(batch))

        return passes

    def _answers(self, sample: Sample, form: _Form) -> list[Node]:
        """Return the outputs for one sample, one per target, by the program's own `__call__`."""
        inputs, targets = sample
        if type(self).__call__ is _MLP_CALL:
            outputs = _outputs(self.forward(inputs), self)
        else:
            outputs = _outputs(form.ask(self, inputs), self)
        if len(outputs) != len(targets):
            raise ValueError(
                f"{short_repr(self)} must give an output for each target of a sample: "
                f"got {len(outputs)} for {len(targets)}"
            )
        return outputs

    def _not_fixed(self, loss_name: str) -> str:
        """Return why the graph may differ from round to round; "" if it can't."""
        if not loss_name:
            return "the loss is the program's own"
        if not self.is_standard():
            return "the network computes in a way of its own"
        # A parameter that is computed from other nodes keeps its number, or is moved itself; a tape
        # would compute it anew.
        used = [w for layer in self.layers for each in layer.neurons for w in (*each.w, each.b)]
        if any(node._prev for node in (*self.parameters(), *used)):  # noqa: SLF001 - a leaf?
            return "a parameter is computed from others"
        return ""

    def is_standard(self) -> bool:
        """Tell whether the whole network uses this module's code, and none of a learner's.

        >>> MLP(2, [4, 1]).is_standard()
        True
        """
        return (
            _is_ours(self, _MLP_CALL)
            and all(_is_ours(layer, _LAYER_CALL) for layer in self.layers)
            and all(
                _is_ours(neuron, _NEURON_CALL)
                and ACTIVATIONS[neuron.activation] is NEURONS.get(neuron.activation)
                for layer in self.layers
                for neuron in layer.neurons
            )
        )

    def _samples(
        self,
        inputs: Iterable[Iterable[Node | float] | Node | float],
        targets: Iterable[Node | float | Iterable[Node | float]],
    ) -> tuple[list[Sample], _Form]:
        """Return the inputs and targets of each sample as new nodes, or raise an error.

        Returns:
            The samples, and the form in which they were given.
        """
        all_inputs = as_list(inputs, "inputs", "samples")
        all_targets = as_list(targets, "targets", "numbers")
        same_length(all_inputs, all_targets, "inputs and targets")
        if not all_inputs:
            raise ValueError("inputs must hold at least one sample, got none")
        all_inputs = [as_sample(x, f"inputs[{i}]") for i, x in enumerate(all_inputs)]
        # The number of inputs and outputs of a learner's own code is not known here.
        n_inputs = self.n_inputs if type(self).__call__ is _MLP_CALL else None
        n_outputs = self.n_outputs if self.is_standard() else None
        given = [
            (
                make_nodes(sample, n_inputs, self, f"inputs[{i}]"),
                make_nodes(target, n_outputs, self, f"targets[{i}]"),
            )
            for i, (sample, target) in enumerate(zip(all_inputs, all_targets, strict=True))
        ]
        for i, sides in enumerate(given):
            for nodes, name in zip(sides, ("inputs", "targets"), strict=True):
                refuse_not_finite(nodes, f"{name}[{i}]")
        return [(_copies(xs), _copies(wanted)) for xs, wanted in given], _form(all_inputs)

    def __repr__(self) -> str:
        sizes = [len(layer.neurons) for layer in self.layers]
        hidden, last = (self.layers[i].neurons[0].activation for i in (0, -1))
        names = "" if hidden == last == "tanh" else f", {hidden!r}, {last!r}"
        return f"MLP({self.n_inputs}, {sizes}{names})"


# The original code that makes a network's graph, before a learner replaces it.
_MLP_CALL, _LAYER_CALL, _NEURON_CALL = MLP.__call__, Layer.__call__, Neuron.__call__
_FORWARD = frozenset((MLP.forward, Layer.forward, Neuron.forward))


class _Form(NamedTuple):
    """The form of the given samples; a network with its own `__call__` gets the same form."""

    is_one: bool  # each sample is one number or node, without a list
    are_nodes: bool

    def ask(self, network: MLP, inputs: list[Node]) -> object:
        """Call the network with a sample's nodes, or with their numbers."""
        given = inputs if self.are_nodes else _numbers(inputs)
        return network(given[0] if self.is_one else given)


def _is_ours(part: object, call: object) -> bool:
    forward = getattr(part, "forward", None)
    is_called = getattr(type(part), "__call__", None) is call  # noqa: B004 - which, not whether
    return is_called and getattr(forward, "__func__", None) in _FORWARD


def _outputs(found: object, part: object) -> list[Node]:
    """Return the result of a call as a list of nodes."""
    outputs = [found] if isinstance(found, Node) else plain(found)
    if not isinstance(outputs, list | tuple) or not all(isinstance(y, Node) for y in outputs):
        raise TypeError(
            f"{short_repr(part)} must give a node or a list of nodes, not {short_repr(found)}"
        )
    return list(outputs)


def _form(all_inputs: list[Any]) -> _Form:
    every = [[x] if is_number(x) else x for x in all_inputs]
    are_nodes = any(isinstance(x, Node) for sample in every for x in sample)
    return _Form(all(map(is_number, all_inputs)), are_nodes)


def _zero_grad(parameters: list[Node]) -> None:
    for parameter in parameters:
        parameter.grad = 0.0


def _copies(nodes: list[Node]) -> list[Node]:
    return [Node(node.data) for node in nodes]


def _numbers(nodes: list[Node]) -> list[float]:
    return [node.data for node in nodes]


def _unwrap(outputs: list[Node] | Node) -> Node | list[Node]:
    if isinstance(outputs, Node):  # from a learner's own `forward`
        return outputs
    return outputs[0] if len(outputs) == 1 else outputs


def _schedule(learning_rate: object, optimizer: object) -> Callable[[int], float]:
    """Return the learning rate as a function of the round; the function checks its result."""
    if learning_rate is None:
        if isinstance(optimizer, Optimizer):
            return lambda _: optimizer.lr
        learning_rate = DEFAULT_RATE
    if callable(learning_rate):
        given = learning_rate
        return lambda number: as_rate(given(number), f"learning_rate of round {number}")
    rate = as_rate(learning_rate, "learning_rate")
    return lambda _: rate


def _loss(loss: object, samples: list[Sample]) -> tuple[str, Loss]:
    """Return a loss and its name, "" for a loss of the program's own."""
    if callable(loss):
        name = next((name for name in LOSSES if LOSSES[name] is loss), "")
        if not name:
            return name, loss
        loss = name
    loss = as_one_of(loss, "loss", LOSSES, "a name or a function")
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


def _shuffles(seed: object, *, is_shuffled: bool) -> Callable[[], Shuffle] | None:
    """Return a function that makes the shuffling of each run; with a seed, always the same."""
    number = None if seed is None else as_count(seed, "seed", 0)
    if not is_shuffled:
        return None
    return lambda: random.shuffle if number is None else random.Random(number).shuffle  # noqa: S311


def main() -> None:
    """Train a small network on four samples and print its predictions."""
    inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    targets = [1.0, -1.0, -1.0, 1.0]
    mlp = MLP(3, [4, 4, 1])
    mlp.train(inputs, targets, learning_rate=0.1, num_rounds=500, verbose=True)
    print(f"\n{'inputs':<18} target  prediction")
    for sample, target in zip(inputs, targets, strict=True):
        prediction = mlp(sample)
        print(f"{sample!s:<18} {target:>6} {prediction.data:>11.4f}")


if __name__ == "__main__":
    main()
