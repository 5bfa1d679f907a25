"""Runs a learner's program again with other numbers or functions, without visible effects.

So a check can distinguish computed numbers from typed ones: computed numbers change. The second run
prints and shows nothing, has its own variables, and leaves the random numbers unchanged. It is
given up if it takes too many steps, asks for input, starts a task or another program, or changes a
file. Modules that the program imports are not run again.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import io
import os
import sys
import time
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from micrograd.display import set_hook
from micrograd.node import Node
from micrograd.origin import origins_off
from micrograd.watch import Watcher, set_watcher
from playground_host import chance
from playground_host.mistakes.kinds import as_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

    Other = float | Callable[[Any], Any]
    """What a variable begins with: a number, or what makes another function of the program's."""

STEPS = 300_000
"""The most steps: instructions of the program, and lines and calls of other code."""

FILE = "<again>"
"""The program's file name in tracebacks of a second run."""

_HOOK = "__begin_with__"

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC

_LEAVING = (
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    *("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.chdir", "os.chmod", "os.utime"),
    *("shutil.", "socket.", "subprocess.", "webbrowser.", "urllib.", "sqlite3.connect"),
)
"""Audit events of actions that change more than the program's own variables."""


class _GivenUp(BaseException):
    """Raised when the second run takes too long, or needs the learner."""


def variables_with(source: str, others: Mapping[str, Other]) -> dict[str, Any] | None:
    """Run a program with other first values in its variables; return all its variables.

    A variable can get another number if the program's top level sets it to a number or to a new
    leaf: `x = 3.0`, `a = Node(2.0)`, `a, b = Node(2.0), Node(-3.0)`. It can become another function
    if the top level writes it with `def` or `lambda`.

    Args:
        source: the program.
        others: the first values of variables, by name; for a function, what makes another of it.

    Returns:
        None if it is not possible: a variable does not begin so, or the program fails
        with these values, awaits, asks for input, or takes more than `STEPS`.

    >>> variables_with("x = 3.0; y = x + 1", {"x": 5.0})["y"]
    6.0
    >>> double = lambda f: lambda x: 2.0 * f(x)
    >>> variables_with("f = lambda x: x + 1; y = f(3.0)", {"f": double})["y"]
    8.0
    >>> variables_with("for x in (1, 2): pass", {"x": 5.0}) is None
    True
    """
    exchanged: set[str] = set()

    def begin_with(name: str, value: object) -> object:
        other = others[name]
        if callable(other):
            value = other(value)
        elif isinstance(value, Node):
            if value._prev:  # noqa: SLF001 - a leaf has none
                return value
            value.data = other
        elif as_number(value) is not None:
            value = other
        else:
            return value
        exchanged.add(name)
        return value

    try:
        tree = ast.parse(source)
        if any(isinstance(each, (ast.AsyncFunctionDef, ast.Await)) for each in ast.walk(tree)):
            return None
        tree = _Exchange(others).visit(tree)
        code = compile(ast.fix_missing_locations(tree), FILE, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError):
        return None
    known = {"__name__": "__main__", "__builtins__": _muted(), _HOOK: begin_with}
    with _unseen(), contextlib.suppress(Exception, SystemExit, _GivenUp):
        exec(code, known)  # noqa: S102 - the learner's program, as it ran before
        return known if exchanged == set(others) else None
    return None


class _Exchange(ast.NodeTransformer):
    """Call the hook after each assignment of a number, a new leaf or a function to a variable."""

    def __init__(self, others: Mapping[str, Other]) -> None:
        self._functions = {name for name, other in others.items() if callable(other)}
        self._numbers = set(others) - self._functions

    def visit_FunctionDef(self, node: ast.FunctionDef) -> list[ast.stmt]:
        # Variables of a function are not variables of the program: there is no look inside.
        return [node, *map(self._seen, self._functions & {node.name})]

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        return node

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        pairs = [pair for target in node.targets for pair in _pairs(target, node.value)]
        return [node, *map(self._seen, filter(None, map(self._wanted, pairs)))]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        pairs = list(_pairs(node.target, node.value)) if node.value else []
        return [node, *map(self._seen, filter(None, map(self._wanted, pairs)))]

    def _wanted(self, pair: tuple[str, ast.expr]) -> str | None:
        name, value = pair
        is_function = isinstance(value, ast.Lambda) and name in self._functions
        is_number = name in self._numbers and _is_of_numbers(value)
        return name if is_function or is_number else None

    @staticmethod
    def _seen(name: str) -> ast.stmt:
        call = ast.Call(
            ast.Name(_HOOK, ast.Load()), [ast.Constant(name), ast.Name(name, ast.Load())], []
        )
        return ast.Assign([ast.Name(name, ast.Store())], call)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that an assignment sets, each with its expression."""
    match target, value:
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for pair in zip(targets, values, strict=True):
                yield from _pairs(*pair)
        case ast.Name(id=name), _:
            yield name, value


def _is_of_numbers(value: ast.expr) -> bool:
    """Tell whether an expression is of numbers only, or calls something with them."""
    match value:
        case ast.Call(func=func, args=[_, *_]):
            inner: list[ast.expr] = [*value.args]
            inner += [each.value for each in value.keywords]
            return isinstance(func, (ast.Name, ast.Attribute)) and not any(map(_names, inner))
    return not _names(value) and not any(isinstance(each, ast.Call) for each in ast.walk(value))


def _names(value: ast.expr) -> bool:
    return any(isinstance(each, ast.Name) for each in ast.walk(value))


def _muted() -> dict[str, Any]:
    def asks(*_: object) -> NoReturn:
        raise _GivenUp

    return {**vars(builtins), "input": asks, "display": lambda *_: None}


@cache
def _guard() -> set[str]:
    """Install an audit hook; return a set: while it is not empty, the hook forbids side effects."""
    guarded: set[str] = set()

    def see(event: str, arguments: tuple[Any, ...]) -> None:
        if not guarded:
            return
        is_writing = event == "open" and (arguments[2] or 0) & _WRITING
        if is_writing or event.startswith(_LEAVING):
            raise _GivenUp

    sys.addaudithook(see)  # can't be removed again
    return guarded


@contextlib.contextmanager
def _unseen() -> Iterator[None]:
    """Return a context manager that hides all effects of a run, and ends it after `STEPS`."""
    left = STEPS

    def step(frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal left
        # For a loop on one line, Python 3.11 reports no event except instructions.
        frame.f_trace_opcodes = frame.f_code.co_filename == FILE
        left -= 1
        if left < 0:
            raise _GivenUp
        return step

    tracer = sys.gettrace()
    hook, watcher = set_hook(lambda _: None), set_watcher(Watcher)
    sleep, time.sleep = time.sleep, lambda _: None
    write, os.write = os.write, lambda _, data: memoryview(data).nbytes
    streams, loop = (sys.__stdout__, sys.__stderr__), asyncio.events._get_running_loop()  # noqa: SLF001
    silence = io.StringIO()
    sys.__stdout__ = sys.__stderr__ = silence  # type: ignore[assignment, misc]
    asyncio.events._set_running_loop(None)  # noqa: SLF001 - a task would run after this
    guarded = _guard()
    guarded.add("again")
    try:
        with (
            chance.kept(),
            origins_off(),
            contextlib.redirect_stdout(silence),
            contextlib.redirect_stderr(silence),
        ):
            sys.settrace(step)
            try:
                yield
            finally:
                sys.settrace(tracer)
    finally:
        guarded.clear()
        asyncio.events._set_running_loop(loop)  # noqa: SLF001
        sys.__stdout__, sys.__stderr__ = streams  # type: ignore[misc]
        time.sleep, os.write = sleep, write
        set_hook(hook)
        set_watcher(watcher)
