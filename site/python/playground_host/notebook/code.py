"""Compiles a program or a cell: with its last value apart, and with IPython's commands as calls."""

from __future__ import annotations
import __future__

import ast
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from playground_host.notebook.cells import cell_at, cells_of
from playground_host.notebook.commands import Command, cover, translate

if TYPE_CHECKING:
    from types import CodeType

_FUTURES: int = reduce(
    or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)


class Parsed(NamedTuple):
    """A source's syntax tree, and what it has of a notebook."""

    tree: ast.Module
    commands: list[Command]
    magic: Command | None


class Code(NamedTuple):
    """What runs: the statements, and the last expression apart; None if its value is not shown."""

    statements: CodeType
    last: CodeType | None
    flags: int


def parse(source: str, file: str, first: int = 1, number: int = 0) -> Parsed:
    """Parse a source that begins at a line of its file.

    Args:
        source: Python, or Python with IPython's commands, perhaps indented as a whole.
        file: its name, for errors.
        first: its first line's number.
        number: of its first command.

    Raises:
        SyntaxError: if it is neither.
    """
    try:
        return Parsed(_parse(source, file, first), [], None)
    except SyntaxError:
        translated = translate(source, number)
        if translated is None:
            raise
    tree = _parse(translated.source, file, first)
    cover(tree, source.split("\n"), first)
    moved = [command._replace(line=command.line + first - 1) for command in translated.commands]
    magic = translated.magic
    return Parsed(tree, moved, magic and magic._replace(line=magic.line + first - 1))


def _parse(source: str, file: str, first: int) -> ast.Module:
    try:
        return ast.parse("\n" * (first - 1) + source, file)
    except IndentationError:
        # A cell that is indented as a whole runs as if it were not.
        if first < 2 or not source.strip("\n")[:1].isspace():
            raise
    tree = ast.parse("\n" * (first - 2) + "if 1:\n" + source, file)
    block = tree.body[0]
    assert isinstance(block, ast.If)  # noqa: S101 - for the type
    return ast.Module([*block.body, *tree.body[1:]], tree.type_ignores)


def compile_parsed(tree: ast.Module, file: str, flags: int = 0, hidden: str = "") -> Code:
    """Compile statements, and the last one separately if it is an expression.

    Args:
        tree: a parsed source.
        file: its name in tracebacks.
        flags: the features of `__future__` that earlier cells have imported.
        hidden: the source's lines from its file's first one; a semicolon behind the last
            expression then hides its value. "": it does not.
    """
    body = list(tree.body)
    last = body[-1] if body else None
    flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    expression = None
    if isinstance(last, ast.Expr) and not (hidden and _ends_with_semicolon(last, hidden)):
        body.pop()
        value = ast.Expression(last.value)
    else:
        last = None
    statements = compile(
        ast.Module(body, tree.type_ignores), file, "exec", flags, dont_inherit=True
    )
    flags |= statements.co_flags & _FUTURES
    if isinstance(last, ast.Expr):
        expression = compile(value, file, "eval", flags, dont_inherit=True)
    return Code(statements, expression, flags & _FUTURES)


def _ends_with_semicolon(last: ast.Expr, source: str) -> bool:
    lines = source.split("\n")
    line = lines[(last.end_lineno or 1) - 1].encode()
    return line[last.end_col_offset or 0 :].decode(errors="replace").lstrip().startswith(";")


def imported(source: str, line: int = 0) -> set[str]:
    r"""Return the modules that a program imports, cell by cell; no cell needs the others' Python.

    Args:
        source: the program.
        line: if not 0, only the cell that has this line counts.

    >>> sorted(imported("!pip install a\nimport os.path as p\nfrom b.c import d"))
    ['b', 'micropip', 'os']
    """
    cells = cells_of(source)
    if line and (cell := cell_at(cells, line)):
        cells = [cell]
    sources = [cell.source for cell in cells if cell.number] if cells else [source]
    found: set[str] = set()
    for each in sources:
        try:
            parsed = parse(each, "", first=2 if cells else 1)
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
            continue
        found |= _imported_in(parsed.tree)
        if any(command.kind == "pip" for command in parsed.commands):
            found.add("micropip")
    return found


def _imported_in(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}
