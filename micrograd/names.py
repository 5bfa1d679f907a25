"""Finds the variables that hold a program's nodes, and the networks to which nodes belong.

Variables are searched when names are needed, so nodes don't store their names. The search runs none
of the program's code. It opens only Python's own dictionaries, lists and tuples, and the attributes
that objects really hold: no property, no `__getattr__`. A program's class may have a metaclass, and
a key may have an `__eq__`. So classes are never compared, hashed or asked for attributes, and only
keys that are Python's own strings and integers are compared.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from inspect import CO_OPTIMIZED
from itertools import islice
from types import FunctionType, GetSetDescriptorType, ModuleType
from typing import TYPE_CHECKING, Any, TypeGuard

from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# Enough for mlp.layers[0].neurons[2].w[1] in a list of networks, and for large networks; a
# program may hold far more, which is not looked at.
_MAX_DEPTH = 8
_MAX_THINGS = 50_000
_MAX_ITEMS = 2_000
_MAX_FRAMES = 50
_MAX_KEY = 10**15
_MAX_KEY_LENGTH = 100

_CLOSED = (str, bytes, int, float, complex, type, ModuleType, FunctionType, type(None))
_CLOSED_IDS = frozenset(map(id, _CLOSED))
_KINDS = {"layers": "mlp", "neurons": "layer", "w": "neuron"}  # by their attribute

# Read from `type` itself, whatever a metaclass defines.
mro: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
namespace: Callable[[type], Mapping[object, object]] = type.__dict__["__dict__"].__get__


@dataclass(frozen=True, slots=True)
class Structure:
    """A neuron, a layer or a network, with its name, and the structure that contains it, if any."""

    kind: str
    name: str
    parent: int | None


@dataclass(slots=True)
class Names:
    """The names that were found, by the identity of the objects, which must outlive this object.

    Attributes:
        nodes: the shortest name of each node.
        structures: the networks and their parts.
        owners: for each parameter of a neuron, that neuron.
        parameters: these parameters.
        variables: the names of all variables, also of those that hold no node.
    """

    nodes: dict[int, str] = field(default_factory=dict)
    structures: dict[int, Structure] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    parameters: dict[int, Node] = field(default_factory=dict)
    variables: set[str] = field(default_factory=set)


def find_names(*namespaces: Mapping[str, object], kind: type = Node) -> Names:
    """Search variables for nodes, or objects of another `kind`, and for networks.

    >>> x, w = Node(1.0), [Node(2.0), Node(3.0)]
    >>> found = find_names({"x": x, "w": w})
    >>> found.nodes[id(x)], found.nodes[id(w[1])]
    ('x', 'w[1]')
    """
    names = Names()
    seen: set[int] = set()
    level: list[tuple[str, object, int | None]] = [
        (name, value, None)
        for variables in namespaces
        for name, value in list(variables.items())
        if is_name(name) and not name.startswith("_") and name not in ("In", "Out")  # a notebook's
    ]
    names.variables.update(path for path, _, _ in level)
    left = _MAX_THINGS
    for _ in range(_MAX_DEPTH):
        deeper: list[tuple[str, object, int | None]] = []
        for path, value, owner in level[:left]:
            kinds = frozenset(map(id, mro(type(value))))
            if id(kind) in kinds:
                _name(names, path, value, owner)
            elif not kinds & _CLOSED_IDS and id(value) not in seen:
                seen.add(id(value))
                deeper += _opened(names, path, value, owner)
        left -= len(level)
        level = deeper
        if left <= 0 or not level:
            break
    return names


def program_names() -> Names:
    """Search the variables of `__main__` and of its running functions."""
    module = sys.modules.get("__main__")
    main: dict[str, object] = vars(module) if type(module) is ModuleType else {}
    namespaces: list[Mapping[str, object]] = [main]
    frame = sys._getframe(1)  # noqa: SLF001 - the only way to a caller's variables
    for _ in range(_MAX_FRAMES):
        # Only functions: the variables of a class body may be in a dictionary of its metaclass.
        if frame.f_globals is main and frame.f_code.co_flags & CO_OPTIMIZED:
            namespaces.append(frame.f_locals)
        if frame.f_back is None:
            break
        frame = frame.f_back
    return find_names(*namespaces)


def is_name(name: object) -> TypeGuard[str]:
    """Tell whether an object is a Python `str` and a valid identifier.

    >>> is_name("mlp"), is_name("two words"), is_name(3)
    (True, False, False)
    """
    return type(name) is str and len(name) <= _MAX_KEY_LENGTH and name.isidentifier()


def is_a(value: object, *kinds: type) -> bool:
    """Tell whether a value is an instance of one of the classes; a faked `__class__` doesn't count.

    >>> is_a(Node(1.0), Node), is_a(1.0, Node, str)
    (True, False)
    """
    own = frozenset(map(id, mro(type(value))))
    return any(id(kind) in own for kind in kinds)


def held(kind: type, name: str) -> object:
    """Return an attribute of a class, or None, without running the program's code.

    The class's namespace is searched, not indexed: a key of the program's could have an `__eq__`.

    >>> held(Node, "_op"), held(Node, "no_such_thing")
    ('', None)
    """
    return next((v for key, v in namespace(kind).items() if type(key) is str and key == name), None)


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
    """Yield the contents of a container or an object, with the network that it is part of."""
    kind = type(value)
    if kind is dict:
        for key, item in list(islice(value.items(), _MAX_ITEMS)):  # type: ignore[attr-defined]
            if _is_short(key):
                yield f"{path}[{key!r}]", item, owner
    elif kind is list or kind is tuple:
        for i, item in enumerate(value[:_MAX_ITEMS]):  # type: ignore[index]
            yield f"{path}[{i}]", item, owner
    else:
        attributes = attributes_of(value)
        what = next((_KINDS[name] for name in _KINDS if name in attributes), None)
        module = held(kind, "__module__")
        if what is None and type(module) is str and module.startswith("micrograd."):
            return  # pictures and tapes hold whole graphs
        if what is not None:
            names.structures[id(value)] = Structure(what, path, owner)
            owner = id(value)
        for name, item in islice(attributes.items(), _MAX_ITEMS):
            if is_name(name):
                yield f"{path}.{name}", item, owner


def _is_short(key: object) -> bool:
    """Tell whether a dictionary's key is a Python string or integer that is short enough."""
    if type(key) is int:
        return abs(key) < _MAX_KEY
    return type(key) is str and len(key) <= _MAX_KEY_LENGTH


def attributes_of(value: object) -> dict[str, object]:
    """Return the attributes of an object, if its `__dict__` is a Python dictionary.

    >>> class Box:
    ...     def __init__(self):
    ...         self.x = 1
    >>> attributes_of(Box()), attributes_of(3)
    ({'x': 1}, {})
    """
    for each in mro(type(value)):
        slot = held(each, "__dict__")
        if type(slot) is GetSetDescriptorType:
            try:
                found = slot.__get__(value)
            except (AttributeError, TypeError):  # a slot of another class
                return {}
            items = list(found.items()) if type(found) is dict else []
            return {name: item for name, item in items if type(name) is str}
        if slot is not None:
            return {}
    return {}
