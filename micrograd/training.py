"""Watch a training whose loop is the program's own, round by round.

`Training` writes the history that `MLP.train` would have written; the loop stays as it is.
"""

from __future__ import annotations

import math
import time
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, Any, Protocol, Self

from micrograd.arguments import (
    as_count,
    as_flag,
    as_lasting,
    as_list,
    as_nodes,
    as_rate,
    is_number,
    plain,
    same_length,
)
from micrograd.node import Node, as_float
from micrograd.watch import Steer, TrainingRun, Watcher, watched

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from types import TracebackType

    from micrograd.history import History


class Network(Protocol):
    """What has parameters."""

    def parameters(self) -> Iterable[Node]:
        """List the nodes that training moves."""


class TrainingEnded(BaseException):
    """Whoever watches has ended the training; the `with` block catches it."""


class Training:
    """Keep the losses, times and parameters of a loop of one's own, and let it be watched.

    Args:
        network: what is trained: it has `parameters()`.
        inputs: the samples, if there are any to show beside what the network says of them: each
            several numbers, or one. As the loop reads them too, they are no `map`, `zip` or
            generator, which is empty after once.
        targets: what the network should say to each: a number, or several.
        num_rounds: how many rounds the loop will take, 0 or more, if that is known.
        learning_rate: the loop's, a finite number, 0 or more, if it may be changed while it runs:
            read it from `watch.learning_rate` in each round.
        verbose: print the loss of rounds 1, 2, 5, 10, 20, 50 and so on.

    Attributes:
        history: what was kept; it draws itself.

    Raises:
        TypeError: if `network` has no `parameters()`, a number is none, or samples can be read
            only once.
        ValueError: if inputs and targets differ in length or one is missing, or a number is out of
            its range.

    >>> x = Node(3.0)
    >>> class Point:
    ...     def parameters(self):
    ...         return [x]
    >>> with Training(Point(), learning_rate=0.25) as watch:
    ...     for _ in range(2):
    ...         loss = x * x
    ...         x.grad = 0.0
    ...         loss.backward()
    ...         x.data -= watch.learning_rate * x.grad
    ...         watch.round(loss)
    round 1: loss 9
    round 2: loss 2.25
    >>> watch.history.parameters_at(1)
    [1.5]
    """

    def __init__(  # noqa: PLR0913 - all but the network may be left out
        self,
        network: Network,
        inputs: Iterable[Iterable[Node | float] | Node | float] | None = None,
        targets: Iterable[Node | float | Iterable[Node | float]] | None = None,
        *,
        num_rounds: int | None = None,
        learning_rate: float | None = None,
        verbose: bool = True,
    ) -> None:
        if not callable(getattr(network, "parameters", None)):
            raise TypeError(f"network must have parameters(), and {short_repr(network)} has not")
        samples, takes_numbers = _samples(inputs, targets)
        rate = None if learning_rate is None else as_rate(learning_rate, "learning_rate")
        self._run = TrainingRun(
            network=network,
            parameters=_parameters(network),
            samples=samples,
            num_rounds=None if num_rounds is None else as_count(num_rounds, "num_rounds", 0),
            learning_rate=rate,
            takes_numbers=takes_numbers,
        )
        self._network = network
        self._verbose = as_flag(verbose, "verbose")
        self._start = time.perf_counter()
        self._watched: AbstractContextManager[Watcher] | None = None
        self._watcher = Watcher(self._run)  # no one, until the loop begins
        self._steer = Steer.GO_ON

    @property
    def history(self) -> History:
        """What was kept."""
        return self._run.history

    @property
    def learning_rate(self) -> float:
        """The learning rate now: the one given, until whoever watches changes it.

        Raises:
            ValueError: if none was given.
        """
        if self._run.learning_rate is None:
            raise ValueError("this training was given no learning_rate")
        if self._run.new_learning_rate is not None:
            self._run.learning_rate = self._run.new_learning_rate
        return self._run.learning_rate

    def __enter__(self) -> Self:
        self._start = time.perf_counter()
        self.history.keep(self._numbers())
        self._watched = watched(self._run)
        self._watcher = self._watched.__enter__()
        self._steer = self._watcher.began()
        return self

    def round(self, loss: Node | float) -> None:
        """Tell that a round is over, and what its loss was.

        Raises:
            TypeError: if the loss is no number and no node.
            FloatingPointError: if it is infinite or nan.
            TrainingEnded: if whoever watches has ended the training.
        """
        value = as_float(loss.data if isinstance(loss, Node) else loss, "loss")
        number = len(self.history) + 1
        if not math.isfinite(value):
            raise FloatingPointError(f"the loss is {value} in round {number}")
        self.history.append(value)
        self.history.times.append(time.perf_counter() - self._start)
        self.history.keep(self._numbers())
        self._run.number = number
        if self._verbose and _is_reported(number):
            print(f"round {number}: loss {value:.6g}")
        if Steer.END in (self._steer, self._watcher.round()):
            self.history.ended_by = "watcher"
            raise TrainingEnded(f"the training was ended after round {number}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        is_ended = isinstance(error, TrainingEnded)
        self.history.keep_last(self._numbers())
        if error is not None and not is_ended:
            error.add_note(f"This was after round {len(self.history)} of a training.")
        if self._watched is not None:
            cause = (None, None, None) if is_ended else (kind, error, traceback)
            self._watched.__exit__(*cause)
        return is_ended

    def _numbers(self) -> list[float]:
        # A loop may put new nodes in the place of old ones: who watches sees these too.
        self._run.parameters = _parameters(self._network)
        return [parameter.data for parameter in self._run.parameters]


def _parameters(network: Network) -> list[Node]:
    """List a network's parameters, or say what is none."""
    return as_nodes(network.parameters(), "parameters()")


def _samples(inputs: object, targets: object) -> tuple[list[tuple[list[float], list[float]]], bool]:
    """Pair the numbers of inputs and targets, and tell whether each sample is one number."""
    if inputs is None and targets is None:
        return [], False
    if inputs is None or targets is None:
        missing = "inputs" if inputs is None else "targets"
        raise ValueError(f"inputs and targets must be given together, and {missing} are missing")
    all_inputs = as_list(as_lasting(inputs, "inputs"), "inputs", "samples")
    all_targets = as_list(as_lasting(targets, "targets"), "targets", "numbers")
    same_length(all_inputs, all_targets, "inputs and targets")
    samples = [
        (_floats(sample, f"inputs[{i}]"), _floats(target, f"targets[{i}]"))
        for i, (sample, target) in enumerate(zip(all_inputs, all_targets, strict=True))
    ]
    return samples, all(is_number(plain(sample)) for sample in all_inputs)


def _floats(values: Any, name: str) -> list[float]:
    values = plain(as_lasting(values, name))
    if is_number(values):
        values = [values]
    return [
        as_float(value.data if isinstance(value, Node) else value, f"{name}[{i}]")
        for i, value in enumerate(as_list(values, name, "numbers"))
    ]


def _is_reported(number: int) -> bool:
    """Tell whether a round is worth a line: 1, 2, 5, 10, 20, 50 and so on."""
    return str(number).rstrip("0") in ("1", "2", "5")
