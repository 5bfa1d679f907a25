"""Python's half of the tape's accelerator: tells `site/worker/accelerator.js` where the arrays are.

It is what `micrograd.replay` calls `micrograd._tape`. The interpreter's snapshot has the tape's
module in it already, so the class is put in its place there.
"""

from __future__ import annotations

from array import array
from importlib import import_module
from typing import TYPE_CHECKING

from micrograd import tape

if TYPE_CHECKING:
    from micrograd.replay import Program


class Replay:
    """Run a program in WebAssembly, on these same arrays."""

    def __init__(self, program: Program, values: array[float], gradients: array[float]) -> None:
        self._values, self._gradients = values, gradients
        n, n_leaves = len(program.codes), program.n_leaves
        # Copies: no program that has the tape may change them. They live as long as this does.
        self._arrays = [each[:] for each in program[1:]]
        self._kinds = array("i", bytes(4 * n))
        self._asked = array("B", bytes(n_leaves))
        places = [each.buffer_info()[0] for each in (*self._arrays, self._kinds)]
        self._program = array("I", [n_leaves, n, *places, 0])
        self._accelerator = import_module("playground_accelerator")
        self._place_of_program = self._program.buffer_info()[0]
        self._accelerator.prepare(self._place_of_program)
        self._n = len(values)

    def forward(self) -> None:
        """Compute each operation's value from the leaves' values."""
        self._accelerator.forward(self._place_of_program, self._place(self._values))

    def backward(self) -> None:
        """Add up each node's gradient, from the output's to the leaves'."""
        places = self._place(self._values), self._place(self._gradients)
        self._accelerator.backward(self._place_of_program, *places)

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
        numbers = self._place(self._values), self._place(self._gradients)
        arrays = (self._asked, parameters, losses, kept)
        others = [number for each in arrays for number in each.buffer_info()]
        return int(
            self._accelerator.descend(self._place_of_program, *numbers, rate, first, every, *others)
        )

    def _place(self, numbers: array[float]) -> int:
        """Return where the numbers are, which is elsewhere once a program made the array longer."""
        place, n = numbers.buffer_info()
        if n != self._n:
            raise ValueError(f"a tape's arrays must hold {self._n} numbers, not {n}")
        return place


def install() -> None:
    """Let every tape that is made from now on run in WebAssembly."""
    tape.Replay = Replay  # type: ignore[attr-defined]
