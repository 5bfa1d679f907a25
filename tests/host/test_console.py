"""What is typed at the console after a program, among its variables."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from micrograd.node import Node
from playground_host.console import complete, is_whole
from playground_host.queries import ask
from playground_host.runner import Result, Session
from tests.host.conftest import Record, Suspender
from tests.traps import NAMES, things

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = "from micrograd.node import Node\na = Node(3.0)\ndef f(x):\n    return 1 / x\n"


@pytest.fixture
def typed(run_program: Callable[..., Record]) -> Callable[..., Record]:
    """Type lines after the program, each an entry; return what the session reported."""
    assert run_program("pass").result == Result("finished")  # what it changes is put back

    def type_(*entries: str, program: str = PROGRAM) -> Record:
        record = Record()

        async def session() -> None:
            started = Session(record, Suspender())
            if program:
                await started.run({"main.py": program})
            for entry in entries:
                record.result = await started.evaluate(entry)

        asyncio.run(session())
        return record

    return type_


def test_the_programs_variables_are_there_and_the_last_value_is_shown(
    typed: Callable[..., Record],
) -> None:
    record = typed("b = a.data * 2", "b + 1", "_ * 2", "None")
    assert [bundle["text/plain"] for bundle in record.displayed()] == ["7.0", "14.0"]
    assert record.result == ("finished", "")


def test_there_is_a_console_without_a_program(typed: Callable[..., Record]) -> None:
    record = typed("x = 2", "import asyncio", "await asyncio.sleep(0, x)", "__name__", program="")
    assert [bundle["text/plain"] for bundle in record.displayed()] == ["2", "'__main__'"]


def test_a_traceback_tells_the_consoles_lines_from_the_programs(
    typed: Callable[..., Record],
) -> None:
    traceback, file, line = typed("1", "def g():\n    return f(0)\n", "g()").problem
    assert 'File "<console>", line 4, in <module>\n    g()' in traceback
    assert 'File "<console>", line 3, in g\n    return f(0)' in traceback
    assert 'File "main.py", line 4, in f\n    return 1 / x' in traceback
    assert (file, line) == ("main.py", 4)
    assert "runner.py" not in traceback


def test_a_syntax_error_names_its_line(typed: Callable[..., Record]) -> None:
    traceback, file, line = typed("1", "x = = 2").problem
    assert (file, line) == ("<console>", 2)
    assert "SyntaxError" in traceback


def test_a_block_is_unfinished_until_an_empty_line(typed: Callable[..., Record]) -> None:
    assert typed("for i in range(2):").result == ("unfinished", "")
    assert typed("for i in range(2):\n    print(i)").result == ("unfinished", "")
    record = typed("1", "for i in range(2):\n    print(i)\n")
    assert record.printed() == "0\n1\n"


@pytest.mark.parametrize("source", ["", "x = (1)", "1 +* 2", "x = '\0'", "# a", "if 1: 2\n"])
def test_what_cannot_go_on_is_whole(source: str) -> None:
    assert is_whole(source)


@pytest.mark.parametrize("source", ["(", "'''", "if 1:", "@f", "x = [1,\n", "try:\n    1\n"])
def test_what_must_go_on_is_not(source: str) -> None:
    assert not is_whole(source)


def test_names_are_completed_by_looking_only(typed: Callable[..., Record]) -> None:
    program = (
        "import math\nfrom micrograd.node import Node\n"
        "class Trap:\n    ran = False\n    def __init__(self): self.inner = Node(1.0)\n"
        "    @property\n    def prop(self): Trap.ran = True; return self.inner\n"
        "    def __getattr__(self, name): Trap.ran = True; raise AttributeError\n"
        "    def __dir__(self): Trap.ran = True; return []\n"
        "class Liar:\n    @property\n    def __dict__(self): Trap.ran = True; return {'lie': 1}\n"
        "trap, liar = Trap(), Liar()\n"
    )
    record = typed("Trap.ran", program=program)

    def names(text: str) -> list[str]:
        found: list[str] = json.loads(ask("console.complete", json.dumps({"text": text})))["names"]
        return found

    assert names("x = tra") == ["trap"]
    assert names("math.sq") == ["sqrt"]
    assert names("trap.pro") == ["prop"]
    assert names("trap.inner.gr") == ["grad"]
    assert names("trap.prop.da") == []
    assert names("liar.li") == []
    assert names("Trap.__ini") == ["__init__", "__init_subclass__"]
    assert names("no.such.thing") == names("f(1).") == []
    assert record.displayed()[0]["text/plain"] == "False"


@pytest.mark.parametrize("text", ["", "1.", "'a", "a..b", "é", "\ud800", ".", "x" * 100_000])
def test_any_text_can_be_completed(text: str) -> None:
    start, _ = complete(text, {})
    assert 0 <= start <= len(text)


@pytest.mark.parametrize("name", NAMES)
def test_completing_runs_no_code_of_what_a_program_holds(name: str) -> None:
    held = {**things(), "node": Node(2.0)}

    assert complete("nod", held) == (0, ["node"])
    assert complete(f"{name}.x.", held)[0] == len(name) + 3
    assert complete(f"{name}.", held)[0] == len(name) + 1
