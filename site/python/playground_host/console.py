"""For the console: tells whether an input is complete, and completes names.

Completion runs none of the program's code: attributes are read directly from dictionaries and
slots, and a property, or anything else that would compute a value, is only listed by name.
"""

from __future__ import annotations

import ast
import builtins
import codeop
import keyword
import re
from types import GetSetDescriptorType, MemberDescriptorType, ModuleType
from typing import TYPE_CHECKING, Any

from micrograd.names import attributes_of, held, is_a, mro, namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CHOICES = 100
"""The most names that are offered."""

_DOTTED = re.compile(r"(?:[^\W\d]\w*\.)*(?:[^\W\d]\w*)?\Z")
_MISSING = object()


def is_whole(source: str) -> bool:
    r"""Tell whether source is complete or wrong, so that running it makes sense.

    An indented block ends with an empty line, as at Python's own prompt.

    >>> is_whole("for i in range(3):"), is_whole("for i in range(3):\n    i"), is_whole("1 +* 2")
    (False, False, True)
    >>> is_whole("for i in range(3):\n    i\n    \n")
    True
    """
    compiler = codeop.CommandCompiler()
    compiler.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    lines = source.split("\n")
    if lines[-1].strip() and lines[-1][0].isspace() and any(map(str.strip, lines[:-1])):
        return False
    try:
        return compiler(source, "", "exec") is not None
    except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
        return True


def complete(text: str, variables: Mapping[str, object]) -> tuple[int, list[str]]:
    """Return the position at which the last name in the text begins, and its completions.

    >>> complete("x = lis", {"lisp": 1})
    (4, ['lisp', 'list'])
    >>> complete("a.b.re", {"a": 1})
    (4, [])
    """
    match = _DOTTED.search(text)
    dotted = match[0] if match else ""
    *path, begun = dotted.split(".")
    start = len(text) - len(begun)
    if text[: len(text) - len(dotted)].endswith("."):
        return start, []  # to find the object of this attribute, code would have to run

    names = {**vars(builtins), **_by_names(variables)}
    if not path:
        known: Iterable[str] = {*names, *keyword.kwlist}
    else:
        found = names.get(path[0], _MISSING)
        for name in path[1:]:
            found = _attributes(found).get(name, _MISSING)
        known = () if found is _MISSING else _attributes(found)
    fitting = [
        name
        for name in known
        if name.startswith(begun) and (begun.startswith("_") or not name.startswith("_"))
    ]
    return start, sorted(fitting)[:CHOICES]


def _by_names(held_by_key: Mapping[Any, object]) -> dict[str, Any]:
    """Return the entries of a namespace whose keys are Python strings: others may run code."""
    return {name: value for name, value in list(held_by_key.items()) if type(name) is str}


def _attributes(obj: object) -> dict[str, Any]:
    """Return an object's attributes by name; `_MISSING` for those that need code to run."""
    if obj is _MISSING:
        return {}
    found: dict[str, Any] = {}
    for kind in reversed(mro(type(obj))):
        for name, value in _by_names(namespace(kind)).items():
            found[name] = _read(value, obj)
    if is_a(obj, ModuleType):
        return {**found, **_by_names(vars(ModuleType)["__dict__"].__get__(obj))}
    if not is_a(obj, type):
        return {**found, **attributes_of(obj)}
    for kind in reversed(mro(obj)):  # type: ignore[arg-type]
        found |= _by_names(namespace(kind))
    return found


def _read(value: object, obj: object) -> object:
    """Return the value of a class attribute for an object: a slot's content or a constant."""
    if is_a(value, GetSetDescriptorType, MemberDescriptorType):
        try:
            return value.__get__(obj)  # type: ignore[attr-defined]
        except (AttributeError, TypeError):
            return _MISSING
    computes = any(held(kind, "__get__") is not None for kind in mro(type(value)))
    return _MISSING if computes else value
