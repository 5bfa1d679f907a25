"""What a run reports to: the page's worker, or a test's list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable


class Sink(Protocol):
    """Take what a run produces, in the order in which it comes. Strings and numbers only."""

    def text(self, stream: str, text: str, /) -> None:
        """Take printed text; `stream` is "stdout" or "stderr"."""

    def display(self, bundle: str, /) -> None:
        """Take a displayed thing: a MIME bundle (MIME type to string) as JSON."""

    def update(self, bundle: str, /) -> None:
        """Take what is new about a displayed thing, whose JSON in the bundle has the same id."""

    def cut(self, what: str, limit: int, /) -> None:
        """Hear that no more "text" (characters), "displays" or "trainings" will come."""

    def error(self, traceback: str, file: str, line: int, /) -> None:
        """Take an exception; `line` of `file` is the visitor's line that failed, 0 if none."""

    def ask(self, prompt: str, /) -> Awaitable[str]:
        """Ask the visitor for a line; it comes with its end, or as nothing at the input's end."""

    def letters(self, box: str, milliseconds: float, /) -> Awaitable[str]:
        """Give the page's letters to a box, a JSON list.

        Wait for a first one that long: 0 is not at all, below 0 until one comes.
        """

    def advice(self, kind: str, file: str, line: int, name: str, /) -> None:
        """Take a mistake (`advice.KINDS`) or what an error is about (`hints`), and its name."""
