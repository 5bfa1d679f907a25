"""Checks of arguments: every error names the argument, its value and the rule.

Arrays and tables of other libraries are recognised by their methods, so this module imports no
library: `tolist`, for example, gives an array's numbers as Python's own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from numbers import Real
from operator import index
from reprlib import repr as short_repr
from typing import Any, TypeVar

from micrograd.node import Node, as_float

_Function = TypeVar("_Function", bound=Callable[..., object])


def as_count(value: object, name: str, minimum: int | None = 1) -> int:
    """Return an integer of at least `minimum`; the error calls it `name`.

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


def as_finite(value: object, name: str) -> float:
    """Return a finite number as a float.

    >>> as_finite(-1, "dampening")
    -1.0
    """
    number = as_float(value, name)
    if not math.isfinite(number):
        raise ValueError(f"{name} must be a finite number, not {number!r}")
    return number


def as_flag(value: object, name: str) -> bool:
    """Return True, False or a number as a bool.

    >>> as_flag(1, "verbose")
    True
    """
    value = plain(value)
    if not isinstance(value, Real):
        raise TypeError(f"{name} must be True or False, not {short_repr(value)}")
    return bool(value)


def plain(values: Any) -> Any:
    """Return an array or a table of another library as a list of its numbers or rows.

    A single number of such a library becomes Python's; any other value is returned unchanged.

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
    """Tell whether a value is one number or one node, not a sequence.

    >>> is_number(0.5), is_number([0.5])
    (True, False)
    """
    return isinstance(value, Real | Node)


def as_list(values: object, name: str, rule: str) -> list[Any]:
    """Return an ordered iterable as a list; in the error, `rule` names its elements.

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
    """Return the value; refuse an iterator, which can be read only once.

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
    """Raise a ValueError if two lists differ in length.

    >>> same_length([1.0], [2.0], "inputs and targets")
    """
    if len(one) != len(other):
        raise ValueError(f"{names} differ in length: {len(one)} and {len(other)}")


def as_text(value: object, name: str) -> str:
    """Return the value if it is a string.

    >>> as_text("1,2", "text")
    '1,2'
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, not {short_repr(value)}")
    return value


def as_one_of(value: object, name: str, choices: Collection[str], kind: str = "a name") -> str:
    """Return the value if it is one of the names; in the error, `kind` says what else it may be.

    >>> as_one_of("tanh", "activation", ["tanh", "relu"])
    'tanh'
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be {kind}, not {short_repr(value)}")
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def as_function(value: _Function, name: str, rule: str = "a function") -> _Function:
    """Return the value if it is callable; in the error, `rule` describes its arguments.

    >>> as_function(abs, "f")(-1.0)
    1.0
    """
    if not callable(value):
        raise TypeError(f"{name} must be {rule}, not {short_repr(value)}")
    return value


# --- nodes, and values that become nodes ---


def as_node(value: object, name: str) -> Node:
    """Return the value if it is a node.

    >>> as_node(Node(2.0), "output").data
    2.0
    """
    if not isinstance(value, Node):
        raise TypeError(f"{name} must be a node, not {short_repr(value)}")
    return value


def as_nodes(values: object, name: str) -> list[Node]:
    """Return an ordered iterable of nodes as a list.

    >>> as_nodes((Node(2.0),), "params")
    [Node(data=2.0, grad=0.0)]
    """
    return [
        as_node(value, f"{name}[{i}]") for i, value in enumerate(as_list(values, name, "nodes"))
    ]


def make_node(value: object, name: str) -> Node:
    """Return a node unchanged, and a number as a new node.

    >>> make_node(2, "inputs[0]").data
    2.0
    """
    return value if isinstance(value, Node) else Node(as_float(value, name))


def make_nodes(
    values: object, width: int | None, owner: object, name: str = "inputs"
) -> list[Node]:
    """Return the inputs or outputs of `owner` for one sample as a list of `width` nodes.

    If `width` is 1 or None (not known), a single value outside a list will do.

    >>> [node.data for node in make_nodes([1, 2.5], 2, "a network")]
    [1.0, 2.5]
    """
    if type(values) is not list:
        values = plain(values)
        if width in (None, 1) and (isinstance(values, str) or not isinstance(values, Iterable)):
            return [make_node(values, name)]
        values = as_list(values, name, "numbers")
    nodes = [
        value if isinstance(value, Node) else _element(value, name, i)
        for i, value in enumerate(values)
    ]
    if width is not None and len(nodes) != width:
        wanted = "1 number" if width == 1 else f"{width} numbers"
        raise ValueError(f"{name} must hold {wanted} for {owner}, got {len(nodes)}")
    return nodes


def _element(value: object, name: str, i: int) -> Node:
    # The element's name is made only if an error may need it: that saves a tenth of a call's time.
    return Node(value) if type(value) is float else make_node(value, f"{name}[{i}]")


def refuse_not_finite(nodes: list[Node], name: str) -> None:
    """Raise a ValueError if a node of a sample does not hold a finite number.

    >>> refuse_not_finite([Node(1.0)], "inputs[0]")
    """
    for j, node in enumerate(nodes):
        if not math.isfinite(node.data):
            place = name if len(nodes) == 1 and name.startswith("targets") else f"{name}[{j}]"
            raise ValueError(f"{place} must be finite, not {node.data!r}")


def as_sample(sample: Any, name: str) -> Any:
    """Return a sample as a list of its numbers, or as its one number.

    >>> as_sample((1.0, 2.0), "inputs[0]"), as_sample(1.0, "inputs[0]")
    ([1.0, 2.0], 1.0)
    """
    sample = plain(sample)
    return sample if is_number(sample) else as_list(sample, name, "numbers")


def as_layer_sizes(values: object, name: str = "layer_sizes") -> list[int]:
    """Return the sizes of a network's layers as a list with at least one element.

    >>> as_layer_sizes((4, 1))
    [4, 1]
    """
    sizes = as_list(values, name, "integers")
    if not sizes:
        raise ValueError(f"{name} must hold at least one size, got none")
    return [as_count(size, f"{name}[{i}]") for i, size in enumerate(sizes)]
