"""Lets a program ask the visitor for a line, by `input()` or `sys.stdin`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from playground_host.run.outlet import Outlet
    from playground_host.run.sink import Sink

T = TypeVar("T")


class Suspender(Protocol):
    """Makes a program wait for something asynchronous; in the page, `pyodide.ffi`."""

    def can_run_sync(self) -> bool:
        """Tell whether the program can be suspended here."""

    def run_sync(self, awaitable: Awaitable[T], /) -> T:
        """Suspend the program until there is an answer."""


class Stdin(io.TextIOBase):
    """A `sys.stdin` that asks the visitor for each line when it is read.

    The prompt is the text that the program has printed on an unfinished line, as on a terminal.
    """

    encoding = "utf-8"

    def __init__(self, outlet: Outlet, sink: Sink, suspender: Suspender) -> None:
        super().__init__()
        self._outlet = outlet
        self._sink = sink
        self._suspender = suspender
        self._rest = ""

    @property
    def name(self) -> str:
        """The stream's name, as Python's own has one."""
        return "<stdin>"

    def readable(self) -> bool:
        """Return True: lines may be read."""
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Return the next line with its end, or "" when the visitor has ended the input.

        Raises:
            OSError: the program can't be suspended here.
        """
        line = self._rest or self._ask()
        end = len(line) if size is None or size < 0 else size
        self._rest = line[end:]
        return line[:end]

    def read(self, size: int | None = -1, /) -> str:
        """Return `size` characters, or all characters until the visitor ends the input.

        Raises:
            OSError: the program can't be suspended here.
        """
        if size is not None and size >= 0:
            return self.readline(size)
        return "".join(iter(self.readline, ""))

    def _ask(self) -> str:
        if not self._suspender.can_run_sync():
            raise OSError(
                "the program cannot wait for input here: this browser cannot suspend it, or a "
                "callback asked. Write the answer into the program"
            )
        prompt = self._outlet.break_line()
        return self._suspender.run_sync(self._sink.ask(prompt))
