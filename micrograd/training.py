"""Records a training loop that a program writes itself, round by round.

`Training` makes the same history as `MLP.train`, and lets a watcher see and steer the loop.
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
    """An object with parameters."""

    def parameters(self) -> Iterable[Node]:
        """List the nodes that training moves."""


class TrainingEnded(BaseException):
    """Raised when the watcher ends the training; the `with` block catches it."""


class Training:
    """Record the losses, times and parameters of your own training loop, and let it be watched.

    Args:
        network: the object that is trained; it has `parameters()`.
        inputs: the samples, to show the network's outputs for them; each has several numbers or
            one. The loop reads them too, so they can't be a `map`, `zip` or generator, which can be
            read only once.
        targets: the wanted outputs of each sample: several numbers or one.
        num_rounds: the number of rounds that the loop will take, 0 or more, if it is known.
        learning_rate: the loop's learning rate, a finite number, 0 or more, if a watcher may change
            it: read it from `watch.learning_rate` in each round.
        verbose: whether to print the loss of rounds 1, 2, 5, 10, 20, 50 and so on.

    Attributes:
        history: the record; it displays itself as a chart.

    Raises:
        TypeError: if `network` has no `parameters()`, an argument is not a number, or samples can
            be read only once.
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
        self._last: list[float] = []  # the parameters after the last round
        self._verbose = as_flag(verbose, "verbose")
        self._start = time.perf_counter()
        self._watched: AbstractContextManager[Watcher] | None = None
        self._watcher = Watcher(self._run)  # does nothing; replaced when the loop begins
        self._steer = Steer.GO_ON

    @property
    def history(self) -> History:
        """The record of the training so far."""
        return self._run.history

    @property
    def learning_rate(self) -> float:
        """The current learning rate: the argument, until a watcher changes it.

        Raises:
            ValueError: if there was no such argument.
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
        """Record the end of a round with its loss.

        Raises:
            TypeError: if the loss is neither a number nor a node.
            FloatingPointError: if it is infinite or nan.
            TrainingEnded: if the watcher has ended the training.
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
        has_failed = error is not None and not is_ended
        # After an error the loop may be in the middle of a round.
        self.history.keep_last(self._last if has_failed else self._numbers())
        if error is not None and has_failed:
            error.add_note(f"This was after round {len(self.history)} of a training.")
        if self._watched is not None:
            cause = (None, None, None) if is_ended else (kind, error, traceback)
            self._watched.__exit__(*cause)
        return is_ended

    def _numbers(self) -> list[float]:
        # A loop may replace parameters by new nodes: the watcher must see the new ones.
        self._run.parameters = _parameters(self._network)
        self._last = [parameter.data for parameter in self._run.parameters]
        return self._last


def _parameters(network: Network) -> list[Node]:
    """List a network's parameters; raise a TypeError if one is not a node."""
    return as_nodes(network.parameters(), "parameters()")


def _samples(inputs: object, targets: object) -> tuple[list[tuple[list[float], list[float]]], bool]:
    """Return pairs of inputs and targets as numbers, and whether each sample is one number."""
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
    """Tell whether a round is printed: 1, 2, 5, 10, 20, 50 and so on."""
    return str(number).rstrip("0") in ("1", "2", "5")
