"""The `Value` of Andrej Karpathy's lectures, so that code written for it runs here.

>>> a, b = Value(-4.0), Value(2.0)
>>> c = (a * b + b**3).relu() + 1
>>> c.backward()
>>> c.data, b.grad
(1.0, 0.0)

The module is thin: a `Value` is a leaf `Node` with another constructor, and an operation on it
returns an ordinary node.
"""

# ruff: noqa: D102 - the types of operations, whose docstrings are in `micrograd.node`.

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Iterable
from reprlib import repr as short_repr
from typing import TYPE_CHECKING

from micrograd.arguments import as_text
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable


_OF_ABSTRACT_CLASSES = {"__abstractmethods__", "_abc_impl"}  # set while the class is made


class _EveryNode(ABCMeta):
    """Make every node an instance of `Value`, and pass attributes set on `Value` to `Node`.

    So a program can replace operators and `__repr__` too. The names that `Value` defines itself,
    such as its constructor, are not passed on.
    """

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, Node) if cls is Value else super().__instancecheck__(instance)

    def __setattr__(cls, name: str, value: object) -> None:
        if name in _OF_ABSTRACT_CLASSES or cls is not Value or name in vars(Value):
            super().__setattr__(name, value)
            return
        _replaced.setdefault(name, vars(Node).get(name, _nothing))
        setattr(Node, name, value)

    def __delattr__(cls, name: str) -> None:
        if cls is not Value or name not in _replaced:
            super().__delattr__(name)
        elif (before := _replaced.pop(name)) is _nothing:
            delattr(Node, name)
        else:
            setattr(Node, name, before)


_nothing = object()
_replaced: dict[str, object] = {}  # attributes of `Node` before a program set them on `Value`


class Value(Node, metaclass=_EveryNode):
    """Hold one number, and optionally how somebody else computed it.

    Args:
        data: the value, a real number.
        _children: the nodes it was computed from; none for a leaf.
        _op: the name of the operation, for pictures.
        label: a name for people, for pictures.

    Attributes:
        _backward: a function without arguments that adds this node's share to the gradients of
            its children. Assign your own after the constructor, or write it as a method of a
            subclass. Such a function mostly refers to the node itself: this reference cycle is
            freed only by Python's cyclic garbage collector.

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

    __slots__ = ()

    if TYPE_CHECKING:
        _backward: Callable[[], None]

        # An operation's result is an instance of `Value`; this tells type checkers so.
        def __add__(self, other: Node | float) -> Value: ...
        def __radd__(self, other: float) -> Value: ...
        def __sub__(self, other: Node | float) -> Value: ...
        def __rsub__(self, other: float) -> Value: ...
        def __mul__(self, other: Node | float) -> Value: ...
        def __rmul__(self, other: float) -> Value: ...
        def __truediv__(self, other: Node | float) -> Value: ...
        def __rtruediv__(self, other: Node | float) -> Value: ...
        def __pow__(self, other: Node | float) -> Value: ...
        def __rpow__(self, other: float) -> Value: ...
        def __neg__(self) -> Value: ...
        def __pos__(self) -> Value: ...
        def __abs__(self) -> Value: ...
        def exp(self) -> Value: ...
        def tanh(self) -> Value: ...
        def relu(self) -> Value: ...
        def sigmoid(self) -> Value: ...
        def log(self) -> Value: ...
        def sin(self) -> Value: ...
        def cos(self) -> Value: ...
        def sqrt(self) -> Value: ...
        def abs(self) -> Value: ...

    def __init__(
        self, data: float, _children: Iterable[Node] = (), _op: str = "", label: str = ""
    ) -> None:
        super().__init__(data, label)
        if not isinstance(_children, Iterable):
            raise TypeError(f"_children must be nodes in a tuple, not {short_repr(_children)}")
        self._prev = tuple(_children)
        for child in self._prev:
            if not isinstance(child, Node):
                raise TypeError(f"_children must be nodes, not {short_repr(child)}")
        self._op = as_text(_op, "_op")
