"""A neuron as one node: activation(w1 * x1 + ... + wn * xn + b) without inner nodes.

A neuron of n inputs would be 2n + 1 nodes of `micrograd.node`. As one node it takes an eighth of
the time and a tenth of the memory (measured on a training step of MLP(2, [16, 16, 1])). Nothing is
lost: `expand` returns the inner nodes with their values and gradients.

Values and gradients are those of the expanded expression, up to the rounding of the sum.
"""

# ruff: noqa: SLF001 - `_origin` is private outside the engine; subclasses of `Node` may use it.

from __future__ import annotations

import math
import sys
from operator import mul
from typing import TYPE_CHECKING, TypeVar

from micrograd.node import Add, Multiply, Node, Relu, Sigmoid, Tanh, as_float, exp

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class WeightedSum(Node):
    """b + w1 * x1 + ... + wn * xn.

    Its parents are the inputs, then the weights, then the bias.

    >>> x, w, b = Node(2.0), Node(-3.0), Node(1.0)
    >>> output = WeightedSum([x], [w], b)
    >>> output.backward()
    >>> output.data, x.grad, w.grad, b.grad
    (-5.0, -3.0, 2.0, 1.0)
    """

    __slots__ = ()
    _op = "w·x+b"
    _activation: type[Tanh | Relu | Sigmoid] | None = None

    def __init__(self, inputs: Sequence[Node], weights: Sequence[Node], bias: Node) -> None:
        self.data = _sum(inputs, weights, bias)
        self.label = ""
        self.grad = 0.0
        self._prev = (*inputs, *weights, bias)

    @property
    def inputs(self) -> tuple[Node, ...]:
        """The nodes x1, ..., xn."""
        return parts(self._prev)[0]

    @property
    def weights(self) -> tuple[Node, ...]:
        """The nodes w1, ..., wn."""
        return parts(self._prev)[1]

    @property
    def bias(self) -> Node:
        """The node b."""
        return self._prev[-1]

    def _backward(self) -> None:
        # ds/dx = w, ds/dw = x, ds/db = 1, each times the gradient of the sum
        share = self._share()
        parents = self._prev
        # Sliced here: calling `self.inputs` and `self.weights` would cost a tenth of the pass.
        for x, w in zip(parents, parents[len(parents) // 2 : -1], strict=False):
            x.grad += share * w.data
            w.grad += share * x.data
        parents[-1].grad += share

    def _share(self) -> float:
        """Return the gradient of the sum: the node's gradient times the activation's derivative."""
        return self.grad

    def expand(self) -> Node:
        """Return the same value as a graph of products, sums and activation, with gradients.

        The parents are this node's own, and their gradients do not change; all other nodes are new.

        >>> x, w, b = Node(2.0), Node(-3.0), Node(1.0)
        >>> [node._op for node in TanhNeuron([x], [w], b).expand().topological_order()]
        ['', '', '', '*', '+', 'tanh']
        """
        total, share = self.bias, self._share()
        for x, w in zip(self.inputs, self.weights, strict=True):
            product = Multiply(w, x)
            total = Add(total, product)
            product.grad = total.grad = share
            product._origin = total._origin = self.origin
        if self._activation is not None:
            total = self._activation(total)
        total.data, total.grad = self.data, self.grad
        total.label, total._origin = self.label, self.origin
        return total


class TanhNeuron(WeightedSum):
    """tanh(b + w1 * x1 + ... + wn * xn)."""

    __slots__ = ()
    _op = "tanh(w·x+b)"
    _activation = Tanh

    def __init__(self, inputs: Sequence[Node], weights: Sequence[Node], bias: Node) -> None:
        self.data = math.tanh(_sum(inputs, weights, bias))
        self.label = ""
        self.grad = 0.0
        self._prev = (*inputs, *weights, bias)

    def _share(self) -> float:
        # d(tanh s)/ds = 1 - tanh(s)**2
        return self.grad * (1.0 - self.data * self.data)


class ReluNeuron(WeightedSum):
    """max(b + w1 * x1 + ... + wn * xn, 0)."""

    __slots__ = ()
    _op = "relu(w·x+b)"
    _activation = Relu

    def __init__(self, inputs: Sequence[Node], weights: Sequence[Node], bias: Node) -> None:
        self.data = max(_sum(inputs, weights, bias), 0.0)
        self.label = ""
        self.grad = 0.0
        self._prev = (*inputs, *weights, bias)

    def _share(self) -> float:
        # d(max(s, 0))/ds = 1 where s is positive, else 0
        return 0.0 if self.data <= 0.0 else self.grad


class SigmoidNeuron(WeightedSum):
    """1 / (1 + e**-s), where s = b + w1 * x1 + ... + wn * xn."""

    __slots__ = ()
    _op = "sigmoid(w·x+b)"
    _activation = Sigmoid

    def __init__(self, inputs: Sequence[Node], weights: Sequence[Node], bias: Node) -> None:
        self.data = 1.0 / (1.0 + exp(-_sum(inputs, weights, bias)))
        self.label = ""
        self.grad = 0.0
        self._prev = (*inputs, *weights, bias)

    def _share(self) -> float:
        # d(sigmoid s)/ds = y * (1 - y), where y is the sigmoid of s
        return self.grad * (1.0 - self.data) * self.data


def parts(operands: tuple[T, ...]) -> tuple[tuple[T, ...], tuple[T, ...], T]:
    """Split a neuron's operands into its inputs, its weights and its bias.

    >>> parts(("x1", "x2", "w1", "w2", "b"))
    (('x1', 'x2'), ('w1', 'w2'), 'b')
    """
    n = len(operands) // 2
    return operands[:n], operands[n:-1], operands[-1]


def _sum(inputs: Sequence[Node], weights: Sequence[Node], bias: Node) -> float:
    """Return the sum before the activation; other numbers become floats first."""
    total = weighted_sum([x.data for x in inputs], [w.data for w in weights], bias.data)
    if type(total) is float:
        return total
    for node in (*inputs, *weights, bias):
        node.data = as_float(node.data, "data")
    return _sum(inputs, weights, bias)


if sys.version_info >= (3, 12):

    def weighted_sum(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
        """Return b + w1 * x1 + ... + wn * xn; the sum of the products is rounded only once."""
        return bias + math.sumprod(inputs, weights)

else:

    def weighted_sum(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
        """Return b + w1 * x1 + ... + wn * xn, added up from left to right."""
        return sum(map(mul, inputs, weights), bias)
