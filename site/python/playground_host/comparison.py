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
    from collections.abc import Callable, Iterable, Mapping, Sequence

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

    `kind` is "value", "gradient", "not-added" (a gradient that was there is lost), "chain" (not
    times what arrives), "missing" or
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


def compare(
    make: Callable[[float], Any],
    names: Iterable[str] | None = None,
    grid: Sequence[float] = GRID,
) -> list[Difference]:
    """Compare an engine's operations with the package's, over a grid.

    Args:
        make: makes a leaf of a number: the engine's class.
        names: which of `OPERATIONS`; all if not told.
        grid: the numbers that operands take.

    Returns:
        The first difference of each operation that has one.
    """
    found = []
    with origins_off():
        passes = _passes(make)
        for name in OPERATIONS if names is None else names:
            difference = _first_difference(make, name, grid, passes)
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


def _once(operation: Operation, leaves: Sequence[Any]) -> Any:
    result = operation(*leaves)
    result.backward()
    return result


def _twice(operation: Operation, leaves: Sequence[Any]) -> Any:
    """Compute it twice: the second pass adds to what the first one left."""
    for result in [operation(*leaves), operation(*leaves)]:
        result.backward()
    return result


def _doubled(operation: Operation, leaves: Sequence[Any]) -> Any:
    """Let more than the 1 that a pass begins with arrive."""
    result = operation(*leaves)
    (result + result).backward()
    return result


# By what a wrong gradient means then.
_PASSES = {"gradient": _once, "not-added": _twice, "chain": _doubled}


def _passes(make: Callable[[float], Any]) -> dict[str, Callable[..., Any]]:
    """Return the passes that an engine can be tried with: the last one rests on its sums."""
    try:
        leaf = make(1.0)
        (leaf + leaf).backward()
        is_summing = leaf.grad == 2.0
    except Exception:  # noqa: BLE001 - the engine is the visitor's
        is_summing = False
    return {kind: run for kind, run in _PASSES.items() if kind != "chain" or is_summing}


def _first_difference(
    make: Callable[[float], Any], name: str, grid: Sequence[float], passes: Mapping[str, Any]
) -> Difference | None:
    count, class_name, operation = OPERATIONS[name]
    op = getattr(getattr(_pristine(), class_name), "_op", "")
    op = op if isinstance(op, str) else name
    for (kind, run), numbers in product(passes.items(), product(grid, repeat=count)):
        wanted = [_pristine().Node(number) for number in numbers]
        output = run(operation, wanted)
        own = [make(number) for number in numbers]

        def told(
            kind: str, got: object, right: object, operand: int = 0, at: Any = numbers
        ) -> Difference:
            place = _place(make, class_name, kind)
            return Difference(name, kind, at, operand, _text(got), _text(right), op, *place)

        try:
            result = run(operation, own)
            if not _is_close(result.data, output.data):
                return told("value", result.data, output.data)
        except (AttributeError, TypeError) as error:
            return told("missing", f"{type(error).__name__}: {error}", output.data)
        except Exception as error:  # noqa: BLE001 - the engine is the visitor's
            return told("raised", f"{type(error).__name__}: {error}", output.data)
        for i, (mine, right) in enumerate(zip(own, wanted, strict=True)):
            if not _is_close(mine.grad, right.grad):
                return told(kind, mine.grad, right.grad, i)
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
