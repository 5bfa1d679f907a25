"""A hook for watching trainings, such as `micrograd.display` has for displayed objects.

Every training, by `MLP.train` or in a program's own loop, is a `TrainingRun`. At its start the hook
is called with the run, and returns a watcher. The watcher is called after each round, and may steer
the training. By default nothing watches; the playground's page sets the hook.

>>> class Counter(Watcher):
...     def round(self):
...         print("round", self.run.number)
...         return Steer.END if self.run.number == 2 else Steer.GO_ON
>>> previous = set_watcher(Counter)
>>> run = TrainingRun(network=None, parameters=[])
>>> with watched(run) as watcher:
...     run.number = 1
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

    MakeWatcher = Callable[["TrainingRun"], "Watcher"]


class Steer(Enum):
    """A watcher's answer after a round: how the training goes on."""

    GO_ON = "go on"
    END = "end"
    RESTART = "restart"


@dataclass(eq=False)
class TrainingRun:
    """A training, as its watcher sees it.

    Attributes:
        network: the network.
        parameters: the nodes that training moves.
        samples: the numbers of each sample's inputs and targets; empty if they are not known.
        loss: the name of the loss; "" for a loss of the program's own.
        optimizer: a description of the optimizer; "" if it is not known.
        not_taped_because: the reason why each round makes its graph anew, which is slower than a
            tape; "" if there is a tape, or if the loop is the program's own.
        num_rounds: the most rounds that it will take; None if that is not known.
        can_restart: whether `Steer.RESTART` has an effect. A restart restores the parameters, the
            optimizer's memory and the `random` module of the start. A new learning rate stays.
        takes_numbers: whether each sample is one number, passed to the network without a list.
        number: the number of the last round; 0 before the first.
        history: the history so far; a restart replaces it by a new one.
        learning_rate: the learning rate of the last round, before it that of the first; None if it
            is not known.
        new_learning_rate: the watcher sets it; it applies from the next round on.
    """

    network: object
    parameters: Sequence[Node]
    samples: Sequence[tuple[Sequence[float], Sequence[float]]] = ()
    loss: str = ""
    optimizer: str = ""
    not_taped_because: str = ""
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
        run: the training, which has not begun.
    """

    def __init__(self, run: TrainingRun) -> None:
        self.run = run

    def began(self) -> Steer:
        """Called before the first round, also after a restart; return how to go on."""
        return Steer.GO_ON

    def most_rounds(self) -> int:
        """Return how many rounds may be taken at once before `round` is called."""
        return sys.maxsize

    def round(self) -> Steer:
        """Called after one round or several; return how to go on."""
        return Steer.GO_ON

    def ended(self, error: BaseException | None) -> None:
        """Called at the end of the training, with the exception that ended it, if any."""


@contextmanager
def watched(run: TrainingRun) -> Iterator[Watcher]:
    """Return a context manager with the watcher of a training; the block is the training.

    Raises:
        TypeError: if `run` is not a TrainingRun.
    """
    if not isinstance(run, TrainingRun):
        raise TypeError(f"run must be a TrainingRun, not {short_repr(run)}")
    watcher = _state.make(run)
    try:
        yield watcher
    except BaseException as error:
        watcher.ended(error)
        raise
    watcher.ended(None)


def set_watcher(make: MakeWatcher) -> MakeWatcher:
    """Set the hook: a function of a `TrainingRun` that returns its watcher.

    Returns:
        The previous function, to restore it.

    Raises:
        TypeError: if `make` cannot be called.
    """
    if not callable(make):
        raise TypeError(f"make must be a function of a training run, not {make!r}")
    previous, _state.make = _state.make, make
    return previous


class _State:
    """The replaceable function."""

    def __init__(self) -> None:
        self.make: MakeWatcher = Watcher


_state = _State()
