r"""Finds the lines on which a Python statement may begin, and the lines of IPython among them.

It is the Python half of `site/contract/statements.js`, and a test holds the two together. No
statement begins inside brackets or a string, or after a line that ends with a backslash. This is as
much of Python's tokenizer as lines need; Python's own refuses IPython's lines.
"""

from __future__ import annotations

import re
from typing import NamedTuple

BOUNDARY = re.compile(r"# ?%%(?:[ \t](.*))?")
"""A line that divides cells: what is said after its sign is the first group."""

_WORD = re.compile(r"[\w\u0080-\uffff]+")
_COMMENT = re.compile(r"#[^\n]*")
_SPACE = re.compile(r"[ \t\f\r]+")
_QUOTE = re.compile(r"\"\"\"|'''|[\"']")
_TEXT = re.compile(r"[^\\{}\"'\n]+")
_PREFIX = re.compile(r"[bru]|br|rb|[ft]r?|r[ft]", re.IGNORECASE)
# The rest of the line, with the next line if a backslash ends it.
_WHOLE_LINE = re.compile(r"[^\\\n]*(?:\\[\s\S]?[^\\\n]*)*")
# A magic, a command, a question, or an assignment of its result.
_IPYTHON = re.compile(
    r"[ \t]*(?![ \t])(?:[%!?]|[\w.*\u0080-\uffff]+\?{1,2}[ \t]*(?:\n|$)"
    r"|[\w., \t\u0080-\uffff]+=[ \t]*(?:![^=\n]|%[A-Za-z]))"
)
# A cell's magic whose cell is in another language.
_FOREIGN_CELL = re.compile(r"[ \t]*%%(?!(?:time|timeit|capture|prun|python3?)(?!\w))\w")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class Statements(NamedTuple):
    """For each line whether a statement may begin on it, and the lines of IPython from 0.

    Attributes:
        begins: a statement, a comment or an empty line may begin there. After a bracket or a string
            that is never closed, every line counts as a beginning.
        foreign: the first and the last line of each command.
    """

    begins: list[bool]
    foreign: list[tuple[int, int]]


class _Inside(NamedTuple):
    """What is open: a bracket, a string, a field of an f-string, or the format after its colon."""

    kind: str
    line: int
    quote: str = ""
    is_formatted: bool = False
    is_raw: bool = False


def read_statements(source: str) -> Statements:
    r"""Read a program's lines.

    >>> read_statements("x = '''\n# %%\n'''\n%time x")
    Statements(begins=[True, False, False, True], foreign=[(3, 3)])
    """
    reader = _Reader(source)
    reader.read()
    begins = reader.begins
    if reader.inside:
        line = reader.inside[0].line
        begins = [is_one or number > line for number, is_one in enumerate(begins)]
    return Statements(begins, reader.foreign)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.line = 0
        self.inside: list[_Inside] = []
        self.begins = [True]
        self.foreign: list[tuple[int, int]] = []

    def read(self) -> None:
        source = self.source
        while self.place < len(source):
            top = self.inside[-1] if self.inside else None
            at_line = self.place == 0 or source[self.place - 1] == "\n"
            if top is None and self.begins[self.line] and at_line:
                self._skip_foreign()
            if top is not None and top.kind == "string":
                self._read_string(top)
            elif top is not None and top.kind == "format":
                self._read_format()
            elif self.place < len(source):
                self._read_code()

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.place)
        if found is None:
            return ""
        self.place = found.end()
        return found[0]

    def _take_one(self, is_continued: bool = False) -> None:
        character = self.source[self.place : self.place + 1]
        self.place += 1
        if character == "\n":
            self.line += 1
            self.begins.append(not is_continued and not self.inside)

    def _skip_foreign(self) -> None:
        if not _IPYTHON.match(self.source, self.place):
            return
        if _FOREIGN_CELL.match(self.source, self.place):
            self._skip_cell()
            return
        first = self.line
        for _ in range(self._take(_WHOLE_LINE).count("\n")):
            self.line += 1
            self.begins.append(False)
        self.foreign.append((first, self.line))

    def _skip_cell(self) -> None:
        first = self.line
        while self.place < len(self.source):
            end = self.source.find("\n", self.place)
            end = len(self.source) if end < 0 else end
            if self.line > first and BOUNDARY.fullmatch(self.source, self.place, end):
                self.begins[self.line] = True
                break
            self.place = min(end + 1, len(self.source))
            if end < len(self.source):
                self.line += 1
                self.begins.append(False)
        is_at_boundary = self.begins[self.line] and self.line > first
        self.foreign.append((first, self.line - 1 if is_at_boundary else self.line))

    def _read_code(self) -> None:
        word = self._take(_WORD)
        quote = self._take(_QUOTE)
        if quote:
            prefix = word.lower() if _PREFIX.fullmatch(word) else ""
            is_formatted = "f" in prefix or "t" in prefix
            self.inside.append(_Inside("string", self.line, quote, is_formatted, "r" in prefix))
        elif not word and not self._take(_COMMENT) and not self._take(_SPACE):
            self._read_sign()

    def _read_sign(self) -> None:
        sign = self.source[self.place]
        top = self.inside[-1] if self.inside else None
        if sign in _OPENING:
            self.inside.append(_Inside("bracket", self.line))
        elif sign in _CLOSING:
            if self.inside:
                self.inside.pop()
        elif sign == ":" and top is not None and top.kind == "field":
            self.inside[-1] = top._replace(kind="format")
        elif sign == "\\" and self.source[self.place + 1 : self.place + 2] == "\n":
            self.place += 1
            self._take_one(is_continued=True)
            return
        self._take_one()

    def _read_string(self, string: _Inside) -> None:
        if self._take(_TEXT):
            return
        sign = self.source[self.place]
        is_field = string.is_formatted and sign == "{"
        if sign == "\\":
            is_named = string.is_formatted and not string.is_raw  # \N{...} is not a field
            self.place += 2 if is_named and self.source.startswith("N{", self.place + 1) else 1
            self._take_one(is_continued=True)
        elif self.source.startswith(string.quote, self.place):
            self.place += len(string.quote)
            self.inside.pop()
        elif is_field and self.source[self.place + 1 : self.place + 2] == "{":
            self.place += 2
        else:
            if is_field:
                self.inside.append(_Inside("field", self.line))
            # The line's end without a backslash ends a short string; this is a syntax error.
            if sign == "\n" and len(string.quote) == 1:
                self.inside.pop()
            self._take_one()

    def _read_format(self) -> None:
        if self._take(_TEXT):
            return
        sign = self.source[self.place]
        string = self.inside[-2] if len(self.inside) > 1 else None
        if sign == "}":
            self.inside.pop()
        elif sign == "{":
            self.inside.append(_Inside("field", self.line))
        elif (
            string is not None
            and string.kind == "string"
            and self.source.startswith(string.quote, self.place)
        ):
            self.inside.pop()  # a syntax error: the string itself consumes its end
            return
        self._take_one()
