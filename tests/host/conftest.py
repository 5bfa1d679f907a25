"""A run of the host's runner under CPython, with all its messages."""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import functools
import importlib
import json
import shutil
import subprocess
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest

from micrograd import display
from micrograd.node import Node
from micrograd.origin import record_origins, set_place
from micrograd.watch import Watcher, set_watcher
from playground_host.guests.imports import AfterImport
from playground_host.run.modules import Modules
from playground_host.runner import Result, Session
from playground_host.trainings import MIME

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator


ROOT = Path(__file__).parents[2]

T = TypeVar("T")


@functools.cache
def shapes() -> Any:
    """The kinds of messages and their fields, as `site/contract/messages.js` lists them."""
    return node(
        "import { HINTS, LONGEST, MISTAKES, PROGRAM } from './site/contract/messages.js';"
        "const program = {};"
        "for (const kind in PROGRAM) program[kind] = Object.keys(PROGRAM[kind]);"
        "const told = { hints: HINTS, longest: LONGEST, mistakes: MISTAKES, program };"
        "process.stdout.write(JSON.stringify(told));"
    )


def node(script: str, given: str = "") -> Any:
    """Run a module of JavaScript in the repository's folder; return the JSON that it writes."""
    command = [shutil.which("node") or str(Path(sys.executable).with_name("node"))]
    command += ["--input-type=module", "--eval", script]
    done = subprocess.run(  # noqa: S603 - our own script
        command, input=given, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout)


@dataclass
class Record:
    """A sink that keeps what it is given."""

    events: list[tuple[str, object]] = field(default_factory=list)
    messages: list[dict[str, str | int]] = field(default_factory=list)
    problem: tuple[str, str, int] = ("", "", 0)
    result: Result | None = None
    verdict: str = ""
    answers: list[str] = field(default_factory=list)
    letters_to_come: list[list[str]] = field(default_factory=list)
    drawings: list[dict[str, str]] = field(default_factory=list)

    def send(self, kind: str, /, **fields: str | int) -> None:
        assert fields.keys() == set(shapes()["program"][kind]), f"{kind} is not as the table says"
        self.messages.append({"type": kind, **fields})
        match kind, list(fields.values()):
            case "text", [stream, text]:
                self.events.append((str(stream), text))
            case "display" | "update", [bundle]:
                self.events.append((kind, json.loads(str(bundle))))
            case "error", [traceback, file, line]:
                self.problem = (str(traceback), str(file), int(line))
                self.events.append((kind, traceback))
            case _, told:
                self.events.append((kind, tuple(told)))

    def ask(self, prompt: str) -> Awaitable[str]:
        self.events.append(("ask", prompt))
        answered: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        answered.set_result(self.answers.pop(0) if self.answers else "")
        return answered

    def commands(self, channel: str, milliseconds: float) -> Awaitable[str]:
        assert channel == "training"
        self.events.append(("commands", milliseconds))
        come: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        come.set_result(json.dumps(self.letters_to_come.pop(0) if self.letters_to_come else []))
        return come

    def layout(self, dot: str, engine: str, form: str) -> Awaitable[str]:
        self.events.append(("layout", (dot, engine, form)))
        drawn: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        drawn.set_result(json.dumps(self.drawings.pop(0)))
        return drawn

    def printed(self, stream: str = "stdout") -> str:
        return "".join(str(text) for kind, text in self.events if kind == stream)

    def displayed(self) -> list[dict[str, str]]:
        return [bundle for kind, bundle in self.events if kind == "display"]  # type: ignore[misc]

    def updates(self) -> list[dict[str, Any]]:
        """What was told of trainings, after the first display of each."""
        bundles = [bundle for kind, bundle in self.events if kind == "update"]
        return [json.loads(bundle[MIME]) for bundle in bundles]  # type: ignore[index]

    def kinds(self) -> list[str]:
        """The kinds of the events, repeats dropped."""
        kinds = [kind for kind, _ in self.events]
        return [kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != before]


@dataclass
class Suspender:
    """Stand in for `pyodide.ffi`: all answers are there at once."""

    can: bool = True

    def can_run_sync(self) -> bool:
        return self.can

    def run_sync(self, awaitable: Awaitable[T]) -> T:
        future = cast("asyncio.Future[T]", awaitable)
        return future.result()


@pytest.fixture(scope="session", autouse=True)
def _pytorch_is_loaded() -> None:
    """Load PyTorch where there is one: it can't be loaded while a run holds the streams."""
    with contextlib.suppress(ImportError), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that there is no NumPy
        importlib.import_module("torch")


@pytest.fixture
def run_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Record]]:
    """Run a program as the page does; what it changes in this interpreter is put back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr(builtins, "display", None, raising=False)
    monkeypatch.setattr(Node, "backward", Node.backward)
    modules = dict(sys.modules)
    previous = display.set_hook(print)
    watcher = set_watcher(Watcher)
    place = set_place(lambda file, line: (file, line))

    def run_it(
        source: str | dict[str, str],
        *,
        answers: list[str] | None = None,
        commands: list[list[str]] | None = None,
        drawings: list[dict[str, str]] | None = None,
        suspends: bool = True,
        lesson: str = "",
        cells: list[tuple[str, int]] | None = None,
        fresh: bool = True,
        data: dict[str, bytes] | None = None,
        **others: str,
    ) -> Record:
        record = Record(
            answers=answers or [], letters_to_come=commands or [], drawings=drawings or []
        )
        files = {"main.py": source} if isinstance(source, str) else source
        files = files | {f"{name}.py": text for name, text in others.items()}
        session = Session(record, Suspender(suspends))
        session.lay_beside(data or {})

        async def run_all() -> Result | None:
            result = await session.run(files, lesson=lesson) if fresh else None
            for text, line in cells or []:
                result = await session.run_cell({**files, "main.py": text}, line, seed=1)
            return result

        record.result = asyncio.run(run_all())
        record.verdict = session.verdict
        return record

    yield run_it
    display.set_hook(previous)
    set_watcher(watcher)
    set_place(place)
    record_origins(is_on=False)
    # Only the program's own modules: torch, for one, cannot be imported twice.
    for name in set(sys.modules) - set(modules):
        module = sys.modules[name]
        own = isinstance(getattr(module, "__loader__", None), Modules)
        if own or str(getattr(module, "__file__", None)).startswith(str(tmp_path)):
            del sys.modules[name]
    sys.meta_path[:] = [
        each for each in sys.meta_path if not isinstance(each, Modules | AfterImport)
    ]
    sys.modules["__main__"] = modules["__main__"]
