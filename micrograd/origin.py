"""Where nodes come from: a switch that makes each new node remember the line that made it.

It is off unless someone turns it on, and costs nothing then: the constructors of nodes are
exchanged for recording ones while it is on. A page that shows a node's line turns it on; training
turns it off for its time.
"""

# ruff: noqa: SLF001 - `_origin` is the slot that is filled here.

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from micrograd.arguments import as_flag
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Constructor = Callable[..., None]

_PACKAGE = str(Path(__file__).parent)  # lines of ours are not where a node comes from


class Origin(NamedTuple):
    """The line of a program that made a node, and the neuron that did it, if one did.

    `turn` counts, from 1, how often this place of the program has made a node like it: each round
    of a loop has its own. It is 0 of a number that became a node inside a network.
    """

    file: str
    line: int
    neuron: object = None
    turn: int = 0


_turns: dict[tuple[object, ...], int] = {}  # by place: it grows with the program, not with its run
_constructors: dict[type[Node], Constructor] = {}  # those that recording ones stand in for


def record_origins(is_on: bool = True) -> bool:
    """Start or stop giving each new node its `origin`.

    Returns:
        Whether origins were recorded before.

    Raises:
        TypeError: if `is_on` is neither true nor false.

    >>> was_on = record_origins()
    >>> node = Node(1.0) + 2.0
    >>> node.origin.line
    1
    >>> _ = record_origins(was_on)
    >>> print(Node(1.0).origin)
    None
    """
    is_on = as_flag(is_on, "is_on")
    was_on = bool(_constructors)
    for operation, constructor in _constructors.items():
        operation.__init__ = constructor  # type: ignore[method-assign]
    _constructors.clear()
    if is_on:
        for operation in _classes():
            _constructors[operation] = vars(operation)["__init__"]
            operation.__init__ = _recording(operation.__init__)  # type: ignore[method-assign]
    return was_on


def is_recording() -> bool:
    """Tell whether new nodes get their origin now."""
    return bool(_constructors)


@contextmanager
def origins_off() -> Iterator[None]:
    """Record no origins for a while.

    >>> with origins_off():
    ...     node = Node(1.0)
    """
    was_on = record_origins(is_on=False)
    try:
        yield
    finally:
        record_origins(was_on)


def _classes() -> list[type[Node]]:
    """List the classes of nodes that have a constructor of their own."""
    classes: list[type[Node]] = [Node]
    for each in classes:  # which grows as it is walked
        classes += (one for one in each.__subclasses__() if one not in classes)
    return [each for each in classes if "__init__" in vars(each)]


def _recording(constructor: Constructor) -> Constructor:
    @wraps(constructor)
    def construct(self: Node, *args: Any, **kwargs: Any) -> None:
        constructor(self, *args, **kwargs)
        if self.origin is None:  # else a base class's constructor has found it
            self._origin = _origin(self, sys._getframe(1))

    return construct


def _origin(node: Node, frame: FrameType | None) -> Origin:
    """Find the innermost line outside of this package and of the node's own constructor."""
    neuron = None
    is_of_network = False
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(_PACKAGE):
            if code.co_qualname == "Neuron.forward":
                neuron = frame.f_locals["self"]
            is_of_network = is_of_network or code.co_filename.endswith("neuron.py")
        elif not (code.co_name == "__init__" and frame.f_locals.get("self") is node):
            # One line may make several nodes, one instruction a number's node and a result's.
            place = (code, frame.f_lasti, type(node), id(neuron))
            turn = 0
            if neuron is not None or not is_of_network:
                turn = _turns[place] = _turns.get(place, 0) + 1
            return Origin(code.co_filename, frame.f_lineno, neuron, turn)
        frame = frame.f_back
    return Origin("", 0, neuron)
