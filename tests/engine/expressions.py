"""Expressions as data, so that one expression can be computed by this package and by others."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

# A step is an operation and its operands: the index of an earlier value, or a number.
Operand = tuple[str, float]  # ("value", index) or ("number", number)
Step = tuple[str, list[Operand]]

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
UNARY: dict[str, Callable[[Any], Any]] = {
    "neg": operator.neg,
    "exp": lambda a: a.exp(),
    "tanh": lambda a: a.tanh(),
    "relu": lambda a: a.relu(),
    "sigmoid": lambda a: a.sigmoid(),
    "sin": lambda a: a.sin(),
    "cos": lambda a: a.cos(),
    "abs": abs,
    "root": lambda a: (a * a + 1).sqrt(),
    "log": lambda a: (a * a + 1).log(),
    "squared": lambda a: a**2,
    "cubed": lambda a: a**3.0,
    "2 to the": lambda a: 2.0**a,
    "power": lambda a: (a * a + 0.5) ** a,
}


def compute(leaves: list[Any], steps: list[Step]) -> Any:
    """Compute every step and return the sum of all values, so that each value is used."""
    values = list(leaves)
    for name, operands in steps:
        operation = BINARY.get(name) or UNARY[name]
        values.append(
            operation(*(values[int(x)] if kind == "value" else x for kind, x in operands))
        )
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


def random_steps(random: Random, n_leaves: int, n_steps: int) -> list[Step]:
    """Make steps with sharing, reuse and numbers on either side; values stay moderate."""
    steps: list[Step] = []
    for i in range(n_leaves, n_leaves + n_steps):
        name = random.choice([*BINARY, *UNARY, "tanh", "tanh"])
        first: Operand = ("value", random.randrange(i))
        second: Operand = ("value", random.randrange(i))
        if name in BINARY and random.random() < 0.3:
            second = ("number", random.uniform(0.5, 2.0))
        operands = [first, second] if name in BINARY else [first]
        if random.random() < 0.5:
            operands.reverse()
        steps.append((name, operands))
    return steps
