"""Compares a visitor's engine with the package's: values and gradients of each operation.

Both compute the same expressions at the same numbers, with zeros, kinks, and results that are not
finite. The package's engine is read from its file again, so that a fork is never compared with
itself.
"""

from __future__ import annotations

import inspect
import io
import math
from contextlib import redirect_stdout
from functools import cache
from importlib.resources import files
from itertools import product
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from micrograd import node as package
from micrograd.operations import ROWS
from micrograd.origin import origins_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Operation = Callable[..., Any]

MIME = "application/vnd.micrograd.engine+json"

GRID = (-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
"""The numbers at which operations are computed."""

_TOLERANCE = 1e-9


def _uses_again(a: Any) -> Any:
    """Use each value twice, the second time through another value, so that the order matters."""
    p = a
    for _ in range(3):
        p = p + p * a
    return p


OPERATIONS: dict[str, tuple[int, str, Operation]] = {
    "a + b": (2, "Add", lambda a, b: a + b),
    "a - b": (2, "Subtract", lambda a, b: a - b),
    "a * b": (2, "Multiply", lambda a, b: a * b),
    "a / b": (2, "Divide", lambda a, b: a / b),
    "a ** b": (2, "NodePower", lambda a, b: a**b),
    "a + a": (1, "Add", lambda a: a + a),
    "a * a": (1, "Multiply", lambda a: a * a),
    "a + 2": (1, "Add", lambda a: a + 2.0),
    "a * 2": (1, "Multiply", lambda a: a * 2.0),
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
        f"a.{row.method}()": (1, row.kind.__name__, lambda a, name=row.method: getattr(a, name)())
        for row in ROWS.values()
        if row.method
    },
    "p = a; p += p * a; p += p * a; p += p * a": (1, "", _uses_again),
}
"""The compared expressions: the number of operands, the package's class, and the expression.

An expression without a class is a graph, on which the engine's own `backward` runs.
"""


class Difference(NamedTuple):
    """One operation that differs from the package's.

    `kind` is "no-value" (the result is a plain number, for example), "value", "gradient",
    "no-number" (a gradient that became a value), "no-path" (a result that does not remember its
    operand), "not-added" (an earlier gradient is lost), "chain" (not multiplied by the arriving
    gradient), "backward" (the whole pass is wrong, not an operation), "missing" or "raised". `got`
    and `wanted` are numbers or errors, at the numbers in `at`. `operand` counts from 0. `file` and
    `line` are the operation's place; line 0 if it is not known.
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
    hear: Callable[[Exception], object] = lambda _: None,
) -> list[Difference]:
    """Compare an engine's operations with the package's, over a grid.

    Args:
        make: the engine's class, which makes a leaf from a number.
        names: the names in `OPERATIONS` to compare; by default all.
        grid: the numbers for the operands.
        hear: called with each error that the engine raises.

    Returns:
        The first difference of each operation that has one.
    """
    found = []
    with origins_off(), redirect_stdout(io.StringIO()):
        for name in OPERATIONS if names is None else names:
            difference = _first_difference(make, name, grid, hear)
            if difference is not None:
                found.append(difference)
    return found


@cache
def _pristine() -> ModuleType:
    """Return the package's engine from its file, even if a fork has replaced it."""
    module = ModuleType("micrograd.node")
    # The package may be in a wheel.
    source = files("micrograd").joinpath("node.py").read_text(encoding="utf-8")
    exec(compile(source, str(package.__file__), "exec", dont_inherit=True), vars(module))  # noqa: S102 - it is the package's
    return module


class _Pass(NamedTuple):
    """A backward pass: the gradient that arrives at the result, and the operands' before it."""

    arriving: float
    before: float


# By the kind of difference that a wrong gradient means.
_PASSES = {"gradient": _Pass(1.0, 0.0), "not-added": _Pass(1.0, 7.0), "chain": _Pass(2.0, 0.0)}


def _go_back(result: Any, arriving: float) -> None:
    """Run a backward pass by hand: each `_backward` once, after those of the value's users.

    So a fault of an operation is not mixed up with a fault of the engine's own `backward`.
    """
    if not (hasattr(result, "_prev") and callable(getattr(result, "_backward", None))):
        result.grad = arriving
        result.backward()
        return
    order, seen = [], {id(result)}
    stack = [(result, iter(tuple(result._prev)))]  # noqa: SLF001 - the convention of such engines
    while stack:
        value, parents = stack[-1]
        parent = next((each for each in parents if id(each) not in seen), None)
        if parent is None:
            order.append(stack.pop()[0])
        else:
            seen.add(id(parent))
            stack.append((parent, iter(tuple(parent._prev))))  # noqa: SLF001
    result.grad = arriving
    for value in reversed(order):
        value._backward()  # noqa: SLF001


def _first_difference(
    make: Callable[[float], Any],
    name: str,
    grid: Sequence[float],
    hear: Callable[[Exception], object],
) -> Difference | None:
    count, class_name, operation = OPERATIONS[name]
    op = getattr(getattr(_pristine(), class_name, None), "_op", "")
    op = op if isinstance(op, str) else name
    passes = _PASSES
    if not class_name:
        if any(_first_difference(make, each, grid, hear) for each in ("a + b", "a * b")):
            return None  # the graph consists of wrong operations: the pass may be right
        passes = {"backward": _Pass(1.0, 0.0)}
    for (kind, sent), numbers in product(passes.items(), product(grid, repeat=count)):
        found = _differs(make, _Try(operation, numbers, kind, sent), hear)
        if found:
            place = _place(make, class_name, found.kind)
            return Difference(name, found.kind, numbers, *found[1:], op, *place)
    return None


class _Found(NamedTuple):
    """The part of a `Difference` from one try."""

    kind: str
    operand: int
    got: str
    wanted: str


class _Try(NamedTuple):
    """An operation at certain numbers, with a backward pass through it."""

    operation: Operation
    numbers: tuple[float, ...]
    kind: str
    sent: _Pass


def _differs(
    make: Callable[[float], Any], tried: _Try, hear: Callable[[Exception], object]
) -> _Found | None:
    wanted = [_pristine().Node(number) for number in tried.numbers]
    output = tried.operation(*wanted)
    output.backward()
    right = output.data
    try:
        own = [make(number) for number in tried.numbers]
        result = tried.operation(*own)
        return _value_differs(result, own, right) or _share_differs(result, own, wanted, tried)
    except Exception as error:  # noqa: BLE001 - the engine is the visitor's
        is_finite = all(math.isfinite(each) for each in (right, *(leaf.grad for leaf in wanted)))
        if isinstance(error, (ArithmeticError, ValueError)) and not is_finite:
            return None  # Python raises where IEEE 754 gives infinity or nan
        hear(error)
        told = "missing" if _is_missing(error, tried.operation) else "raised"
        return _Found(told, 0, _text(f"{type(error).__name__}: {error}"), _text(right))


def _value_differs(result: Any, own: Sequence[Any], right: float) -> _Found | None:
    if not hasattr(result, "grad"):
        return _Found("no-value", 0, type(result).__name__, type(own[0]).__name__)
    if not _is_close(result.data, right):
        return _Found("value", 0, _text(result.data), _text(right))
    return None


def _share_differs(
    result: Any, own: Sequence[Any], wanted: Sequence[package.Node], tried: _Try
) -> _Found | None:
    """Run the pass from a result, and compare the operands' gradients."""
    sent = tried.sent
    for each in own:
        each.grad = sent.before
    if tried.kind == "backward":
        result.backward()
    else:
        _go_back(result, sent.arriving)
    for i, (each, leaf) in enumerate(zip(own, wanted, strict=True)):
        if hasattr(each.grad, "data") and hasattr(each.grad, "grad"):
            return _Found("no-number", i, type(each.grad).__name__, "float")
        share = (each.grad - sent.before) / sent.arriving
        is_kink = _is_at_kink(tried.operation, tried.numbers, share)
        if not (_is_close(share, leaf.grad) or is_kink):
            due = leaf.grad * sent.arriving + sent.before
            return _Found(tried.kind, i, _text(each.grad), _text(due))
        if share and tried.kind == "gradient" and not _remembers(result, each):
            return _Found("no-path", i, "", "")
    return None


def _remembers(result: Any, operand: Any) -> bool:
    """Tell whether a path leads from a result to an operand; True if the engine has no `_prev`."""
    if not hasattr(result, "_prev"):
        return True
    found, waiting = {id(result)}, [result]
    while waiting:
        for each in waiting.pop()._prev:  # noqa: SLF001 - the convention of such engines
            if id(each) not in found:
                found.add(id(each))
                waiting.append(each)
    return id(operand) in found


def _is_missing(error: Exception, operation: Operation) -> bool:
    """Tell whether the expression itself raised, before any code of the engine ran."""
    innermost = error.__traceback__
    while innermost and innermost.tb_next:
        innermost = innermost.tb_next
    code = getattr(operation, "__code__", None)
    is_there = innermost is None or innermost.tb_frame.f_code is not code
    is_unknown = isinstance(error, AttributeError) or "operand type" in str(error)
    return is_unknown and not is_there


# At a kink any slope between those of the two sides is right; PyTorch takes 0 for both.
_KINKS = {OPERATIONS["abs(a)"][2]: (-1.0, 1.0), OPERATIONS["a.relu()"][2]: (0.0, 1.0)}


def _is_at_kink(operation: Operation, numbers: Sequence[float], share: float) -> bool:
    if operation not in _KINKS or any(numbers):
        return False
    low, high = _KINKS[operation]
    return low <= share <= high


def _place(make: Any, class_name: str, kind: str) -> tuple[str, int]:
    """Find the line of the operation's own function, in a fork of the package."""
    operation = getattr(package, class_name, None) if make is package.Node else None
    function = getattr(operation, "__init__" if kind == "value" else "_backward", None)
    function = inspect.unwrap(function) if function else None
    code = getattr(function, "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else ("", 0)


def _is_close(one: Any, other: float) -> bool:
    if hasattr(one, "__array__"):  # a number or an array of one, of NumPy's
        one = one.item()
    if not isinstance(one, (int, float)):
        return isinstance(one, complex) and not math.isfinite(other)
    if not math.isfinite(other) and not (math.isinf(one) and math.isinf(other)):
        return not math.isfinite(one)  # an engine may have its own idea of what lies beyond numbers
    return math.isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def _text(value: object) -> str:
    text = f"{value:.7g}" if isinstance(value, (int, float)) else str(value)
    return text[:200]
