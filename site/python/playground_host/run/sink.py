"""What a run reports to: the page's worker, or a test's list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable


class Sink(Protocol):
    """Take what a run produces, in the order in which it comes, and give what it asks for."""

    def send(self, kind: str, /, **fields: str | int) -> None:
        """Send a message: `PROGRAM` in `site/contract/messages.js` lists kinds and fields.

        A `bundle` is JSON: MIME type to string.
        """

    def ask(self, prompt: str, /) -> Awaitable[str]:
        """Ask the visitor for a line; it comes with its end, or as nothing at the input's end."""

    def commands(self, channel: str, milliseconds: float, /) -> Awaitable[str]:
        """Give the page's commands to a channel, a JSON list.

        Wait for a first one that long: 0 is not at all, below 0 until one comes.
        """
