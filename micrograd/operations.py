"""A table of the package's operations, with a row for each.

The class of an operation computes its value and derivatives (`micrograd.node`; for neurons
`micrograd.fused`). Its row here has everything else: its code on a tape, its formulas, its form in
PyTorch. Other modules take these from the row. `tests/engine/test_rows.py` finds what an operation
lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from micrograd import fused, node, replay
from micrograd.fused import WeightedSum
from micrograd.subclass import operation_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from micrograd.node import Node


class Row(NamedTuple):
    """An operation. Its operands are {a} and {b}; a neuron's {a} is its sum."""

    kind: type[Node]
    """Its class."""
    code: int
    """Its code in a program of `micrograd.replay`."""
    words: tuple[str, ...]
    """The formula of the operation, then of its derivative with respect to each operand; {c} is a
    constant exponent, {d} is {c} - 1."""
    pytorch: str
    """The expression in PyTorch, where {c} is the exponent."""
    method: str = ""
    """The method of `Node` that makes it, if no operator or built-in function does."""
    activation: str = ""
    """For a neuron: the name of its activation in `micrograd.neuron`."""
    module: str = ""
    """For a neuron: its activation as a module of PyTorch; "" for a linear neuron."""


def _rows() -> Iterator[Row]:
    """Yield a row for each operation; `playground_host.comparison` compares in this order."""
    slopes = ("1/{b}", "-{a}/{b}²")
    yield Row(node.Add, replay.ADD, ("{a} + {b}", "1", "1"), "{a} + {b}")
    yield Row(node.Subtract, replay.SUBTRACT, ("{a} - {b}", "1", "-1"), "{a} - {b}")
    yield Row(node.Multiply, replay.MULTIPLY, ("{a}·{b}", "{b}", "{a}"), "{a} * {b}")
    yield Row(node.Divide, replay.DIVIDE, ("{a}/{b}", *slopes), "{a} / {b}")
    # What PyTorch makes of a number / a tensor.
    form = "{a} * {b}.reciprocal()"
    yield Row(node.DivideNumber, replay.DIVIDE_NUMBER, ("{a}/{b}", *slopes), form)
    yield Row(node.Power, replay.POWER, ("{a}^{c}", "{c}·{a}^{d}"), "{a} ** {c}")
    words = ("{a}^{b}", "{b}·{a}^({b} - 1)", "{a}^{b}·log({a})")
    yield Row(node.NodePower, replay.NODE_POWER, words, "{a} ** {b}")
    yield Row(node.Negate, replay.NEGATE, ("-{a}", "-1"), "-{a}")
    yield Row(node.Abs, replay.ABS, ("abs({a})", "the sign of {a}"), "torch.abs({a})")
    yield _function(node.Exp, replay.EXP, "exp", "exp({a})")
    yield _function(node.Log, replay.LOG, "log", "1/{a}")
    yield _function(node.Sqrt, replay.SQRT, "sqrt", "1/(2·sqrt({a}))")
    yield _function(node.Sin, replay.SIN, "sin", "cos({a})")
    yield _function(node.Cos, replay.COS, "cos", "-sin({a})")
    tanh = _function(node.Tanh, replay.TANH, "tanh", "1 - tanh({a})²")
    slope = "sigmoid({a})·(1 - sigmoid({a}))"
    sigmoid = _function(node.Sigmoid, replay.SIGMOID, "sigmoid", slope)
    relu = _function(node.Relu, replay.RELU, "relu", "1 if {a} > 0 else 0")
    yield from (tanh, sigmoid, relu)
    yield _neuron(fused.TanhNeuron, replay.TANH_NEURON, tanh, "nn.Tanh()")
    yield _neuron(fused.ReluNeuron, replay.RELU_NEURON, relu, "nn.ReLU()")
    yield _neuron(fused.SigmoidNeuron, replay.SIGMOID_NEURON, sigmoid, "nn.Sigmoid()")
    yield Row(WeightedSum, replay.WEIGHTED_SUM, ("{a}", ""), "{a}", activation="linear")


def _function(kind: type[Node], code: int, name: str, slope: str) -> Row:
    """Return the row of a function that has the same name everywhere."""
    return Row(kind, code, (f"{name}({{a}})", slope), f"torch.{name}({{a}})", method=name)


def _neuron(kind: type[WeightedSum], code: int, function: Row, module: str) -> Row:
    """Return the row of a neuron, whose sum is the operand of its function."""
    return Row(kind, code, function.words, function.pytorch, "", function.method, module)


ROWS: dict[type[Node], Row] = {row.kind: row for row in _rows()}

NEURONS: dict[str, type[WeightedSum]] = {
    row.activation: row.kind for row in ROWS.values() if issubclass(row.kind, WeightedSum)
}
"""The neurons by the names of their activations."""

# The original functions, before a program replaces them.
_DERIVATIVES = {kind: kind._backward for kind in ROWS}  # noqa: SLF001
_DERIVATIVES[node.Node] = node.Node._backward  # noqa: SLF001


def operation(made: Node) -> type[Node]:
    """Return the class of the operation that made a node, even if the result is of a subclass.

    >>> class Tall(node.Node):
    ...     pass
    >>> operation(Tall(2.0) + 1).__name__
    'Add'
    """
    return operation_of(type(made))


def is_own(made: Node) -> bool:
    """Tell whether a node's derivative comes from the package.

    >>> x = node.Node(2.0)
    >>> is_own(x * x)
    True
    >>> x._backward = lambda: print("somebody else's")
    >>> is_own(x)
    False
    """
    function = getattr(made._backward, "__func__", None)  # noqa: SLF001
    derivative = _DERIVATIVES.get(operation(made), made)
    return function is derivative or (not made._prev and function is node.Node._backward)  # noqa: SLF001
