"""The receiver of a run's messages: the page's worker, or a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable


class Sink(Protocol):
    """Receive a run's messages in order, and return input and commands."""

    def send(self, kind: str, /, **fields: str | int) -> None:
        """Send a message: `PROGRAM` in `site/contract/messages.js` lists kinds and fields.

        A `bundle` is JSON: MIME type to string.
        """

    def ask(self, prompt: str, /) -> Awaitable[str]:
        """Ask the visitor for a line; return it with its end, or "" at the input's end."""

    def commands(self, channel: str, milliseconds: float, /) -> Awaitable[str]:
        """Return the page's commands to a channel, as a JSON list.

        Wait up to `milliseconds` for a first command; below 0, wait without limit.
        """

    def layout(self, dot: str, engine: str, form: str, /) -> Awaitable[str]:
        """Have the page's Graphviz draw DOT; return JSON: `{"output"}` or `{"error"}`."""
