"""Does what a notebook's commands say, with the program's variables."""

from __future__ import annotations

import ast
import inspect
import math
import re
import sys
import time
import timeit
from contextlib import suppress
from importlib import import_module
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from playground_host.mistakes.hints import TORCH
from playground_host.notebook.commands import Command, timeit_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground_host.run.stdin import Suspender

_ENOUGH_SECONDS = 0.2
_MOST_DIGITS = 9
_OURS = frozenset(["micrograd", "micropip"])
_UNITS = (("s", 1.0), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9))


class Shell:
    """Perform commands; each has its place in the program's file.

    Args:
        variables: the program's.
        suspender: lets a command wait where it can't be awaited.
        leave_out: is given the text of a command that is not here.
        lack: is given a package that can't be here, and the file and the line that want it.
    """

    def __init__(
        self,
        variables: dict[str, Any],
        suspender: Suspender,
        leave_out: Callable[[str], None],
        lack: Callable[[str, str, int], None],
    ) -> None:
        self._variables = variables
        self._suspender = suspender
        self._leave_out = leave_out
        self._lack = lack
        self._commands: list[tuple[Command, str]] = []

    def count(self) -> int:
        """Return the number of commands so far: that of the next one."""
        return len(self._commands)

    def add(self, commands: list[Command], file: str) -> None:
        """Add commands, with the file in which they stand; their lines are the file's."""
        self._commands += [(command, file) for command in commands]

    def call(self, number: int) -> Any:
        """Perform a command; return its value, or for `pip` what may be awaited."""
        command, file = self._commands[number]
        match command.kind:
            case "pip":
                installing = self._install(command, file)
                return installing if command.is_awaited else self._suspender.run_sync(installing)
            case "help":
                print(self._help(command))
            case "time":
                return self._time(command, file)
            case "timeit":
                loops, repeats, _ = timeit_options(command.about)
                body = self._body(command, file)
                print(self._timed(body, [], loops, repeats, file))
            case "left out":
                self._leave_out(command.text)
        return None

    async def _install(self, command: Command, file: str) -> None:
        """Install packages by micropip, as a program can; what comes with the page is there.

        As in a notebook, the program goes on where one could not be installed: its import fails.
        """
        wanted = []
        for package in command.about.split():
            name = _name(package)
            if name in TORCH:
                self._lack(name, file, command.line)
            elif name not in _OURS:
                wanted.append(package)
        if not wanted:
            return
        micropip: Any = import_module("micropip")
        try:
            await micropip.install(wanted)
        except Exception as error:  # noqa: BLE001 - of the network, of the index, of a wheel
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            print(f"{' '.join(wanted)} could not be installed: {reason}", file=sys.stderr)

    def _body(self, command: Command, file: str) -> list[ast.stmt]:
        """Parse what stands behind a command, at its place."""
        text = command.about
        if command.kind == "timeit":
            text = timeit_options(text)[2]
        column = command.column + command.about.find(text)
        try:
            tree = ast.parse(text, file)
        except SyntaxError as error:
            error.lineno = (error.lineno or 1) + command.line - 1
            error.end_lineno = error.lineno
            error.text = None
            raise
        for node in ast.walk(tree):
            if isinstance(node, ast.expr | ast.stmt):
                for edge in ("", "end_"):
                    if getattr(node, f"{edge}lineno") == 1:
                        name = f"{edge}col_offset"
                        setattr(node, name, getattr(node, name) + column)
        ast.increment_lineno(tree, command.line - 1)
        return tree.body

    def _time(self, command: Command, file: str) -> object:
        body = self._body(command, file)
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        statements = compile(ast.Module(body, []), file, "exec", dont_inherit=True)
        value: object = None
        start = time.perf_counter()
        exec(statements, self._variables)  # noqa: S102 - running it is what we are for
        if isinstance(last, ast.Expr):
            code = compile(ast.Expression(last.value), file, "eval", dont_inherit=True)
            value = eval(code, self._variables)  # noqa: S307
        print(wall_time(time.perf_counter() - start))
        return value

    def time_cell(self, command: Command, body: list[ast.stmt], file: str) -> None:
        """Measure a cell under `%%timeit`; what stands beside it prepares each run."""
        loops, repeats, rest = timeit_options(command.about)
        setup = self._body(command, file) if rest else []
        print(self._timed(body, setup, loops, repeats, file))

    def _timed(
        self, body: list[ast.stmt], setup: list[ast.stmt], loops: int, repeats: int, file: str
    ) -> str:
        """Return how long statements take, in the words of IPython."""
        template = (
            "def inner(_it, _timer):\n    pass\n    _t0 = _timer()\n    for _i in _it:\n"
            "        pass\n    _t1 = _timer()\n    return _t1 - _t0"
        )
        tree = ast.parse(template, file)
        function: Any = tree.body[0]
        function.body[0:1] = setup or function.body[0:1]
        function.body[-3].body = body or function.body[-3].body
        code = compile(tree, file, "exec", dont_inherit=True)
        inner = next(each for each in code.co_consts if isinstance(each, CodeType))
        run = FunctionType(inner, self._variables, "inner")
        timer = timeit.Timer()
        timer.inner = run  # type: ignore[attr-defined]
        if loops <= 0:
            loops = next(
                10**digits
                for digits in range(_MOST_DIGITS + 1)
                if digits == _MOST_DIGITS or timer.timeit(10**digits) >= _ENOUGH_SECONDS
            )
        times = [each / loops for each in timer.repeat(repeats, loops)]
        mean = math.fsum(times) / repeats
        deviation = math.sqrt(math.fsum((each - mean) ** 2 for each in times) / repeats)
        runs = f"{repeats} run{'s' if repeats > 1 else ''}"
        told = f"{loops:,} loop{'s' if loops > 1 else ''}"
        return (
            f"{in_seconds(mean)} ± {in_seconds(deviation)} per loop "
            f"(mean ± std. dev. of {runs}, {told} each)"
        )

    def _help(self, command: Command) -> str:
        """Return what IPython shows of a name: its signature, its docstring, its type."""
        first, *path = command.about.split(".")
        try:
            found = eval(first, self._variables)  # noqa: S307 - a name of the program's
            for name in path:
                found = getattr(found, name)
        except Exception:  # noqa: BLE001 - a property may raise anything
            return f"Object `{command.about}` not found."
        parts = []
        if callable(found):
            with suppress(TypeError, ValueError):
                parts.append(f"Signature: {command.about}{inspect.signature(found)}")
        source = None
        if command.text == "??":
            with suppress(OSError, TypeError):
                source = inspect.getsource(found)
        if source is not None:
            parts.append(f"Source:\n{source.rstrip()}")
        else:
            said = inspect.getdoc(found) or "<no docstring>"
            parts.append("Docstring:" + (f"\n{said}" if "\n" in said else f" {said}"))
        parts.append(f"Type: {type(found).__name__}")
        return "\n".join(parts)


def _name(package: str) -> str:
    """Return the name of a package in a requirement.

    >>> _name("Torch[all]>=2"), _name("numpy==1.26")
    ('torch', 'numpy')
    """
    return re.split(r"[^\w.-]", package, maxsplit=1)[0].lower()


def wall_time(seconds: float) -> str:
    """Return the line of `%time`: WebAssembly counts no processor's time.

    >>> wall_time(0.0123)
    'Wall time: 12.3 ms'
    """
    return f"Wall time: {in_seconds(seconds)}"


def in_seconds(seconds: float) -> str:
    """Return a time in words, with three digits.

    >>> in_seconds(90.0), in_seconds(2.0), in_seconds(4.05e-6), in_seconds(0.0)
    ('1min 30s', '2 s', '4.05 µs', '0 ns')
    """
    if seconds >= 60.0:
        minutes, rest = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}h {minutes}min {rest}s" if hours else f"{minutes}min {rest}s"
    unit, scale = next((each for each in _UNITS if seconds * each[1] >= 1.0), _UNITS[-1])
    return f"{seconds * scale:.3g} {unit}"
