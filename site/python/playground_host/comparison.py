"""An engine of the visitor's own beside the package's: each operation's values and gradients.

Both compute the same expressions at the same numbers, among them zeros, kinks and numbers that
leave what is finite. The package's side is read anew from its file, so that a fork that has taken
its place is no judge of itself.
"""

from __future__ import annotations

import inspect
import math
from functools import cache
from importlib.resources import files
from itertools import product
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from micrograd import node as package
from micrograd.origin import origins_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Operation = Callable[..., Any]

MIME = "application/vnd.micrograd.engine+json"

GRID = (-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
"""The numbers that operations are computed at."""

_TOLERANCE = 1e-9

OPERATIONS: dict[str, tuple[int, str, Operation]] = {
    "a + b": (2, "Add", lambda a, b: a + b),
    "a - b": (2, "Subtract", lambda a, b: a - b),
    "a * b": (2, "Multiply", lambda a, b: a * b),
    "a / b": (2, "Divide", lambda a, b: a / b),
    "a ** b": (2, "NodePower", lambda a, b: a**b),
    "a + a": (1, "Add", lambda a: a + a),
    "a * a": (1, "Multiply", lambda a: a * a),
    "a - 2": (1, "Subtract", lambda a: a - 2.0),
    "2 - a": (1, "Subtract", lambda a: 2.0 - a),
    "2 + a": (1, "Add", lambda a: 2.0 + a),
    "2 * a": (1, "Multiply", lambda a: 2.0 * a),
    "a / 2": (1, "Divide", lambda a: a / 2.0),
    "2 / a": (1, "DivideNumber", lambda a: 2.0 / a),
    "a ** 2": (1, "Power", lambda a: a**2),
    "a ** 3": (1, "Power", lambda a: a**3),
    "a ** -1": (1, "Power", lambda a: a**-1),
    "-a": (1, "Negate", lambda a: -a),
    "abs(a)": (1, "Abs", abs),
    **{
        f"a.{name}()": (1, name.title(), lambda a, name=name: getattr(a, name)())
        for name in ("exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu")
    },
}
"""What is compared: how many operands, the package's class for it, and how it is written."""


class Difference(NamedTuple):
    """One operation that is not the package's.

    `kind` is "value", "gradient", "not-added" (a gradient that was there is lost), "missing" or
    "raised"; `got` and `wanted` are numbers or what was raised, at the numbers in `at`. `operand`
    counts from 0. The place is where the operation says what went wrong, line 0 where unknown.
    """

    operation: str
    kind: str
    at: tuple[float, ...]
    operand: int
    got: str
    wanted: str
    op: str
    file: str
    line: int


def compare(make: Callable[[float], Any], names: Iterable[str] | None = None) -> list[Difference]:
    """Compare an engine's operations with the package's, over a grid.

    Args:
        make: makes a leaf of a number: the engine's class.
        names: which of `OPERATIONS`; all if not told.

    Returns:
        The first difference of each operation that has one.
    """
    found = []
    with origins_off():
        for name in OPERATIONS if names is None else names:
            difference = _first_difference(make, name)
            if difference is not None:
                found.append(difference)
    return found


@cache
def _pristine() -> ModuleType:
    """Return the package's engine as its file says, whatever stands in its place."""
    module = ModuleType("micrograd.node")
    # The package may lie in a wheel.
    source = files("micrograd").joinpath("node.py").read_text(encoding="utf-8")
    exec(compile(source, str(package.__file__), "exec", dont_inherit=True), vars(module))  # noqa: S102 - it is the package's
    return module


def _first_difference(make: Callable[[float], Any], name: str) -> Difference | None:
    count, class_name, operation = OPERATIONS[name]
    for numbers in product(GRID, repeat=count):
        wanted = [_pristine().Node(number) for number in numbers]
        output = operation(*wanted)
        output.backward()
        own = [make(number) for number in numbers]

        def told(
            kind: str, got: object, right: object, operand: int = 0, at: Any = numbers
        ) -> Difference:
            file, line = _place(make, class_name, kind)
            op = getattr(getattr(_pristine(), class_name), "_op", "")
            op = op if isinstance(op, str) else name
            return Difference(name, kind, at, operand, _text(got), _text(right), op, file, line)

        try:
            result = operation(*own)
            if not _is_close(result.data, output.data):
                return told("value", result.data, output.data)
            result.backward()
        except (AttributeError, TypeError) as error:
            return told("missing", f"{type(error).__name__}: {error}", output.data)
        except Exception as error:  # noqa: BLE001 - the engine is the visitor's
            return told("raised", f"{type(error).__name__}: {error}", output.data)
        for i, (mine, right) in enumerate(zip(own, wanted, strict=True)):
            if not _is_close(mine.grad, right.grad):
                return told("gradient", mine.grad, right.grad, i)
        difference = _not_added(make, operation, numbers, told)
        if difference:
            return difference
    return None


def _not_added(
    make: Callable[[float], Any],
    operation: Operation,
    numbers: Sequence[float],
    told: Callable[..., Difference],
) -> Difference | None:
    """Look whether gradients are added to what is there: the same result used by two sums."""
    own = [make(number) for number in numbers]
    wanted = [_pristine().Node(number) for number in numbers]
    for leaves in (own, wanted):
        first = operation(*leaves)
        second = operation(*leaves)
        for output in (first, second):
            output.backward()
    for i, (mine, right) in enumerate(zip(own, wanted, strict=True)):
        if not _is_close(mine.grad, right.grad):
            return told("not-added", mine.grad, right.grad, i)
    return None


def _place(make: Any, class_name: str, kind: str) -> tuple[str, int]:
    """Find the line of the operation's own function, in a fork of the package."""
    operation = getattr(package, class_name, None) if make is package.Node else None
    function = getattr(operation, "__init__" if kind == "value" else "_backward", None)
    function = inspect.unwrap(function) if function else None
    code = getattr(function, "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else ("", 0)


def _is_close(one: Any, other: float) -> bool:
    if not isinstance(one, (int, float)):
        return False
    if math.isnan(other) or math.isnan(one):
        return math.isnan(other) and math.isnan(one)
    return math.isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def _text(value: object) -> str:
    text = f"{value:.7g}" if isinstance(value, (int, float)) else str(value)
    return text[:200]
