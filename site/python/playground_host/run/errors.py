"""Formats Python's traceback with only the visitor's frames."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    Place = Callable[[str, int], tuple[str, int] | None]

_TEXT_LIMIT = 50_000


class Problem(NamedTuple):
    """An exception as text, and the visitor's line that failed (0 if there is none)."""

    text: str
    file: str
    line: int


GONE = ", before its change"
"""Behind the name of a file that no longer has a line that ran."""


def describe(
    error: BaseException, files: Collection[str], place: Place = lambda file, line: (file, line)
) -> Problem:
    """Return Python's traceback of an exception, with only the frames in `files`.

    Causes and contexts are treated the same way. The line is that of the innermost frame of the
    visitor, or of the syntax error.

    Args:
        error: the exception.
        files: the names of the visitor's files.
        place: returns the file and the line in which code stands now, or None if it is gone.
    """
    # Lines are looked up when a frame is formatted: those of other frames may not have come yet.
    report = traceback.TracebackException.from_exception(error, compact=True, lookup_lines=False)
    file, line = _place(error, report, files)
    file, line = place(file, line) or ("", 0)
    _keep_frames(report, files, place)
    text = "".join(report.format())
    if len(text) > _TEXT_LIMIT:
        half = _TEXT_LIMIT // 2
        text = f"{text[:half]}\n... {len(text) - _TEXT_LIMIT} characters ...\n{text[-half:]}"
    return Problem(text, file, line)


def _place(
    error: BaseException, report: traceback.TracebackException, files: Collection[str]
) -> tuple[str, int]:
    if isinstance(error, SyntaxError) and error.filename and error.filename in files:
        return error.filename, error.lineno or 0
    for frame in reversed(report.stack):
        if frame.filename in files:
            return frame.filename, frame.lineno or 0
    return "", 0


def _keep_frames(
    report: traceback.TracebackException, files: Collection[str], place: Place
) -> None:
    # A list, not recursion, because there may be many causes.
    reports = [report]
    while reports:
        report = reports.pop()
        kept = [frame for frame in report.stack if frame.filename in files]
        for frame in kept:
            _move(frame, place)
        report.stack = traceback.StackSummary.from_list(kept)
        reports += [other for other in (report.__cause__, report.__context__) if other]
        reports += report.exceptions or []


def _move(frame: traceback.FrameSummary, place: Place) -> None:
    """Give a frame the place of its code in the file as it is now."""
    ran = frame.lineno or 0
    now = place(frame.filename, ran)
    if now == (frame.filename, ran):
        return
    _ = frame.line  # the text, which is found by the old place
    if now is None:
        frame.filename = frame.filename.partition("#")[0] + GONE
        return
    frame.filename, frame.lineno = now
    if frame.end_lineno is not None:
        frame.end_lineno += now[1] - ran
