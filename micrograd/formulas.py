"""Operations and their derivatives in words: what stands beside the numbers of a graph.

Which words belong to which class is a table; the names in them are the operands'. An operation
of somebody else's has its name and its operands, and no words for its derivatives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from micrograd import node
from micrograd.fused import ReluNeuron, SigmoidNeuron, TanhNeuron, WeightedSum, parts
from micrograd.operations import operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from micrograd.node import Node

# The operation on operands {a} and {b}, and its derivative with respect to each.
_WORDS: dict[type[Node], tuple[str, ...]] = {
    node.Add: ("{a} + {b}", "1", "1"),
    node.Subtract: ("{a} - {b}", "1", "-1"),
    node.Multiply: ("{a}·{b}", "{b}", "{a}"),
    node.Divide: ("{a}/{b}", "1/{b}", "-{a}/{b}²"),
    node.DivideNumber: ("{a}/{b}", "1/{b}", "-{a}/{b}²"),
    node.NodePower: ("{a}^{b}", "{b}·{a}^({b} - 1)", "{a}^{b}·log({a})"),
    node.Negate: ("-{a}", "-1"),
    node.Exp: ("exp({a})", "exp({a})"),
    node.Tanh: ("tanh({a})", "1 - tanh({a})²"),
    node.Relu: ("relu({a})", "1 if {a} > 0 else 0"),
    node.Sigmoid: ("sigmoid({a})", "sigmoid({a})·(1 - sigmoid({a}))"),
    node.Log: ("log({a})", "1/{a}"),
    node.Sin: ("sin({a})", "cos({a})"),
    node.Cos: ("cos({a})", "-sin({a})"),
    node.Sqrt: ("sqrt({a})", "1/(2·sqrt({a}))"),
    node.Abs: ("abs({a})", "the sign of {a}"),
}

# A neuron of the sum s, and the derivative of its activation.
_NEURONS = {
    WeightedSum: ("{s}", ""),
    TanhNeuron: ("tanh({s})", "(1 - tanh({s})²)"),
    ReluNeuron: ("relu({s})", "(1 if {s} > 0 else 0)"),
    SigmoidNeuron: ("sigmoid({s})", "sigmoid({s})·(1 - sigmoid({s}))"),
}

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SIGNS = {"+": " + ", "-": " - ", "*": "·", "/": "/"}
_BINARY = 2

_ONE_CALL = re.compile(r"\w+\([^()]*\)")


def formulas(
    made: Node, op: str, operands: Sequence[str], apart: Sequence[str] = ()
) -> tuple[str, list[str]]:
    """Say how a node was made, and what its derivative is with respect to each operand.

    Args:
        made: the node.
        op: the name of its operation.
        operands: what its parents are called.
        apart: what they are called where one of several places is meant.

    Returns:
        The operation, and one sentence per operand.

    >>> formulas(node.Node(3.0) * 2, "*", ["x", "y"])
    ('x·y', ['∂(x·y)/∂x = y', '∂(x·y)/∂y = x'])
    """
    if not operands:
        return "", []
    whole, _, _ = _written(made, operands)
    names = apart or operands
    subject, derivatives, where = _written(made, names)
    if not derivatives:
        return _call(op, operands), [f"∂{op}/∂{name}" for name in operands]
    return whole, [
        f"∂{_bracketed(subject)}/∂{name} = {words}{where}"
        for name, words in zip(names, derivatives, strict=True)
    ]


def whole_derivative(made: Node, operands: Sequence[str], places: Sequence[int]) -> str:
    """Say what the derivative is with respect to a parent that stands in several places.

    >>> e = node.Node(4.0)
    >>> whole_derivative(e * e, ["e", "e"], [0, 1])
    '∂(e·e)/∂e = 2·e'
    >>> whole_derivative(e / e, ["e", "e"], [0, 1])
    '∂(e/e)/∂e = 1/e - e/e²'
    """
    subject, derivatives, where = _written(made, operands)
    terms = [derivatives[place] for place in places]
    if len(set(terms)) == 1:
        sum_ = str(len(terms)) if terms[0] == "1" else f"{len(terms)}·{terms[0]}"
    else:
        sum_ = " + ".join(terms).replace("+ -", "- ")
    return f"∂{_bracketed(subject)}/∂{operands[places[0]]} = {sum_}{where}"


def numbered(name: str, place: int) -> str:
    """Mark a name as that of one place of several.

    >>> numbered("e", 12)
    'e₁₂'
    """
    return name + str(place).translate(_SUBSCRIPTS)


def _written(made: Node, operands: Sequence[str]) -> tuple[str, list[str], str]:
    """Write an operation, its derivatives, and what a letter in them stands for."""
    kind = operation(made)
    if kind in _NEURONS:
        return _neuron(kind, operands)
    if isinstance(made, node.Power) and kind is node.Power:
        c, a = f"{made.exponent:g}", operands[0]
        return f"{a}^{c}", [f"{c}·{a}^{made.exponent - 1:g}"], ""
    if kind not in _WORDS:
        return "", [], ""
    names = dict(zip("ab", operands, strict=False))
    whole, *derivatives = (_filled(words, names) for words in _WORDS[kind])
    return whole, derivatives, ""


def _bracketed(whole: str) -> str:
    return whole if _ONE_CALL.fullmatch(whole) else f"({whole})"


def _call(op: str, operands: Sequence[str]) -> str:
    """Write somebody else's operation as what its name looks like: a sign, a power, a function."""
    if op in _SIGNS and len(operands) == _BINARY:
        return f"{operands[0]}{_SIGNS[op]}{operands[1]}"
    if op.startswith("**") and len(operands) == 1:
        return f"{operands[0]}^{op[2:]}"
    return f"{op}({', '.join(operands)})"


def _filled(words: str, names: dict[str, str]) -> str:
    return words.format_map(names)


def _neuron(kind: type[Node], operands: Sequence[str]) -> tuple[str, list[str], str]:
    """Write a neuron's sum in full only if it is short."""
    inputs, weights, bias = parts(tuple(operands))
    terms = [f"{w}·{x}" for w, x in zip(weights, inputs, strict=True)]
    sum_ = " + ".join([*terms, bias]) if len(inputs) <= 3 else "w·x + b"
    template, slope = _NEURONS[kind]  # type: ignore[index]
    factor, brief = (slope.format(s="s") + "·" if slope else ""), slope.format(s="s") or "1"
    derivatives = [f"{factor}{name}" for name in (*weights, *inputs)] + [brief]
    where = ", s = w·x + b" if slope else ""
    return template.format(s=sum_), derivatives, where
