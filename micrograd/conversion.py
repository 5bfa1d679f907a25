"""Finds out which function converts a node to a float, to refuse functions that lose the graph.

`float(node)` is fine: it reads the number. `math.sin(node)` converts the node in the same way, but
its result would be a plain number, and no gradient could flow back. Python does not tell the node
who calls `__float__`. So this module reads the caller's current bytecode instruction: the function
that it calls, or the functions that it passes as arguments, as `map(math.sin, nodes)` does. It runs
none of the caller's code.

PyTorch warns in the same case (its issue 143071).
"""

from __future__ import annotations

import builtins
import cmath
import dis
import inspect
import math
import warnings
from functools import cache, partial
from types import BuiltinFunctionType, CodeType, FrameType
from typing import Any, NamedTuple

# Those that ask about a number, and give none that anyone would differentiate.
_QUESTIONS = {
    "ceil",
    "floor",
    "frexp",
    "isclose",
    "isfinite",
    "isinf",
    "isnan",
    "nextafter",
    "trunc",
    "ulp",
}

# What a node has in their place.
_INSTEAD = {
    **{name: f"node.{name}()" for name in ("exp", "log", "sin", "cos", "tanh", "sqrt")},
    "cosh": "(node.exp() + (-node).exp()) / 2",
    "degrees": "node * (180 / math.pi)",
    "dist": "((a - b) ** 2).sqrt()",
    "exp2": "2 ** node",
    "expm1": "node.exp() - 1",
    "fabs": "abs(node)",
    "fsum": "sum(nodes)",
    "hypot": "(a**2 + b**2).sqrt()",
    "fmean": "sum(nodes) / len(nodes)",
    "geometric_mean": "(sum(node.log() for node in nodes) / len(nodes)).exp()",
    "harmonic_mean": "len(nodes) / sum(1 / node for node in nodes)",
    "mean": "sum(nodes) / len(nodes)",
    "log10": "node.log() / math.log(10)",
    "log1p": "(1 + node).log()",
    "log2": "node.log() / math.log(2)",
    "pow": "node ** exponent",
    "radians": "node * (math.pi / 180)",
    "sinh": "(node.exp() - (-node).exp()) / 2",
    "sumprod": "sum(a * b for a, b in zip(first, second))",
    "tan": "node.sin() / node.cos()",
}

# Modules in Python that work with numbers alone.
_MODULES = {"statistics", "fractions", "_pydecimal"}

_LOADS = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_DEREF", "LOAD_CLASSDEREF"}
_ATTRIBUTES = {"LOAD_ATTR", "LOAD_METHOD"}
_CALLS = ("CALL", "PRECALL")
_RESULTS = ("BINARY_SUBSCR", "BINARY_OP")
_WRITING = ("BINARY_OP", "FORMAT", "BUILD_STRING")  # they format a number, and call no function

_CACHED = type(cache(len))
_ASKED = (float, int, complex)

_Span = tuple[tuple[int, int], tuple[int, int]]  # begin and end of an expression


class _Name(NamedTuple):
    """A dotted name in an expression: `math.sin` is ("math", "sin")."""

    parts: tuple[str, ...]
    span: _Span
    is_table: bool = False  # a container of the called function: `functions["sin"](node)`


def lost_function(frame: FrameType | None) -> str:
    """Return the function of `math` that a caller is running, or "" if the graph is not lost.

    >>> import sys
    >>> class Asked:
    ...     def __float__(self):
    ...         print(repr(lost_function(sys._getframe(1))))
    ...         return 0.0
    >>> _ = math.sin(Asked()), list(map(math.exp, [Asked()])), float(Asked())
    'math.sin'
    'math.exp'
    ''
    """
    if frame is None:
        return ""
    if function := _of_numbers(frame):
        return function
    for name in _asking(frame.f_code, frame.f_lasti):
        found = _resolved(name.parts, frame)
        if any(found is each for each in _ASKED):
            return ""
        if not name.is_table:
            if function := _lossy(found):
                return function
        elif found is math or found is cmath or any(map(_lossy, [found, *_held(found)])):
            warnings.warn(_DOUBT, RuntimeWarning, stacklevel=3)
    return ""


_DOUBT = (
    "a node gave its number to a function, and no gradient comes back through what that returns:"
    " a function of math loses the path, where node.sin() keeps it"
)


def _of_numbers(frame: FrameType) -> str:
    """Return the outermost called function of a module for numbers, such as `statistics.mean`."""
    module = frame.f_globals.get("__name__")
    if module not in _MODULES:
        return ""
    while frame.f_back and frame.f_back.f_globals.get("__name__") == module:
        frame = frame.f_back
    name: str = frame.f_code.co_qualname
    return f"{module}.{name.removesuffix('.__init__').removesuffix('.__new__')}"


def _lossy(function: object) -> str:
    """Name a function of `math`, or one that wraps it; "" for any other."""
    while type(function) in (partial, map, _CACHED):
        function = _inner(function)
    if type(function) is not BuiltinFunctionType:
        return ""
    module, short = function.__module__, function.__name__
    is_one = module in (math.__name__, cmath.__name__) and short not in _QUESTIONS
    return f"{module}.{short}" if is_one else ""


def _inner(function: Any) -> object:
    """Return the function that a partial, a map or a cache calls."""
    if type(function) is map:
        return function.__reduce__()[1][0]
    return function.func if type(function) is partial else function.__wrapped__


def _held(table: object) -> list[object]:
    if type(table) is dict:
        return list(table.values())
    return list(table) if type(table) in (list, tuple) else []  # type: ignore[call-overload]


def sentence(function: str) -> str:
    """Say why a function of `math` can't be used on a node, and what to write instead.

    >>> sentence("math.sin")
    'math.sin() would take the number out of the node, and no gradient could come back: write node.sin()'
    """  # noqa: E501 - the sentence is one line
    instead = _INSTEAD.get(function.partition(".")[2])
    advice = (
        f"write {instead}"
        if instead
        else "use the node's own operations, or node.data where the number alone is meant"
    )
    return f"{function}() would take the number out of the node, and no gradient could come back: {advice}"  # noqa: E501


@cache
def _asking(code: CodeType, offset: int) -> tuple[_Name, ...]:
    """List the names of the functions that the instruction at an offset may be running.

    These are the function that it calls, and the arguments that are not calls themselves.
    """
    steps = [(each, span) for each in dis.get_instructions(code) if (span := _span(each.positions))]
    running = next((span for each, span in steps if each.offset == offset), None)
    if running is None or any(
        each.offset == offset and each.opname.startswith(_WRITING) for each, _ in steps
    ):
        return ()
    calls = [(each.offset, span) for each, span in steps if each.opname.startswith(_CALLS)]
    names = [name for name in _names(steps) if _is_within(name.span, running)]
    called = {span[0] for _, span in calls if span != running and _is_within(span, running)}
    if any(at == offset for at, _ in calls):
        # `functions["sin"](node)`: the called function is the result of the expression before it.
        results = [span for each, span in steps if each.opname.startswith((*_CALLS, *_RESULTS))]
        fronts = [span for span in results if span[0] == running[0] and span[1] < running[1]]
        if fronts:
            front = max(fronts)
            return tuple(
                name._replace(is_table=True)
                for name in names
                if _is_within(name.span, front) or name.span[0] == running[0]
            )
        called.discard(running[0])
    return tuple(name for name in names if name.span[0] not in called)


def _names(steps: list[tuple[dis.Instruction, _Span]]) -> list[_Name]:
    """List the dotted names that instructions load, in order."""
    names: list[_Name] = []
    for each, span in steps:
        if each.opname in _LOADS or each.opname.startswith("LOAD_FAST"):
            if isinstance(each.argval, str):
                names.append(_Name((each.argval,), span))
        elif each.opname in _ATTRIBUTES and names and names[-1].span[0] == span[0]:
            names[-1] = _Name((*names[-1].parts, str(each.argval)), span)
    return names


def _span(positions: dis.Positions | None) -> _Span | None:
    if positions is None or None in positions:
        return None
    line, end_line, column, end_column = positions
    return (line or 0, column or 0), (end_line or 0, end_column or 0)


def _is_within(inner: _Span, outer: _Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _resolved(parts: tuple[str, ...], frame: FrameType) -> object:
    """Return the object of a dotted name in a frame, without running the program's code."""
    first, *rest = parts
    for namespace in (frame.f_locals, frame.f_globals, vars(builtins)):
        if first in namespace:
            value: object = namespace[first]
            break
    else:
        return None
    for part in rest:
        try:
            value = inspect.getattr_static(value, part)
        except AttributeError:
            return None
        value = getattr(value, "__func__", value) if isinstance(value, staticmethod) else value
    return value
