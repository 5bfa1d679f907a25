"""The same networks and the same losses here and in PyTorch, as lists of numbers to compare."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from micrograd.neuron import MLP
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = [3, 4, 4, 1]
ACTIVATIONS = {"tanh": "tanh", "relu": "linear", "sigmoid": "linear"}  # hidden, last
INPUTS = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
TARGETS = [1.0, -1.0, -1.0, 1.0]
RATE = 0.02
ROUNDS = 100


def our_mlp(activation: str) -> MLP:
    """Make a network whose parameters are always the same."""
    random = Random(7)  # noqa: S311 - reproducible on purpose
    mlp = MLP(SIZES[0], SIZES[1:], activation)
    for parameter in mlp.parameters():
        parameter.data = random.uniform(-1.0, 1.0)
    return mlp


def torch_layers(torch: Any, mlp: MLP) -> list[tuple[Any, Any]]:
    """Copy a network's parameters: one matrix of weights and one row of biases per layer."""
    return [
        tuple(
            torch.tensor(numbers, dtype=torch.float64, requires_grad=True)
            for numbers in (
                [[w.data for w in neuron.w] for neuron in layer.neurons],
                [neuron.b.data for neuron in layer.neurons],
            )
        )
        for layer in mlp.layers
    ]


def torch_forward(torch: Any, layers: list[tuple[Any, Any]], activation: str, x: Any) -> Any:
    """Compute the outputs for a row, or for a matrix of rows."""
    names = [activation] * (len(layers) - 1) + [ACTIVATIONS[activation]]
    for (w, b), name in zip(layers, names, strict=True):
        x = x @ w.T + b
        x = x if name == "linear" else getattr(torch, name)(x)
    return x


def in_our_order(layers: list[tuple[Any, Any]]) -> list[float]:
    """List numbers as `MLP.parameters` does: each neuron's weights, then its bias."""
    return [
        number.item()
        for w, b in layers
        for row, bias in zip(w, b, strict=True)
        for number in (*row, bias)
    ]


def torch_training(torch: Any, activation: str) -> list[float]:
    """Train in PyTorch on the sum of squared errors; return the parameters."""
    layers = torch_layers(torch, our_mlp(activation))
    inputs = torch.tensor(INPUTS, dtype=torch.float64)
    targets = torch.tensor(TARGETS, dtype=torch.float64)
    parameters = [parameter for layer in layers for parameter in layer]
    optimizer = torch.optim.SGD(parameters, lr=RATE)
    for _ in range(ROUNDS):
        optimizer.zero_grad()
        outputs = torch_forward(torch, layers, activation, inputs).squeeze(1)
        ((outputs - targets) ** 2).sum().backward()
        optimizer.step()
    return in_our_order(layers)


def our_training(activation: str) -> list[float]:
    """Train with `MLP.train`; return the parameters."""
    mlp = our_mlp(activation)
    mlp.train(INPUTS, TARGETS, RATE, ROUNDS)
    return [parameter.data for parameter in mlp.parameters()]


def torch_one_input_thrice(torch: Any, activation: str) -> list[float]:
    """Return the output and the gradients of a network fed one number three times."""
    layers = torch_layers(torch, our_mlp(activation))
    x = torch.tensor(0.7, dtype=torch.float64, requires_grad=True)
    output = torch_forward(torch, layers, activation, torch.stack([x, x, x])).squeeze()
    output.backward()
    return [output.item(), x.grad.item(), *in_our_order([(w.grad, b.grad) for w, b in layers])]


def our_one_input_thrice(activation: str) -> list[float]:
    """Return the output and the gradients of a network fed one node three times."""
    mlp = our_mlp(activation)
    x = Node(0.7)
    output = mlp([x, x, x])
    output.backward()
    return [output.data, x.grad, *(parameter.grad for parameter in mlp.parameters())]


def two_losses(leaf: Callable[[float], Any]) -> list[float]:
    """List the leaves' gradients after each pass of two losses that share an inner node."""
    a, b, c = leaf(1.5), leaf(-0.5), leaf(2.0)
    shared = (a * b + c).tanh()
    losses = [shared * a + shared.exp(), shared / c - shared * shared]
    passes: list[float] = []
    for loss in (losses[0], losses[1], losses[0]):
        loss.backward(**({"retain_graph": True} if hasattr(loss, "retain_grad") else {}))
        passes += [float(x.grad) for x in (a, b, c)]
    return passes
