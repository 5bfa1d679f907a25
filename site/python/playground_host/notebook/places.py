r"""Where code that has run stands in the file now, after the visitor has edited it.

Code keeps the line numbers with which it was compiled. A cell that runs after an edit is compiled
under a name of its own, and each cell is found again by its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground_host.notebook.cells import cell_at, cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground_host.notebook.cells import Cell


class Places:
    """The places of a file's code.

    Args:
        file: its name.
        source: its text at first.
    """

    def __init__(self, file: str, source: str) -> None:
        self._file = file
        self._first = self._now = source
        self._cells: Sequence[Cell] | None = None
        self._ran: dict[str, Cell] = {}

    def edit(self, source: str) -> None:
        """Set the file's text as it is now."""
        if source != self._now:
            self._now = source
            self._cells = None

    def name(self, cell: Cell) -> str:
        """Return the name under which a cell of the text as it is now is compiled."""
        if self._now == self._first:
            return self._file
        for name, ran in self._ran.items():
            if ran == cell:
                return name
        name = f"{self._file}#{len(self._ran) + 1}"
        self._ran[name] = cell
        return name

    def names(self) -> list[str]:
        """Return all names of the file."""
        return [self._file, *self._ran]

    def of(self, name: str, line: int) -> tuple[str, int] | None:
        """Return the file and the line of it now, of a line of code that ran under a name.

        None if the text has it no more; a name that is not the file's is returned as it is.
        """
        cell: Cell | None
        if name == self._file:
            if self._now == self._first:
                return name, line
            cell = cell_at(cells_of(self._first), line)
        elif name in self._ran:
            cell = self._ran[name]
        else:
            return name, line
        if cell is None:
            return None
        if self._cells is None:
            self._cells = cells_of(self._now)
        source = cell.source.rstrip()
        same = [each for each in self._cells if each.source.rstrip() == source]
        if not same:
            return None
        nearest = min(same, key=lambda each: abs(each.first - cell.first))
        return self._file, line - cell.first + nearest.first
