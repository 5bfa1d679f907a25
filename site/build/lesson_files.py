"""Read the lessons: one folder each, of Markdown with a front matter and of Python.

`lesson.md` has its front matter in TOML between two lines of `+++`: `title`, `hints` in the order
in which they help, `part` where a part of the path begins, and `[answers]`, the sentences that its
check may give, by key. `lesson.de.md` is the same in German, and so on.

Beside it lie `start.py`, with a gap, `solution.py`, `check.py` (see `playground_host.lesson`), and
answers that a beginner may give, `wrong-1.py` and so on, each with the key of what it is told in
its first line; and `right-1.py` and so on, unusual answers that are right. A program of several
files is a folder: `start/` with `main.py` and the others in it; `wrong-1/` has only those that are
not the solution's.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from pathlib import Path

BOUNDARY = "+++\n"

CODE = re.compile(r"(^```[\s\S]*?^```|`+[^`]+`+)", re.MULTILINE)
INLINE = re.compile(r"(?<![\\$`\w])\$(?![\s$])([^$\n`]*[^$\s`\\])\$(?![\w$])")
BLOCK = re.compile(r"^\$\$([^$]+)\$\$$", re.MULTILINE)


def read_lessons(folder: Path, language: str = "en") -> list[dict[str, Any]]:
    """Return the lessons in the order of their folders' numbers; texts as HTML."""
    return [read_lesson(each, language) for each in sorted(folder.iterdir()) if each.is_dir()]


def read_lesson(folder: Path, language: str = "en") -> dict[str, Any]:
    """Return one lesson: `01-expression` is called `expression`.

    Its text is in English where the language has none of it.

    Raises:
        ValueError: if the front matter lacks something, or has what no lesson has.
    """
    translated = folder / f"lesson.{language}.md"
    source = translated if translated.exists() else folder / "lesson.md"
    front, text = split(source.read_text(encoding="utf-8"), folder.name)
    parser = MarkdownIt("commonmark").enable("table")
    return {
        "id": folder.name.split("-", 1)[1],
        "title": front["title"],
        "part": front.get("part", ""),
        "text": parser.render(formulas_as_code(text)),
        "hints": [parser.renderInline(formulas_as_code(hint)) for hint in front["hints"]],
        "answers": front["answers"],
        "start": read_program(folder / "start"),
        "solution": read_program(folder / "solution"),
        "check": (folder / "check.py").read_text(encoding="utf-8"),
    }


def read_program(path: Path) -> dict[str, str]:
    """Return a program's files by name: those of a folder, or `start.py` alone as `main.py`."""
    if not path.is_dir():
        return {"main.py": path.with_suffix(".py").read_text(encoding="utf-8")}
    return {
        each.relative_to(path).as_posix(): each.read_text(encoding="utf-8")
        for each in sorted(path.rglob("*.py"))
    }


def formulas_as_code(text: str) -> str:
    """Return Markdown in which `$…$` and `$$…$$` are code, as GitHub has them: `markdown.js` too.

    >>> formulas_as_code("$a_1 * b_1$ of `$x$` for $5 and $6")
    '$`a_1 * b_1`$ of `$x$` for $5 and $6'
    """
    parts = CODE.split(text)
    for i in range(0, len(parts), 2):
        parts[i] = INLINE.sub(r"$`\1`$", BLOCK.sub(r"\n```math\n\1\n```\n", parts[i]))
    return "".join(parts)


def split(content: str, name: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the text of a lesson."""
    before, _, rest = content.partition(BOUNDARY)
    head, found, text = rest.partition(BOUNDARY)
    front = tomllib.loads(head)
    kinds = {"part": str, "title": str, "hints": list, "answers": dict}
    fits = {"part": str, **{key: type(value) for key, value in front.items()}} == kinds
    if before or not found or not fits:
        raise ValueError(f"{name}: lesson.md begins with a front matter of title, hints, [answers]")
    return front, text.strip()
