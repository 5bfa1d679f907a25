"""The lessons' folders, and the programs to test in each."""

from __future__ import annotations

import inspect
import json
import os
import re
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

import pytest

import lesson_files

if TYPE_CHECKING:
    from collections.abc import Callable

SITE = Path(__file__).parents[1] / "site"
# Another course may be tried in place of the site's.
FOLDER = Path(os.environ.get("LESSONS_FOLDER") or SITE / "lessons")

__all__ = [
    "FOLDERS",
    "GENERAL",
    "LANGUAGES",
    "LESSONS",
    "OUR_COURSE",
    "RIGHT",
    "WRONG",
    "as_run",
    "lesson",
    "lesson_files",
    "names_ours",
    "ours",
    "right_program",
    "wrong_program",
]

LESSONS: list[dict[str, Any]] = lesson_files.read_lessons(FOLDER)
FOLDERS = {path.name.split("-", 1)[1]: path for path in sorted(FOLDER.iterdir()) if path.is_dir()}

LANGUAGES = sorted({path.name.split(".")[1] for path in FOLDER.glob("*/lesson.*.md")})
"""Those that the course speaks beside that of `lesson.md`."""

OUR_COURSE = (
    *("expression", "forward", "nudge", "local", "chain", "backward", "reuse", "plus-equals"),
    *("exp", "tanh", "order", "neuron", "mlp", "loss", "step", "zero-grad", "train"),
    *("learning-rate", "two-moons", "vanishing", "engine-value", "engine-add", "engine-multiply"),
    *("engine-backward", "engine-numbers", "engine-power", "engine-tanh", "engine-mlp"),
)

ours = pytest.mark.skipif(tuple(FOLDERS) != OUR_COURSE, reason="the course is another one")
"""What is told of our own lessons: a fork with others has nothing of it to keep."""

_NAMED = re.compile(rf'#lesson=(?:{"|".join(OUR_COURSE)})|LESSONS\[|of 28 |lesson\("[a-z-]+"\)')


def names_ours(function: Callable[..., object]) -> bool:
    """Whether a test names a lesson of ours, itself or in what it calls in its module."""
    if not isinstance(function, FunctionType):
        return False
    called = [function.__globals__.get(name) for name in function.__code__.co_names]
    mine = [each for each in called if getattr(each, "__module__", "") == function.__module__]
    return any(
        _NAMED.search(inspect.getsource(each))
        for each in [function, *mine]
        if isinstance(each, FunctionType)
    )


def _programs(kind: str) -> dict[str, tuple[str, Path]]:
    """Return the lesson and the path of each program of a kind, by a name of its own."""
    return {
        f"{name} {path.stem}": (name, path)
        for name, folder in FOLDERS.items()
        for path in sorted(folder.glob(f"{kind}-*"))
    }


WRONG = _programs("wrong")
RIGHT = _programs("right")

SAYS = r"# (?:says|notes): ([\w-]+)\n"

GENERAL = {
    *("backward-result", "comma", "gap", "kind", "method", "missing", "no-call", "no-node"),
    *("node", "is-none", "not-finite", "operation", "raised", "several", "text", "typed"),
    *("uncalled", "changed"),
    *("attribute", "call-on", "compared", "endless", "import", "in-place", "inner-self", "lists"),
    *("math", "no-argument", "no-init", "no-self", "number-in", "of-list", "of-number", "outputs"),
    *("own-class", "owner", "parameters", "point", "power", "quotes", "tuple", "wrapped"),
    *("not-called", "compared-only", "unkept", "sign-first", "output-grad"),
    *("open-bracket", "extra-bracket", "other-bracket", "no-colon", "equals", "left-side"),
    *("open-quotes", "character", "space", "indent-more", "indent-less", "indent-missing"),
    *("tabs", "times"),
    *("alone", "no-return", "network-grad", "loop-name", "other-way", "begin-with", "local-name"),
    *("zip", "history", "keyword", "own-function", "no-other", "untrained"),
    *(
        "by-gradient",
        "engine-missing",
        "engine-package",
        "engine-method",
        "engine-none",
        "engine-raised",
    ),
}
"""Answers that every check may give, whose words are the page's."""


def wrong_program(wrong: str) -> tuple[str, dict[str, str], str]:
    """Return the lesson of a wrong program, its files, and the key of the answer that it gets."""
    name, files, keys = _program(*WRONG[wrong])
    assert len(keys) == 1, wrong
    return name, files, keys[0]


def right_program(right: str) -> tuple[str, dict[str, str], list[str]]:
    """Return the lesson of an unusual right program, its files, and the keys of what it is told."""
    return _program(*RIGHT[right])


def _program(name: str, path: Path) -> tuple[str, dict[str, str], list[str]]:
    own = lesson_files.read_program(path.with_suffix(""))
    keys = [found[1] for text in own.values() if (found := re.match(SAYS, text))]
    return name, {**lesson(name)["solution"], **own}, keys


def lesson(name: str) -> dict[str, Any]:
    return next(each for each in LESSONS if each["id"] == name)


def as_run(name: str) -> str:
    """Return what a run is given of a lesson."""
    return json.dumps({part: lesson(name)[part] for part in ("check", "answers")})
