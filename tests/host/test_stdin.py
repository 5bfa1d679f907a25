"""A program asks the visitor for lines, as it does on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record

    Run = Callable[..., Record]


def test_input_asks_with_its_prompt_and_returns_the_line(run_program: Run) -> None:
    record = run_program("print(input('name? ') * 2)", answers=["Ada\n"])
    assert record.events == [("stdout", "name? "), ("ask", "name? "), ("stdout", "AdaAda\n")]


def test_what_was_printed_on_the_unfinished_line_is_the_prompt(run_program: Run) -> None:
    source = (
        "import sys\nprint('first')\nprint('your ', end='')\nprint('age: ', end='')\n"
        "sys.stdin.readline()\nsys.stdin.readline()"
    )
    record = run_program(source, answers=["7\n", "8\n"])
    assert [text for kind, text in record.events if kind == "ask"] == ["your age: ", ""]


def test_a_loop_reads_lines_until_the_visitor_ends_them(run_program: Run) -> None:
    source = "import sys\nprint([line for line in sys.stdin])\n"
    assert run_program(source, answers=["a\n", "b\n", ""]).printed() == "['a\\n', 'b\\n']\n"


READS = {"read()": "'ab\\ncd\\n'", "read(1)": "'a'", "readline(1)": "'a'", "readline()": "'ab\\n'"}


@pytest.mark.parametrize("call", READS)
def test_stdin_reads_as_any_stream_does(run_program: Run, call: str) -> None:
    record = run_program(f"import sys\nprint(repr(sys.stdin.{call}))", answers=["ab\n", "cd\n", ""])
    assert record.printed() == READS[call] + "\n"


def test_the_rest_of_a_line_is_read_next(run_program: Run) -> None:
    source = "import sys\nprint(sys.stdin.read(1), sys.stdin.readline(), sep='-', end='')"
    assert run_program(source, answers=["abc\n"]).printed() == "a-bc\n"


def test_input_that_is_ended_raises_eof_error(run_program: Run) -> None:
    assert run_program("input()", answers=[""]).problem[0].splitlines()[-1].startswith("EOFError")


def test_a_passwords_line_is_asked_for(run_program: Run) -> None:
    source = (
        "import getpass, warnings\nwarnings.simplefilter('ignore')\n"
        "print(len(getpass.fallback_getpass()))"
    )
    record = run_program(source, answers=["ab\n"])
    assert record.printed() == "2\n"
    assert ("ask", "Password: ") in record.events


@pytest.mark.parametrize("call", ["input('name? ')", "import sys\nsys.stdin.read()"])
def test_where_nothing_can_be_suspended_one_sentence_says_so(run_program: Run, call: str) -> None:
    record = run_program(call, suspends=False)
    assert "ask" not in record.kinds()
    assert record.problem[0].splitlines()[-1] == (
        "OSError: the program cannot wait for input here: this browser cannot suspend it, or a "
        "callback asked. Write the answer into the program"
    )
