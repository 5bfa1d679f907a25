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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CHOICES = 100
"""Names that are offered at most."""

_DOTTED = re.compile(r"(?:[^\W\d]\w*\.)*(?:[^\W\d]\w*)?\Z")
_SLOTS = (GetSetDescriptorType, MemberDescriptorType)
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

    if not path:
        known: Iterable[str] = {*variables, *vars(builtins), *keyword.kwlist}
    else:
        found = variables.get(path[0], vars(builtins).get(path[0], _MISSING))
        for name in path[1:]:
            found = _attributes(found).get(name, _MISSING)
        known = () if found is _MISSING else _attributes(found)
    names = [
        name
        for name in known
        if name.startswith(begun) and (begun.startswith("_") or not name.startswith("_"))
    ]
    return start, sorted(names)[:CHOICES]


def _attributes(obj: object) -> dict[str, Any]:
    """Return an object's attributes by name; `_MISSING` for those that code would compute."""
    if obj is _MISSING:
        return {}
    kinds: tuple[type, ...] = type.__dict__["__mro__"].__get__(type(obj))
    found: dict[str, Any] = {}
    for kind in reversed(kinds):
        for name, value in type.__dict__["__dict__"].__get__(kind).items():
            found[name] = _read(value, obj)
    own: Any = {}
    if isinstance(obj, ModuleType):
        own = vars(ModuleType)["__dict__"].__get__(obj)
    elif issubclass(type(obj), type):
        for kind in reversed(type.__dict__["__mro__"].__get__(obj)):
            own = {**own, **type.__dict__["__dict__"].__get__(kind)}
    else:
        # Only the interpreter's own way to the attributes: a class may have put code in its place.
        slots = (type.__dict__["__dict__"].__get__(kind).get("__dict__") for kind in kinds)
        slot = next((slot for slot in slots if slot is not None), None)
        own = slot.__get__(obj) if isinstance(slot, GetSetDescriptorType) else {}
    return {**found, **{name: value for name, value in own.items() if isinstance(name, str)}}


def _read(value: object, obj: object) -> object:
    """Return what an object's class holds for it: a slot's content, a constant, or nothing."""
    if isinstance(value, _SLOTS):
        try:
            return value.__get__(obj)
        except (AttributeError, TypeError):
            return _MISSING
    return _MISSING if hasattr(type(value), "__get__") else value
