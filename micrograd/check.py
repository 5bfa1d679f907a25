"""Gradients checked: what backpropagation says against the slope that can be measured.

`check_gradients` is for operations of one's own. It knows nothing of how they are computed: it
calls a function a little above and a little below each value.
"""

from __future__ import annotations

import html
import inspect
import math
from dataclasses import dataclass
from itertools import pairwise
from reprlib import repr as short_repr
from typing import TYPE_CHECKING

from micrograd.node import Node, as_float

if TYPE_CHECKING:
    from collections.abc import Callable

# The cube root of a float's precision balances the error of the formula and that of rounding.
_STEP = 2.0**-17

_COLUMNS = ("leaf", "value", "backpropagation", "measured slope", "verdict")

AGREES = "agrees"
DIFFERS = "differs"
KINK = "a kink: slopes differ on its two sides"
NOT_ADDED = "does not add up: use += on gradients"
NOT_FINITE = "not finite: no slope to measure"


@dataclass(frozen=True, slots=True)
class Row:
    """One leaf: its value, its gradient found in two ways, and what that says."""

    leaf: str
    value: float
    gradient: float
    slope: float
    verdict: str


@dataclass(frozen=True, slots=True, repr=False)
class GradientCheck:
    """A table with one row per leaf, which is true if all gradients agree.

    Attributes:
        rows: the rows, in the order of the leaves.
    """

    rows: tuple[Row, ...]

    def __bool__(self) -> bool:
        return all(row.verdict == AGREES for row in self.rows)

    def __repr__(self) -> str:
        cells = [_COLUMNS, *map(_cells, self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        return "\n".join(
            "  ".join(
                f"{cell:>{width}}" if 0 < i < len(widths) - 1 else f"{cell:<{width}}"
                for i, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in cells
        )

    def _repr_html_(self) -> str:
        """Show the table in a notebook (IPython's protocol)."""
        head = "".join(f"<th>{name}</th>" for name in _COLUMNS)
        lines = (
            "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(row)) for row in self.rows
        )
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def check_gradients(
    f: Callable[..., Node], *values: Node | float, tolerance: float = 1e-6
) -> GradientCheck:
    """Compare the gradients of f at some values with central differences.

    The slope at x is (f(x + h) - f(x - h)) / 2h, with h = 2**-17 times max(1, |x|).

    Args:
        f: a function that takes one node per value and returns a node. It is called often, so
            it must give the same for the same values.
        values: where to look; numbers, or nodes, whose numbers and labels are read.
        tolerance: how far gradient and slope may be apart, as a part of the larger of the two or
            of 1.

    Returns:
        A table of the leaves. It is true if all gradients agree, and shows itself.

    Raises:
        TypeError: if f is not a function, a value not a number, or f's result not a node.
        ValueError: if there is no value or the tolerance is not positive.

    >>> check_gradients(lambda a, b: a * b + a.tanh(), 0.5, -2.0)
    leaf  value  backpropagation  measured slope  verdict
    a       0.5        -1.213552       -1.213552  agrees
    b      -2.0              0.5             0.5  agrees
    """
    if not callable(f):
        raise TypeError(f"f must be a function of nodes, not {short_repr(f)}")
    if not values:
        raise ValueError("values must hold at least one number for f, got none")
    if not as_float(tolerance, "tolerance") > 0.0:
        raise ValueError(f"tolerance must be more than 0, not {tolerance!r}")
    numbers = [
        value.data if isinstance(value, Node) else as_float(value, f"values[{i}]")
        for i, value in enumerate(values)
    ]
    names = _names(f, values)
    first, second = _gradients(f, numbers, names)
    rows = []
    for i, (name, number) in enumerate(zip(names, numbers, strict=True)):
        left, right = _slopes(f, numbers, i)
        slope = (left + right) / 2.0
        verdict = _verdict((first[i], second[i]), (left, right), tolerance)
        rows.append(Row(name, number, first[i], slope, verdict))
    return GradientCheck(tuple(rows))


def _names(f: Callable[..., Node], values: tuple[Node | float, ...]) -> list[str]:
    """Name the leaves: by label, else as f names its parameters, else by number."""
    try:
        parameters = [
            parameter.name
            for parameter in inspect.signature(f).parameters.values()
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        ]
    except (TypeError, ValueError):  # a function that does not know its parameters
        parameters = []
    names = parameters + [f"x{i + 1}" for i in range(len(parameters), len(values))]
    return [
        (value.label if isinstance(value, Node) else "") or name
        for value, name in zip(values, names, strict=False)
    ]


def _call(f: Callable[..., Node], leaves: list[Node]) -> Node:
    output = f(*leaves)
    if not isinstance(output, Node):
        raise TypeError(f"f must return a node, not {short_repr(output)}")
    return output


def _gradients(
    f: Callable[..., Node], numbers: list[float], names: list[str]
) -> tuple[list[float], list[float]]:
    """Return the leaves' gradients after one backward pass and after two."""
    leaves = [Node(number, name) for number, name in zip(numbers, names, strict=True)]
    output = _call(f, leaves)
    output.backward()
    first = [leaf.grad for leaf in leaves]
    output.backward()
    return first, [leaf.grad for leaf in leaves]


def _slopes(f: Callable[..., Node], numbers: list[float], i: int) -> tuple[float, float]:
    """Measure the slope towards the i-th value from below and from above it."""
    h = _STEP * max(1.0, abs(numbers[i]))
    points = [numbers[i] - h, numbers[i], numbers[i] + h]
    heights = []
    for point in points:
        leaves = [Node(point if j == i else number) for j, number in enumerate(numbers)]
        heights.append(_call(f, leaves).data)
    left, right = ((above - below) / h for below, above in pairwise(heights))
    return left, right


def _verdict(gradients: tuple[float, float], slopes: tuple[float, float], tolerance: float) -> str:
    """Say what two passes' gradients and the slopes on both sides tell about a leaf."""
    first, second = gradients
    slope = sum(slopes) / 2.0
    if not (math.isfinite(first) and math.isfinite(slope)):
        return NOT_FINITE
    if not math.isclose(second, 2.0 * first, rel_tol=1e-9):
        return NOT_ADDED
    if abs(first - slope) <= tolerance * max(1.0, abs(first), abs(slope)):
        return AGREES
    # Of a smooth function the two slopes are as near to each other as the step is small.
    is_kink = abs(slopes[0] - slopes[1]) > 1e-3 * max(map(abs, slopes))
    return KINK if is_kink and min(slopes) <= first <= max(slopes) else DIFFERS


def _cells(row: Row) -> tuple[str, ...]:
    numbers = (f"{x:.7g}" for x in (row.value, row.gradient, row.slope))
    texts = (f"{text}.0" if text.lstrip("-").isdigit() else text for text in numbers)
    return (" ".join(row.leaf.split()), *texts, row.verdict)
