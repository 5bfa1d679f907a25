"""Small data sets to train on: lists of samples and targets, the same for the same seed.

Each function returns inputs and targets as `MLP.train` takes them. Classes are the targets -1 and
1, by turns. Pure Python: Python's own generator makes the noise.

>>> inputs, targets = two_moons(100, seed=3)
>>> len(inputs), len(inputs[0]), targets[:4]
(100, 2, [-1.0, 1.0, -1.0, 1.0])
"""

from __future__ import annotations

import csv
import math
from operator import index
from random import Random
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, SupportsIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    Data = tuple[list[list[float]], list[float]]


def two_moons(n_samples: int = 100, noise: float = 0.1, seed: int = 0) -> Data:
    """Make points on two half circles that reach into each other.

    Args:
        n_samples: how many points, 1 or more.
        noise: the standard deviation of what is added to each coordinate.
        seed: decides the points.

    Returns:
        The points, and for each its class: 1 for the upper moon, -1 for the lower.

    Raises:
        TypeError: if an argument is of the wrong kind.
        ValueError: if `n_samples` is less than 1, or `noise` negative or not finite.
    """

    def point(random: Random, is_upper: bool) -> list[float]:
        angle = math.pi * random.random()
        x, y = math.cos(angle), math.sin(angle)
        return [x, y] if is_upper else [1.0 - x, 0.5 - y]

    return _two_classes(point, n_samples, noise, seed)


def circles(n_samples: int = 100, noise: float = 0.1, seed: int = 0) -> Data:
    """Make points on two circles, of radius 1 (class -1) and of radius 0.5 (class 1).

    Arguments and errors are those of `two_moons`.

    >>> inputs, targets = circles(4, noise=0.0)
    >>> [round(math.hypot(x, y), 9) for x, y in inputs]
    [1.0, 0.5, 1.0, 0.5]
    """

    def point(random: Random, is_inner: bool) -> list[float]:
        angle, radius = math.tau * random.random(), 0.5 if is_inner else 1.0
        return [radius * math.cos(angle), radius * math.sin(angle)]

    return _two_classes(point, n_samples, noise, seed)


def spirals(n_samples: int = 100, noise: float = 0.02, seed: int = 0) -> Data:
    """Make points on two arms that wind around each other, one turn and a half.

    Arguments and errors are those of `two_moons`.

    >>> inputs, targets = spirals(200)
    >>> max(math.hypot(x, y) for x, y in inputs) < 1.2
    True
    """

    def point(random: Random, is_second: bool) -> list[float]:
        radius = math.sqrt(random.random())
        angle = 3.0 * math.pi * radius + (math.pi if is_second else 0.0)
        return [radius * math.cos(angle), radius * math.sin(angle)]

    return _two_classes(point, n_samples, noise, seed)


def xor(n_samples: int = 4, noise: float = 0.0, seed: int = 0) -> Data:
    """Make points at the corners of a square, in turn; the class is 1 where the two differ.

    Arguments and errors are those of `two_moons`.

    >>> xor()
    ([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0]], [-1.0, 1.0, -1.0, 1.0])
    """
    corners = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0]]
    given = iter(corners * (_count(n_samples) // 4 + 1))
    return _two_classes(lambda _random, _is_odd: next(given), n_samples, noise, seed)


def four_samples() -> Data:
    """Return the four samples of three numbers that the lectures train on.

    >>> len(four_samples()[0])
    4
    """
    inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    return inputs, [1.0, -1.0, -1.0, 1.0]


def curve(n_samples: int = 50, noise: float = 0.05, seed: int = 0) -> Data:
    """Make a curve to fit: at even x from -1 to 1, sin(pi x) with noise.

    Arguments and errors are those of `two_moons`; the targets are numbers, no classes.

    >>> curve(3, noise=0.0)[0]
    [[-1.0], [0.0], [1.0]]
    """
    random, noise, n = _random(seed), _noise(noise), _count(n_samples)
    inputs = [[2.0 * i / max(1, n - 1) - 1.0] for i in range(n)]
    return inputs, [math.sin(math.pi * x) + random.gauss(0.0, noise) for (x,) in inputs]


def from_csv(text: str) -> Data:
    r"""Read samples from rows of numbers: the last of each is the target.

    Numbers are separated by commas, semicolons, tabs or spaces. Empty lines, lines that begin
    with #, and a first line of names are left out.

    Args:
        text: the rows, as a string; a file's content for one.

    Returns:
        The samples and their targets.

    Raises:
        TypeError: if `text` is no string.
        ValueError: if there is no row, a row is too short or of another length than the first, or
            a number is none or not finite.

    >>> from_csv('''
    ... x1, x2, class
    ... 0.5, -1, 1
    ... 2, 0.25, -1
    ... ''')
    ([[0.5, -1.0], [2.0, 0.25]], [1.0, -1.0])
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a string, not {short_repr(text)}")
    inputs: list[list[float]] = []
    targets: list[float] = []
    is_first = True
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if not cells or (is_first and not any(_is_number(cell) for cell in cells)):
            is_first = is_first and not cells
            continue
        is_first = False
        *sample, target = [_number(cell, number) for cell in cells]
        if not sample:
            raise ValueError(f"line {number} must hold two numbers or more, got {line.strip()!r}")
        if inputs and len(sample) != len(inputs[0]):
            wanted = len(inputs[0]) + 1
            raise ValueError(
                f"line {number} must hold {wanted} numbers as those before, got {len(cells)}"
            )
        inputs.append(sample)
        targets.append(target)
    if not inputs:
        raise ValueError("text must hold at least one row of numbers, got none")
    return inputs, targets


def _cells(line: str) -> list[str]:
    """Split a line of numbers; a comment or an empty line has none."""
    line = line.strip()
    if not line or line.startswith("#"):
        return []
    separator = next((each for each in ",;\t" if each in line), " ")
    (cells,) = csv.reader([line], delimiter=separator, skipinitialspace=True)
    return [cell.strip() for cell in cells if cell.strip() or separator != " "]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _number(cell: str, line: int) -> float:
    if not _is_number(cell):
        raise ValueError(f"line {line} must hold numbers, got {cell!r}")
    if not math.isfinite(float(cell)):
        raise ValueError(f"line {line} must hold finite numbers, got {cell!r}")
    return float(cell)


def _two_classes(
    point: Callable[[Random, bool], list[float]], n_samples: int, noise: float, seed: int
) -> Data:
    random, noise = _random(seed), _noise(noise)
    inputs, targets = [], []
    for i in range(_count(n_samples)):
        inputs.append([x + random.gauss(0.0, noise) for x in point(random, i % 2 == 1)])
        targets.append(1.0 if i % 2 else -1.0)
    return inputs, targets


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise TypeError(f"n_samples must be an integer, not {short_repr(value)}")
    if index(value) < 1:
        raise ValueError(f"n_samples must be at least 1, got {index(value)}")
    return index(value)


def _noise(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"noise must be a number, not {short_repr(value)}")
    if not 0.0 <= value < math.inf:
        raise ValueError(f"noise must be a finite number, 0 or more, not {value!r}")
    return float(value)


def _random(seed: object) -> Random:
    if isinstance(seed, bool) or not isinstance(seed, SupportsIndex):
        raise TypeError(f"seed must be an integer, not {short_repr(seed)}")
    return Random(index(seed))  # noqa: S311 - no secret
