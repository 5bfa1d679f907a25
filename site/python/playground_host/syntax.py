"""Is this Python? The page asks while a program is typed; nothing of it runs."""

from __future__ import annotations

import ast
import warnings
from typing import Any

from playground_host.requests import answers


@answers("syntax")
def syntax(data: dict[str, Any]) -> dict[str, Any]:
    """Say what is wrong with a source and where, by lines and characters from 1; else nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            compile(str(data.get("source")), "main.py", "exec", flags, dont_inherit=True)
    except SyntaxError as error:
        return {
            "message": f"{type(error).__name__}: {error.msg}"[:300],
            "line": error.lineno or 0,
            "column": error.offset or 0,
            "end_line": error.end_lineno or 0,
            "end_column": error.end_offset or 0,
        }
    except (ValueError, OverflowError, MemoryError, RecursionError):
        pass  # a run will tell
    return {}
