"""The `Value` of Andrej Karpathy's lectures, so that code written for it runs here.

>>> a, b = Value(-4.0), Value(2.0)
>>> c = (a * b + b**3).relu() + 1
>>> c.backward()
>>> c.data, b.grad
(1.0, 0.0)

It is thin: a `Value` is a leaf `Node` with another constructor, and what an operation on it makes
is a node like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class _EveryNode(type):
    """Let every node count as a `Value`, and every method added to `Value` reach every node."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, Node) if cls is Value else super().__instancecheck__(instance)

    def __setattr__(cls, name: str, value: object) -> None:
        if cls is Value and not name.startswith("_"):
            setattr(Node, name, value)
        else:
            super().__setattr__(name, value)


class Value(Node, metaclass=_EveryNode):
    """Hold one number, and optionally how somebody else computed it.

    Args:
        data: the value, a real number.
        _children: the nodes it was computed from; none for a leaf.
        _op: the name of the operation, for pictures.
        label: a name for people, for pictures.

    Attributes:
        _backward: a function without arguments that adds this node's share to the gradients of
            its children; assign your own after the constructor. A function that mentions the node
            itself, as they do, ties a knot that only Python's cyclic collector undoes.

    Raises:
        TypeError: if `data` is not a real number, a child not a node, or a text not a string.
        ValueError: if `data` is an integer too large for a float.

    An operation of one's own:

    >>> def square(a):
    ...     out = Value(a.data**2, (a,), "square")
    ...     def _backward():
    ...         a.grad += 2 * a.data * out.grad
    ...     out._backward = _backward
    ...     return out
    >>> x = Value(3.0)
    >>> (square(x) + x).backward()
    >>> x.grad
    7.0
    """

    __slots__ = ("_backward", "_op")

    _backward: Callable[[], None]  # a slot in place of the method

    def __init__(
        self, data: float, _children: Iterable[Node] = (), _op: str = "", label: str = ""
    ) -> None:
        super().__init__(data, label)
        self._prev = tuple(_children)
        for child in self._prev:
            if not isinstance(child, Node):
                raise TypeError(f"_children must be nodes, not {child!r}")
        if not isinstance(_op, str):
            raise TypeError(f"_op must be a string, not {_op!r}")
        self._op = _op
        self._backward = _nothing

    def _shares(self, gradient: float, found: float = 0.0) -> tuple[float, ...]:
        """Give what `_backward` makes of a gradient for each child, one number per edge.

        `_backward` knows its children by itself, so it runs on the real gradients, which are put
        back. Edges from one child to this node share their sum in equal parts.
        """
        nodes = {self, *self._prev}
        gradients = {node: node.grad for node in nodes}
        for node in nodes:
            node.grad = found
        self.grad = gradient
        try:
            self._backward()
            return tuple(child.grad / self._prev.count(child) for child in self._prev)
        finally:
            for node, held in gradients.items():
                node.grad = held


# What a node does until it is told otherwise: what any leaf does.
_nothing = Node(0.0)._backward  # noqa: SLF001
