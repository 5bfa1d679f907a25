"""Tries a program's own operation at other numbers than those in its graph.

At one point many operations give the same: at 0, 2**x is exp(x), and at two twos a product is a
sum. So the program's function is called with new leaves, and its values are compared with those of
the package's operation. The function is the method for an operation's name, or the function whose
closure is the node's `_backward`. It runs inside `micrograd.rehearsal`, which undoes its effects.
"""

# ruff: noqa: SLF001 - `_prev` and `_backward` are private attributes of nodes.

from __future__ import annotations

import inspect
import math
from types import FunctionType
from typing import TYPE_CHECKING, Any

from micrograd.mirror import original
from micrograd.names import mro, namespace
from micrograd.node import Node
from micrograd.rehearsal import is_of_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from micrograd.recognition import Maker

_TOLERANCE, _NEAR = 1e-9, 1e-12
_POINTS = ((0.731, -1.317), (-0.547, 2.413), (1.873, 0.379))
_METHODS = {"+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "neg": "__neg__"}
_METHODS |= {"**": "__pow__", "abs": "__abs__"}
_METHODS |= {name: f"__{name}__" for name in ("add", "sub", "mul", "truediv")}
_METHODS["div"] = "__truediv__"


def is_alike(node: Node, maker: Maker) -> bool | None:
    """Tell whether the operation that made a node gives the same as the package's elsewhere.

    Returns:
        None if the program's function is not found, or can't be called with numbers alone.

    >>> class Value:
    ...     def __init__(self, data, prev=(), op=""):
    ...         self.data, self._prev, self._op = data, prev, op
    ...     def exp(self):
    ...         return Value(2**self.data, (self,), "exp")
    >>> from micrograd.mirror import mirror
    >>> from micrograd.recognition import recognised
    >>> node = mirror(Value(0.0).exp())
    >>> is_alike(node, recognised(node))
    False
    """
    here = [parent.data for parent in node._prev]
    value = original(node)
    for function in _functions(node._op, value):
        again = _called(function, value, here, node._op)
        if again is not None and _is_near(again, node.data):
            found = [_agree(function, node, maker, point[: len(here)]) for point in _POINTS]
            known = [each for each in found if each is not None]
            return all(known) if known else None
    return None


def _functions(op: str, value: Any) -> Iterator[FunctionType]:
    """Yield the program's functions that may have made a value."""
    op = op.lower()
    name = _METHODS.get("**" if op.startswith("**") else op, op)
    named = inspect.getattr_static(type(value), name, None)
    closure = getattr(value, "_backward", None)
    made: list[object] = []
    if type(closure) is FunctionType:
        methods = (each for kind in mro(type(value)) for each in namespace(kind).values())
        made = [e for e in (*methods, *closure.__globals__.values()) if _contains(e, closure)]
    for each in (named, *made):
        if type(each) is FunctionType and is_of_program(each):
            yield each


def _contains(each: object, closure: FunctionType) -> bool:
    return type(each) is FunctionType and any(
        constant is closure.__code__ for constant in each.__code__.co_consts
    )


def _agree(function: FunctionType, node: Node, maker: Maker, point: Sequence[float]) -> bool | None:
    """Tell whether both give the same at a point; None if the package's has no value there."""
    try:
        wanted = maker([Node(number) for number in point]).data
    except Exception:  # noqa: BLE001 - outside its domain
        return None
    if not math.isfinite(wanted):
        return None
    found = _called(function, original(node), point, node._op)
    return found is not None and _is_near(found, wanted)


def _called(function: FunctionType, value: Any, point: Sequence[float], op: str) -> float | None:
    """Return what a program's function gives; None if it raises, or names another operation."""
    kind: Any = Node if isinstance(value, Node) else type(value)
    try:
        leaves = [kind(number) for number in point]
        # A constant exponent is in the operation's name.
        made = function(*leaves, *_constants(op))
        return float(made.data) if str(made._op) == op else None
    except Exception:  # noqa: BLE001 - it may raise anything
        return None


def _constants(op: str) -> list[float]:
    """Return the constant exponent in an operation's name: 2 of `**2`, which is not `**2.0`."""
    text = op[2:] if op.startswith("**") else ""
    if not text:
        return []
    try:
        return [int(text)]
    except ValueError:
        return [float(text)]


def _is_near(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=_TOLERANCE, abs_tol=_NEAR)
