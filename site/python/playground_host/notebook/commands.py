r"""Lines that only IPython understands: some do here what they do there, others are left out.

They are looked for only in what is no Python. Such a line becomes a call in the syntax tree, at its
own place, so that tracebacks show the line as the visitor wrote it. A command whose result the
program needs (`files = !ls`) stays an error.
"""

from __future__ import annotations

import ast
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from playground_host.notebook.statements import read_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

CALL = "_notebook_command_"
"""The function that a command's line calls, with the command's number."""

_NAMES = (
    "alias alias_magic autoawait autocall automagic autoreload bash bookmark capture cat cd "
    "clear code_wrap colors conda config connect_info cp debug dhist dirs doctest_mode ed edit env "
    "file gui hist history html HTML javascript js killbgscripts latex ldir less lf lk ll load "
    "load_ext loadpy logoff logon logstart logstate logstop ls lsmagic lx macro magic mamba man "
    "markdown matplotlib micromamba mkdir more mv notebook page pastebin pdb pdef pdoc perl pfile "
    "pinfo pinfo2 pip popd pprint precision prun psearch psource pushd pwd pycat pylab python "
    "python2 python3 pypy qtconsole quickref recall rehashx reload_ext rep rerun reset "
    "reset_selective rm rmdir ruby run save sc script set_env sh store svg sx system tb "
    "tensorboard time timeit unalias unload_ext uv who who_ls whos writefile xdel xmode"
)
MAGICS = frozenset(_NAMES.split())
"""IPython's commands, and well-known ones of extensions."""

_LONGEST = 60
_PIP = re.compile(
    r"[%!]\s*(?:(?:\S*python3?\s+)?-m\s+)?(?:uv\s+)?pip3?\s+install\s+(.*)", re.DOTALL
)
_QUESTION = re.compile(r"(\?{0,2})([\w.]+)(\?{0,2})")
_MAGIC = re.compile(r"(%%?)([A-Za-z]\w*)\s*(.*)", re.DOTALL)
_TIMEIT = re.compile(r"\s*(?:-n\s*(\d+)|-r\s*(\d+))(?=\s)")
_VALUED = frozenset(["-r", "-c", "-i", "--requirement", "--constraint", "--index-url"])
_VALUED |= {"--extra-index-url", "-f", "--find-links", "-e", "--editable", "-t", "--target"}


class Command(NamedTuple):
    """A command: its kind, its text, and what it is about.

    Attributes:
        kind: "nothing", "pip", "time", "timeit", "help", or "left out".
        text: the first line, shortened, for a sentence.
        about: the packages; or the statement and its options.
        line: from 1, in the source.
        column: at which `about` begins.
        is_awaited: the program awaits it, at the top level.
    """

    kind: str
    text: str
    about: str = ""
    line: int = 1
    column: int = 0
    is_awaited: bool = False


class Translated(NamedTuple):
    """Python in place of a source with commands, with as many lines.

    Attributes:
        magic: the command on the cell's first line, which is about the whole cell, or None.
    """

    source: str
    commands: list[Command]
    magic: Command | None


def translate(source: str, number: int = 0) -> Translated | None:
    r"""Return a source with its commands as calls, the first with this number, or None.

    >>> translate("if x:\n    %matplotlib inline").source
    'if x:\n    _notebook_command_(0)'
    >>> translate("!pip install a 'b>1'").commands[0].about
    'a b>1'
    >>> translate("seven = 7\nx = 3\n%seven") is None
    True
    """
    foreign = read_statements(source).foreign
    if not foreign:
        return None
    lines = source.split("\n")
    commands: list[Command] = []
    magic = None
    for first, last in foreign:
        whole = lines[first : last + 1]
        is_first = not any(line.strip() for line in lines[:first])
        command = _command(whole, first + 1, is_first)
        if command is None:
            continue
        indent = whole[0][: len(whole[0]) - len(whole[0].lstrip())]
        if is_first and whole[0].lstrip().startswith("%%"):
            magic = command
            call = ""
        else:
            is_awaited = command.kind == "pip" and not indent
            waits = "await " if is_awaited else ""
            call = f"{indent}{waits}{CALL}({number + len(commands)})"
            commands.append(command._replace(is_awaited=is_awaited))
        lines[first : last + 1] = [call, *[""] * (last - first)]
    if not commands and magic is None:
        return None
    return Translated("\n".join(lines), commands, magic)


def cover(tree: ast.AST, lines: Sequence[str], first: int) -> None:
    """Let the calls of commands stand for their whole lines, so that tracebacks mark no part.

    Args:
        tree: of a translated source.
        lines: those of the source before.
        first: the number of the first of them.
    """
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Expr) and _is_call(node.value)):
            continue
        line = lines[node.lineno - first]
        start = len(line) - len(line.lstrip())
        for each in ast.walk(node):
            if isinstance(each, ast.expr | ast.stmt):
                each.end_lineno = each.lineno
                each.col_offset, each.end_col_offset = start, len(line.rstrip().encode())


def _is_call(value: ast.expr) -> bool:
    value = value.value if isinstance(value, ast.Await) else value
    return (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == CALL
    )


def _command(whole: list[str], line: int, is_first: bool) -> Command | None:
    """Return the command on these lines, or None if a program may mean something else."""
    text = "\n".join(whole).strip()
    short = text.split("\n")[0].rstrip("\\").rstrip()
    short = short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"
    left_out = Command("left out", short, line=line)
    names = _packages(pip[1].replace("\\\n", " ")) if (pip := _PIP.fullmatch(text)) else None
    question = _QUESTION.fullmatch(text)
    if names is not None:
        found: Command | None = Command("pip", short, " ".join(names), line)
    elif question and (question[1] or question[3]):
        detail = "?" * max(len(question[1]), len(question[3]))
        found = Command("help", detail, question[2], line)
    elif text.startswith(("!", "?")) or text.endswith("?"):
        found = left_out
    else:
        found = _magic(whole, text, left_out, is_first)
    return found


def _magic(whole: list[str], text: str, left_out: Command, is_first: bool) -> Command | None:
    magic = _MAGIC.fullmatch(text)
    if magic is None or magic[2] not in MAGICS:
        return None
    sign, name, about = magic.groups()
    if name in ("time", "timeit") and (sign == "%" or is_first):
        before = len("\n".join(whole).removesuffix(about)) if about else 0
        return left_out._replace(kind=name, about=about, column=before)
    if sign == "%" and (name == "matplotlib" or text.startswith("%config InlineBackend")):
        return left_out._replace(kind="nothing")
    return left_out


def _packages(words: str) -> list[str] | None:
    """Return the names of packages in the words after `pip install`; None if it is about files."""
    try:
        parts = shlex.split(words, comments=True)
    except ValueError:
        return None
    if any(part in _VALUED or part.startswith(("-r", "./", "/", "../")) for part in parts):
        return None
    return [part for part in parts if not part.startswith("-")] or None


def timeit_options(about: str) -> tuple[int, int, str]:
    """Return the loops (0: find out), the repeats, and the rest of what stands after `%timeit`.

    >>> timeit_options("-n 10 -r3 f(x)")
    (10, 3, 'f(x)')
    """
    loops, repeats, rest = 0, 7, about + " "
    while option := _TIMEIT.match(rest):
        loops = int(option[1] or loops)
        repeats = max(int(option[2] or repeats), 1)
        rest = rest[option.end() :]
    return loops, repeats, rest.strip()
