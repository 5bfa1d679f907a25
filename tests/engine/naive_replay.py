"""A second replay, written only from the tables in `micrograd.replay`, as an accelerator is.

It reads the arrays through their buffers, one operation after the other. It shares only the basic
arithmetic with the package, whose rounding must be the same.
"""

# ruff: noqa: PLR0911 - one return per operation

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

from micrograd.fused import weighted_sum
from micrograd.node import (
    cos,
    divide,
    divide_number,
    exp,
    log,
    power,
    power_by_number,
    sin,
    slope_of_exponent,
    sqrt,
)

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable

    from micrograd.replay import Program


class Replay:
    """Run a program as its layout says, element by element."""

    made = 0  # how many there were, so that a test can see that they are used

    def __init__(self, program: Program, values: array[float], gradients: array[float]) -> None:
        type(self).made += 1
        self.n_leaves = program.n_leaves
        self.codes = memoryview(program.codes)
        self.parent_offsets = memoryview(program.parent_offsets)
        self.parents = memoryview(program.parents)
        self.constants = memoryview(program.constants)
        self.values: memoryview[float] = memoryview(values)
        self.gradients: memoryview[float] = memoryview(gradients)

    def operands(self, k: int) -> list[int]:
        return list(self.parents[self.parent_offsets[k] : self.parent_offsets[k + 1]])

    def forward(self) -> None:
        for k, code in enumerate(self.codes):
            x = [self.values[parent] for parent in self.operands(k)]
            self.values[self.n_leaves + k] = value(code, x, self.constants[k])

    def backward(self) -> None:
        for k in reversed(range(len(self.codes))):
            own = self.operands(k)
            x = [self.values[parent] for parent in own]
            y, g = self.values[self.n_leaves + k], self.gradients[self.n_leaves + k]
            for position, share in shares(self.codes[k], x, y, g, self.constants[k]):
                self.gradients[own[position]] += share


NEURONS: dict[int, Callable[[float], float]] = {
    17: lambda s: s,
    18: math.tanh,
    19: lambda s: max(s, 0.0),
    20: lambda s: 1.0 / (1.0 + exp(-s)),
}


def value(code: int, x: list[float], c: float) -> float:
    if code in NEURONS:
        n = len(x) // 2
        total = weighted_sum(x[:n], x[n:-1], x[-1])
        return NEURONS[code](total)
    a, b = x[0], x[-1]
    return (
        lambda: a + b,
        lambda: a - b,
        lambda: a * b,
        lambda: divide(a, b),
        lambda: divide_number(a, b),
        lambda: power_by_number(a, c),
        lambda: power(a, b),
        lambda: -a,
        lambda: exp(a),
        lambda: math.tanh(a),
        lambda: max(a, 0.0),
        lambda: 1.0 / (1.0 + exp(-a)),
        lambda: log(a),
        lambda: sin(a),
        lambda: cos(a),
        lambda: sqrt(a),
        lambda: abs(a),
    )[code]()


def shares(code: int, x: list[float], y: float, g: float, c: float) -> list[tuple[int, float]]:
    """Say what is added to which parent's gradient, in this order."""
    if code in NEURONS:
        return neuron_shares(code, x, y, g)
    a, b = x[0], x[-1]
    if code in (0, 1):
        return [(0, g), (1, g if code == 0 else -g)]
    if code == 2:
        return [(0, g * b), (1, g * a)]
    if code == 3:
        return [(0, divide(g, b)), (1, -(g * divide(divide(a, b), b)))]
    if code == 4:
        return [(0, g * divide(1.0, b)), (1, -(g * a * (divide(1.0, b) * divide(1.0, b))))]
    if code == 5:
        return [(0, g * (c * power_by_number(a, c - 1.0)))] if c != 0.0 else []
    if code == 6:
        to_base = [(0, g * (b * power(a, b - 1.0)))] if b != 0.0 else []
        return [*to_base, (1, g * slope_of_exponent(a, b, y))]
    if code == 10 and y <= 0.0:
        return []
    slopes: tuple[Callable[[], float], ...] = (
        lambda: -g,
        lambda: g * y,
        lambda: g * (1.0 - y * y),
        lambda: g,
        lambda: g * (1.0 - y) * y,
        lambda: divide(g, a),
        lambda: g * cos(a),
        lambda: -(g * sin(a)),
        lambda: divide(g, 2.0 * y),
        lambda: g * ((a > 0.0) - (a < 0.0)),
    )
    return [(0, slopes[code - 7]())]


def neuron_shares(code: int, x: list[float], y: float, g: float) -> list[tuple[int, float]]:
    share = (g, g * (1.0 - y * y), 0.0 if y <= 0.0 else g, g * (1.0 - y) * y)[code - 17]
    n = len(x) // 2
    pairs = [[(i, share * x[n + i]), (n + i, share * x[i])] for i in range(n)]
    return [*chain.from_iterable(pairs), (2 * n, share)]
