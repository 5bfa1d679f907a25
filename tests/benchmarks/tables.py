"""The tables that `python build.py bench` measures, as Markdown in the README."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

README = Path(__file__).parents[2] / "README.md"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table whose first column is text and whose others are numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, rule, *rows))


def write_between_marks(path: Path, name: str, text: str) -> None:
    """Put a text in place of what stands between a file's two marks of that name."""
    marks = [f"<!-- bench {name}: {mark} -->\n" for mark in ("begin", "end")]
    before, begin, rest = path.read_text(encoding="utf-8").partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not end:
        raise ValueError(f"{path} must hold the marks {marks[0].strip()} and {marks[1].strip()}")
    path.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")
