"""What a program's variables call its nodes, and which networks they belong to.

The names are found by looking through variables when they are needed, so that nodes needn't know
them. Looking runs no code of the program's: only dictionaries, lists and tuples of Python's own
are opened, and the attributes that objects really hold; no property, no `__getattr__`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import FunctionType, GetSetDescriptorType, ModuleType
from typing import TYPE_CHECKING, Any

from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Enough for mlp.layers[0].neurons[2].w[1] in a list of networks, and for large networks; a
# program may hold far more, which is not looked at.
_MAX_DEPTH = 8
_MAX_THINGS = 50_000
_MAX_ITEMS = 2_000
_MAX_FRAMES = 50

_CLOSED = (str, bytes, int, float, complex, type, ModuleType, FunctionType, type(None))
_KINDS = {"layers": "mlp", "neurons": "layer", "w": "neuron"}  # by what they hold

_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__


@dataclass(frozen=True, slots=True)
class Structure:
    """A neuron, a layer or a network, found under a name, inside another one or not."""

    kind: str
    name: str
    parent: int | None


@dataclass(slots=True)
class Names:
    """What was found, by the identity of the objects, which must outlive this.

    Attributes:
        nodes: the shortest name of each node.
        structures: the networks and their parts.
        owners: for each parameter of a neuron, that neuron.
        parameters: those parameters.
    """

    nodes: dict[int, str] = field(default_factory=dict)
    structures: dict[int, Structure] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    parameters: dict[int, Node] = field(default_factory=dict)


def find_names(*namespaces: Mapping[str, object], kind: type = Node) -> Names:
    """Look through variables for nodes, or what `kind` says, and for networks.

    >>> x, w = Node(1.0), [Node(2.0), Node(3.0)]
    >>> found = find_names({"x": x, "w": w})
    >>> found.nodes[id(x)], found.nodes[id(w[1])]
    ('x', 'w[1]')
    """
    names = Names()
    seen: set[int] = set()
    level: list[tuple[str, object, int | None]] = [
        (name, value, None)
        for namespace in namespaces
        for name, value in list(namespace.items())
        if type(name) is str
        and not name.startswith("_")
        and name not in ("In", "Out")  # a notebook's own
    ]
    left = _MAX_THINGS
    for _ in range(_MAX_DEPTH):
        deeper: list[tuple[str, object, int | None]] = []
        for path, value, owner in level[:left]:
            if issubclass(type(value), kind):
                _name(names, path, value, owner)
            elif not issubclass(type(value), _CLOSED) and id(value) not in seen:
                seen.add(id(value))
                deeper += _opened(names, path, value, owner)
        left -= len(level)
        level = deeper
        if left <= 0 or not level:
            break
    return names


def program_names() -> Names:
    """Look through the variables of `__main__` and of its functions that are running."""
    module = sys.modules.get("__main__")
    main: dict[str, object] = vars(module) if type(module) is ModuleType else {}
    namespaces: list[Mapping[str, object]] = [main]
    frame = sys._getframe(1)  # noqa: SLF001 - the only way to a caller's variables
    for _ in range(_MAX_FRAMES):
        if frame.f_globals is main and frame.f_locals is not main:
            namespaces.append(frame.f_locals)
        if frame.f_back is None:
            break
        frame = frame.f_back
    return find_names(*namespaces)


def _name(names: Names, path: str, node: Any, owner: int | None) -> None:
    known = names.nodes.get(id(node))
    if known is None or len(path) < len(known):
        names.nodes[id(node)] = path
    if owner is not None and names.structures[owner].kind == "neuron":
        names.owners.setdefault(id(node), owner)
        names.parameters[id(node)] = node


def _opened(
    names: Names, path: str, value: object, owner: int | None
) -> Iterator[tuple[str, object, int | None]]:
    """Give what a container or an object holds, with the network that it is part of."""
    kind = type(value)
    if kind is dict:
        for key, item in list(value.items())[:_MAX_ITEMS]:  # type: ignore[attr-defined]
            if type(key) in (str, int):
                yield f"{path}[{key!r}]", item, owner
    elif kind in (list, tuple):
        for i, item in enumerate(value[:_MAX_ITEMS]):  # type: ignore[index]
            yield f"{path}[{i}]", item, owner
    else:
        attributes = _attributes(value)
        what = next((_KINDS[name] for name in _KINDS if name in attributes), None)
        if what is None and kind.__module__.startswith("micrograd."):
            return  # pictures and tapes hold whole graphs
        if what is not None:
            names.structures[id(value)] = Structure(what, path, owner)
            owner = id(value)
        for name, item in list(attributes.items())[:_MAX_ITEMS]:
            if type(name) is str:
                yield f"{path}.{name}", item, owner


def _attributes(value: object) -> dict[Any, object]:
    """Return the dictionary of an object's attributes, if it is Python's own."""
    for each in _mro(type(value)):
        slot = _namespace(each).get("__dict__")
        if isinstance(slot, GetSetDescriptorType):
            held = slot.__get__(value)
            return held if type(held) is dict else {}
        if slot is not None:
            return {}
    return {}
