"""Run a program of the visitor's: once, in an interpreter that no one has used."""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import json
import linecache
import sys
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, NamedTuple

from micrograd.display import display, mimebundle, set_hook
from micrograd.graph import Graph
from micrograd.node import Node
from micrograd.origin import record_origins
from playground_host import requests
from playground_host.advice import Advisor
from playground_host.errors import describe
from playground_host.outlet import Outlet, Stream
from playground_host.stdin import Stdin
from playground_host.trainings import Trainings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground_host.sink import Sink
    from playground_host.stdin import Suspender

MAIN = "main.py"
"""The file that runs."""

VALUE_LIMIT = 100_000
"""Characters of a displayed thing's plain text; the rest is counted, not sent."""


class Result(NamedTuple):
    """How a run ended: "finished", "error" or "exited" (`sys.exit`), with a word on the last."""

    outcome: str
    message: str = ""


async def run(files: Mapping[str, str], sink: Sink, suspender: Suspender) -> Result:
    """Run `main.py` as `__main__`; report all that it prints, displays and raises to `sink`.

    The other files lie beside it and can be imported. The value of the last expression is
    displayed, as in a notebook; `await` may stand at the top level, and a run ends when the tasks
    that it started have ended. `sys.stdout`, `sys.stderr`,
    `builtins.display` and the display hook are this run's from here on: an interpreter runs one
    program.
    """
    outlet = Outlet(sink)
    sys.stdout, sys.stderr = Stream(outlet, "stdout"), Stream(outlet, "stderr")
    sys.stdin = Stdin(outlet, sink, suspender)
    trainings = Trainings(outlet, sink, suspender)
    trainings.install()
    set_hook(
        lambda shown: outlet.display(json.dumps({**_bundle(shown), **trainings.card_of(shown)}))
    )
    builtins.display = display  # type: ignore[attr-defined]
    record_origins()
    advisor = Advisor(files)
    advisor.watch()
    _lay_out(files)
    try:
        await _execute(files[MAIN])
        await _wait_for_tasks()
    except SystemExit as exit_:
        return _exited(exit_)
    except BaseException as error:  # noqa: BLE001 - the visitor's program may raise anything
        problem = describe(error, files)
        outlet.flush()
        sink.error(*problem)
        return Result("error")
    else:
        return Result("finished")
    finally:
        outlet.flush()
        for advice in advisor.advice():
            sink.advice(*advice)


def _bundle(shown: object) -> dict[str, str]:
    graph = shown
    if isinstance(shown, Node) and type(shown)._repr_mimebundle_ is Node._repr_mimebundle_:
        graph = Graph(shown)
    bundle = mimebundle(graph)
    if isinstance(graph, Graph):
        requests.remember(graph)
        bundle["text/plain"] = repr(shown)
    text = bundle["text/plain"]
    if len(text) > VALUE_LIMIT:
        left = len(text) - VALUE_LIMIT
        bundle["text/plain"] = f"{text[:VALUE_LIMIT]}... and {left:,} characters more"
    return bundle


def _lay_out(files: Mapping[str, str]) -> None:
    """Put the files where imports and tracebacks find them."""
    for name, source in files.items():
        Path(name).write_text(source, encoding="utf-8", errors="surrogatepass")
        # Without a time of change: a program that changes its folder still gets its lines shown.
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)


async def _wait_for_tasks() -> None:
    """Let the program's own tasks end: until then it runs, and can be stopped."""
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.gather(*tasks)


async def _execute(source: str) -> None:
    statements, last = _compile(source)
    module = ModuleType("__main__")
    module.__dict__.update(__file__=MAIN, __builtins__=builtins)
    sys.modules["__main__"] = module
    await _evaluate(statements, module)
    if last is not None:
        value = await _evaluate(last, module)
        if value is not None:
            display(value)


def _compile(source: str) -> tuple[CodeType, CodeType | None]:
    """Compile the statements, and apart from them the last one if it is an expression."""
    tree = ast.parse(source, MAIN)
    last = tree.body[-1] if tree.body else None
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    if not isinstance(last, ast.Expr):
        return compile(tree, MAIN, "exec", flags, dont_inherit=True), None
    del tree.body[-1]
    statements = compile(tree, MAIN, "exec", flags, dont_inherit=True)
    expression = ast.Expression(last.value)
    return statements, compile(expression, MAIN, "eval", flags, dont_inherit=True)


async def _evaluate(code: CodeType, module: ModuleType) -> object:
    value: object = eval(code, module.__dict__)  # noqa: S307 - running it is what we are for
    if code.co_flags & inspect.CO_COROUTINE and inspect.isawaitable(value):
        return await value
    return value


def _exited(exit_: SystemExit) -> Result:
    """Do as Python does at its end: a number is the exit code, all else goes to stderr."""
    code = exit_.code
    if code is None or isinstance(code, int):
        return Result("exited", str(int(code or 0) & 0xFF))
    with contextlib.suppress(Exception):  # a __str__ of the visitor's may raise
        print(code, file=sys.stderr)
    return Result("exited", "1")
