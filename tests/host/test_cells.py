"""A program with cells, run as a whole and cell by cell in one session."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from playground_host.notebook.cells import cells_of
from tests.host.conftest import node

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record

    Run = Callable[..., Record]

PROGRAM = """a = 2.0

# %% Double it
print('doubled')
a * 2

# %% [markdown]
# # Why
#
# words

# %%
a + 1;
"""


def cells(record: Record) -> list[tuple[Any, ...]]:
    return [told for kind, told in record.events if kind == "cell"]  # type: ignore[misc]


def line_of(source: str, text: str) -> int:
    return source[: source.index(text)].count("\n") + 1


def shown(record: Record) -> list[str]:
    return [bundle["text/plain"] for bundle in record.displayed()]


def test_each_cell_shows_its_output_and_its_last_value_in_order(run_program: Run) -> None:
    record = run_program(PROGRAM)
    assert cells(record) == [
        (1, 1, "", ""),
        (2, 3, "Double it", ""),
        (0, 7, "", "# Why\n\nwords"),
        (3, 12, "", ""),
    ]
    assert record.kinds() == ["cell", "stdout", "display", "cell"]
    assert shown(record) == ["4.0"]
    assert record.result == ("finished", "")


@pytest.mark.parametrize(
    "source",
    [
        "x = 1\nx\n",
        "text = '''\n# %%\n'''\ntext",
        "x = [\n# %%\n1]\nx",
        "# %%html\n5",
        "5;",
    ],
)
def test_a_program_without_cells_runs_as_one(run_program: Run, source: str) -> None:
    record = run_program(source)
    assert cells(record) == []
    assert len(record.displayed()) == 1
    assert record.result == ("finished", "")


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("# %%\n# only a comment\n# %%\n\n# %%\n3", ["3"]),
        ("# %%\nNone\n# %%\nx = 1\n# %%\ndef f():\n    return 1\n", []),
        ("# %%\n1;\n# %%\n2 ; # hidden\n# %%\n(3);\n# %%\n'a;'\n# %%\n4 # ;", ["'a;'", "4"]),
        ("# %%\n'é'; \n# %%\nx = 1; x", ["1"]),
        ("# %%\n  x = 1\n  x + 1\n# %%\n    if x:\n        x\n    x\n", ["2", "1"]),
        ("from __future__ import annotations\n# %%\ndef f(x: y): pass\nf.__annotations__", None),
        ("# %%\n5\n# %%\n_ + 1\n", ["5", "6"]),
        ("# %%\nimport asyncio\nawait asyncio.sleep(0, 7)\n# %%\nawait asyncio.sleep(0)", ["7"]),
        ("#%%\n1\n# %% [raw]\n# text\n# %% [md]\n'''\nmore\n'''", ["1"]),
    ],
)
def test_a_cell_shows_what_a_notebook_shows(
    run_program: Run, source: str, values: list[str] | None
) -> None:
    record = run_program(source)
    assert record.result == ("finished", ""), record.problem
    assert shown(record) == (["{'x': 'y'}"] if values is None else values)


@pytest.mark.parametrize(
    ("first", "wrong"),
    [("1 / 0", "ZeroDivisionError"), ("x = (", "SyntaxError"), ("return 5", "SyntaxError")],
)
def test_an_error_ends_the_run_at_its_cell_and_its_line(
    run_program: Run, first: str, wrong: str
) -> None:
    source = f"# %%\nprint('before')\n\n# %%\n\n{first}\n\n# %%\nprint('never')\n"
    record = run_program(source)
    assert record.result == ("error", "")
    assert [number for number, *_ in cells(record)] == [1, 2]
    assert record.printed() == "before\n"
    assert wrong in record.problem[0]
    assert record.problem[1:] == ("main.py", 6)
    assert 'File "main.py", line 6' in record.problem[0]
    assert first in record.problem[0]


def test_a_cell_runs_in_the_session_that_is_there(run_program: Run) -> None:
    source = "# %%\nx = 1\n# %%\nx += 1\nx\n"
    record = run_program(source, cells=[(source, 4), (source, 5)])
    assert shown(record) == ["2", "3", "4"]


def test_a_cell_runs_before_any_run_and_without_the_others(run_program: Run) -> None:
    source = "# %%\nx = 1\n# %%\nx\n"
    record = run_program(source, fresh=False, cells=[(source, 4)])
    assert record.problem[1:] == ("main.py", 4)
    assert "NameError" in record.problem[0]
    again = run_program(source, fresh=False, cells=[(source, 1), (source, 4)])
    assert shown(again) == ["1"]


def test_a_cell_runs_after_an_error_in_another_one(run_program: Run) -> None:
    source = "# %%\n1 / 0\n# %%\n2\n"
    record = run_program(source, cells=[(source, 3)])
    assert record.kinds() == ["cell", "error", "cell", "display"]
    assert shown(record) == ["2"]
    assert record.result == ("finished", "")


def test_a_cell_s_random_numbers_go_on(run_program: Run) -> None:
    source = "# %%\nimport random\nrandom.random()\n"
    first, second = shown(run_program(source, fresh=False, cells=[(source, 1), (source, 1)]))
    assert first != second


def test_an_edited_module_is_imported_anew_and_an_unedited_one_is_kept(run_program: Run) -> None:
    source = "# %%\nimport helper\nhelper.x += 1\nhelper.x\n"
    record = run_program(source, helper="x = 1", cells=[(source, 1)])
    assert shown(record) == ["2", "3"]


DEFINED = "# %% a\ndef f():\n    return 1 / 0\n\n# %% b\nf()\n"


@pytest.mark.parametrize(
    ("edited", "lines"),
    [
        (DEFINED, [6, 3]),
        ("# %% new\n\n\n" + DEFINED, [9, 6]),
        (DEFINED.replace("# %% b", "# %% between\npass\n# %% b"), [8, 3]),
    ],
)
def test_a_traceback_shows_the_lines_as_they_are_now(
    run_program: Run, edited: str, lines: list[int]
) -> None:
    at = line_of(edited, "f()\n")
    first = "# %% a\ndef f():\n    return 1 / 0\n"
    record = run_program(first, cells=[(edited, at), (edited, at)])
    text = record.problem[0]
    assert [int(line) for line in re.findall(r'File "main\.py", line (\d+)', text)] == lines
    assert "    return 1 / 0\n" in text
    assert record.problem[1:] == ("main.py", lines[-1])


def test_a_traceback_says_that_the_line_is_gone(run_program: Run) -> None:
    edited = "# %% a\ndef f():\n    return 2\n\n# %% b\nf()\n"
    record = run_program(DEFINED.replace("f()\n", "0\n"), cells=[(edited, 6)])
    text, file, line = record.problem
    assert 'File "main.py, before its change", line 3, in f\n    return 1 / 0' in text
    assert (file, line) == ("", 0)


def test_nodes_of_cells_name_their_lines_as_they_are_now(run_program: Run) -> None:
    made = "# %%\nfrom micrograd.engine import Value\na = Value(1.0)\n\n# %%\na * 2.0\n"
    edited = "# %% new\n0\n\n" + made
    record = run_program(made, cells=[(edited, line_of(edited, "a * 2.0"))])
    trace = json.loads(record.displayed()[-1]["application/vnd.micrograd.graph+json"])
    origins = {node["name"]: node["origin"] for node in trace["nodes"] if node["name"]}
    assert origins["a"]["line"] == line_of(edited, "a = Value")


SPLIT = [
    PROGRAM,
    "\n# a comment\n# %%\nx",
    "'''docstring'''\n#%% [raw] a title\n# y\n# %% [md]\n# %%",
    "x = (\n# %%\n1)\n# %% [markdown] a [b]\n# t\n",
    "%%html\n# %%\n<b>\n# %%x\n# %%\tx",
    "é = 1\n# %% é \u2028 x\n",
]


def test_the_page_divides_programs_as_the_runner_does() -> None:
    script = (
        "import { readCells } from './site/contract/cells.js';"
        "import { readFileSync } from 'node:fs';"
        "const read = JSON.parse(readFileSync(0)).map((source) => readCells(source)"
        ".map(({ number, title, line, first }) => [number, title, line, first]));"
        "process.stdout.write(JSON.stringify(read));"
    )
    for source, found in zip(SPLIT, node(script, json.dumps(SPLIT)), strict=True):
        mine = [[cell.number, cell.title, cell.line, cell.first] for cell in cells_of(source)]
        assert mine == found, source


def test_a_thousand_cells_all_show_their_value(run_program: Run) -> None:
    record = run_program("".join(f"# %%\n{number}\n" for number in range(1000)))
    assert shown(record) == [str(number) for number in range(1000)]


def test_the_console_and_cells_share_their_variables(run_program: Run) -> None:
    source = "# %%\nx = 1\n# %%\n_\n"
    record = run_program(source, cells=[(source.replace("x = 1", "x"), 1), (source, 4)])
    assert shown(record)[-2:] == ["1", "1"]


# Each stage of the lecture's class, from the first one that remembers its operands.
PREV, OP, LABEL = "self._prev = set(_children)", "self._op = _op", "self.label = label"
ALL = "_children=(), _op='', label=''"
STAGES = [
    ("_children=()", [PREV], "(self, other)"),
    ("_children=(), _op=''", [PREV, OP], "(self, other), '+'"),
    (ALL, [PREV, OP, LABEL], "(self, other), '+'"),
    (ALL, ["self.grad = 0.0", PREV, OP, LABEL], "(self, other), '+'"),
    (
        ALL,
        ["self.grad = 0", "self._backward = lambda: None", PREV, OP, LABEL],
        "(self, other), '+'",
    ),
]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("data", ["2.0", "2"])
def test_a_value_of_each_stage_of_a_class_of_one_s_own_is_drawn(
    run_program: Run, stage: tuple[str, list[str], str], data: str
) -> None:
    parameters, statements, given = stage
    body = "\n    ".join(statements)
    source = (
        f"# %%\nclass Value:\n  def __init__(self, data, {parameters}):\n    self.data = data\n"
        f"    {body}\n  def __repr__(self):\n    return f'Value(data={{self.data}})'\n"
        f"  def __add__(self, other):\n    return Value(self.data + other.data, {given})\n"
        f"# %%\na = Value({data})\na\n# %%\na + Value(-3.0)\n"
    )
    leaf, total = run_program(source).displayed()
    assert leaf == {"text/plain": f"Value(data={data})"}
    assert total["text/plain"] == "Value(data=-1.0)"
    assert json.loads(total["application/vnd.micrograd.graph+json"])["total"] == 3


def test_the_first_stage_has_no_operands_and_is_its_text(run_program: Run) -> None:
    source = (
        "# %%\nclass Value:\n  def __init__(self, data):\n    self.data = data\n"
        "  def __repr__(self):\n    return f'Value(data={self.data})'\n"
        "  def __add__(self, other):\n    return Value(self.data + other.data)\n"
        "# %%\nValue(2.0) + Value(-3.0)\n"
    )
    assert run_program(source).displayed() == [{"text/plain": "Value(data=-1.0)"}]


COMPARED = """# %%
x = 2
x

# %%
import torch

# %%
t = torch.Tensor([2.0])
print("not reached")

# %%
x * 10
"""


def test_cells_below_one_that_only_lacks_pytorch_run_all_the_same(
    run_program: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    record = run_program(COMPARED)
    assert record.kinds() == [
        *("cell", "display", "cell", "error", "advice", "cell", "error", "advice"),
        *("cell", "display"),
    ]
    assert shown(record) == ["2", "20"]
    assert record.result == ("error", "")
    assert [told[0] for kind, told in record.events if kind == "advice"] == ["no-torch"] * 2  # type: ignore[index]


def test_cells_below_any_other_error_do_not_run(run_program: Run) -> None:
    record = run_program("# %%\nimport nothing_of_this_name\n# %%\n1\n")
    assert record.kinds() == ["cell", "error"]
