"""Finds syntax errors while a program is typed, without running it."""

from __future__ import annotations

import warnings
from typing import Any

from playground_host.mistakes.hints import command_at
from playground_host.notebook.cells import cells_of
from playground_host.notebook.code import compile_parsed, parse
from playground_host.queries import answers


@answers("syntax")
def syntax(data: dict[str, Any]) -> dict[str, Any]:
    """Return a source's syntax error, with lines and characters from 1; {} if there is none.

    `command` is the line if it is a notebook command, not Python.
    """
    source = str(data.get("source"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _compile(source)
    except SyntaxError as error:
        return {
            "message": f"{type(error).__name__}: {error.msg}"[:300],
            "command": command_at(source, error.lineno or 0),
            "line": error.lineno or 0,
            "column": error.offset or 0,
            "end_line": error.end_lineno or 0,
            "end_column": error.end_offset or 0,
        }
    except (ValueError, OverflowError, MemoryError, RecursionError):
        pass  # a run will report it
    return {}


def _compile(source: str) -> None:
    """Compile a program as a run does: cell by cell, with IPython's commands as calls."""
    flags = 0
    file = "main.py"
    cells = [cell for cell in cells_of(source) if cell.number]
    if not cells:
        compile_parsed(parse(source, file).tree, file)
    for cell in cells:
        tree = parse(cell.source, file, cell.first).tree
        flags = compile_parsed(tree, file, flags).flags
