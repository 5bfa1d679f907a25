"""What the console needs to know of Python before it evaluates: is this whole, and what comes next.

Names are completed without running any code: attributes are read where they lie, and a property,
or whatever else would compute a value, is named and never asked.
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
"""Names that are offered at most."""

_DOTTED = re.compile(r"(?:[^\W\d]\w*\.)*(?:[^\W\d]\w*)?\Z")
_MISSING = object()


def is_whole(source: str) -> bool:
    r"""Say whether source can be run as it is, or is wrong, which running it will tell.

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
    """Return where in the text the last name begins, and what it may become.

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
        return start, []  # an attribute of what only running code would tell

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
    """Return what a namespace holds under names of Python's own: others may have methods."""
    return {name: value for name, value in list(held_by_key.items()) if type(name) is str}


def _attributes(obj: object) -> dict[str, Any]:
    """Return an object's attributes by name; `_MISSING` for those that code would compute."""
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
    """Return what an object's class holds for it: a slot's content, a constant, or nothing."""
    if is_a(value, GetSetDescriptorType, MemberDescriptorType):
        try:
            return value.__get__(obj)  # type: ignore[attr-defined]
        except (AttributeError, TypeError):
            return _MISSING
    computes = any(held(kind, "__get__") is not None for kind in mro(type(value)))
    return _MISSING if computes else value
