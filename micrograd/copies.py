"""Copies and pickles of nodes: `copy`, `deepcopy` and `pickle` without recursion.

Python's own `deepcopy` and `pickle` recurse from a node to the objects that it holds. They fail
after about a thousand operations, or a thousand nodes that a program has linked by attributes. Here
a copy is made first and filled later, and a pickle contains the objects of a node before the node.

A closure refers to the nodes that it was made with. So the functions of a copy get new cells with
the copied nodes. Otherwise they would refer to the originals, and add the copy's gradients there.
"""

# ruff: noqa: SLF001 - copying needs the nodes' private attributes.

from __future__ import annotations

import copy
from collections import deque
from functools import partial
from threading import local
from types import CellType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any

from micrograd.subclass import combined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from micrograd.node import Node

    _Waiting = deque[tuple[Node, list[tuple[str, Any]]]]  # copies, and attributes to fill in

_CONTAINERS = (list, dict, tuple, partial)
_PLAIN = (float, int, str, bytes, bool, type(None))

_WAITING = object()  # by its identity, a memo of `deepcopy` knows the nodes that are to be filled


class _Writing(local):
    """The nodes of graphs that a thread is pickling, by identity: with or without attributes."""

    def __init__(self) -> None:
        self.one_by_one: set[int] = set()
        self.empty: set[int] = set()


_writing = _Writing()


def shallow(node: Node) -> Node:
    """Return a copy of a node with the same parents and attributes.

    A function of the node that refers to the node refers to the copy in the copy.
    """
    made = twin(node)
    for name, value in vars(node).items():
        setattr(made, name, _rebound(value, node, made, {}))
    return made


def twin(node: Node) -> Node:
    """Return a node that holds the same objects as another one."""
    made: Node = blank(type(node))
    for name, value in _contents(node).items():
        setattr(made, name, value)
    return made


def deep(node: Node, memo: dict[int, Any]) -> Node:
    """Return a copy of a node and of everything that it holds (the protocol of `deepcopy`).

    A node that is found while another one is filled is made at once, and filled later.
    """
    waiting: _Waiting | None = memo.get(id(_WAITING))
    if waiting is not None:
        return _begun(node, waiting, memo)
    waiting = memo[id(_WAITING)] = deque()
    try:
        made = _begun(node, waiting, memo)
        while waiting:
            twin, rest = waiting.popleft()
            for name, value in rest:
                if name == "_prev":
                    twin._prev = tuple([_copied(parent, memo) for parent in value])
                elif name == "_origin":
                    twin._origin = value  # the copy has the same place in the program
                else:
                    setattr(twin, name, _copied(value, memo))
    finally:
        del memo[id(_WAITING)]
    return made


def _begun(node: Node, waiting: _Waiting, memo: dict[int, Any]) -> Node:
    """Make a copy with only numbers and strings, which its hash or equality may need."""
    made: Node = blank(type(node))
    memo[id(node)] = made
    made._prev = ()
    rest = []
    for name, value in _contents(node).items():
        if type(value) in _PLAIN:
            setattr(made, name, value)
        elif name != "_prev" or value:
            rest.append((name, value))
    waiting.append((made, rest))
    return made


def reduced(node: Node) -> tuple[Any, ...]:
    """Return how `pickle` makes a node again (its `__reduce__` protocol).

    The objects that it holds are pickled before it. If nodes hold each other, all are pickled with
    their numbers and strings first, and then with their other attributes.
    """
    if id(node) in _writing.empty:
        return _begin, (_plain_contents(node), *_kinds(type(node)))
    contents = _contents(node)
    if id(node) in _writing.one_by_one or not _held(node):
        return blank, _kinds(type(node)), (None, contents)
    order, is_knot = _order(node)
    if is_knot:
        return _filled, (_Graph(order, _writing.empty), [_contents(each) for each in order])
    return _last, (_Graph(order, _writing.one_by_one),)


def blank(kind: type, operation: type | None = None) -> Any:
    """Make a node of a class that holds nothing yet."""
    if operation is not None:
        kind = combined(operation, kind)
    return object.__new__(kind)


def _kinds(kind: type) -> tuple[type, ...]:
    """Return the classes that `pickle` can name: for a combined class, its two parts."""
    operation: type | None = getattr(kind, "_operation", None)
    return (kind,) if operation is None else (kind.__bases__[1], operation)


def _contents(node: object) -> dict[str, Any]:
    """Return the slots and attributes of a node or another object, with their values."""
    state: Any = object.__getstate__(node)
    attributes, slots = state if isinstance(state, tuple) else (state, None)
    return {**(slots or {}), **(attributes or {})}


def _plain_contents(node: Node) -> dict[str, Any]:
    return {name: value for name, value in _contents(node).items() if type(value) in _PLAIN}


# --- functions, with other nodes in them ---


def _copied(value: Any, memo: dict[int, Any]) -> Any:
    """Copy an attribute's value; a function gets the copies in its cells and its defaults."""
    if id(value) in memo:
        return memo[id(value)]
    if type(value) in _CONTAINERS:
        return _copied_container(value, memo)
    if not isinstance(value, FunctionType) or not _holds_any(value):
        return copy.deepcopy(value, memo)
    closure = value.__closure__ or ()
    cells = [memo.setdefault(id(cell), CellType()) for cell in closure]
    memo[id(value)] = made = _with_cells(value, cells)
    made.__defaults__ = value.__defaults__ and _copied(value.__defaults__, memo)
    made.__kwdefaults__ = value.__kwdefaults__ and _copied(value.__kwdefaults__, memo)
    for cell, original in zip(cells, closure, strict=True):
        try:
            held = original.cell_contents
        except ValueError:  # it is empty
            continue
        try:
            cell.cell_contents = _copied(held, memo)
        except Exception:  # noqa: BLE001 - a module, a lock, an open file: the copy shares it
            cell.cell_contents = held
    return made


def _copied_container(value: Any, memo: dict[int, Any]) -> Any:
    """Copy a container that may hold functions; it is in the memo before it is filled."""
    if type(value) is list:
        items: list[Any] = memo.setdefault(id(value), [])
        items += (_copied(each, memo) for each in value)
        return items
    if type(value) is dict:
        table: dict[Any, Any] = memo.setdefault(id(value), {})
        table.update((_copied(key, memo), _copied(each, memo)) for key, each in value.items())
        return table
    if type(value) is tuple:
        made: Any = tuple(_copied(each, memo) for each in value)
    else:
        args = _copied(value.args, memo)
        made = partial(_copied(value.func, memo), *args, **_copied(value.keywords, memo))
    return memo.setdefault(id(value), made)


def _rebound(value: Any, node: Node, made: Node, known: dict[int, Any]) -> Any:
    """Return a function that refers to a copy in place of a node; any other value unchanged."""
    if value is node:
        return made
    if id(value) in known:
        return known[id(value)]

    def rebound(each: Any) -> Any:
        return _rebound(each, node, made, known)

    if type(value) is MethodType:
        owner = rebound(value.__self__)
        return value if owner is value.__self__ else MethodType(value.__func__, owner)
    if type(value) is partial:
        args, named = map(rebound, value.args), value.keywords
        return partial(rebound(value.func), *args, **{name: rebound(named[name]) for name in named})
    if type(value) is not FunctionType or not _holds_any(value):
        return value
    known[id(value)] = value  # it may refer to itself
    cells = [_rebound_cell(cell, rebound) for cell in value.__closure__ or ()]
    known[id(value)] = function = _with_cells(value, cells)
    if defaults := value.__defaults__:
        function.__defaults__ = tuple(map(rebound, defaults))
    if named_defaults := value.__kwdefaults__:
        function.__kwdefaults__ = {name: rebound(each) for name, each in named_defaults.items()}
    return function


def _rebound_cell(cell: CellType, rebound: Callable[[Any], Any]) -> CellType:
    try:
        held = cell.cell_contents
    except ValueError:  # it is empty
        return cell
    other = rebound(held)
    return cell if other is held else CellType(other)


def _with_cells(function: FunctionType, cells: Iterable[CellType]) -> FunctionType:
    code, names = function.__code__, function.__globals__
    made = FunctionType(code, names, function.__name__, function.__defaults__, tuple(cells))
    made.__kwdefaults__ = function.__kwdefaults__
    made.__dict__.update(function.__dict__)
    return made


def _holds_any(function: FunctionType) -> bool:
    """Tell whether a function has a closure or defaults, which may hold nodes."""
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    return bool(function.__closure__) or any(type(each) not in _PLAIN for each in defaults)


# --- the nodes that a node holds, in order ---


def _order(node: Node) -> tuple[list[Node], bool]:
    """List a node and all nodes that it holds, each after the nodes that it holds itself.

    Returns:
        The list, and whether nodes hold each other; such nodes are in any order.
    """
    order = node.topological_order()
    if all(map(_holds_parents_alone, order)):
        return order, False
    order = []
    begun, ended = {id(node)}, set[int]()
    stack = [(node, iter(_held(node)))]
    is_knot = False
    while stack:
        each, others = stack[-1]
        other = next((held for held in others if id(held) not in ended), None)
        if other is None:
            stack.pop()
            ended.add(id(each))
            order.append(each)
        elif id(other) in begun:
            is_knot = True
        else:
            begun.add(id(other))
            stack.append((other, iter(_held(other))))
    return order, is_knot


def _holds_parents_alone(node: Node) -> bool:
    return not vars(node) and type(node).__module__.startswith("micrograd.")


def _held(node: Node) -> list[Node]:
    """List the nodes that a node holds: its parents, and those in the program's own attributes."""
    if _holds_parents_alone(node):
        return list(node._prev)
    contents = _contents(node)
    contents.pop("_origin", None)
    found: list[Node] = []
    seen: set[int] = set()
    waiting = [value for value in contents.values() if type(value) not in _PLAIN]
    while waiting:
        thing = waiting.pop()
        if hasattr(type(thing), "topological_order"):
            found.append(thing)
        elif type(thing) not in _PLAIN and id(thing) not in seen:
            seen.add(id(thing))
            waiting += _inside(thing)
    return found


def _inside(thing: Any) -> Iterable[Any]:
    """List the elements of a container, or the attributes of another picklable object."""
    kind = type(thing)
    if kind in (list, tuple, set, frozenset, deque):
        return thing  # type: ignore[no-any-return]
    if kind is dict:
        return [*thing, *thing.values()]
    has_own_way = any(
        getattr(kind, name) is not getattr(object, name)
        for name in ("__reduce_ex__", "__reduce__", "__getstate__")
    )
    is_named = isinstance(thing, type | FunctionType | MethodType | ModuleType)
    return () if has_own_way or is_named else _contents(thing).values()


# --- graphs in files ---


class _Graph(list[Any]):
    """Nodes in order, pickled one after the other; meanwhile each node is pickled alone.

    The objects that it holds are then in the pickle already.
    """

    def __init__(self, order: list[Node], written: set[int]) -> None:
        super().__init__(order)
        self._written = written

    def __reduce_ex__(self, protocol: object) -> tuple[Callable[..., Any], tuple[()], None, Any]:
        return list, (), None, self._items()

    def _items(self) -> Iterator[Any]:
        names = {id(node) for node in self} - self._written
        self._written |= names
        try:
            yield from self
        except GeneratorExit:  # pickling was given up
            self._written -= names
            raise
        yield _End(names, self._written)  # `pickle` may take many nodes before it writes them


class _End:
    """Marks the end of a graph's nodes: when it is pickled, all of them are."""

    def __init__(self, names: set[int], written: set[int]) -> None:
        self._names = names
        self._written = written

    def __reduce_ex__(self, protocol: object) -> tuple[type, tuple[()]]:
        self._written -= self._names
        return type(None), ()


def _last(order: list[Any]) -> Any:
    return order[-2]


def _begin(contents: dict[str, Any], *kinds: type) -> Any:
    made = blank(*kinds)
    made._prev = ()
    for name, value in contents.items():
        setattr(made, name, value)
    return made


def _filled(order: list[Any], held: list[dict[str, Any]]) -> Any:
    for node, contents in zip(order, held, strict=False):  # an end stands behind the nodes
        for name, value in contents.items():
            setattr(node, name, value)
    return order[-2]
