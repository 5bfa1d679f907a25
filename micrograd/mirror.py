"""The graph of another engine's value, as nodes of this one.

Karpathy's engine, and most that are written after it, give a value `data`, `grad`, `_prev` (what it
was computed from), `_op` and `_backward`. That is enough to draw its graph and to walk through its
backward pass: each node here stands for one value there, and its backward is that value's own.

An engine begins with `data` and `_prev`, and these are enough for a drawing of its values. Where
they have no `_backward` yet, there is no backward pass to walk.
"""

from __future__ import annotations

import inspect
import math
import sys
from collections import Counter
from numbers import Real
from reprlib import repr as short_repr
from types import MemberDescriptorType, ModuleType
from typing import Any

from micrograd.names import find_names
from micrograd.node import Node, as_float
from micrograd.origin import origins_off
from micrograd.recognition import in_places

_PARTS = ("data", "_prev")
_ABSENT = object()


class Mirror(Node):
    """Stands for one value of another engine, whose `_backward` it runs as its own."""

    __slots__ = ("_op", "_value")

    def __init__(self, value: Any, parents: tuple[Mirror, ...], name: str) -> None:
        super().__init__(value.data, label=name)
        self.grad = _gradient(value)
        self._value = value
        self._op = str(getattr(value, "_op", "")) if parents else ""
        self._prev = parents

    @property
    def is_without_backward(self) -> bool:
        """Whether the value was computed, and its engine does not say how gradients go back."""
        return bool(self._prev) and not hasattr(self._value, "_backward")

    def _backward(self) -> None:
        parents = dict.fromkeys(self._prev)
        found = self._run(self.grad, [parent.grad for parent in parents])
        for parent, grad in zip(parents, found, strict=True):
            parent.grad = grad

    def _shares(self, gradient: float, found: float = 0.0) -> tuple[float, ...]:
        if self.is_without_backward:
            return (math.nan,) * len(self._prev)
        # Two uses by one operation can't be told apart from outside: each gets as much.
        uses = Counter(self._prev)
        grads = self._run(gradient, [found] * len(uses))
        shares = {
            parent: found + (grad - found) / uses[parent]
            for parent, grad in zip(uses, grads, strict=True)
        }
        return tuple(shares[parent] for parent in self._prev)

    def _run(self, gradient: float, grads: list[float]) -> list[float]:
        """Run the value's own backward; return what it makes of its parents' gradients.

        Args:
            gradient: the value's own.
            grads: what is in those of its parents, each of them once.
        """
        if not hasattr(self._value, "_backward"):
            return grads
        values = [node._value for node in (self, *dict.fromkeys(self._prev))]  # type: ignore[attr-defined]  # noqa: SLF001
        held: list[Any] = [getattr(value, "grad", _ABSENT) for value in values]
        try:
            for value, grad in zip(values, [gradient, *grads], strict=True):
                value.grad = grad
            self._value._backward()  # noqa: SLF001 - the name that engines have in common
            return [_gradient(value) for value in values[1:]]
        finally:
            # A picture leaves the program's own numbers as they were.
            for value, grad in zip(values, held, strict=True):
                if grad is _ABSENT:
                    del value.grad
                else:
                    value.grad = grad


def mirror(output: Any) -> Mirror:
    """Return a node that stands for a value of another engine, and has its graph.

    Args:
        output: the value. Those that it was computed from are found in its `_prev`, in that order.
            Of a set, `micrograd.recognition` finds the order, and what stands twice, if it can.

    Raises:
        TypeError: if a value lacks `data` or `_prev`, or its `data` or `grad` is no number.
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
    with origins_off():  # the nodes are no line's
        while stack:
            value = stack[-1]
            if id(value) in made:
                stack.pop()
                continue
            _check(value)
            parents = tuple(value._prev)  # noqa: SLF001 - the name that engines have in common
            waiting = [parent for parent in parents if id(parent) not in made]
            if not waiting:
                stack.pop()
                name = str(getattr(value, "label", "") or names.get(id(value), ""))
                nodes = tuple(made[id(each)] for each in parents)
                if isinstance(value._prev, (set, frozenset)):  # noqa: SLF001
                    nodes = in_places(str(getattr(value, "_op", "")), value.data, nodes)
                made[id(value)] = Mirror(value, nodes, name)
            elif id(value) in entered:
                raise ValueError(f"{short_repr(value)} was computed from itself")
            else:
                entered.add(id(value))
                stack += waiting
    return made[id(output)]


def is_value(obj: object) -> bool:
    """Tell whether an object is a value of another engine, which was computed from others.

    The object is asked for its attributes, and its class for none that it does not have.

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
    """Return what an object holds under a name, without running any code for it."""
    try:
        held = inspect.getattr_static(obj, name)
        return held.__get__(obj) if type(held) is MemberDescriptorType else held
    except (AttributeError, TypeError):  # it has none, or is the class that its slot is of
        return None


def _gradient(value: Any) -> float:
    """Return a value's gradient; one that has none yet, or None, has 0.0."""
    grad = getattr(value, "grad", None)
    return 0.0 if grad is None else as_float(grad, "grad")


def _check(value: Any) -> None:
    missing = [name for name in _PARTS if not hasattr(value, name)]
    if missing:
        raise TypeError(f"{short_repr(value)} is no node: it has no {', '.join(missing)}")


def _names(output: Any) -> dict[int, str]:
    """Return what the program's variables call values of this kind, by identity."""
    main = sys.modules.get("__main__")
    return find_names(vars(main) if type(main) is ModuleType else {}, kind=type(output)).nodes
