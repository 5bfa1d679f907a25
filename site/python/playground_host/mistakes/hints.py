"""Explains errors due to the browser's limits, notebook commands, or missing imports.

There is a rule for each kind; it returns what the error is about, or None. The page has the
sentences.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING, NamedTuple

from playground_host.mistakes.kinds import IMPORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MAX_LENGTH = 60

# A whole line that is a magic, a shell command or a question of IPython.
_COMMAND = re.compile(
    r"""%{1,2}[A-Za-z]\w*(\s.*)?
    |   !{1,2}\s?[\w./~].*
    |   \?{1,2}[*\w.]+ | [*\w.%]+\?{1,2}
    |   [\w.,\ ]+=\s*(![\w./~].*|%[A-Za-z]\w*(\s.*)?)
    |   (pip|pip3|conda)\s+[a-z].*
    """,
    re.VERBOSE,
)
# A remainder without a left side, and the first name after its sign.
_REMAINDER = re.compile(r"([\w.,\ ]+=\s*)?(?P<sign>%)(?P<name>[A-Za-z]\w*)")
_BLANK = {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER}
_BLANK |= {tokenize.INDENT, tokenize.DEDENT}
TORCH = frozenset(["torch", "torchvision", "torchaudio", "torchtext"])
"""The packages of PyTorch, which no browser has."""

_TORCH_NAMES = {"torch", "nn", "optim"}
_DRAWING = {"pydot", "pygraphviz", "IPython"}
_DRAWING_NAMES = {"draw_dot"}  # the lectures' own function
_FOREIGN = re.compile(r"invalid (?:non-printable )?character .*\(?U\+(\w+)")
# Characters that come with copied text; the page has the same in `editor/foreign-signs.js`.
_FOREIGN_SIGNS = frozenset(
    "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2018\u2019\u201a\u201b\u2032\u00b4"
    "\u00d7\u00b7\u22c5\u2219\u2212\u2013\u2014\u00f7\uff0c\uff1a\uff08\uff09\u00b2\u00b3"
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_PROCESSES = {"_multiprocessing", "_posixsubprocess"}


class Hint(NamedTuple):
    """A hint on an error: its kind, and the line or module that it is about."""

    kind: str
    name: str


def hint(error: BaseException, files: Mapping[str, str]) -> Hint | None:
    """Return a hint on an error, or None.

    Args:
        error: what ended the program.
        files: the visitor's sources by file name.

    >>> hint(RuntimeError("can't start new thread"), {})
    Hint(kind='no-threads', name='')
    """
    for kind, about in _RULES.items():
        name = about(error, files)
        if name is not None:
            return Hint(kind, name)
    return None


def command_at(source: str, number: int) -> str:
    r"""Return the notebook command in a line (from 1), if a statement begins there; else "".

    >>> command_at("x = 1\n%matplotlib inline", 2)
    '%matplotlib inline'
    >>> command_at("x = (7\n%seven)", 2)
    ''
    """
    lines = source.split("\n")
    if not 1 <= number <= len(lines):
        return ""
    line = lines[number - 1].strip()
    if not _COMMAND.fullmatch(line):
        return ""
    before = "\n".join(lines[: number - 1])
    tokens = _whole_statements(before)
    if tokens is None or _is_remainder(line, before, tokens):
        return ""
    return line if len(line) <= _MAX_LENGTH else line[: _MAX_LENGTH - 1] + "…"


def _whole_statements(text: str) -> list[tokenize.TokenInfo] | None:
    """Return the tokens of complete statements; None if a bracket, string or line is open."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text + "\n").readline))
    except (tokenize.TokenError, SyntaxError):
        return None
    return None if text.endswith("\\") else tokens


def _is_remainder(line: str, before: str, tokens: list[tokenize.TokenInfo]) -> bool:
    """Tell whether a line is a remainder by a value of the program, without its left side.

    The expression may have been broken before the sign: then this line continues the line before.
    """
    sign = _REMAINDER.match(line)
    if sign is None or sign["name"] not in _values(before, tokens):
        return False
    start, rest = sign.span("sign")[0], line[sign.start("sign") :]
    if start:
        return _parses(f"{line[:start]} _ {rest}")
    last = max((t.end for t in tokens if t.type not in _BLANK), default=(1, 0))
    row, column = last
    text = before.split("\n")[:row]
    text[-1] = f"{text[-1][:column]} {rest}"
    return _parses("\n".join(text))


def _values(before: str, tokens: list[tokenize.TokenInfo]) -> set[str]:
    """Return the names in statements, except those of modules."""
    names = {t.string for t in tokens if t.type == tokenize.NAME}
    try:
        statements = list(ast.walk(ast.parse(before)))
    except SyntaxError:
        return names
    imports = [each for one in statements if isinstance(one, ast.Import) for each in one.names]
    return names - {(each.asname or each.name).partition(".")[0] for each in imports}


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _command(error: BaseException, files: Mapping[str, str]) -> str | None:
    if isinstance(error, SyntaxError):
        return command_at(files.get(error.filename or "", ""), error.lineno or 0) or None
    is_written_out = isinstance(error, NameError) and error.name == "get_ipython"
    return "get_ipython()" if is_written_out else None


def _missing(error: BaseException) -> str:
    """Return the package that an import did not find, if that is the error; else ""."""
    name = error.name if isinstance(error, ModuleNotFoundError) else None
    return (name or "").partition(".")[0]


def _torch(error: BaseException, _files: Mapping[str, str]) -> str | None:
    unknown = error.name if isinstance(error, NameError) else None
    name = "torch" if unknown in _TORCH_NAMES else _missing(error)
    return name if name in TORCH else None


def lacks_torch(error: BaseException) -> bool:
    """Tell whether it is an error only because PyTorch is not here.

    >>> lacks_torch(ModuleNotFoundError("no", name="torch.nn")), lacks_torch(ValueError())
    (True, False)
    """
    return _torch(error, {}) is not None


def _drawing(error: BaseException, _files: Mapping[str, str]) -> str | None:
    unknown = error.name if isinstance(error, NameError) else None
    name = _missing(error)
    return unknown if unknown in _DRAWING_NAMES else name if name in _DRAWING else None


def _import(error: BaseException, files: Mapping[str, str]) -> str | None:
    """Return the import line that is missing, if the error is an unknown name; else None."""
    name = error.name if isinstance(error, NameError) else None
    if name == "Value":
        return f"from {'engine' if 'engine.py' in files else 'micrograd.engine'} import Value"
    return IMPORTS.get(name or "")


def _threads(error: BaseException, _files: Mapping[str, str]) -> str | None:
    refused = isinstance(error, RuntimeError) and "can't start new thread" in str(error)
    return "" if refused else None


def _processes(error: BaseException, _files: Mapping[str, str]) -> str | None:
    refused = isinstance(error, OSError) and "does not support processes" in str(error)
    lacks = isinstance(error, ImportError) and "multiprocessing.synchronize" in str(error)
    return "" if refused or lacks or _missing(error) in _PROCESSES else None


def _foreign(error: BaseException, _files: Mapping[str, str]) -> str | None:
    """Return a character that came with copied text, with its number, if Python stops at one."""
    if not isinstance(error, SyntaxError) or error.filename != "main.py":
        return None
    found = _FOREIGN.search(str(error.msg))
    sign = chr(int(found[1], 16)) if found else ""
    if sign not in _FOREIGN_SIGNS or found is None:
        return None
    number = f"U+{found[1]}"
    return f"{sign} ({number})" if sign.isprintable() else number


_RULES: dict[str, Callable[[BaseException, Mapping[str, str]], str | None]] = {
    "notebook-command": _command,
    "no-torch": _torch,
    "no-drawing": _drawing,
    "import": _import,
    "no-threads": _threads,
    "no-processes": _processes,
    "foreign-signs": _foreign,
}
