"""The networks of Andrej Karpathy's lectures: relu neurons, and a last layer without activation.

>>> model = MLP(2, [2, 1])
>>> model
MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2)], Layer of [LinearNeuron(2)]]
>>> len(model.parameters())
9

The classes are those of `micrograd.neuron` with the lectures' constructors; `Module` is a base
class for your own networks.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from micrograd import neuron
from micrograd.arguments import as_count, as_flag, as_layer_sizes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from micrograd.node import Node


class Module:
    """The base class of a network; a subclass lists its parameters.

    >>> class Scale(Module):
    ...     def __init__(self, factor):
    ...         self.factor = factor
    ...     def parameters(self):
    ...         return [self.factor]
    """

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.parameters():
            parameter.grad = 0.0

    def parameters(self) -> list[Node]:
        """List the nodes that training changes: none, unless a subclass says which."""
        return []


class Neuron(neuron.Neuron, Module):
    """Compute relu(w1 * x1 + ... + wn * xn + b), or the sum alone.

    Args:
        nin: the number of inputs.
        nonlin: whether relu is applied to the sum.

    Raises:
        TypeError: if `nin` is not an integer, or `nonlin` neither true nor false.
        ValueError: if `nin` is less than 1.
    """

    def __init__(self, nin: int, nonlin: bool = True) -> None:
        self.nonlin = as_flag(nonlin, "nonlin")
        super().__init__(as_count(nin, "nin"), "relu" if self.nonlin else "linear")

    def __repr__(self) -> str:
        return f"{'ReLU' if self.nonlin else 'Linear'}Neuron({len(self.w)})"


class Layer(neuron.Layer, Module):
    """Give the same inputs to several neurons.

    Args:
        nin: the number of inputs of each neuron.
        nout: the number of neurons, which is the number of outputs.
        nonlin: whether relu is applied to their sums.

    Raises:
        TypeError: if a count is not an integer.
        ValueError: if a count is less than 1.
    """

    def __init__(self, nin: int, nout: int, nonlin: bool = True) -> None:
        self.neurons = [Neuron(nin, nonlin) for _ in range(as_count(nout, "nout"))]

    def __repr__(self) -> str:
        return f"Layer of [{', '.join(map(repr, self.neurons))}]"


class MLP(neuron.MLP, Module):
    """Chain layers of relu neurons; the last layer is linear.

    Args:
        nin: the number of inputs.
        nouts: the number of neurons of each layer; the last is the number of outputs.

    Raises:
        TypeError: if a size is not an integer.
        ValueError: if a size is less than 1 or there is no layer.
    """

    def __init__(self, nin: int, nouts: Iterable[int]) -> None:
        shape = list(pairwise([as_count(nin, "nin"), *as_layer_sizes(nouts, "nouts")]))
        self.layers = [
            Layer(n_in, n_out, nonlin=number < len(shape))
            for number, (n_in, n_out) in enumerate(shape, start=1)
        ]

    def __repr__(self) -> str:
        return f"MLP of [{', '.join(map(repr, self.layers))}]"
