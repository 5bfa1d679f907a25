"""Runs a visitor's program once, in its own interpreter, and the console's inputs after it."""

from __future__ import annotations

import builtins
import contextlib
import inspect
import json
import linecache
import random
import sys
import time
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from micrograd.display import display, mimebundle, set_hook
from micrograd.graph import Graph
from micrograd.mirror import is_value
from micrograd.names import is_a
from micrograd.node import Node
from micrograd.origin import record_origins, set_place
from micrograd.trace import json_text
from playground_host import queries, syntax  # noqa: F401 - syntax answers a query
from playground_host.comparison import MIME as ENGINE
from playground_host.comparison import OPERATIONS, compare
from playground_host.console import complete, is_whole
from playground_host.fork import module_of, put_in_place
from playground_host.guests import figures, graphviz
from playground_host.guests.imports import AfterImport
from playground_host.lesson import explained, run_check, run_check_after_error
from playground_host.mistakes.advice import Advisor
from playground_host.mistakes.hints import hint, lacks_torch
from playground_host.notebook.cells import Cell, cell_at, cells_of
from playground_host.notebook.code import compile_parsed, parse
from playground_host.notebook.commands import CALL
from playground_host.notebook.places import Places
from playground_host.notebook.shell import Shell, wall_time
from playground_host.run.errors import describe
from playground_host.run.modules import Modules
from playground_host.run.outlet import Outlet, Stream
from playground_host.run.stdin import Stdin
from playground_host.run.tasks import ended_by_tasks, wait_for_tasks
from playground_host.tables import table_of
from playground_host.trainings import Trainings
from playground_host.written import Written

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from playground_host.run.sink import Sink
    from playground_host.run.stdin import Suspender

MAIN = "main.py"
"""The file that runs."""

ENGINE_FILE = "micrograd/node.py"
"""The file of a fork of the engine."""

CONSOLE = "<console>"
"""The file name in tracebacks for all inputs at the console, one after the other."""

CELL_LIMIT = 1_000_000
"""The most characters of a cell of text that are shown."""

VALUE_LIMIT = 100_000
"""The most characters of a displayed object's plain text; the rest is only counted."""


class Result(NamedTuple):
    """The end of a run: "finished", "error" or "exited" (`sys.exit`, with its exit code).

    An input at the console may also be "unfinished": it did not run.
    """

    outcome: str
    message: str = ""


class _ToldError(Exception):
    """The error of a cell, which the page has; the cells below it ran."""


class Session:
    """An interpreter's one program, and the inputs at the console after it.

    The session sets `sys.stdout`, `sys.stderr`, `builtins.display` and the display hook;
    everything printed, displayed and raised goes to `sink`.

    Attributes:
        verdict: the verdict of the run's lesson, as JSON; "" without a lesson.
    """

    def __init__(self, sink: Sink, suspender: Suspender) -> None:
        self.verdict = ""
        self._is_lesson = False
        self._sink = sink
        self._files: dict[str, str] = {}
        self._failure: BaseException | None = None
        self._is_fresh = True
        self._places = Places(MAIN, "")
        self._flags = 0
        self._module = ModuleType("__main__")
        self._written = Written(Path.cwd())
        self._data: dict[str, bytes] = {}
        self._outlet = outlet = Outlet(sink)
        sys.stdout, sys.stderr = Stream(outlet, "stdout"), Stream(outlet, "stderr")
        sys.stdin = Stdin(outlet, sink, suspender)
        self._trainings = trainings = Trainings(outlet, sink, suspender)
        trainings.install()
        set_hook(
            lambda shown: outlet.display(json.dumps({**_bundle(shown), **trainings.card_of(shown)}))
        )
        builtins.display = display  # type: ignore[attr-defined]
        figures.choose_backend()
        AfterImport(
            {
                "graphviz": graphviz.prepare(sink, suspender),
                "matplotlib.animation": figures.prepare_animation,
            }
        ).install()
        record_origins()
        self._module.__dict__.update(__builtins__=builtins)
        sys.modules["__main__"] = self._module
        self._shell = Shell(
            self._module.__dict__,
            suspender,
            lambda text: outlet.send("skipped", command=text),
            self._lack,
        )
        setattr(builtins, CALL, self._shell.call)
        queries.answers("console.complete")(self._complete)

    def lay_beside(self, data: Mapping[str, bytes]) -> None:
        """Put data beside the program, by name; what a program has changed stays as it is."""
        for name, content in data.items():
            if self._data.get(name) != content:
                self._data[name] = bytes(content)
                Path(name).write_bytes(content)

    async def run(
        self, files: Mapping[str, str], seed: int | None = None, lesson: str = ""
    ) -> Result:
        """Run `main.py` as `__main__`; a seed, if given, seeds its random numbers.

        A lesson is JSON of its `check` and its `answers`: after the program, the check runs and
        sets `verdict`. After an error `verdict` is an answer about the engine's file, or one that
        explains the error, or else "".

        The other files can be imported. `micrograd/node.py` among them replaces the package's, and
        its operations are compared with the package's after the run. The value of the last
        expression is displayed, as in a notebook; in a program with cells, that of each cell. The
        top level may use `await`; a run ends when the tasks that it started have ended.
        """
        self._is_lesson = lesson != ""
        forks = {name: source for name, source in files.items() if module_of(name)}
        if (result := self._begin(files, forks, seed)).outcome != "finished":
            return result
        advisor = Advisor(files)
        advisor.watch()
        try:
            cells = cells_of(files[MAIN])
            result = await self._report(
                self._run_cells(cells) if cells else self._execute(files[MAIN], MAIN)
            )
            advisor.rest()
            if ENGINE_FILE in forks:
                self._compare()
            if lesson:
                has_finished = result.outcome == "finished"
                found = [each.kind for each in advisor.advice()] if has_finished else None
                self._check(json.loads(lesson), files[MAIN], found)
            return result
        finally:
            for advice in advisor.advice():
                self._sink.send("advice", **advice._asdict())

    async def run_cell(
        self, files: Mapping[str, str], line: int, seed: int | None = None
    ) -> Result:
        """Run the cell of `main.py` that has this line, with the variables that are there.

        Other files that have changed are imported anew when a cell imports them. The seed counts
        only in an interpreter in which nothing has run.
        """
        self._outlet.renew()
        if self._is_fresh:
            forks = {name: source for name, source in files.items() if module_of(name)}
            result = self._begin(files, forks, seed)
        else:
            result = self._change(files)
        cell = cell_at(cells_of(files[MAIN]), line)
        if cell is None or result.outcome != "finished":
            return result
        return await self._report(self._run_cells([cell]))

    def _begin(
        self, files: Mapping[str, str], forks: Mapping[str, str], seed: int | None
    ) -> Result:
        """Lay a program's files out in a fresh interpreter."""
        if seed is not None:
            random.seed(seed)
        self._is_fresh = False
        self._files.update(files)
        _lay_out(files)
        self._written.look()
        Modules(files).install()
        self._places = places = Places(MAIN, files[MAIN])
        set_place(lambda file, line: places.of(file, line) or ("", 0))
        self._module.__dict__["__file__"] = MAIN
        return self._put_in_place(forks) if forks else Result("finished")

    def _change(self, files: Mapping[str, str]) -> Result:
        """Lay out what has changed since the last cell."""
        changed = {
            name: source for name, source in files.items() if self._files.get(name) != source
        }
        gone = self._files.keys() - files.keys() - {CONSOLE, *self._places.names()}
        for name in gone:
            del self._files[name]
        self._files.update(changed)
        self._places.edit(files[MAIN])
        _lay_out(changed, is_edited=True)
        self._written.look()
        if gone or changed.keys() - {MAIN}:
            Modules(files).install()
        forks = {name: source for name, source in changed.items() if module_of(name)}
        return self._put_in_place(forks) if forks else Result("finished")

    async def _run_cells(self, cells: list[Cell]) -> None:
        """Run cells one after the other; text is only shown.

        PyTorch is nowhere in a browser, and notebooks compare with it in a cell or two: what fails
        for that reason is told, and the cells below run all the same.
        """
        told: Exception | None = None
        for cell in cells:
            text = "" if cell.number else cell.source[:CELL_LIMIT]
            self._outlet.send(
                "cell", number=cell.number, line=cell.line, title=cell.title, text=text
            )
            self._outlet.renew_displays()
            if cell.number:
                name = self._places.name(cell)
                if name != MAIN:
                    self._files[name] = "\n" * (cell.first - 1) + cell.source
                    _show_lines(name, self._files[name])
                try:
                    await self._execute(cell.source, name, cell)
                except Exception as error:
                    if self._is_lesson or not lacks_torch(error):
                        raise
                    self._tell(error)
                    told = error
        if told is not None:
            raise _ToldError from told

    def _put_in_place(self, forks: Mapping[str, str]) -> Result:
        was_on = record_origins(is_on=False)
        try:
            for name, source in forks.items():
                put_in_place(source, name)
        except BaseException as error:  # noqa: BLE001 - a fork may raise anything
            self._tell(error)
            return Result("error")
        finally:
            record_origins(was_on)
        return Result("finished")

    def _compare(self) -> None:
        found = [each._asdict() for each in compare(Node)]
        told = {"count": len(OPERATIONS), "differences": found}
        text = "\n".join(f"{each['operation']}: {each['kind']}" for each in found)
        self._outlet.display(json.dumps({ENGINE: json_text(told), "text/plain": text}))

    def _check(self, lesson: dict[str, Any], source: str, advice: list[str] | None) -> None:
        """Run the lesson's check; `advice` is None if the program ended with an error."""
        known = lesson["check"], lesson["answers"], source, self._module.__dict__, self._files
        answer: dict[str, object] | None = None
        if advice is not None:
            answer = run_check(*known, advice=advice, trainings=self._trainings.all())
        elif self._failure is not None:
            variables = self._module.__dict__
            answer = run_check_after_error(*known) or explained(
                self._failure, source, variables, self._files
            )
        self.verdict = "" if answer is None else json.dumps(answer)

    async def evaluate(self, source: str) -> Result:
        """Evaluate an input at the console with the program's variables.

        Its last value is displayed, and stored as `_`. An incomplete input, such as the first line
        of a loop, does not run: "unfinished".
        """
        typed = self._files.get(CONSOLE, "")
        # Line numbers go on after the earlier inputs, so that a function keeps its lines.
        source = "\n" * typed.count("\n") + source
        if not is_whole(source):
            return Result("unfinished")
        self._files[CONSOLE] = typed + source[typed.count("\n") :].rstrip("\n") + "\n"
        _show_lines(CONSOLE, self._files[CONSOLE])
        self._outlet.renew()
        return await self._report(self._execute(source, CONSOLE))

    async def _report(self, running: Awaitable[None]) -> Result:
        try:
            with ended_by_tasks():
                await running
                await wait_for_tasks()
        except SystemExit as exit_:
            return _exited(exit_)
        except _ToldError as told:
            self._failure = told.__cause__
            return Result("error")
        except BaseException as error:  # noqa: BLE001 - the visitor's program may raise anything
            self._tell(error)
            self._failure = error
            return Result("error")
        else:
            return Result("finished")
        finally:
            self._outlet.flush()
            self._written.tell(self._outlet)

    def _tell(self, error: BaseException) -> None:
        text, file, line = describe(error, self._files, self._places.of)
        self._outlet.send("error", traceback=text, file=file, line=line)
        found = hint(error, self._files)
        # In a lesson, the lesson's own answer explains these.
        if found and not (self._is_lesson and found.kind in ("import", "foreign-signs")):
            kind, name = found
            self._outlet.send("advice", kind=kind, file=file, line=line, name=name)

    def _lack(self, package: str, file: str, line: int) -> None:
        """Tell that a package of PyTorch's can't be installed here."""
        file, line = self._places.of(file, line) or ("", 0)
        self._outlet.send("advice", kind="no-torch", file=file, line=line, name=package)

    async def _execute(self, source: str, file: str, cell: Cell | None = None) -> None:
        """Run a program, an input at the console, or a cell; then show the figures left open."""
        try:
            await self._run_source(source, file, cell)
        except BaseException:
            with contextlib.suppress(Exception):  # the program's own error is told
                figures.show_open()
            raise
        figures.show_open()

    async def _run_source(self, source: str, file: str, cell: Cell | None) -> None:
        """Run it, and show its last value."""
        first = cell.first if cell else 1
        shell = self._shell
        try:
            parsed = parse(source, file, first, shell.count())
            shell.add(parsed.commands, file)
            # A semicolon hides a value in a cell, as in a notebook.
            hidden = self._files[MAIN] if cell else ""
            flags = self._flags if cell else 0
            code = compile_parsed(parsed.tree, file, flags, hidden)
        except SyntaxError as error:
            if cell and error.filename == file:
                error.filename = MAIN
            raise
        if cell:
            self._flags = code.flags
        magic = parsed.magic.kind if parsed.magic else ""
        if parsed.magic and magic == "left out":
            self._outlet.send("skipped", command=parsed.magic.text)
        if parsed.magic and magic == "timeit":
            shell.time_cell(parsed.magic, parsed.tree.body, file)
            return
        start = time.perf_counter()
        await _evaluate(code.statements, self._module)
        value = None if code.last is None else await _evaluate(code.last, self._module)
        if magic == "time":
            print(wall_time(time.perf_counter() - start))
        if value is not None:
            display(value)
            if cell or file == CONSOLE:
                builtins._ = value  # type: ignore[attr-defined]

    def _complete(self, data: dict[str, Any]) -> dict[str, Any]:
        start, names = complete(str(data.get("text")), self._module.__dict__)
        return {"start": start, "names": names}


def _bundle(shown: object) -> dict[str, str]:
    """Return what a displayed object is shown as: its own bundle, or a graph's, or a table's.

    Graphs are remembered for the page's questions, and long plain text is cut.
    """
    if figures.is_figure(shown):
        return figures.bundle_of(shown)
    graph = shown
    shows = getattr(type(shown), "_repr_mimebundle_", None) if is_a(shown, Node) else None
    if shows is Node._repr_mimebundle_:
        graph = Graph(shown)
    bundle = mimebundle(graph)
    if bundle.keys() == {"text/plain"} and is_value(shown):
        with contextlib.suppress(Exception):  # an unfinished engine: show its plain text
            graph = Graph(shown)
            bundle = {**mimebundle(graph), **bundle}
    if bundle.keys() == {"text/plain"}:
        bundle |= table_of(shown)
    if isinstance(graph, Graph):
        queries.remember(graph)
        bundle["text/plain"] = repr(shown)
    text = bundle["text/plain"]
    if len(text) > VALUE_LIMIT:
        left = len(text) - VALUE_LIMIT
        bundle["text/plain"] = f"{text[:VALUE_LIMIT]}... and {left:,} characters more"
    return bundle


def _lay_out(files: Mapping[str, str], is_edited: bool = False) -> None:
    """Put the files where imports and tracebacks find them."""
    for name, source in files.items():
        # Code of `main.py` that ran shows its lines as they were: see `notebook.places`.
        if name != MAIN or not is_edited:
            _show_lines(name, source)
        if not module_of(name):
            Path(name).write_text(source, encoding="utf-8", errors="surrogatepass")


def _show_lines(name: str, source: str) -> None:
    # Without a modification time, tracebacks show the lines even if the program changes its folder.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)


async def _evaluate(code: CodeType, module: ModuleType) -> object:
    value: object = eval(code, module.__dict__)  # noqa: S307 - running it is what we are for
    if code.co_flags & inspect.CO_COROUTINE and inspect.isawaitable(value):
        return await value
    return value


def _exited(exit_: SystemExit) -> Result:
    """Do what Python does at `sys.exit`: a number is the exit code, other values go to stderr."""
    code = exit_.code
    if code is None or isinstance(code, int):
        return Result("exited", str(int(code or 0) & 0xFF))
    with contextlib.suppress(Exception):  # the visitor's `__str__` may raise
        print(code, file=sys.stderr)
    return Result("exited", "1")
