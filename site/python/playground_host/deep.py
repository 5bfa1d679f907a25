"""Finds the types of Python whose functions in C may call themselves very often.

`site/worker/stack.js` puts a function around each of them, so that it counts as deep as it is.
"""

from __future__ import annotations

from _json import make_scanner
from types import WrapperDescriptorType

_IS_COLLECTED = 1 << 14
"""The flag of types whose objects can contain others (`Py_TPFLAGS_HAVE_GC`)."""

_METHODS = ("__repr__", "__str__", "__hash__", "__eq__", "__next__")


def types() -> dict[str, list[int]]:
    """Return the addresses of the types, by the method that the function in C is behind.

    `__del__` stands for the function that frees an object. A type is named for another method only
    if the function is its own, and in C. `__call__` is JSON's scanner.
    """
    found = _subtypes(object)
    own = {method: [id(kind) for kind in found if _is_in_c(kind, method)] for method in _METHODS}
    return {"__del__": [*map(id, found)], "__call__": [id(make_scanner)], **own}


def _subtypes(kind: type) -> set[type]:
    """Return all types below this one whose objects can contain others."""
    found: set[type] = set()
    left = [kind]
    while left:
        new: set[type] = set(type.__subclasses__(left.pop())) - found
        found |= new
        left += new
    return {each for each in found if each.__flags__ & _IS_COLLECTED}


def _is_in_c(kind: type, method: str) -> bool:
    return isinstance(vars(kind).get(method), WrapperDescriptorType)
