"""Subclasses of `Node` that are not operations: operations on them return the subclass too.

A learner who writes `class MyValue(Value)` with a method `square` expects that `MyValue(2.0) + 1`
has it. So the class of the result combines both: the derivative comes from the operation,
everything else from the subclass.

A subclass with a `_backward` is an operation itself, and operations on it return plain nodes.
"""

from __future__ import annotations

from functools import cache, partial, wraps
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def keep_on_results(kind: type, base: type) -> None:
    """Make the operations of `base` return nodes of a subclass for nodes of the subclass.

    Args:
        kind: the subclass.
        base: the class with the operations: its methods that are annotated to return a node.
    """
    for name, function in vars(base).items():
        is_operation = isinstance(function, FunctionType) and (
            function.__annotations__.get("return") == base.__name__
        )
        own = vars(kind).get(name)
        if is_operation and (own is None or isinstance(own, FunctionType)):
            setattr(kind, name, _keeping(name, kind, own))


def _keeping(name: str, kind: type, own: FunctionType | None) -> Any:
    """Return an operation, the subclass's own or the inherited one, that returns the subclass."""

    def operation(self: Any, *others: Any, **named: Any) -> Any:
        compute = partial(own, self) if own else getattr(super(kind, self), name)
        made = compute(*others, **named)
        plain = operation_of(type(made))
        if made is not self and plain.__module__.startswith("micrograd."):
            made = _become(made, combined(plain, kind))
        return made

    operation.__name__ = name
    return wraps(own)(operation) if own else operation


def _become(made: Any, kind: Any) -> Any:
    """Change the class of a node that was just made; a subclass with slots needs a new object.

    If the subclass has a property in place of a slot, the value is assigned to the property.
    """
    before: Any = type(made)
    held = {name: getattr(made, name) for name in _replaced(before, kind)}
    try:
        made.__class__ = kind
    except TypeError:
        state: Any = object.__getstate__(made)
        held = state[1]  # the values of its slots: a new node has nothing else
        made = object.__new__(kind)
    for name, value in held.items():
        setattr(made, name, value)
    return made


@cache
def _replaced(operation: type, kind: type) -> list[str]:
    """List the slots of an operation's nodes that a subclass replaces by properties."""
    slots = [name for each in operation.__mro__ for name in vars(each).get("__slots__", ())]
    return [
        name
        for name in slots
        if not name.startswith("__") and getattr(kind, name) is not getattr(operation, name)
    ]


@cache
def combined(operation: type, kind: type) -> type:
    """Return the class of an operation's results for a subclass's nodes.

    A call of it, as in `type(self)(2.0)`, makes an instance of the subclass.
    """

    def new(_: type, *args: Any, **named: Any) -> Any:
        return kind(*args, **named)

    return type(kind)(
        operation.__name__,
        (operation, kind),
        {"__slots__": (), "__module__": kind.__module__, "_operation": operation, "__new__": new},
    )


def have_own_equality(nodes: Iterable[object]) -> bool:
    """Tell whether a node is of a subclass with its own `__eq__`, such as a dataclass."""
    kinds: set[Any] = set(map(type, nodes))
    return any(kind.__hash__ is not object.__hash__ for kind in kinds)


def ordered_by_identity(output: Any) -> list[Any]:
    """List a node and all nodes that it was computed from, each after its parents.

    It does the same as `Node.topological_order`, also for nodes that are equal or have no hash.
    """
    order: list[Any] = []
    seen: set[int] = set()
    waiting: list[Any] = []
    stack: list[Any] = [output]
    while stack:
        node = stack.pop()
        if node is None:
            order.append(waiting.pop())
        elif id(node) not in seen:
            seen.add(id(node))
            waiting.append(node)
            # An operation's own parents may be a set, as in Karpathy's engine.
            stack += [None, *reversed(tuple(node._prev))]  # noqa: SLF001 - the parents of a node
    return order


def operation_of(kind: type) -> type:
    """Return the operation of a node's class; for a combined class, its first part."""
    found: type = getattr(kind, "_operation", kind)
    return found
