"""What a visitor's program prints, displays and raises, and how its end is told."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record

    Run = Callable[..., Record]


def test_output_and_displays_come_in_the_order_of_the_program(run_program: Run) -> None:
    record = run_program("print('a')\ndisplay(1)\nimport sys\nprint('b', file=sys.stderr)\n2")
    assert record.kinds() == ["stdout", "display", "stderr", "display"]
    assert [bundle["text/plain"] for bundle in record.displayed()] == ["1", "2"]
    assert record.result == ("finished", "")


@pytest.mark.parametrize("source", ["None", "x = 5", "def f(): pass", "", "# nothing", "print()"])
def test_no_value_is_shown_when_there_is_none(run_program: Run, source: str) -> None:
    assert run_program(source).displayed() == []


def test_a_program_is_the_main_module(run_program: Run) -> None:
    record = run_program("import __main__\nx = 7\nprint(__name__, __file__, __main__.x)")
    assert record.printed() == "__main__ main.py 7\n"


def test_dataclasses_and_pickles_find_their_module(run_program: Run) -> None:
    source = (
        "import pickle\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass Point:\n    x: 'int'\n"
        "print(pickle.loads(pickle.dumps(Point(3))))"
    )
    assert run_program(source).printed() == "Point(x=3)\n"


def test_await_stands_at_the_top_level(run_program: Run) -> None:
    source = "import asyncio\nawait asyncio.sleep(0)\nprint('slept')\nawait asyncio.sleep(0, 'v')"
    record = run_program(source)
    assert record.printed() == "slept\n"
    assert record.displayed() == [{"text/plain": "'v'"}]


def test_the_runners_own_future_imports_do_not_leak(run_program: Run) -> None:
    assert run_program("def f(x: int): pass\nprint(f.__annotations__)").printed() == (
        "{'x': <class 'int'>}\n"
    )


def test_another_file_can_be_imported(run_program: Run) -> None:
    assert run_program("import helper\nprint(helper.x)", helper="x = 3").printed() == "3\n"


def test_a_traceback_has_the_visitors_frames_only(run_program: Run) -> None:
    source = "from micrograd.node import Node\n\ndef make():\n    return Node('x')\n\nmake()\n"
    record = run_program(source)
    traceback, file, line = record.problem
    assert record.result == ("error", "")
    assert (file, line) == ("main.py", 4)
    assert traceback.startswith("Traceback (most recent call last):\n")
    assert 'File "main.py", line 6, in <module>\n    make()' in traceback
    assert "File \"main.py\", line 4, in make\n    return Node('x')" in traceback
    assert traceback.count("File ") == 2
    assert "TypeError: " in traceback.splitlines()[-1]


def test_text_before_an_error_comes_before_it(run_program: Run) -> None:
    record = run_program("print('before', end='')\n1 / 0")
    assert record.kinds() == ["stdout", "error"]


def test_a_syntax_error_names_its_line(run_program: Run) -> None:
    traceback, file, line = run_program("x = 1\ny = (\n").problem
    assert (file, line) == ("main.py", 2)
    assert "SyntaxError: '(' was never closed" in traceback
    assert "runner.py" not in traceback


@pytest.mark.parametrize("source", ["\0", "x = '\ud800", "def f(:\n", " x = 1", "\tif\n  x"])
def test_what_is_no_python_is_an_error_and_no_crash(run_program: Run, source: str) -> None:
    record = run_program(source)
    assert record.result == ("error", "")
    assert "Error" in record.problem[0]


def test_causes_are_cut_to_the_visitors_frames_too(run_program: Run) -> None:
    source = (
        "import json\ntry:\n    json.loads('{')\nexcept ValueError as error:\n"
        "    raise KeyError('k') from error\n"
    )
    traceback, _, line = run_program(source).problem
    assert line == 5
    assert "direct cause" in traceback
    assert "decoder.py" not in traceback


def test_a_group_of_exceptions_is_cut_too(run_program: Run) -> None:
    source = (
        "import json\ntry:\n    json.loads('{')\nexcept ValueError as error:\n"
        "    raise ExceptionGroup('all', [error])\n"
    )
    traceback = run_program(source).problem[0]
    assert "JSONDecodeError" in traceback
    assert "decoder.py" not in traceback


def test_recursion_without_end_is_an_error(run_program: Run) -> None:
    traceback, _, line = run_program("def f():\n    return f()\n\nf()\n").problem
    assert line == 2
    assert "RecursionError" in traceback
    assert len(traceback) < 5_000


def test_a_huge_message_is_shortened(run_program: Run) -> None:
    traceback = run_program("raise ValueError('x' * 10_000_000)").problem[0]
    assert len(traceback) < 60_000
    assert "characters ..." in traceback


def test_an_exception_that_cannot_describe_itself_is_still_told(run_program: Run) -> None:
    source = "class Bad(Exception):\n    def __str__(self): raise RuntimeError\n\nraise Bad\n"
    record = run_program(source)
    assert record.problem[2] == 4
    assert "Bad" in record.problem[0]


@pytest.mark.parametrize(
    ("call", "code", "error"),
    [("sys.exit()", "0", ""), ("sys.exit(3)", "3", ""), ("sys.exit('bye')", "1", "bye\n")],
)
def test_sys_exit_ends_as_python_does(run_program: Run, call: str, code: str, error: str) -> None:
    record = run_program(f"import sys\nprint('x')\n{call}\nprint('never')")
    assert record.result == ("exited", code)
    assert record.printed() == "x\n"
    assert record.printed("stderr") == error


def test_a_program_that_changes_its_folder_keeps_its_lines(run_program: Run) -> None:
    traceback = run_program("import os\nos.chdir('/')\n1 / 0  # here").problem[0]
    assert "1 / 0  # here" in traceback


def test_an_object_is_shown_as_it_describes_itself(run_program: Run) -> None:
    source = (
        "class Picture:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'image/svg+xml': '<svg/>'}\nPicture()"
    )
    assert run_program(source).displayed()[0]["image/svg+xml"] == "<svg/>"


def test_a_node_is_shown_as_its_graph(run_program: Run) -> None:
    bundle = run_program("from micrograd.node import Node\nNode(2.0, label='a')").displayed()[0]
    assert bundle["text/vnd.graphviz"].startswith("digraph")


OWN_ENGINE = """class Value:
    def __init__(self, data, _prev=(), _op=''):
        self.data, self.grad, self._prev, self._op = data, GRAD, set(_prev), _op
        BACKWARD
    def __add__(self, other):
        return Value(self.data + other.data, (self, other), '+')
    def __repr__(self):
        return f'Value(data={self.data})'
"""


@pytest.mark.parametrize("grad", ["0.0", "None"])
@pytest.mark.parametrize("backward", ["pass", "self._backward = lambda: None"])
@pytest.mark.parametrize("show", ["c", "display(c)"])
def test_a_value_of_the_visitor_s_own_engine_is_shown_as_its_graph(
    run_program: Run, grad: str, backward: str, show: str
) -> None:
    engine = OWN_ENGINE.replace("GRAD", grad).replace("BACKWARD", backward)
    record = run_program(f"{engine}c = Value(1.0) + Value(2.0)\n{show}")
    (bundle,) = record.displayed()
    assert json.loads(bundle["application/vnd.micrograd.graph+json"])["total"] == 3
    assert bundle["text/plain"] == "Value(data=3.0)"


def test_a_leaf_of_an_own_engine_and_one_that_draws_itself_are_shown_as_they_say(
    run_program: Run,
) -> None:
    engine = OWN_ENGINE.replace("GRAD", "0.0").replace("BACKWARD", "pass")
    assert run_program(f"{engine}Value(1.0)").displayed() == [{"text/plain": "Value(data=1.0)"}]
    drawn = "    def _repr_html_(self):\n        return '<b>mine</b>'\n"
    (bundle,) = run_program(f"{engine}{drawn}Value(1.0) + Value(2.0)").displayed()
    assert bundle.keys() == {"text/plain", "text/html"}


def test_a_function_of_math_on_a_node_is_an_error_at_its_line(run_program: Run) -> None:
    record = run_program(
        "from math import sin\nfrom micrograd import Value\nb = Value(3.0)\ny = sin(3 * b)\n"
    )
    assert "write node.sin()" in record.problem[0]
    assert record.problem[2] == 4


def test_streams_are_this_runs(run_program: Run) -> None:
    record = run_program("import sys\nprint(sys.stdout.writable(), sys.stdout.encoding)")
    assert record.printed() == "True utf-8\n"
    assert sys.stdout is not sys.__stdout__


def test_a_value_of_monstrous_size_is_shortened(run_program: Run) -> None:
    (bundle,) = run_program("'x' * 50_000_000").displayed()
    assert len(bundle["text/plain"]) < 110_000
    assert bundle["text/plain"].endswith("... and 49,900,002 characters more")


def test_only_text_can_be_written(run_program: Run) -> None:
    assert "TypeError" in run_program("import sys\nsys.stdout.write(b'x')").problem[0]


def test_a_run_ends_when_its_tasks_have_ended(run_program: Run) -> None:
    source = (
        "import asyncio\nasync def later():\n    await asyncio.sleep(0.01)\n    print('later')\n"
        "task = asyncio.ensure_future(later())\nprint('now')"
    )
    assert run_program(source).printed() == "now\nlater\n"


def test_an_error_in_a_task_is_told(run_program: Run) -> None:
    source = "import asyncio\nasync def fail():\n    1 / 0\ntask = asyncio.ensure_future(fail())\n"
    assert run_program(source).problem[2] == 3


@pytest.mark.parametrize("code", ["10 ** 5000", "Rude()"])
def test_a_strange_exit_is_an_exit(run_program: Run, code: str) -> None:
    source = f"class Rude:\n    def __str__(self): 1 / 0\nraise SystemExit({code})"
    result = run_program(source).result
    assert result is not None
    assert result.outcome == "exited"


def test_a_second_program_has_modules_of_its_own(run_program: Run) -> None:
    for value in ("one", "two"):
        assert run_program("import engine\nprint(engine.x)", engine=f"x = '{value}'").printed() == (
            f"{value}\n"
        )
