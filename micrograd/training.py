"""Watch a training whose loop is the program's own, round by round.

`Training` writes the history that `MLP.train` would have written; the loop stays as it is.
"""

from __future__ import annotations

import math
import time
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, Protocol, Self

from micrograd.history import History
from micrograd.node import Node, as_float

if TYPE_CHECKING:
    from types import TracebackType


class Network(Protocol):
    """What has parameters."""

    def parameters(self) -> list[Node]:
        """List the nodes that training moves."""


class Training:
    """Keep the losses, times and parameters of a loop of one's own.

    Args:
        network: what is trained: it has `parameters()`.
        verbose: print the loss of rounds 1, 2, 5, 10, 20, 50 and so on.

    Attributes:
        history: what was kept; it draws itself.

    Raises:
        TypeError: if `network` has no `parameters()`.

    >>> x = Node(3.0)
    >>> class Point:
    ...     def parameters(self):
    ...         return [x]
    >>> with Training(Point()) as watch:
    ...     for _ in range(2):
    ...         loss = x * x
    ...         x.grad = 0.0
    ...         loss.backward()
    ...         x.data -= 0.25 * x.grad
    ...         watch.round(loss)
    round 1: loss 9
    round 2: loss 2.25
    >>> watch.history.parameters_at(1)
    [1.5]
    """

    def __init__(self, network: Network, verbose: bool = True) -> None:
        if not callable(getattr(network, "parameters", None)):
            raise TypeError(f"network must have parameters(), and {short_repr(network)} has not")
        self.history = History()
        self._network = network
        self._verbose = verbose
        self._start = time.perf_counter()

    def __enter__(self) -> Self:
        self._start = time.perf_counter()
        self.history.keep(self._numbers())
        return self

    def round(self, loss: Node | float) -> None:
        """Tell that a round is over, and what its loss was.

        Raises:
            TypeError: if the loss is no number and no node.
            FloatingPointError: if it is infinite or nan.
        """
        value = loss.data if isinstance(loss, Node) else as_float(loss, "loss")
        number = len(self.history) + 1
        if not math.isfinite(value):
            raise FloatingPointError(f"the loss is {value} in round {number}")
        self.history.append(value)
        self.history.times.append(time.perf_counter() - self._start)
        self.history.keep(self._numbers())
        if self._verbose and _is_reported(number):
            print(f"round {number}: loss {value:.6g}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        del kind, traceback
        self.history.keep_last(self._numbers())
        if error is not None:
            error.add_note(f"This was after round {len(self.history)} of a training.")

    def _numbers(self) -> list[float]:
        return [parameter.data for parameter in self._network.parameters()]


def _is_reported(number: int) -> bool:
    """Tell whether a round is worth a line: 1, 2, 5, 10, 20, 50 and so on."""
    return str(number).rstrip("0") in ("1", "2", "5")
