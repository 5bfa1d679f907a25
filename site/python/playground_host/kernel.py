"""Python's half of the tape's accelerator: hands the arrays' addresses to `site/worker/kernel.js`.

It is what `micrograd.replay` calls `micrograd._tape`. The interpreter's snapshot has the tape's
module in it already, so the class is put in its place there.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from micrograd import tape

if TYPE_CHECKING:
    from array import array

    from micrograd.replay import Program


class Replay:
    """Run a program in JavaScript, on these same arrays."""

    def __init__(self, program: Program, values: array[float], gradients: array[float]) -> None:
        self._values, self._gradients = values, gradients
        n_leaves, codes, starts, parents, constants = program
        places = [
            *codes.buffer_info(),
            *starts.buffer_info(),
            *parents.buffer_info(),
            *constants.buffer_info(),
        ]
        self._passes = import_module("playground_kernel").compile(n_leaves, *places)
        self._n = len(values)

    def forward(self) -> None:
        """Compute each operation's value from the leaves' values."""
        self._passes.forward(self._place(self._values))

    def backward(self) -> None:
        """Add up each node's gradient, from the output's to the leaves'."""
        self._passes.backward(self._place(self._values), self._place(self._gradients))

    def descend(  # noqa: PLR0913, PLR0917 - the contract's
        self,
        parameters: array[int],
        rate: float,
        first: int,
        every: int,
        losses: array[float],
        kept: array[float],
    ) -> int:
        """Take rounds of gradient descent: `micrograd.replay` says what is given."""
        places = (*parameters.buffer_info(), *losses.buffer_info(), *kept.buffer_info())
        arrays = self._place(self._values), self._place(self._gradients)
        return int(self._passes.descend(*arrays, rate, first, every, *places))

    def _place(self, numbers: array[float]) -> int:
        """Return where the numbers are, which is elsewhere once a program made the array longer."""
        place, n = numbers.buffer_info()
        if n != self._n:
            raise ValueError(f"a tape's arrays must hold {self._n} numbers, not {n}")
        return place


def install() -> None:
    """Let every tape that is made from now on run in JavaScript."""
    tape.Replay = Replay  # type: ignore[attr-defined]
