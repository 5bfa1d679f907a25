"""A check of gradients: it compares backpropagation with measured slopes.

`check_gradients` is for your own operations. It does not need to know how they are computed: it
calls a function above and below each value. `micrograd.slope` measures the slopes.
"""

from __future__ import annotations

import html
import inspect
import math
from dataclasses import dataclass
from reprlib import repr as short_repr
from typing import TYPE_CHECKING

from micrograd import slope as slopes
from micrograd.arguments import as_function
from micrograd.node import Node, as_float
from micrograd.rehearsal import rehearsal

if TYPE_CHECKING:
    from collections.abc import Callable

_COLUMNS = ("leaf", "value", "backpropagation", "measured slope", "relative tolerance", "verdict")

AGREES = "agrees"
DIFFERS = "differs"
KINK = "a kink: slopes differ on its two sides"
NOT_ADDED = "does not add up: use += on gradients"
NOT_FINITE = "not finite: no slope to measure"
JUMP = "a jump: the value leaps here, so it has no slope"
HIDDEN = "too small to measure: rounding of the values hides it"
STAIRS = "cannot be told: the value goes in steps, between which it is constant"
TOO_ROUGH = "too rough to measure: the nearest values are far apart"

_VERDICTS = {
    "agrees": AGREES,
    "differs": DIFFERS,
    "kink": KINK,
    "jump": JUMP,
    "hidden": HIDDEN,
    "not finite": NOT_FINITE,
    "stairs": STAIRS,
    "rough": TOO_ROUGH,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One leaf: its value, its gradient, its measured slope, and the verdict.

    `tolerance` is the relative difference that is allowed between the two: relative to the larger
    one, or to the slopes around the point if both are tiny beside those. It is larger than the
    tolerance asked for if rounding makes the measured slope less exact.
    """

    leaf: str
    value: float
    gradient: float
    slope: float
    tolerance: float
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

    The slope at x is (f(x + h) - f(x - h)) / 2h, extrapolated from several h to 0: see
    `micrograd.slope`.

    Args:
        f: a function that takes one node per value and returns a node. It is called many times, so
            it must return the same for the same values. If it raises an ArithmeticError or a
            ValueError next to a value, its domain is taken to end there.
        values: the point at which to check: numbers, or nodes, whose numbers and labels are read.
        tolerance: the relative difference that is allowed between gradient and slope.

    Returns:
        A table with one row per leaf. It is true if all gradients agree, and displays itself.

    Raises:
        TypeError: if f is not a function, a value not a number, or f's result not a node.
        ValueError: if there is no value, the tolerance is not positive or not finite, or f returns
            two results for the same values.

    >>> check_gradients(lambda a, b: a * b + a.tanh(), 0.5, -2.0)
    leaf  value  backpropagation  measured slope  relative tolerance  verdict
    a       0.5        -1.213552       -1.213552               1e-06  agrees
    b      -2.0              0.5             0.5               1e-06  agrees
    """
    as_function(f, "f", "a function of nodes")
    if not values:
        raise ValueError("values must hold at least one number for f, got none")
    tolerance = as_float(tolerance, "tolerance")
    if not 0.0 < tolerance < math.inf:
        raise ValueError(f"tolerance must be a finite number more than 0, not {tolerance!r}")
    numbers = [
        value.data if isinstance(value, Node) else as_float(value, f"values[{i}]")
        for i, value in enumerate(values)
    ]
    names = _names(f, values)
    output, first, second = _gradients(f, numbers, names)
    rows = []
    for i, (name, number) in enumerate(zip(names, numbers, strict=True)):
        along = _along(f, numbers, i)
        again = along(number)
        if not (again == output or (math.isnan(again) and math.isnan(output))):
            raise ValueError(
                f"f must give the same for the same values, it gave {output!r} and {again!r}"
            )
        found = slopes.measure(along, number, first[i])
        verdict = _verdict(first[i], second[i], found, tolerance)
        allowed = slopes.relative(first[i], found, tolerance)
        rows.append(Row(name, number, first[i], found.slope, allowed, verdict))
    return GradientCheck(tuple(rows))


def _names(f: Callable[..., Node], values: tuple[Node | float, ...]) -> list[str]:
    """Name the leaves: by label, else by f's parameters, else by number."""
    try:
        parameters = [
            parameter.name
            for parameter in inspect.signature(f).parameters.values()
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        ]
    except (TypeError, ValueError):  # such as a built-in function without a signature
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
) -> tuple[float, list[float], list[float]]:
    """Return the output, and the leaves' gradients after one backward pass and after two."""
    leaves = [Node(number, name) for number, name in zip(numbers, names, strict=True)]
    output = _call(f, leaves)
    # The program's own nodes that f uses keep their gradients.
    with rehearsal(output.topological_order()):
        output.backward()
        first = [leaf.grad for leaf in leaves]
        output.backward()
        return output.data, first, [leaf.grad for leaf in leaves]


def _along(f: Callable[..., Node], numbers: list[float], i: int) -> Callable[[float], float]:
    """Return f as a function of the i-th value alone."""

    def along(number: float) -> float:
        leaves = [Node(number if j == i else other) for j, other in enumerate(numbers)]
        return _call(f, leaves).data

    return along


def _verdict(first: float, second: float, found: slopes.Slope, tolerance: float) -> str:
    """Return the verdict on a leaf from the gradients of two passes and the measured slope."""
    word = slopes.verdict(first, found, tolerance)
    is_measured = word not in ("not finite", "stairs", "rough", "jump")
    if is_measured and not math.isclose(second, 2.0 * first, rel_tol=1e-9):
        return NOT_ADDED
    return _VERDICTS[word]


def _cells(row: Row) -> tuple[str, ...]:
    numbers = (f"{x:.7g}" for x in (row.value, row.gradient, row.slope))
    texts = (f"{text}.0" if text.lstrip("-").isdigit() else text for text in numbers)
    tolerance = f"{row.tolerance:.1g}"
    return (" ".join(row.leaf.split()), *texts, tolerance, row.verdict)
