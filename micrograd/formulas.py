"""Writes operations and their derivatives as formulas, beside the numbers of a graph.

The formulas are in `micrograd.operations`; this module puts the operands' names into them. A
program's own operation is written with its name and its operands; its derivatives have no formula.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from micrograd import node
from micrograd.fused import parts
from micrograd.operations import ROWS, operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from micrograd.node import Node
    from micrograd.operations import Row

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SIGNS = {"+": " + ", "-": " - ", "*": "·", "/": "/"}
_BINARY = 2

_OPERATOR = re.compile(r"[\s+\-\u2212*/·\u00d7\u00f7^=<>|&%,]")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TWICE = re.compile(r"\((\([^()]*\))\)")

_ONE_CALL = re.compile(r"\w+\([^()]*\)")


def formulas(
    made: Node,
    op: str,
    operands: Sequence[str],
    apart: Sequence[str] = (),
    is_as_named: bool = True,
) -> tuple[str, list[str]]:
    """Return the formulas of a node and of its derivative with respect to each operand.

    Args:
        made: the node.
        op: the name of its operation.
        operands: the names of its parents.
        apart: their names with a number, if a parent is used in several places.
        is_as_named: whether the operation is not known to be another than its name says.

    Returns:
        The operation, and one formula per operand.

    >>> formulas(node.Node(3.0) * 2, "*", ["x", "y"])
    ('x·y', ['∂(x·y)/∂x = y', '∂(x·y)/∂y = x'])
    """
    if not operands:
        return "", []
    whole, _, _ = _written(made, operands)
    names = apart or operands
    subject, derivatives, where = _written(made, names)
    if not derivatives:
        whole = _call(op, operands) if is_as_named else f"{op}({', '.join(operands)})"
        return whole, [f"∂{op}/∂{name}" for name in operands]
    return whole, [
        f"∂{_bracketed(subject)}/∂{name} = {words}{where}"
        for name, words in zip(names, derivatives, strict=True)
    ]


def whole_derivative(made: Node, operands: Sequence[str], places: Sequence[int]) -> str:
    """Return the formula of the derivative with respect to a parent that is used several times.

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


def term(name: str) -> str:
    """Return a name as a part of a formula: in brackets if it reads as a formula itself.

    >>> term("w[0]"), term("a + b"), term("f(a, b)")
    ('w[0]', '(a + b)', 'f(a, b)')
    """
    return f"({name})" if _OPERATOR.search(_IN_BRACKETS.sub("", name)) else name


def numbered(name: str, place: int) -> str:
    """Return a name with the number of one of its places.

    >>> numbered("e", 12)
    'e₁₂'
    """
    return name + str(place).translate(_SUBSCRIPTS)


def _written(made: Node, operands: Sequence[str]) -> tuple[str, list[str], str]:
    """Return an operation, its derivatives, and the meaning of a letter in them, as formulas."""
    row = ROWS.get(operation(made))
    if row is None:
        return "", [], ""
    if row.activation:
        return _neuron(row, operands)
    names = dict(zip("ab", operands, strict=False))
    if isinstance(made, node.Power):
        names |= {"c": f"{made.exponent:g}", "d": f"{made.exponent - 1:g}"}
    whole, *derivatives = (_TWICE.sub(r"\1", words.format_map(names)) for words in row.words)
    return whole, derivatives, ""


def _bracketed(whole: str) -> str:
    return whole if _ONE_CALL.fullmatch(whole) else f"({whole})"


def _call(op: str, operands: Sequence[str]) -> str:
    """Write a program's own operation as its name suggests: as a sign, a power or a function."""
    if op in _SIGNS and len(operands) == _BINARY:
        return f"{operands[0]}{_SIGNS[op]}{operands[1]}"
    if op.startswith("**") and op != "**" and len(operands) == 1:
        return f"{operands[0]}^{op[2:]}"
    if len(operands) < _BINARY and (op in _SIGNS or op == "**"):
        return f"{op}({operands[0]}, …)"  # a number that is no operand, as in `a * 2`
    return f"{op}({', '.join(operands)})"


def _neuron(row: Row, operands: Sequence[str]) -> tuple[str, list[str], str]:
    """Return a neuron's formulas; its sum is written in full only if it is short."""
    inputs, weights, bias = parts(tuple(operands))
    terms = [f"{w}·{x}" for w, x in zip(weights, inputs, strict=True)]
    sum_ = " + ".join([*terms, bias]) if len(inputs) <= 3 else "w·x + b"
    whole, slope = (
        words.format(a=name) for words, name in zip(row.words, (sum_, "s"), strict=True)
    )
    if _has_terms(slope):
        slope = f"({slope})"
    derivatives = [f"{slope}·{name}" if slope else name for name in (*weights, *inputs)]
    return whole, [*derivatives, slope or "1"], ", s = w·x + b" if slope else ""


def _has_terms(words: str) -> bool:
    """Tell whether a formula is a sum, and so needs brackets as a factor."""
    depth = 0
    for letter in words:
        depth += (letter == "(") - (letter == ")")
        if letter == " " and depth == 0:
            return True
    return False
