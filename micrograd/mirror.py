"""The graph of another engine's value, as nodes of this one.

Karpathy's engine, and most that are written after it, give a value `data`, `grad`, `_prev` (what it
was computed from), `_op` and `_backward`. That is enough to draw its graph and to walk through its
backward pass: each node here stands for one value there, and its backward is that value's own.
"""

from __future__ import annotations

import sys
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
        nodes: tuple[Mirror, ...] = (self, *dict.fromkeys(self._prev))  # type: ignore[arg-type]
        held = [node._value.grad for node in nodes]  # noqa: SLF001 - of its own class
        for node in nodes:
            node._value.grad = node.grad  # noqa: SLF001
        try:
            self._value._backward()  # noqa: SLF001 - the name that engines have in common
            for node in nodes[1:]:
                node.grad = float(node._value.grad)  # noqa: SLF001
        finally:
            # A picture leaves the program's own numbers as they were.
            for node, grad in zip(nodes, held, strict=True):
                node._value.grad = grad  # noqa: SLF001


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
