"""Small data sets to train on: lists of samples and targets, the same for the same seed.

Each function returns inputs and targets for `MLP.train`. The classes are the targets -1 and 1, in
turns. The noise comes from Python's `random`, so no other library is needed.

>>> inputs, targets = two_moons(100, seed=3)
>>> len(inputs), len(inputs[0]), targets[:4]
(100, 2, [-1.0, 1.0, -1.0, 1.0])
"""

from __future__ import annotations

import csv
import math
import re
from os import PathLike
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from micrograd.arguments import as_count, as_rate, as_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    Data = tuple[list[list[float]], list[float]]


def two_moons(n_samples: int = 100, noise: float = 0.1, seed: int = 0) -> Data:
    """Make points on two interleaving half circles.

    Args:
        n_samples: how many points, 1 or more.
        noise: the standard deviation of the noise that is added to each coordinate.
        seed: the random seed.

    Returns:
        The points, `n_samples` lists of two numbers, and the class of each: 1 for the upper moon,
        -1 for the lower.

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
    given = iter(corners * (as_count(n_samples, "n_samples") // 4 + 1))
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
    random, noise, n = _random(seed), as_rate(noise, "noise"), as_count(n_samples, "n_samples")
    inputs = [[2.0 * i / max(1, n - 1) - 1.0] for i in range(n)]
    return inputs, [math.sin(math.pi * x) + random.gauss(0.0, noise) for (x,) in inputs]


def from_csv(text: str | PathLike[str] | TextIO) -> Data:
    r"""Read samples from rows of numbers: the last number of each row is the target.

    Numbers are separated by semicolons, tabs, commas or spaces, and may be in quotes. If the comma
    is not the separator, it may be the decimal mark. Digits may be grouped in threes. Empty lines,
    lines that begin with #, and a first line of names are skipped.

    Args:
        text: the rows, as a string; or where they are: the name or path of a file, or an open one.

    Returns:
        The samples and their targets.

    Raises:
        OSError: if the file can't be read.
        TypeError: if `text` is no string, path or file.
        ValueError: if there is no row, a row is too short or not as long as the first, or a cell
            is not a finite number.

    >>> from_csv('''
    ... x1, x2, class
    ... 0.5, -1, 1
    ... 2, 0.25, -1
    ... ''')
    ([[0.5, -1.0], [2.0, 0.25]], [1.0, -1.0])
    """
    rows, separator = _rows(_text_of(text))
    if rows and _are_names(rows[0][1]):
        del rows[0]
    if not rows:
        raise ValueError("text must hold at least one row of numbers, got none")
    mark = _decimal_mark([cell for _, cells in rows for cell in cells], separator)
    width = len(rows[0][1])
    inputs: list[list[float]] = []
    targets: list[float] = []
    for line, cells in rows:
        *sample, target = (_number(cell, mark, line, i) for i, cell in enumerate(cells, start=1))
        if not sample:
            raise ValueError(f"line {line} must hold two numbers or more, got {cells[0]!r}")
        if len(cells) != width:
            raise ValueError(
                f"line {line} must hold {width} numbers as those before, got {len(cells)}"
            )
        inputs.append(sample)
        targets.append(target)
    return inputs, targets


_FILE = re.compile(r"[^\n\r]+\.(?:csv|tsv|txt|dat)", re.IGNORECASE)


def _text_of(source: object) -> str:
    """Return the rows as text: a string that is a file's name stands for the file."""
    if isinstance(source, PathLike) or (isinstance(source, str) and _FILE.fullmatch(source)):
        return Path(source).read_text(encoding="utf-8", errors="replace")
    read = getattr(source, "read", None)
    return as_text(read() if callable(read) else source, "text")


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    """Return the cells of each line that has any, with the line's number, and the separator."""
    numbered = enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
    lines = [(n, line) for n, line in numbered if not re.match(r"\s*(#|sep=|$)", line)]
    separator = _separator([re.sub('"[^"]*"', '""', line) for _, line in lines])
    rows = []
    for number, line in lines:
        one = " ".join(line.split()) if separator == " " else line
        (cells,) = csv.reader([one], delimiter=separator, skipinitialspace=True)
        found = [cell.strip().replace("\N{MINUS SIGN}", "-") for cell in cells]
        if any(found):
            rows.append((number, found))
    return rows, separator


def _separator(lines: list[str]) -> str:
    """Return the separator of the cells; later lines decide, as the first may hold names."""
    data = lines[1:] or lines
    for separator in ";\t":
        if any(separator in line for line in data):
            return separator
    if all(re.search(r"[^,\s]\s+[^,\s]", line) for line in data):
        return " "  # also where commas are decimal marks: 0,5 1,5
    return next((each for each in ";\t," if any(each in line for line in lines)), " ")


_GROUPS = "[1-9][0-9]{0,2}(?:%s[0-9]{3})+"  # digits in threes, with a sign between them


def _written(mark: str) -> re.Pattern[str]:
    """Return the pattern of numbers with a decimal mark; the other sign may group their digits."""
    other = "," if mark == "." else "."
    groups = "|".join(_GROUPS % re.escape(sign) for sign in (other, *_SPACES))
    digits, power = f"(?:{groups}|[0-9]+)", "(?:[eE][+-]?[0-9]+)?"
    return re.compile(rf"[+-]?(?:{digits}(?:[{mark}][0-9]*)?|[{mark}][0-9]+){power}")


_SPACES = (
    " ",
    "\N{NO-BREAK SPACE}",
    "\N{NARROW NO-BREAK SPACE}",
    "'",
    "\N{RIGHT SINGLE QUOTATION MARK}",
)
_WRITTEN = {mark: _written(mark) for mark in ".,"}
_ONLY_GROUPS = re.compile(f"[+-]?(?:{_GROUPS % '[.]'}|{_GROUPS % ','})")


def _are_names(cells: list[str]) -> bool:
    return not any(map(_is_number, cells)) and any(map(str.isalpha, "".join(cells)))


def _is_number(cell: str) -> bool:
    return any(written.fullmatch(cell) for written in _WRITTEN.values()) or _is_endless(cell)


def _is_endless(cell: str) -> bool:
    return cell.lower().lstrip("+-") in ("nan", "inf", "infinity")


def _decimal_mark(cells: list[str], separator: str) -> str:
    """Return the decimal mark; the first cell that is not ambiguous decides."""
    doubtful = set()
    for cell in cells:
        signs = re.findall("[.,]", cell)
        if not signs or not _is_number(cell):
            continue
        if not _ONLY_GROUPS.fullmatch(cell):
            return str(signs[-1])
        if len(signs) > 1:
            return "," if signs[0] == "." else "."
        doubtful.add(signs[0])  # as in 1,234
    return "," if doubtful == {","} and separator != "," else "."


def _number(cell: str, mark: str, line: int, column: int) -> float:
    place = f"line {line}, column {column}"
    if _is_endless(cell):
        raise ValueError(f"{place} must be a finite number, got {cell!r}")
    if not _WRITTEN[mark].fullmatch(cell):
        kind = "a number with a decimal comma, as others are" if mark == "," else "a number"
        raise ValueError(f"{place} must be {kind}, got {cell!r}")
    number = float(re.sub(rf"[^0-9eE+{mark}-]", "", cell).replace(mark, "."))
    if not math.isfinite(number):
        raise ValueError(f"{place} must be a finite number, got {cell!r}")
    return number


def _two_classes(
    point: Callable[[Random, bool], list[float]], n_samples: int, noise: float, seed: int
) -> Data:
    random, noise = _random(seed), as_rate(noise, "noise")
    inputs, targets = [], []
    for i in range(as_count(n_samples, "n_samples")):
        inputs.append([x + random.gauss(0.0, noise) for x in point(random, i % 2 == 1)])
        targets.append(1.0 if i % 2 else -1.0)
    return inputs, targets


def _random(seed: object) -> Random:
    return Random(as_count(seed, "seed", None))  # noqa: S311 - no secret
