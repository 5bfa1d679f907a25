"""Copies of nodes, and nodes in files: `copy`, `deepcopy` and `pickle` without recursion.

Python's own ways go from a node to its parents by calling themselves, which ends at a thousand
operations. Here a graph is copied and written in topological order.

A closure knows the nodes it was made with. So a deep copy gives its functions cells that hold the
copies; Python's own would leave them with the originals, and the copy's gradients would arrive
there.
"""

from __future__ import annotations

import copy
from types import CellType, FunctionType
from typing import TYPE_CHECKING, Any

from micrograd.subclass import combined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from micrograd.node import Node

_written_one_by_one: set[int] = set()  # by identity: the nodes of the graphs that are being written


def shallow(node: Node) -> Node:
    """Return a node that holds what another one holds, with the same parents."""
    twin: Node = blank(type(node))
    for name, value in _contents(node).items():
        setattr(twin, name, value)
    return twin


def deep(node: Node, memo: dict[int, Any]) -> Node:
    """Return a copy of a node and of all that it was computed from (the protocol of `deepcopy`)."""
    order = [each for each in node.topological_order() if id(each) not in memo]
    for each in order:
        memo[id(each)] = blank(type(each))
    for each in order:
        twin = memo[id(each)]
        for name, value in _contents(each).items():
            if name == "_prev":
                twin._prev = tuple(memo[id(parent)] for parent in value)  # noqa: SLF001
            elif name == "_origin":
                twin._origin = value  # noqa: SLF001 - a place in a program, the copy's too
            else:
                setattr(twin, name, _copied(value, memo))
    copied: Node = memo[id(node)]
    return copied


def reduced(node: Node) -> tuple[Any, ...]:
    """Say how a node is made again from a file (the protocol of `pickle`)."""
    if node._prev and id(node) not in _written_one_by_one:  # noqa: SLF001
        return _last, (_Graph(node.topological_order()),)
    return blank, _kinds(type(node)), (None, _contents(node))


def blank(kind: type, operation: type | None = None) -> Any:
    """Make a node of a class that holds nothing yet."""
    if operation is not None:
        kind = combined(operation, kind)
    return object.__new__(kind)


def _kinds(kind: type) -> tuple[type, ...]:
    """Name a class by what a file can name: one that was combined, by its two parts."""
    operation: type | None = getattr(kind, "_operation", None)
    return (kind,) if operation is None else (kind.__bases__[1], operation)


def _contents(node: Node) -> dict[str, Any]:
    """Return what a node's slots and attributes hold."""
    state: Any = object.__getstate__(node)
    attributes, slots = state if isinstance(state, tuple) else (state, None)
    return {**(slots or {}), **(attributes or {})}


def _copied(value: Any, memo: dict[int, Any]) -> Any:
    """Copy what a node holds; a function with the copies in its cells and its defaults."""
    if id(value) in memo:
        return memo[id(value)]
    if type(value) in (list, tuple):
        return type(value)(_copied(each, memo) for each in value)
    if type(value) is dict:
        return {key: _copied(each, memo) for key, each in value.items()}
    if not isinstance(value, FunctionType) or not _holds_any(value):
        return copy.deepcopy(value, memo)
    closure = value.__closure__ or ()
    cells = [memo.setdefault(id(cell), CellType()) for cell in closure]
    twin = FunctionType(
        value.__code__, value.__globals__, value.__name__, value.__defaults__, tuple(cells)
    )
    twin.__dict__.update(value.__dict__)
    memo[id(value)] = twin
    twin.__defaults__ = value.__defaults__ and _copied(value.__defaults__, memo)
    twin.__kwdefaults__ = value.__kwdefaults__ and _copied(value.__kwdefaults__, memo)
    for cell, original in zip(cells, closure, strict=True):
        try:
            held = original.cell_contents
        except ValueError:  # it is empty
            continue
        try:
            cell.cell_contents = _copied(held, memo)
        except Exception:  # noqa: BLE001 - a module, a lock, an open file: the copy shares it
            cell.cell_contents = held
    return twin


def _holds_any(function: FunctionType) -> bool:
    """Tell whether a function has variables of its own, which may be nodes."""
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    plain = (int, float, str, bytes, bool, type(None))
    return bool(function.__closure__) or any(type(each) not in plain for each in defaults)


class _Graph(list[Any]):
    """A graph's nodes in topological order, written one after the other.

    While they are, each is written with its parents as they are: those are in the file already.
    """

    def __reduce_ex__(self, protocol: object) -> tuple[Callable[..., Any], tuple[()], None, Any]:
        return list, (), None, self._items()

    def _items(self) -> Iterator[Any]:
        names = {id(node) for node in self} - _written_one_by_one
        _written_one_by_one.update(names)
        try:
            yield from self
        except GeneratorExit:  # the writer gave up
            _written_one_by_one.difference_update(names)
            raise
        yield _End(names)  # a writer may take many before it writes them


class _End:
    """Stands behind a graph's nodes: when it is written, they are."""

    def __init__(self, names: set[int]) -> None:
        self._names = names

    def __reduce_ex__(self, protocol: object) -> tuple[type, tuple[()]]:
        _written_one_by_one.difference_update(self._names)
        return type(None), ()


def _last(order: list[Any]) -> Any:
    return order[-2]
