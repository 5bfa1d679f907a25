"""The graph of another engine's value, as nodes of this one.

Karpathy's engine, and most that are written after it, give a value `data`, `grad`, `_prev` (what it
was computed from), `_op` and `_backward`. That is enough to draw its graph and to walk through its
backward pass: each node here stands for one value there, and its backward is that value's own.
"""

from __future__ import annotations

import sys
from collections import Counter
from reprlib import repr as short_repr
from types import ModuleType
from typing import Any

from micrograd.names import find_names
from micrograd.node import Node
from micrograd.origin import origins_off

_PARTS = ("data", "grad", "_prev", "_backward")


class Mirror(Node):
    """Stands for one value of another engine, whose `_backward` it runs as its own."""

    __slots__ = ("_op", "_value")

    def __init__(self, value: Any, parents: tuple[Mirror, ...], name: str) -> None:
        super().__init__(value.data, label=name)
        self.grad = float(value.grad)
        self._value = value
        self._op = str(getattr(value, "_op", "")) if parents else ""
        self._prev = parents

    def _backward(self) -> None:
        parents = dict.fromkeys(self._prev)
        found = self._run(self.grad, [parent.grad for parent in parents])
        for parent, grad in zip(parents, found, strict=True):
            parent.grad = grad

    def _shares(self, gradient: float, found: float = 0.0) -> tuple[float, ...]:
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
        values = [node._value for node in (self, *dict.fromkeys(self._prev))]  # type: ignore[attr-defined]  # noqa: SLF001
        held = [value.grad for value in values]
        try:
            for value, grad in zip(values, [gradient, *grads], strict=True):
                value.grad = grad
            self._value._backward()  # noqa: SLF001 - the name that engines have in common
            return [float(value.grad) for value in values[1:]]
        finally:
            # A picture leaves the program's own numbers as they were.
            for value, grad in zip(values, held, strict=True):
                value.grad = grad


def mirror(output: Any) -> Mirror:
    """Return a node that stands for a value of another engine, and has its graph.

    Args:
        output: the value. Those that it was computed from are found in its `_prev`, in that order;
            a set's order is its own.

    Raises:
        TypeError: if a value lacks `data`, `grad`, `_prev` or `_backward`.
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
                made[id(value)] = Mirror(value, tuple(made[id(each)] for each in parents), name)
            elif id(value) in entered:
                raise ValueError(f"{short_repr(value)} was computed from itself")
            else:
                entered.add(id(value))
                stack += waiting
    return made[id(output)]


def _check(value: Any) -> None:
    missing = [name for name in _PARTS if not hasattr(value, name)]
    if missing:
        raise TypeError(f"{short_repr(value)} is no node: it has no {', '.join(missing)}")


def _names(output: Any) -> dict[int, str]:
    """Return what the program's variables call values of this kind, by identity."""
    main = sys.modules.get("__main__")
    return find_names(vars(main) if type(main) is ModuleType else {}, kind=type(output)).nodes
