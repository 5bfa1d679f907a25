"""The lessons' folders, and what is tried in each."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

SITE = Path(__file__).parents[1] / "site"
FOLDER = SITE / "lessons"

sys.path.insert(0, str(SITE))
import lesson_files  # type: ignore[import-not-found]  # noqa: E402 - the build's own module

__all__ = [
    "FOLDERS",
    "GENERAL",
    "LESSONS",
    "WRONG",
    "as_run",
    "lesson",
    "lesson_files",
    "wrong_program",
]

LESSONS: list[dict[str, Any]] = lesson_files.read_lessons(FOLDER)
FOLDERS = {path.name.split("-", 1)[1]: path for path in sorted(FOLDER.iterdir())}
WRONG = {
    f"{name} {path.stem}": (name, path)
    for name, folder in FOLDERS.items()
    for path in sorted(folder.glob("wrong-*"))
}

SAYS = r"# says: ([\w-]+)\n"

GENERAL = {"missing", "gap", "kind", "not-finite", "raised", "operation"}
"""Answers that every check may give, whose words are the page's."""


def wrong_program(wrong: str) -> tuple[str, dict[str, str], str]:
    """Return the lesson of a wrong program, its files, and the key of the answer that it gets."""
    name, path = WRONG[wrong]
    own = lesson_files.read_program(path.with_suffix(""))
    keys = [found[1] for text in own.values() if (found := re.match(SAYS, text))]
    assert len(keys) == 1, path
    return name, {**lesson(name)["solution"], **own}, keys[0]


def lesson(name: str) -> dict[str, Any]:
    return next(each for each in LESSONS if each["id"] == name)


def as_run(name: str) -> str:
    """Return what a run is given of a lesson."""
    return json.dumps({part: lesson(name)[part] for part in ("check", "answers")})
