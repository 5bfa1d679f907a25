"""Lines of a notebook in a program: what they do, and that others are left out."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import types
from typing import TYPE_CHECKING

import pytest

from playground_host.notebook.code import imported
from playground_host.notebook.statements import read_statements
from playground_host.syntax import syntax
from tests.host.conftest import node

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record

    Run = Callable[..., Record]

HEADS = ["", "# %%\n"]


def skipped(record: Record) -> list[object]:
    return [told[0] for kind, told in record.events if kind == "skipped"]  # type: ignore[index]


OF_LEN = "Return the number of items in a container."
DONE = {
    "%matplotlib inline\nprint(1)": "1\n",
    "x = 1\nif x:\n    %matplotlib notebook\n    print(x)": "1\n",
    "%config InlineBackend.figure_format = 'retina'\nprint(1)": "1\n",
    "def f(a, b=1):\n    '''Add.'''\nf?": (
        "Signature: f(a, b=1)\nDocstring: Add.\nType: function\n"
    ),
    "?len": (f"Signature: len(obj, /)\nDocstring: {OF_LEN}\nType: builtin_function_or_method\n"),
    "nothing.here?": "Object `nothing.here` not found.\n",
    "def f():\n    return 1\nf??": (
        "Signature: f()\nSource:\ndef f():\n    return 1\nType: function\n"
    ),
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("source", "printed"), DONE.items())
def test_a_line_of_a_notebook_does_what_it_does_there(
    run_program: Run, head: str, source: str, printed: str
) -> None:
    record = run_program(head + source)
    assert record.problem[0] == ""
    assert record.printed() == printed
    assert skipped(record) == []


@pytest.mark.parametrize(
    "line",
    [
        "!ls -l",
        "!echo don't (",
        "%load_ext autoreload",
        "%cd '''",
        "!!ls",
        "%who - x",
        "x.*?",
        "!pip install -r wanted.txt",
        "%%time",
    ],
)
def test_another_command_is_left_out_in_a_sentence(run_program: Run, line: str) -> None:
    record = run_program(f"x = (1)\n{line}\nprint(x)\n# %%\nprint(2)\n")
    assert skipped(record) == [line]
    assert record.printed() == "1\n2\n"


def test_a_long_command_is_shortened_and_one_over_lines_is_one(run_program: Run) -> None:
    record = run_program(f"!curl {'x' * 100}\n!ls \\\n  'y\nprint(1)")
    first, second = skipped(record)
    assert str(first).endswith("x…")
    assert len(str(first)) == 60
    assert second == "!ls"
    assert record.printed() == "1\n"


@pytest.mark.parametrize("magic", ["%%html", "%%bash", "%%javascript"])
def test_a_cell_in_another_language_is_left_out(run_program: Run, magic: str) -> None:
    record = run_program(f"# %%\n\n{magic}\n<b>it's (\nx = '''\n# %%\nprint(1)")
    assert skipped(record) == [magic]
    assert record.printed() == "1\n"


def test_time_says_the_time_and_keeps_value_and_names(run_program: Run) -> None:
    record = run_program("# %%\n%time x = 1\n# %%\n%time x + 1\n# %%\n%%time\ny = 4\ny\n# %%\ny")
    assert [bundle["text/plain"] for bundle in record.displayed()] == ["2", "4", "4"]
    assert re.fullmatch(r"(Wall time: [\d.]+ (s|ms|µs|ns)\n){3}", record.printed())


@pytest.mark.parametrize(
    "source",
    [
        "x = 2\n%timeit -n 2 -r 3 x * 2",
        "# %%\nx = 2\n# %%\n%%timeit -n2 -r3\nx * 2\nx * 3",
        "# %%\n%%timeit -n 2 -r 3 x = 1\ny = x * 2",
    ],
)
def test_timeit_measures_in_the_words_of_ipython(run_program: Run, source: str) -> None:
    record = run_program(source)
    number = r"[\d.e+]+ (s|ms|µs|ns)"
    words = rf"{number} ± {number} per loop \(mean ± std\. dev\. of 3 runs, 2 loops each\)\n"
    assert re.fullmatch(words, record.printed())
    assert record.displayed() == []


def test_timeit_finds_out_how_often(run_program: Run) -> None:
    source = "import time\n%timeit -r 1 time.sleep(0.25)"
    assert "of 1 run, 1 loop each" in run_program(source).printed()


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("magic", ["%time", "%timeit", "%timeit -n1 -r1"])
@pytest.mark.parametrize("wrong", ["1 / 0", "f(0)", "1 +"])
def test_an_error_in_a_command_is_at_the_visitor_s_line(
    run_program: Run, head: str, magic: str, wrong: str
) -> None:
    source = f"{head}def f(x):\n    return 1 / x\n\n{magic} {wrong}\n"
    record = run_program(source)
    line = source.count("\n")
    text, file, at = record.problem
    assert (file, at) == ("main.py", line - 2 if wrong == "f(0)" else line)
    assert f'File "main.py", line {line}' in text
    assert wrong == "1 +" or f"    {magic} {wrong}" in text


def test_a_package_is_installed_by_micropip(
    run_program: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    async def install(names: list[str]) -> None:
        await asyncio.sleep(0)
        asked.append(names)

    fake = types.ModuleType("micropip")
    vars(fake)["install"] = install
    monkeypatch.setitem(sys.modules, "micropip", fake)
    record = run_program(
        "!pip install -q one\n%pip install 'two>=1' three # here\n!python -m pip install four\n"
        "!pip install micrograd micropip\n!pip3 install \\\n  five\nprint(1)"
    )
    assert record.problem[0] == ""
    assert asked == [["one"], ["two>=1", "three"], ["four"], ["five"]]
    assert record.printed() == "1\n"


def test_a_package_that_can_t_be_installed_is_a_sentence_and_the_program_goes_on(
    run_program: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def install(names: list[str]) -> None:
        raise ValueError(f"Can't find a pure wheel for {names[0]}\nmore")

    fake = types.ModuleType("micropip")
    vars(fake)["install"] = install
    monkeypatch.setitem(sys.modules, "micropip", fake)
    record = run_program("# %%\n!pip install -q 'torch>=2' one\nprint(1)\n# %%\nprint(2)")
    assert record.problem[0] == ""
    advice = [told for kind, told in record.events if kind == "advice"]
    assert advice == [("no-torch", "main.py", 2, "torch")]
    assert (
        "stderr",
        "one could not be installed: Can't find a pure wheel for one\n",
    ) in record.events
    assert record.printed() == "1\n2\n"


def test_pytorch_alone_is_not_asked_of_the_network(
    run_program: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "micropip", None)
    record = run_program("!pip install torch torchvision==0.2\nprint(1)")
    assert record.problem[0] == ""
    assert record.printed() == "1\n"


def test_what_commands_hide_is_still_imported() -> None:
    source = "# %%\n%matplotlib inline\nimport numpy as np\n# %%\nx = (\n# %%\n!pip install a\n"
    assert imported(source) == {"numpy", "micropip"}
    assert imported("def f(:") == set()
    assert imported("# %% [markdown]\n# import a\n# %%\n    import b.c\n    from d.e import f") == {
        "b",
        "d",
    }


def test_syntax_is_checked_cell_by_cell() -> None:
    assert syntax({"source": "%matplotlib inline\n# %%\n!ls (\n# %%\nx = 1"}) == {}
    found = syntax({"source": "# %%\nx = 1\n\n# %%\nx = = 2\n"})
    assert (found["line"], found["command"]) == (5, "")
    assert syntax({"source": "x = 1\nfiles = !ls"})["command"] == "files = !ls"
    assert syntax({"source": "# %%\nreturn 5"})["line"] == 2


SOURCES = [
    "if (\n    grad\n    != wanted\n):\n    pass",
    "text = (\n    'loss %.3f'\n    %grad\n)",
    "note = '''\n!important\n%matplotlib inline\nNode?\n'''",
    "same = a \\\n    != b \\\n    %c",
    "text = 'a\\\n!b\\\n%c'",
    'print(f"{names["#"]}" "("\n    %x)',
    "print(f'{x:{width}.3f}' + f'{{(' + f'{y!r:>3}'\n    !=z)",
    'f"""{\n!x\n}\n%y """',
    "f'\\N{LEFT CURLY BRACKET}' ; f(\n%x)",
    "b = [b'\\'', r'\\'', Rb\"\\\"[\",\n%x]",
    'x = [ # don\'t ) """\n!y # ]\n%z ]',
    "x = {'a': [(1,\n!b)],\n%c}",
    "x = (1)\n%matplotlib inline\n!ls 'a \\\n b\nx?\n# %%\ny = (\n# %%\nz",
    "\n%%html\n<b>it's (\n# %% x\n%%time\nx = '''\n# %%",
    "%%bash\nls",
    "files = !ls (\na, b = %timeit -o f('\nx = 1",
    "t'{x}' + rt'''\n{y:{z}\n}'''\n?x",
    "é?\n)\n]x = '",
    "",
    "\n\n",
]


def test_the_two_readers_of_statements_agree() -> None:
    script = (
        "import { readStatements } from './site/contract/statements.js';"
        "import { readFileSync } from 'node:fs';"
        "const read = JSON.parse(readFileSync(0)).map((source) => {"
        "const { begins, foreign } = readStatements(source);"
        "return [begins, [...foreign]]; });"
        "process.stdout.write(JSON.stringify(read));"
    )
    sources = [*SOURCES, *(source[at:] for source in SOURCES for at in range(len(source)))]
    for source, (begins, foreign) in zip(sources, node(script, json.dumps(sources)), strict=True):
        found = read_statements(source)
        lines = [line for first, last in found.foreign for line in range(first, last + 1)]
        assert (found.begins, lines) == (begins, foreign), source


def test_reading_takes_time_by_the_length_alone() -> None:
    # A square of these would take hours.
    for source in ("?\n" * 100_000, "f'{" * 100_000, "# %%\n" * 100_000, "(" * 100_000 + "\n%x"):
        assert len(read_statements(source).begins) == source.count("\n") + 1
