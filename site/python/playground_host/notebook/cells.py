r"""The cells of a program, as VS Code, Spyder and Jupytext have them.

A line `# %%` begins a cell where a statement may begin. `# %% [markdown]` begins one of text: its
lines are comments, or one string. Other words of such a line are the cell's title. What stands
before the first such line is a cell too if it has code. A program without such a line has none.
"""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from playground_host.notebook.statements import BOUNDARY, read_statements

_MAYBE = re.compile(r"^# ?%%(?:[ \t]|$)", re.MULTILINE)
_KIND = re.compile(r"\[(markdown|md|raw)\]")
_LIKE_BOUNDARY = re.compile(r"\\+%%(?:[ \t]|$)")
_LONGEST_TITLE = 200


class Cell(NamedTuple):
    """A cell of a program.

    Attributes:
        number: from 1, among the cells of code; 0 for text.
        title: the words beside its sign.
        line: of its sign, from 1.
        first: the line at which its source begins.
        source: its code, or its Markdown.
    """

    number: int
    title: str
    line: int
    first: int
    source: str


def cells_of(source: str) -> list[Cell]:
    r"""Return the cells of a program; none if no line divides it.

    >>> [(cell.number, cell.title, cell.line) for cell in cells_of("x = 1\n# %% Two\nx\n# %%")]
    [(1, '', 1), (2, 'Two', 2), (3, '', 4)]
    >>> cells_of("# %% [markdown]\n# # Title\n#\n# words")[0].source
    '# Title\n\nwords'
    >>> cells_of("x = '''\n# %%\n'''")
    []
    """
    if not _MAYBE.search(source):
        return []
    lines = source.split("\n")
    begins = read_statements(source).begins
    heads = [
        (number, found[1] or "")
        for number, line in enumerate(lines)
        if begins[number] and (found := BOUNDARY.fullmatch(line))
    ]
    if not heads:
        return []
    cells: list[Cell] = []
    count = 0
    if any(has_code(line) for line in lines[: heads[0][0]]):
        count = 1
        cells.append(Cell(1, "", 1, 1, "\n".join(lines[: heads[0][0]])))
    ends = [number for number, _ in heads[1:]] + [len(lines)]
    for (number, said), end in zip(heads, ends, strict=True):
        kind = _KIND.search(said)
        title = _KIND.sub("", said).strip()[:_LONGEST_TITLE]
        is_text = kind is not None and kind[1] != "raw"
        count += not is_text
        body = lines[number + 1 : end]
        text = _text_of(body) if is_text else "\n".join(body)
        cells.append(Cell(0 if is_text else count, title, number + 1, number + 2, text))
    return cells


def cell_at(cells: list[Cell], line: int) -> Cell | None:
    """Return the cell that contains a line; the first cell for a line before it."""
    before = [cell for cell in cells if cell.line <= line]
    return before[-1] if before else next(iter(cells), None)


def has_code(line: str) -> bool:
    """Tell whether a line has more than spaces and a comment."""
    return line.strip() != "" and not line.lstrip().startswith("#")


def _text_of(lines: list[str]) -> str:
    """Return the Markdown of a cell of text."""
    text = "\n".join(lines).strip()
    if text and not text.startswith("#"):
        try:
            found = ast.literal_eval(text)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return text
        return found.strip() if isinstance(found, str) else text
    return "\n".join(map(_uncommented, lines)).strip()


def _uncommented(line: str) -> str:
    text = re.sub(r"^# ?", "", line)
    # A line that would be a cell's sign has a backslash before it.
    return text[1:] if _LIKE_BOUNDARY.match(text) else text
