"""Who watches trainings: a hook, as `micrograd.display` has one for what is shown.

Every training, by `MLP.train` or in a loop of one's own, is a `TrainingRun` that is told to the
hook's function at its start. It returns a watcher, who hears of each round and may steer. By
default no one watches; the playground's page does.

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
    """What a watcher wants to happen after a round."""

    GO_ON = "go on"
    END = "end"
    RESTART = "restart"


@dataclass(eq=False)
class TrainingRun:
    """A training, as whoever watches it sees it.

    Attributes:
        network: what is trained.
        parameters: the nodes that training moves.
        samples: the numbers of each sample's inputs and targets; none where they are not known.
        loss: what the loss is called; empty for one of the program's own.
        optimizer: what moves the parameters, in words; empty where it is not known.
        not_taped_because: why each round makes its graph anew, which is slower than a tape; empty
            where it does not, or where that is the loop's own way.
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
def watched(run: TrainingRun) -> Iterator[Watcher]:
    """Let the hook's watcher see a training, which is the block.

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
    """Make `make`, a function of a `TrainingRun`, the one that returns each training's watcher.

    Returns:
        The function that was in place, for putting it back.

    Raises:
        TypeError: if `make` cannot be called.
    """
    if not callable(make):
        raise TypeError(f"make must be a function of a training run, not {make!r}")
    previous, _state.make = _state.make, make
    return previous


class _State:
    """What is replaceable."""

    def __init__(self) -> None:
        self.make: MakeWatcher = Watcher


_state = _State()
