"""Sends a run's output: text in pieces of a sensible size, within limits."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground_host.run.sink import Sink

TEXT_LIMIT = 10_000_000
"""The most characters that a run may print."""

DISPLAY_LIMIT = 500
"""The most objects that a run may display."""

DISPLAY_CHARACTERS = 20_000_000
"""The most characters of all displayed objects of a run together."""

_PIECES_AT_ONCE = 2_000
_PIECES_PER_SECOND = 1_000
_PIECE_CHARACTERS = 65_536
_LARGEST_PIECE = 500_000
_QUIET_SECONDS = 0.05
_PROMPT_CHARACTERS = 1_000


class Outlet:
    r"""Collect a run's output, and send it to a sink in order.

    While a program prints little, each line is sent at once, as on a terminal, and so is a part of
    a line after a pause. If it prints a lot, the text is sent in larger pieces, and the order of
    the two streams is kept only roughly. No timer can run in the worker meanwhile, so each write
    checks whether it is time to send. Beyond the limits, one message says that the rest is dropped.

    >>> class Printer:
    ...     def send(self, kind, **fields): print(kind, fields)
    >>> outlet = Outlet(Printer(), clock=lambda: 0.0)
    >>> outlet.write("stdout", "no line yet")
    >>> outlet.write("stdout", " but now\n")
    text {'stream': 'stdout', 'text': 'no line yet but now\n'}
    """

    def __init__(self, sink: Sink, clock: Callable[[], float] = time.monotonic) -> None:
        self._sink = sink
        self._clock = clock
        self._pending: dict[str, list[str]] = {}
        self._pending_characters = 0
        self._line = ""
        self.renew()
        self._tokens = float(_PIECES_AT_ONCE)
        self._last_refill = self._last_sent = clock()

    def renew(self) -> None:
        """Start counting for the limits again."""
        self._left = TEXT_LIMIT
        self._displays = 0
        self._display_characters = 0
        self._has_dropped_displays = False

    def renew_displays(self) -> None:
        """Start counting the displayed objects again, for the next cell."""
        self._displays = 0

    def write(self, stream: str, text: str) -> None:
        """Add text that was written to `stream`."""
        self._line = (self._line + text[-_PROMPT_CHARACTERS:])[-_PROMPT_CHARACTERS:]
        if self._left <= 0:
            return
        kept = text[: self._left]
        self._left -= len(kept)
        if self._pending and stream not in self._pending and self._may_send():
            self.flush()
        self._pending.setdefault(stream, []).append(kept)
        self._pending_characters += len(kept)
        if self._left <= 0:
            self.flush()
            self._sink.send("truncated", what="text", limit=TEXT_LIMIT)
        elif self._pending_characters >= _PIECE_CHARACTERS or (
            ("\n" in text or self._is_quiet()) and self._may_send()
        ):
            self.flush()

    def display(self, bundle: str) -> None:
        """Send a displayed object, after the text that was printed before it."""
        if self._has_dropped_displays:
            return
        self.flush()
        self._display_characters += len(bundle)
        if self._displays < DISPLAY_LIMIT and self._display_characters <= DISPLAY_CHARACTERS:
            self._displays += 1
            self._sink.send("display", bundle=bundle)
        else:
            self._has_dropped_displays = True
            self._sink.send("truncated", what="displays", limit=self._displays)

    def send(self, kind: str, /, **fields: str | int) -> None:
        """Send a message, after the text that was printed before it."""
        self.flush()
        self._sink.send(kind, **fields)

    def break_line(self) -> str:
        """Send pending text and begin a new line; return the text of the current line."""
        self.flush()
        line, self._line = self._line.rpartition("\n")[2], ""
        return line

    def flush(self) -> None:
        """Send pending text."""
        if self._pending:
            pending, self._pending = self._pending, {}
            self._pending_characters = 0
            self._last_sent = self._clock()
            for stream, pieces in pending.items():
                text = "".join(pieces)
                for start in range(0, len(text), _LARGEST_PIECE):
                    piece = text[start : start + _LARGEST_PIECE]
                    self._sink.send("text", stream=stream, text=piece)

    def _is_quiet(self) -> bool:
        return self._clock() - self._last_sent > _QUIET_SECONDS

    def _may_send(self) -> bool:
        now = self._clock()
        refill = (now - self._last_refill) * _PIECES_PER_SECOND
        self._last_refill = now
        self._tokens = min(float(_PIECES_AT_ONCE), self._tokens + refill)
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True


class Stream(io.TextIOBase):
    """A `sys.stdout` or `sys.stderr` that writes into an outlet."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, outlet: Outlet, name: str) -> None:
        super().__init__()
        self._outlet = outlet
        self._name = name

    @property
    def name(self) -> str:
        """The stream's name, as Python's own streams have one."""
        return f"<{self._name}>"

    def writable(self) -> bool:
        """Return True: text may be written."""
        return True

    def write(self, text: str, /) -> int:
        """Write text; return the number of characters.

        Raises:
            TypeError: if `text` is not a string.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outlet.write(self._name, text)
        return len(text)

    def flush(self) -> None:
        """Send pending text, as for `print(..., flush=True)`."""
        self._outlet.flush()
