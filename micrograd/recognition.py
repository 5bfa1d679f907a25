"""Recognises a program's own operation by its name and its value.

An engine as in the lectures sets `_op="+"`, but computes in a closure. If the package's operation
of that name gives the same value for the same operands, the node is recognised as that operation:
then its graph can be computed again, and its derivatives have formulas. The name alone, or the
value alone, is not enough. This module does not check gradients, and looks at one point alone:
`micrograd.elsewhere` tries others.
"""

# ruff: noqa: SLF001 - recognition needs the nodes' private attributes.

from __future__ import annotations

import math
from itertools import permutations
from typing import TYPE_CHECKING, Any, TypeVar

from micrograd.fused import WeightedSum, parts
from micrograd.node import Add, Divide, Multiply, Node, Power, Subtract
from micrograd.operations import ROWS, is_own, operation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Each = TypeVar("Each", bound=Node)
    Maker = Callable[[Sequence[Node]], Node]

# A program's own formula of tanh or sigmoid rounds differently.
_TOLERANCE = 1e-9
# A difference that is smaller than this is rounding, for a number that a program set.
_VISIBLE, _NEAR = 1e-6, 1e-12
_BINARY = 2

# Except powers with a constant exponent, whose names contain the exponent.
_BY_NAME = {
    row.kind._op: row.kind
    for row in ROWS.values()
    if not row.activation and isinstance(row.kind._op, str)
}
_BY_NAME |= {"add": Add, "sub": Subtract, "mul": Multiply, "div": Divide, "truediv": Divide}

# Names of others that engines have.
_OTHER_NAMES = {"pow", "inv", "ln", "sum", "dot", "max"}


def recognised(node: Node) -> Maker | None:
    """Return the package's operation that a node is recognised as, as a function of parents.

    It is None if no operation has the node's name and value.

    >>> from micrograd.engine import Value
    >>> a = Value(3.0)
    >>> make = recognised(Value(6.0, (a, a), "+"))
    >>> make([Node(4.0), Node(5.0)]).data
    9.0
    >>> recognised(Value(7.0, (a, a), "+"))
    """
    maker = _named(node._op)
    return maker if maker and _gives(maker, node._prev, node.data) else None


def own_operation(node: Node) -> Maker | None:
    """Return the package's operation that made a node, as a function of parents; or None.

    >>> make = own_operation(Node(3.0) ** 2)
    >>> make([Node(5.0)]).data
    25.0
    >>> own_operation(Node(3.0))
    """
    kind: Any = operation(node)
    if isinstance(node, WeightedSum) and is_own(node):
        return lambda parents: kind(*parts(tuple(parents)))
    if kind is Power:
        exponent = node.exponent  # type: ignore[attr-defined]
        return lambda parents: Power(parents[0], exponent)
    if kind is Node or kind.__module__ != Node.__module__:
        return None
    return lambda parents: kind(*parents)


def given(node: Node) -> float | None:
    """Return what an operation gives now, if that is not the node's value.

    The package's operation that made the node is run again, or the one of the node's name. A
    program may have changed an operand, or its own operation may compute something else.

    >>> a = Node(3.0)
    >>> b = a * 2.0
    >>> given(b)
    >>> a.data = 5.0
    >>> given(b)
    10.0
    """
    maker = own_operation(node) or _named(node._op)
    if maker is None:
        return None
    try:
        again = maker(node._prev)
    except Exception:  # noqa: BLE001 - too many operands, or none that it is defined for
        return None
    is_alike = len(again._prev) == len(node._prev)
    return again.data if is_alike and not is_near(again.data, node.data) else None


def is_near(a: float, b: float) -> bool:
    """Tell whether two numbers are the same but for rounding, or both NaN."""
    both = math.isnan(a) and math.isnan(b)
    return both or math.isclose(a, b, rel_tol=_VISIBLE, abs_tol=_NEAR)


def in_places(op: str, data: float, parents: Sequence[Each]) -> tuple[Each, ...]:
    """Return the operands of an operation in order, if only the set of them is known.

    A set has no order, and contains `a` only once for `a + a`.

    Returns:
        The operands, some of them twice; or the parents unchanged, if no order gives the value.

    >>> a, b = Node(3.0), Node(5.0)
    >>> [node.data for node in in_places("-", 2.0, [a, b])]
    [5.0, 3.0]
    >>> [node.data for node in in_places("*", 9.0, [a])]
    [3.0, 3.0]
    """
    as_they_are = tuple(parents)
    maker = _named(op)
    if maker is None or not 1 <= len(as_they_are) <= _BINARY:
        return as_they_are
    orders = [*permutations(as_they_are)]
    if len(as_they_are) == 1:
        orders.append(as_they_are * _BINARY)
    found = [order for order in orders if _gives(maker, order, data)]
    is_symmetric = _BY_NAME.get(op.lower()) in (Add, Multiply)
    return found[0] if len(found) == 1 or (found and is_symmetric) else as_they_are


def is_operation(op: str) -> bool:
    """Tell whether a name is an operation's, as the package or many engines have it.

    >>> is_operation("Tanh"), is_operation("mul"), is_operation("**2"), is_operation("input")
    (True, True, True, False)
    """
    return _named(op) is not None or op.lower() in _OTHER_NAMES


def _named(op: str) -> Maker | None:
    if op.startswith("**") and len(op) > _BINARY:
        try:
            exponent = float(op[2:])
        except ValueError:
            return None
        return lambda parents: Power(parents[0], exponent)
    kind: Any = _BY_NAME.get(op.lower())
    return None if kind is None else lambda parents: kind(*parents)


def _gives(maker: Maker, parents: Sequence[Node], data: float) -> bool:
    """Tell whether an operation gives this value for these parents."""
    try:
        again = maker(parents)
    except Exception:  # noqa: BLE001 - too many operands, or none that it is defined for
        return False
    is_same = again.data == data or math.isclose(again.data, data, rel_tol=_TOLERANCE)
    return is_same and len(again._prev) == len(parents)
