"""Which operations are the package's own, and which are a program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from micrograd import fused, node
from micrograd.subclass import operation_of

if TYPE_CHECKING:
    from micrograd.node import Node

_ROOMS = (node.__name__, fused.__name__)


def _found() -> dict[type[Node], object]:
    """Map each operation of the package to its derivative, as it is before anyone changes it."""
    kinds = [node.Node]
    for kind in kinds:  # which grows as it is walked
        kinds += (each for each in kind.__subclasses__() if each.__module__ in _ROOMS)
    return {kind: kind._backward for kind in kinds}  # noqa: SLF001


_DERIVATIVES = _found()


def operation(made: Node) -> type[Node]:
    """Return the class of the operation that made a node, also where a subclass took part.

    >>> class Tall(node.Node):
    ...     pass
    >>> operation(Tall(2.0) + 1).__name__
    'Add'
    """
    return operation_of(type(made))


def is_own(made: Node) -> bool:
    """Tell whether a node's derivative is the package's own.

    >>> x = node.Node(2.0)
    >>> is_own(x * x)
    True
    >>> x._backward = lambda: print("somebody else's")
    >>> is_own(x)
    False
    """
    function = getattr(made._backward, "__func__", None)  # noqa: SLF001
    derivative = _DERIVATIVES.get(operation(made), made)
    return function is derivative or (not made._prev and function is node.Node._backward)  # noqa: SLF001
