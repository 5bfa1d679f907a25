"""Who watches trainings: a hook, as `micrograd.display` has one for what is shown.

Every training, by `MLP.train` or in a loop of one's own, is a `Course` that is told to the hook's
function at its start. It returns a watcher, who hears of each round and may steer. By default no
one watches; the playground's page does.

>>> class Counter(Watcher):
...     def round(self):
...         print("round", self.course.number)
...         return Steer.END if self.course.number == 2 else Steer.GO_ON
>>> previous = set_watcher(Counter)
>>> course = Course(network=None, parameters=[])
>>> with watched(course) as watcher:
...     course.number = 1
...     watcher.round()
round 1
<Steer.GO_ON: 'go on'>
>>> _ = set_watcher(previous)
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from reprlib import repr as short_repr
from typing import TYPE_CHECKING

from micrograd.history import History

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from micrograd.node import Node

    MakeWatcher = Callable[["Course"], "Watcher"]


class Steer(Enum):
    """What a watcher wants to happen after a round."""

    GO_ON = "go on"
    END = "end"
    RESTART = "restart"


@dataclass(eq=False)
class Course:
    """A training, as whoever watches it sees it.

    Attributes:
        network: what is trained.
        parameters: the nodes that training moves.
        samples: the numbers of each sample's inputs and targets; none where they are not known.
        loss: what the loss is called; empty for one of the program's own.
        optimizer: what moves the parameters, in words; empty where it is not known.
        anew_because: why each round makes its graph anew, which is slower than a tape; empty where
            it does not, or where that is the loop's own way.
        num_rounds: how many rounds it will take at most, None where that is not known.
        can_restart: whether `Steer.RESTART` is heard. A restart puts back what the training began
            with: parameters, the optimizer's memory, the `random` module. A new learning rate
            stays.
        takes_numbers: whether each sample is one number, given to the network in no list.
        number: the round that was taken last; 0 before the first.
        history: what was kept so far; after a restart it is another one.
        learning_rate: the one of the last round, None where it is not known.
        new_learning_rate: set by the watcher, it holds from the next round on.
    """

    network: object
    parameters: Sequence[Node]
    samples: Sequence[tuple[Sequence[float], Sequence[float]]] = ()
    loss: str = ""
    optimizer: str = ""
    anew_because: str = ""
    num_rounds: int | None = None
    can_restart: bool = False
    number: int = 0
    history: History = field(default_factory=History)
    learning_rate: float | None = None
    new_learning_rate: float | None = None
    takes_numbers: bool = False


class Watcher:
    """Watch one training; this one does nothing.

    Args:
        course: the training, which has not begun.
    """

    def __init__(self, course: Course) -> None:
        self.course = course

    def began(self) -> Steer:
        """Hear that the first round comes next, also after a restart; say how to go on."""
        return Steer.GO_ON

    def most_rounds(self) -> int:
        """Say how many rounds may be taken at once before `round` is called."""
        return sys.maxsize

    def round(self) -> Steer:
        """Hear that a round is over, or several; say how to go on."""
        return Steer.GO_ON

    def ended(self, error: BaseException | None) -> None:
        """Hear that the training is over, and of the exception that ended it, if one did."""


@contextmanager
def watched(course: Course) -> Iterator[Watcher]:
    """Let the hook's watcher see a training, which is the block.

    Raises:
        TypeError: if `course` is not a Course.
    """
    if not isinstance(course, Course):
        raise TypeError(f"course must be a Course, not {short_repr(course)}")
    watcher = _state.make(course)
    try:
        yield watcher
    except BaseException as error:
        watcher.ended(error)
        raise
    watcher.ended(None)


def set_watcher(make: MakeWatcher) -> MakeWatcher:
    """Make `make`, a function of a `Course`, the one that returns each training's watcher.

    Returns:
        The function that was in place, for putting it back.

    Raises:
        TypeError: if `make` cannot be called.
    """
    if not callable(make):
        raise TypeError(f"make must be a function of a course, not {make!r}")
    previous, _state.make = _state.make, make
    return previous


class _State:
    """What is replaceable."""

    def __init__(self) -> None:
        self.make: MakeWatcher = Watcher


_state = _State()
