"""Arguments at the door: every check names the value and the rule.

Arrays and tables of other libraries are taken by what they can do, so that none is needed here:
`tolist` gives an array's numbers as Python's own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from numbers import Real
from operator import index
from reprlib import repr as short_repr
from typing import Any

from micrograd.node import Node, as_float


def as_count(value: object, name: str, minimum: int | None = 1) -> int:
    """Return an integer that is large enough; `name` says in the error what it is for.

    >>> as_count(3, "n_inputs")
    3
    """
    try:
        number = None if isinstance(value, bool) else index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None:
        raise TypeError(f"{name} must be an integer, not {short_repr(value)}")
    if minimum is not None and number < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {number}")
    return number


def as_rate(value: object, name: str) -> float:
    """Return a finite number, 0 or more, as a float.

    >>> as_rate(1, "lr")
    1.0
    """
    rate = as_float(value, name)
    if not (math.isfinite(rate) and rate >= 0.0):
        raise ValueError(f"{name} must be a finite number, 0 or more, not {rate!r}")
    return rate


def as_flag(value: object, name: str) -> bool:
    """Return what is said by True or False, or by a number.

    >>> as_flag(1, "verbose")
    True
    """
    value = plain(value)
    if not isinstance(value, Real):
        raise TypeError(f"{name} must be True or False, not {short_repr(value)}")
    return bool(value)


def plain(values: Any) -> Any:
    """Return an array or a table of another library as a list of its numbers or rows.

    One number of theirs becomes Python's; what is neither stays as it is.

    >>> from array import array
    >>> plain(array("f", [0.5, 1.0]))
    [0.5, 1.0]
    """
    kind = type(values)
    if kind is list or kind is float or isinstance(values, Node):
        return values
    if not hasattr(kind, "tolist"):
        if hasattr(kind, "to_numpy"):  # a table: pandas' or Polars'
            values = values.to_numpy()
        elif hasattr(kind, "__array__"):
            values = values.__array__()
    return values.tolist() if hasattr(type(values), "tolist") else values


def is_number(value: object) -> bool:
    """Tell whether this is one number, or one node, and no sequence of them.

    >>> is_number(0.5), is_number([0.5])
    (True, False)
    """
    return isinstance(value, Real | Node)


def as_list(values: object, name: str, rule: str) -> list[Any]:
    """Return what has an order as a list; `rule` says what it holds.

    >>> as_list((1.0, 2.0), "inputs", "numbers")
    [1.0, 2.0]
    """
    if isinstance(values, list):
        return list(values)
    if isinstance(values, AbstractSet | Mapping):
        kind = type(values).__name__
        raise TypeError(f"{name} must be {rule} in an order, as in a list: not a {kind}")
    found = plain(values)
    if not isinstance(found, Iterable) or isinstance(found, str | bytes):
        raise TypeError(f"{name} must be a sequence of {rule}, not {short_repr(values)}")
    if hasattr(found, "columns"):  # iterating over a table gives the names of its columns
        raise TypeError(f"{name} must be a sequence of {rule}: give the table's rows, as a list")
    return list(found)


def as_lasting(values: object, name: str) -> object:
    """Return what can be read more than once as it is.

    >>> as_lasting([1.0], "inputs")
    [1.0]
    """
    if isinstance(values, Iterator):
        raise TypeError(
            f"{name} must be something that can be read twice, and {short_repr(values)} is empty "
            f"after once: write list(...) around it"
        )
    return values


def same_length(one: list[Any], other: list[Any], names: str) -> None:
    """Refuse two lists that differ in length.

    >>> same_length([1.0], [2.0], "inputs and targets")
    """
    if len(one) != len(other):
        raise ValueError(f"{names} differ in length: {len(one)} and {len(other)}")
