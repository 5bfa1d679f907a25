"""The graph of another engine's value, as nodes of this engine.

In Karpathy's engine, and in most engines that follow it, a value has `data`, `grad`, `_prev` (its
operands), `_op` and `_backward`. That is enough to draw its graph and to walk through its backward
pass: each node here stands for one value of the other engine, and calls that value's `_backward`.

An unfinished engine may have only `data` and `_prev`. That is enough to draw its values; without
`_backward`, or without a gradient of a known name, there is no backward pass to show.
"""

# ruff: noqa: SLF001 - `_prev` and `_backward` are the names that engines have in common.

from __future__ import annotations

import contextlib
import inspect
import math
import sys
from collections import Counter
from collections.abc import Collection
from numbers import Real
from reprlib import repr as short_repr
from types import FunctionType, MemberDescriptorType, ModuleType
from typing import TYPE_CHECKING, Any

from micrograd.names import find_names, is_a
from micrograd.node import Node, as_float
from micrograd.operations import is_own
from micrograd.origin import origins_off
from micrograd.recognition import in_places, is_operation

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTS = ("data", "_prev")
_GRADIENTS = ("grad", "gradient", "derivative", "deriv")
_ABSENT = object()


class Mirror(Node):
    """A node that stands for a value of another engine, and runs its `_backward`."""

    __slots__ = ("_grad_name", "_op", "_value")

    def __init__(self, value: Any, parents: tuple[Mirror, ...], name: str) -> None:
        super().__init__(value.data, label=name)
        self._grad_name = next((name for name in _GRADIENTS if hasattr(value, name)), "")
        self.grad = _gradient(value, self._grad_name)
        self._value = value
        self._op = (_op(value) or type(value).__name__) if parents else ""
        self._prev = parents

    @property
    def holds_gradient(self) -> bool:
        """Whether the value's gradient is a number; it may be None, or missing."""
        return getattr(self._value, self._grad_name, None) is not None

    @property
    def is_without_backward(self) -> bool:
        """Whether the value was computed, but has no `_backward`, or no gradient."""
        return bool(self._prev) and not (self._grad_name and hasattr(self._value, "_backward"))

    def _backward(self) -> None:
        parents = dict.fromkeys(self._prev)
        found = self._run(self.grad, [parent.grad for parent in parents])
        for parent, grad in zip(parents, found, strict=True):
            parent.grad = grad

    def _shares(self, gradient: float, found: float = 0.0) -> tuple[float, ...]:
        if self.is_without_backward:
            return (math.nan,) * len(self._prev)
        # If an operation uses a value twice, the single shares are not known: they count as equal.
        uses = Counter(self._prev)
        grads = self._run(gradient, [found] * len(uses))
        shares = {
            parent: found + (grad - found) / uses[parent]
            for parent, grad in zip(uses, grads, strict=True)
        }
        return tuple(shares[parent] for parent in self._prev)

    def _run(self, gradient: float, grads: list[float]) -> list[float]:
        """Run the value's `_backward`; return its parents' gradients after it.

        Args:
            gradient: the value's gradient.
            grads: the gradients of its parents before it, one per parent.
        """
        if not hasattr(self._value, "_backward"):
            return grads
        places: list[tuple[Any, str]] = [
            (node._value, node._grad_name or self._grad_name or _GRADIENTS[0])  # type: ignore[attr-defined]
            for node in (self, *dict.fromkeys(self._prev))
        ]
        held: list[Any] = [getattr(value, name, _ABSENT) for value, name in places]
        try:
            for (value, name), grad in zip(places, [gradient, *grads], strict=True):
                setattr(value, name, grad)
            self._value._backward()
            return [_gradient(value, name) for value, name in places[1:]]
        finally:
            # A picture must not change the program's own numbers.
            for (value, name), grad in zip(places, held, strict=True):
                if grad is _ABSENT:
                    delattr(value, name)
                else:
                    setattr(value, name, grad)


def mirror(output: Any) -> Mirror:
    """Return a node that stands for a value of another engine, with the value's graph.

    Args:
        output: the value. Its operands are in its `_prev`, in that order. If that is a set,
            `micrograd.recognition` finds the order, and operands that occur twice, if it can.

    Raises:
        TypeError: if a value lacks `data` or `_prev`, its `data` or `grad` is not a number, or its
            `_prev` is neither None nor a collection.
        ValueError: if a value was computed from itself.

    >>> class Value:
    ...     def __init__(self, data, prev=(), op=""):
    ...         self.data, self.grad, self._prev, self._op = data, 0.0, prev, op
    ...     def _backward(self):
    ...         if self._prev:
    ...             self._prev[0].grad += 2 * self.grad
    >>> x = Value(3.0)
    >>> y = mirror(Value(6.0, (x,), "double"))
    >>> y.backward()
    >>> [(node.data, node.grad) for node in y.topological_order()], x.grad
    ([(3.0, 2.0), (6.0, 1.0)], 0.0)
    """
    names = _names(output)
    made: dict[int, Mirror] = {}
    entered: set[int] = set()
    stack = [output]
    with origins_off():  # no line of the program makes these nodes
        while stack:
            value = stack[-1]
            if id(value) in made:
                stack.pop()
                continue
            _check(value)
            parents = _operands(value)
            waiting = [parent for parent in parents if id(parent) not in made]
            if not waiting:
                stack.pop()
                name = str(getattr(value, "label", "") or names.get(id(value), ""))
                nodes = tuple(made[id(each)] for each in parents)
                if isinstance(value._prev, (set, frozenset)):
                    found = in_places(str(getattr(value, "_op", "")), value.data, nodes)
                    nodes = nodes if _has_one_place(value, found, nodes) else found
                made[id(value)] = Mirror(value, nodes, name)
            elif id(value) in entered:
                raise ValueError(f"{short_repr(value)} was computed from itself")
            else:
                entered.add(id(value))
                stack += waiting
    return made[id(output)]


def original(node: Node) -> Any:
    """Return the program's own object that a node stands for, which may be the node itself."""
    return node._value if isinstance(node, Mirror) else node


def lost_operands(order: Sequence[Node]) -> dict[Node, str]:
    """Find the nodes that do not name all their operands.

    Returns:
        For a node with the name of an operation, but without operands, this name. For a node whose
        `_backward` is a closure that holds values that are not its operands, "".

    >>> class Value:
    ...     def __init__(self, data, prev=(), op=""):
    ...         self.data, self.grad, self._prev, self._op = data, 0.0, prev, op
    >>> x, y = Value(3.0, op="input"), Value(4.0, op="+")
    >>> list(lost_operands(mirror(Value(12.0, (x, y), "*")).topological_order()).values())
    ['+']
    """
    # An operation of the package names its operands, and is not looked at: graphs are large.
    values = {node: original(node) for node in order if not (node._prev and is_own(node))}
    operations = {_op(value) for node, value in values.items() if node._prev}
    found = {}
    for node, value in values.items():
        op = "" if node._prev else _op(value)
        if op and (op in operations or is_operation(op)):
            found[node] = op
        elif not is_own(node) and _holds_others(value):
            found[node] = ""
    return found


def _holds_others(value: Any) -> bool:
    """Tell whether a value's `_backward` is a closure that holds values besides its operands."""
    held = _closed_over(value)
    kind = Node if isinstance(value, Node) else type(value)
    known = {id(value), *map(id, _operands(value))}
    return any(is_a(each, kind) and id(each) not in known for each in held)


def _has_one_place(value: Any, found: Sequence[Mirror], nodes: Sequence[Mirror]) -> bool:
    """Tell whether an operand that was found twice is one variable of a closure, as in `a * 2`."""
    held = _closed_over(value)
    return len(found) > len(nodes) and sum(each is nodes[0]._value for each in held) == 1


def _closed_over(value: Any) -> list[object]:
    """Return what a value's `_backward` holds, if it is a closure; else nothing."""
    function = _static(value, "_backward")
    if type(function) is not FunctionType:
        return []
    held = [*(function.__defaults__ or ())]
    for cell in function.__closure__ or ():
        with contextlib.suppress(ValueError):  # it is empty
            held.append(cell.cell_contents)
    return held


def is_value(obj: object) -> bool:
    """Tell whether an object is a computed value of another engine.

    Only attributes that the object really holds count; none of its code runs.

    >>> class Value:
    ...     def __init__(self, data, prev=()):
    ...         self.data, self._prev = data, set(prev)
    >>> is_value(Value(2.0)), is_value(Value(2.0, [Value(1.0)])), is_value([1.0])
    (False, True, False)
    """
    parents, data = (_static(obj, name) for name in ("_prev", "data"))
    is_group = issubclass(type(parents), (tuple, list, set, frozenset))
    return is_group and bool(len(parents)) and issubclass(type(data), Real)


def _static(obj: object, name: str) -> Any:
    """Return an attribute of an object, or None, without running any of its code."""
    try:
        held = inspect.getattr_static(obj, name)
        return held.__get__(obj) if type(held) is MemberDescriptorType else held
    except (AttributeError, TypeError):  # no such attribute; or `obj` is a class, and it is a slot
        return None


def _op(value: Any) -> str:
    """Return the name of a value's operation; "" if it has none, as the first engines do."""
    return str(getattr(value, "_op", None) or "").strip()


def _gradient(value: Any, name: str) -> float:
    """Return a value's gradient, 0.0 if it is missing or None."""
    grad = getattr(value, name, None)
    return 0.0 if grad is None else as_float(grad, name)


def _check(value: Any) -> None:
    missing = [name for name in _PARTS if not hasattr(value, name)]
    if missing:
        raise TypeError(f"{short_repr(value)} is no node: it has no {', '.join(missing)}")
    if value._prev is not None and not isinstance(value._prev, Collection):
        kind = type(value._prev).__name__
        raise TypeError(
            f"_prev of {short_repr(value)} is of type {kind}: give it a tuple of the values that it"
            " was computed from, or () if there are none"
        )


def _operands(value: Any) -> tuple[Any, ...]:
    """Return what a value was computed from; None, in `_prev` or in its place, is nothing."""
    found = () if value._prev is None else value._prev
    return tuple(each for each in found if each is not None)


def _names(output: Any) -> dict[int, str]:
    """Return the names of the program's variables for values of this class, by identity."""
    main = sys.modules.get("__main__")
    return find_names(vars(main) if type(main) is ModuleType else {}, kind=type(output)).nodes
