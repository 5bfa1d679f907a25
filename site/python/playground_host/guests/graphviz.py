"""Lets PyPI's `graphviz` show its graphs in the page, and use the page's Graphviz.

The package calls Graphviz as another program, which no browser can start. A graph that is displayed
passes its DOT to the page, which draws it: nothing is called. `pipe`, `render` and `view` want the
drawing while the program runs, so the program waits for the page's Graphviz.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from micrograd.display import display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from subprocess import CompletedProcess
    from types import ModuleType

    from playground_host.run.sink import Sink
    from playground_host.run.stdin import Suspender

LONGEST = 1_000_000
"""The most characters of DOT that a program may have laid out while it runs."""

VERSION = "dot - graphviz version 16.1.0 (0)\n"
"""What the page's Graphviz calls itself; a test compares it with the one that the site ships."""

_PICTURES = {"pdf", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"}
# What may stand before a graph's first statement.
_HEAD = re.compile(
    r"""(?:\s | //[^\n]* | /\*.*?\*/ | ^\#[^\n]*)*
        (?:strict\s+)? (?:di)?graph
        (?:\s | "(?:\\.|[^"\\])*" | [\w.\-]+)* \{""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.MULTILINE,
)


def prepare(sink: Sink, suspender: Suspender) -> Callable[[ModuleType], None]:
    """Return a function that changes the imported package."""

    def change(graphviz: ModuleType) -> None:
        package: Any = graphviz
        execute = package.backend.execute

        def run_check(
            cmd: Sequence[os.PathLike[str] | str],
            *,
            input_lines: Iterable[Any] | None = None,
            encoding: str | None = None,
            **options: Any,
        ) -> CompletedProcess[Any]:
            completed: type[CompletedProcess[Any]] = execute.subprocess.CompletedProcess
            program, *arguments = (os.fspath(each) for each in cmd)
            if "-V" in arguments:
                return completed(cmd, 0, VERSION)
            if program != "dot":
                raise _not_here(execute, f"the page has no program {program!r}")
            call = _Call(arguments, options.get("cwd"))
            dot = call.source(input_lines)
            if len(dot) > LONGEST:
                raise ValueError(f"more than {LONGEST:,} characters of DOT cannot be laid out here")
            if not suspender.can_run_sync():
                raise _not_here(
                    execute,
                    "Graphviz cannot draw while the program runs: this browser cannot suspend "
                    "it. Show the graph with display(graph), or as the last line",
                )
            asked = sink.layout(dot, call.engine, call.format)
            answer = json.loads(suspender.run_sync(asked))
            if "error" in answer:
                raise execute.CalledProcessError(1, cmd, "", call.reason(str(answer["error"])))
            return completed(cmd, 0, call.deliver(str(answer["output"]), encoding), b"")

        execute.run_check = run_check
        package.rendering.Render._view = lambda _self, path, **_: _view(path)  # noqa: SLF001
        package.view = package.backend.view = lambda filepath, quiet=False: _view(filepath)  # noqa: ARG005
        _show_as_dot(package.jupyter_integration.JupyterIntegration)

    return change


def dot_of(graph: Any) -> str:
    """Return a graph's DOT, with its engine in it."""
    dot, engine = str(graph.source), str(graph.engine)
    if engine == "dot" or not (head := _HEAD.match(dot)):
        return dot
    return f"{dot[: head.end()]}\n\tlayout={engine}{dot[head.end() :]}"


class _Call:
    """A call of `dot`: what is asked for, and where the result goes."""

    def __init__(self, arguments: Sequence[str], folder: str | os.PathLike[str] | None) -> None:
        self.engine = "dot"
        self.format = "svg"
        self._folder = Path(folder or ".")
        self._file = ""
        self._out = ""
        is_named = False
        for argument in arguments:
            if is_named:
                self._out, is_named = argument, False
            elif argument.startswith("-K"):
                self.engine = argument[2:]
            elif argument.startswith("-n"):
                self.engine = f"nop{argument[2:] or 1}"
            elif argument.startswith("-T"):
                self.format = argument[2:]
            elif argument in ("-o", "-O"):
                is_named = argument == "-o"
            elif not argument.startswith("-"):
                self._file = argument
        if self._file and not self._out:
            suffix = ".".join(reversed(self.format.split(":")))
            self._out = f"{self._file}.{suffix}"

    def source(self, lines: Iterable[Any] | None) -> str:
        if lines is None:
            return (self._folder / self._file).read_text(encoding="utf-8")
        return "".join(
            line.decode("utf-8", "replace") if isinstance(line, bytes) else line for line in lines
        )

    def reason(self, error: str) -> str:
        if self.format.split(":")[0] not in _PICTURES:
            return error
        return f"the page's Graphviz makes no {self.format}: use format='svg'"

    def deliver(self, output: str, encoding: str | None) -> str | bytes:
        if self._out:
            (self._folder / self._out).write_text(output, encoding="utf-8")
            return b""
        return output if encoding else output.encode()


class _Picture:
    """A rendered file that the program wants to look at."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __repr__(self) -> str:
        return str(self._path)

    def _repr_svg_(self) -> str | None:
        is_svg = self._path.suffix == ".svg"
        return self._path.read_text(encoding="utf-8") if is_svg else None


def _view(path: str | os.PathLike[str]) -> None:
    display(_Picture(Path(path)))


def _not_here(execute: Any, sentence: str) -> Exception:
    """Return the package's own error, which programs catch, with another sentence."""
    error: Exception = execute.ExecutableNotFound(["dot"])
    error.args = (sentence,)
    return error


def _show_as_dot(integration: Any) -> None:
    by_package = integration._repr_mimebundle_

    def bundle(self: Any, include: Any = None, exclude: Any = None, **others: Any) -> Any:
        """Return the graph's DOT, unless the program asks for a picture."""
        if include is not None:
            return by_package(self, include=include, exclude=exclude, **others)
        return {"text/vnd.graphviz": dot_of(self)}

    integration._repr_mimebundle_ = bundle
