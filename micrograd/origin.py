"""Origins of nodes: a switch that makes each new node remember the line that made it.

By default it is off and costs nothing. While it is on, the constructors of nodes are replaced by
recording ones. A page that shows a node's line turns it on; training turns it off while it runs.
"""

# ruff: noqa: SLF001 - this module fills the private slot `_origin`.

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
    Place = Callable[[str, int], tuple[str, int]]

_PACKAGE = str(Path(__file__).parent)  # lines of this package are skipped


class Origin(NamedTuple):
    """The line of a program that made a node, and the neuron that made it, if one did.

    `occurrence` counts from 1 how often this place in the program has made such a node: each round
    of a loop has the next number. It is 0 for a number that became a node inside a network.
    """

    file: str
    line: int
    neuron: object = None
    occurrence: int = 0


def set_place(place: Place) -> Place:
    """Set the function that says where a line of a file stands now.

    Code keeps the lines with which it was compiled; a front end in which a program is edited while
    its objects live may know better.

    Returns:
        The previous function, to restore it.
    """
    previous, _state.place = _state.place, place
    return previous


def place_of(origin: Origin) -> tuple[str, int]:
    """Return the file and the line of an origin, where they are now; `("", 0)` if nowhere."""
    return _state.place(origin.file, origin.line)


class _State:
    """The replaceable function."""

    def __init__(self) -> None:
        self.place: Place = lambda file, line: (file, line)


_state = _State()
_occurrences: dict[
    tuple[object, ...], int
] = {}  # by place: its size depends on the code, not the run
_constructors: dict[type[Node], Constructor] = {}  # the originals of the recording constructors


def record_origins(is_on: bool = True) -> bool:
    """Start or stop recording the `origin` of each new node.

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
    """Tell whether origins are being recorded."""
    return bool(_constructors)


@contextmanager
def origins_off() -> Iterator[None]:
    """Return a context manager in which no origins are recorded.

    >>> with origins_off():
    ...     node = Node(1.0)
    """
    was_on = record_origins(is_on=False)
    try:
        yield
    finally:
        record_origins(was_on)


def _classes() -> list[type[Node]]:
    """List the classes of nodes that define a constructor."""
    classes: list[type[Node]] = [Node]
    for each in classes:  # which grows as it is walked
        classes += (one for one in each.__subclasses__() if one not in classes)
    return [each for each in classes if "__init__" in vars(each)]


def _recording(constructor: Constructor) -> Constructor:
    @wraps(constructor)
    def construct(self: Node, *args: Any, **kwargs: Any) -> None:
        constructor(self, *args, **kwargs)
        if self.origin is None:  # else the constructor of a base class has found it
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
            # A line may make several nodes; an instruction may make two: a number's and a result's.
            place = (code, frame.f_lasti, type(node), id(neuron))
            occurrence = 0
            if neuron is not None or not is_of_network:
                occurrence = _occurrences[place] = _occurrences.get(place, 0) + 1
            return Origin(code.co_filename, frame.f_lineno, neuron, occurrence)
        frame = frame.f_back
    return Origin("", 0, neuron)
