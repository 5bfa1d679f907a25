"""Gradient descent: the rounds of a training, and every way in which a training ends.

This module knows no networks. Its arguments are samples, parameters, a function for the loss of a
batch, and an optimizer, all checked already. Whatever happens, the parameters stay finite numbers.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple, Protocol

from micrograd.history import History
from micrograd.node import Node
from micrograd.optim import OPTIMIZERS
from micrograd.watch import Steer, watched

if TYPE_CHECKING:
    from micrograd.optim import Optimizer
    from micrograd.tape import Descent
    from micrograd.watch import TrainingRun, Watcher

Sample = tuple[list[Node], list[Node]]  # the inputs and the targets, leaves of our own
MakePasses = Callable[[Sequence[Sample]], "Passes"]
Shuffle = Callable[[list[int]], None]

_SMALLER = "try a smaller learning_rate"
_SECONDS_AT_ONCE = 0.02
_KEPT_AT_ONCE = 100_000  # numbers
_PATIENCE = 10  # rounds without progress before a tolerance ends the training


class Passes(Protocol):
    """Compute the loss of one batch, forward and back, from the current data of its leaves."""

    def forward(self) -> float:
        """Compute the loss."""

    def backward(self) -> None:
        """Add its derivatives to the leaves' gradients."""

    def descend(
        self, parameters: Sequence[Node], lr: float, first: int, count: int, every: int
    ) -> Descent | None:
        """Take several rounds at once, as `Tape.descend` does; return None if it can't."""


class Settings(NamedTuple):
    """How to train: see `MLP.train`."""

    num_rounds: int
    rate: Callable[[int], float]
    is_rate_fixed: bool
    batch_size: int
    make_shuffle: Callable[[], Shuffle] | None  # called for each run; None: no shuffling
    adds_up: bool  # a round's loss: the sum over its batches, else their mean by samples
    tolerance: float | None
    on_round: Callable[..., object] | None
    verbose: bool


class PerRoundGraph:
    """Compute a node anew in each round, with the two passes of a `Tape`."""

    def __init__(self, make: Callable[[], Node]) -> None:
        self._make = make
        self._output = Node(0.0)
        # A list is freed from its end, here from the output: so nodes are freed one by one. Without
        # it they are freed by recursion, for which a browser's stack is too small.
        self._nodes = [self._output]

    def __del__(self) -> None:
        """Drop the output before the list."""
        del self._output

    def forward(self) -> float:
        """Make the node; return its value."""
        self._output = self._make()
        self._nodes = self._output.topological_order()
        return self._output.data

    def backward(self) -> None:
        """Add the derivatives of the node that was made last."""
        self._output.backward()

    def descend(self, *_: object) -> None:
        """Return None: rounds are taken one by one."""


def descend(
    samples: Sequence[Sample],
    make_passes: MakePasses,
    optimizer: Optimizer,
    settings: Settings,
    run: TrainingRun,
) -> History:
    """Take the rounds; return the loss of each.

    A watcher may restart the training. Then everything is as it was at the start: the parameters,
    the optimizer's memory, the order of the samples, and the `random` module. The returned history
    is that of the last run.

    Raises:
        FloatingPointError: if the loss or a parameter is not finite. The parameters are then as
            they were before that round.
    """
    start = _Start(optimizer)
    rounds = _Rounds(_Batches(samples, make_passes, settings), optimizer, settings, run)
    with watched(run) as watcher:
        while _take_all(rounds, optimizer.params, settings, watcher) is Steer.RESTART:
            start.restore()
        run.history.keep_last([p.data for p in optimizer.params])
    return run.history


def _take_all(
    rounds: _Rounds, parameters: Sequence[Node], settings: Settings, watcher: Watcher
) -> Steer:
    """Take the rounds until the training ends; return whether to restart it."""
    run = watcher.run
    run.number, run.history = 0, History()
    run.history.keep([p.data for p in parameters])
    history, start = run.history, time.perf_counter()
    progress = _Progress(settings.tolerance)
    rounds.begin()
    number = 1
    try:
        if (steer := watcher.began()) is not Steer.GO_ON:
            history.ended_by = "watcher"
            return steer
        while number <= settings.num_rounds:
            rounds.take(number, history, watcher.most_rounds())
            history.spread_times(time.perf_counter() - start)
            run.number = number = len(history)
            if settings.verbose and _is_reported(number, settings.num_rounds):
                print(f"round {number} of {settings.num_rounds}: loss {history[-1]:.6g}")
            steer = watcher.round()
            if steer is not Steer.GO_ON:
                history.ended_by = "watcher"
                return steer
            if settings.on_round is not None and settings.on_round(number, history[-1]):
                history.ended_by = "on_round"
                break
            if progress.has_ended(history):
                history.ended_by = "tolerance"
                break
            number += 1
    except KeyboardInterrupt:
        history.ended_by = "interrupt"
        print(f"training ended in round {number} of {settings.num_rounds}, by an interrupt")
    except FloatingPointError:
        raise
    except Exception as error:
        error.add_note(f"This was in round {number} of {settings.num_rounds} of a training.")
        raise
    return Steer.END


class _Start:
    """The start of a training: numbers, gradients, the optimizer's memory, and random states."""

    def __init__(self, optimizer: Optimizer) -> None:
        self._optimizer = optimizer
        self._numbers = [(p.data, p.grad) for p in optimizer.params]
        self._memory = _memory(optimizer)
        self._lots = random.getstate()

    def restore(self) -> None:
        """Put all of it back."""
        for parameter, held in zip(self._optimizer.params, self._numbers, strict=True):
            parameter.data, parameter.grad = held
        _remember(self._optimizer, self._memory)
        self._memory = _memory(self._optimizer)
        random.setstate(self._lots)


def _memory(optimizer: Optimizer) -> dict[str, object]:
    """Copy an optimizer's attributes, except its parameters and those that can't be copied."""
    nodes: dict[int, object] = {id(node): node for node in optimizer.params}
    nodes[id(optimizer.params)] = optimizer.params
    copies = {}
    for name, value in vars(optimizer).items():
        try:
            copies[name] = deepcopy(value, nodes)
        except Exception:  # noqa: BLE001 - a stranger's
            copies[name] = value
    return copies


def _remember(optimizer: Optimizer, memory: dict[str, object]) -> None:
    """Replace an optimizer's attributes by these."""
    vars(optimizer).clear()
    vars(optimizer).update(memory)


class _Rounds:
    """Take each round completely or not at all."""

    def __init__(
        self, batches: _Batches, optimizer: Optimizer, settings: Settings, run: TrainingRun
    ) -> None:
        self._batches = batches
        self._parameters = optimizer.params
        self._optimizer = optimizer
        self._settings = settings
        self._run = run
        self._can_take_several = True
        self._pace = 2  # rounds that are taken at once

    def begin(self) -> None:
        """Begin a run, before its first round."""
        self._batches.begin()
        # A schedule is the program's own function: it is called for each round, and only once.
        is_known = self._settings.is_rate_fixed or self._run.new_learning_rate is not None
        self._run.learning_rate = self._rate(1) if is_known else None

    def take(self, number: int, history: History, most: int) -> None:
        """Take one round, or several at once; if one fails, undo its changes to parameters."""
        lr = self._rate(number)
        self._optimizer.lr = self._run.learning_rate = lr
        count = min(self._at_once(number, history), most)
        passes = self._batches.all_at_once() if count > 1 else None
        started = time.perf_counter()
        found = None
        if passes is not None:
            found = passes.descend(self._parameters, lr, number, count, history.every)
            self._can_take_several = found is not None
        if found is None or not found.losses:
            history.append(self._take_one(number))
            history.keep([p.data for p in self._parameters])
            return
        for n, loss in enumerate(found.losses, start=number):
            history.append(loss)
            if n in found.kept:
                history.keep(found.kept[n])
        seconds = time.perf_counter() - started
        # Many at once, but not for so long that nobody can watch or interrupt them.
        self._pace = max(1, int(_SECONDS_AT_ONCE / max(seconds, 1e-9) * len(found.losses)))

    def _at_once(self, number: int, history: History) -> int:
        """Return how many rounds may be taken at once, before one has to be reported."""
        settings = self._settings
        is_fixed = settings.is_rate_fixed or self._run.new_learning_rate is not None
        is_heard = settings.on_round is not None or settings.tolerance is not None
        can = self._can_take_several and self._optimizer.is_plain
        if is_heard or not is_fixed or not can:
            return 1
        left = settings.num_rounds - number + 1
        if settings.verbose:
            every = max(1, settings.num_rounds // 10)
            left = 1 if number == 1 else min(left, every - (number - 1) % every)
        room = max(1, _KEPT_AT_ONCE // max(1, len(self._parameters))) * history.every
        return min(left, room, self._pace)

    def _take_one(self, number: int) -> float:
        before = [p.data for p in self._parameters]
        # The package's optimizers replace their lists, so a shallow copy will do; a program's own
        # optimizer may change its lists in place.
        is_ours = type(self._optimizer) in OPTIMIZERS.values()
        memory = dict(vars(self._optimizer)) if is_ours else _memory(self._optimizer)
        try:
            total = count = 0.0
            for passes, size in self._batches.taken():
                weight = 1.0 if self._settings.adds_up else size
                total += weight * self._step(passes, number)
                count += size
            return total if self._settings.adds_up else total / count
        except BaseException:
            for parameter, value in zip(self._parameters, before, strict=True):
                parameter.data = value
            _remember(self._optimizer, memory)
            raise

    def _rate(self, number: int) -> float:
        given = self._run.new_learning_rate
        return self._settings.rate(number) if given is None else given

    def _step(self, passes: Passes, number: int) -> float:
        loss = passes.forward()
        num_rounds = self._settings.num_rounds
        if not math.isfinite(loss):
            cause = "look at the inputs and targets" if number == 1 else _SMALLER
            raise _diverged("the loss is", loss, number, num_rounds, cause)
        for parameter in self._parameters:
            parameter.grad = 0.0
        passes.backward()
        self._optimizer.step()
        lost = [p.data for p in self._parameters if not math.isfinite(p.data)]
        if lost:
            raise _diverged("a parameter becomes", lost[0], number, num_rounds, _SMALLER)
        return loss


class _Batches:
    """Give the samples to each round in batches: all at once, or shuffled anew in each round.

    A batch is a set of leaves whose numbers are replaced by those of the next samples. So one tape
    serves all batches of the same size.
    """

    def __init__(
        self, samples: Sequence[Sample], make_passes: MakePasses, settings: Settings
    ) -> None:
        self._samples = samples
        self._make_passes = make_passes
        self._size = settings.batch_size
        self._make_shuffle = settings.make_shuffle
        self._shuffle: Shuffle | None = None
        self._order: list[int] = []
        self._made: dict[int, tuple[Sequence[Sample], Passes]] = {}

    def begin(self) -> None:
        """Restore the order of the samples, and start a new shuffling."""
        self._order = list(range(len(self._samples)))
        self._shuffle = None if self._make_shuffle is None else self._make_shuffle()

    def all_at_once(self) -> Passes | None:
        """Return the passes of the only batch; None if there are several batches."""
        if self._shuffle is not None or self._size < len(self._order):
            return None
        ((passes, _),) = self.taken()
        return passes

    def taken(self) -> Iterator[tuple[Passes, int]]:
        """Fill one batch after the other; yield the passes and the size of each."""
        if self._shuffle is not None:
            self._shuffle(self._order)
        for start in range(0, len(self._order), self._size):
            chosen = [self._samples[i] for i in self._order[start : start + self._size]]
            size = len(chosen)
            if size not in self._made:
                batch = [(_copies(inputs), _copies(targets)) for inputs, targets in chosen]
                self._made[size] = batch, self._make_passes(batch)
            elif self._shuffle is not None:
                _fill(self._made[size][0], chosen)
            yield self._made[size][1], size


def _copies(nodes: list[Node]) -> list[Node]:
    return [Node(node.data) for node in nodes]


def _fill(batch: Sequence[Sample], chosen: Sequence[Sample]) -> None:
    for own, sample in zip(batch, chosen, strict=True):
        for leaves, nodes in zip(own, sample, strict=True):
            for leaf, node in zip(leaves, nodes, strict=True):
                leaf.data = node.data


class _Progress:
    """Tell when the last ten rounds have lowered the lowest loss by at most a tolerance."""

    def __init__(self, tolerance: float | None) -> None:
        self._tolerance = tolerance
        self._lowest = math.inf  # of all rounds but the last ten

    def has_ended(self, losses: Sequence[float]) -> bool:
        """Tell whether to end, after each round; never with a tolerance of None."""
        if self._tolerance is None or len(losses) <= _PATIENCE:
            return False
        self._lowest = min(self._lowest, losses[-_PATIENCE - 1])
        return min(losses[-_PATIENCE:]) >= self._lowest - self._tolerance


def _diverged(
    what: str, value: float, number: int, num_rounds: int, cause: str
) -> FloatingPointError:
    """Return the error that says which number is not finite, and where to look for the cause."""
    return FloatingPointError(f"{what} {value} in round {number} of {num_rounds}: {cause}")


def _is_reported(number: int, num_rounds: int) -> bool:
    """Tell whether a round is printed: about ten of all, with the first and the last."""
    return number in (1, num_rounds) or number % max(1, num_rounds // 10) == 0
