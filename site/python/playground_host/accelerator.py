"""Python's half of the tape's accelerator: passes the arrays' addresses to `accelerator.js`.

It plays the role of `micrograd._tape` in `micrograd.replay`. The interpreter's snapshot contains
the tape's module already, so `install` replaces the class there.
"""

from __future__ import annotations

from array import array
from importlib import import_module
from typing import TYPE_CHECKING

from micrograd import tape

if TYPE_CHECKING:
    from micrograd.replay import Program


class Replay:
    """Run a program in WebAssembly, in place on the given arrays."""

    def __init__(self, program: Program, values: array[float], gradients: array[float]) -> None:
        self._values, self._gradients = values, gradients
        n, n_leaves = len(program.codes), program.n_leaves
        # Copies, so that a program with the tape can't change them; they live as long as this.
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
        """Add up each node's gradient, from the output to the leaves."""
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
        """Take rounds of gradient descent: see `micrograd.replay` for the arguments."""
        numbers = self._place(self._values), self._place(self._gradients)
        arrays = (self._asked, parameters, losses, kept)
        others = [number for each in arrays for number in each.buffer_info()]
        return int(
            self._accelerator.descend(self._place_of_program, *numbers, rate, first, every, *others)
        )

    def _place(self, numbers: array[float]) -> int:
        """Return the array's address, which changes if a program makes the array longer."""
        place, n = numbers.buffer_info()
        if n != self._n:
            raise ValueError(f"a tape's arrays must hold {self._n} numbers, not {n}")
        return place


def install() -> None:
    """Make all later tapes run in WebAssembly."""
    tape.Replay = Replay  # type: ignore[attr-defined]
