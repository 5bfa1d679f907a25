"""The examples as notebooks, run by Jupyter's own machinery with the package installed."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tokenize
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.examples import EXPECTED, examples

ROOT = Path(__file__).parents[2]
SCRIPT = """
import { toNotebook } from "./site/app/program/notebook.js";
let text = "";
for await (const chunk of process.stdin) text += chunk;
process.stdout.write(toNotebook(JSON.parse(text), "Needs *micrograd*."));
"""
STATEMENTS = """
import { readStatements } from "./site/contract/statements.js";
let text = "";
for await (const chunk of process.stdin) text += chunk;
const found = JSON.parse(text).map(readStatements);
process.stdout.write(JSON.stringify(found.map((each) => [each.begins, [...each.foreign]])));
"""
SHOWN = {"image/svg+xml", "application/vnd.vegalite.v5+json"}


def asked(script: str, about: object) -> str:
    """Return what a script of JavaScript says about something."""
    node = shutil.which("node") or str(Path(sys.executable).with_name("node"))
    done = subprocess.run(  # noqa: S603 - our own script
        [node, "--input-type=module", "--eval", script],
        input=json.dumps(about),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    return done.stdout


def exported(files: dict[str, str]) -> nbformat.NotebookNode:
    """Return a program as the page exports it."""
    notebook = nbformat.reads(asked(SCRIPT, files), as_version=4)
    nbformat.validate(notebook)
    return notebook


def run(notebook: nbformat.NotebookNode, folder: Path) -> tuple[str, set[str]]:
    """Run all cells; return what they print, and the types of what they show."""
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}})
    # As if the package were installed there; Graphviz must not be needed.
    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT)})
    outputs = [each for cell in notebook.cells for each in cell.get("outputs", [])]
    printed = "".join(each["text"] for each in outputs if each["output_type"] == "stream")
    return printed, {kind for each in outputs for kind in each.get("data", {})}


@pytest.mark.parametrize("name", EXPECTED)
def test_an_exported_example_runs_in_jupyter(name: str, tmp_path: Path) -> None:
    source = examples()[name].read_text(encoding="utf-8")
    printed, kinds = run(exported({"main.py": source}), tmp_path)
    pattern, graphs = EXPECTED[name]
    assert re.search(pattern, printed, re.MULTILINE), printed
    if graphs:
        assert "image/svg+xml" in kinds
    if ".train(" in source:
        assert kinds >= SHOWN


def test_a_module_is_imported_there_too(tmp_path: Path) -> None:
    files = {
        "main.py": "import helper\nhelper.twice(21)\n",
        "helper.py": "def twice(x):\n    return 2 * x\n",
    }
    notebook = exported(files)
    run(notebook, tmp_path)
    assert notebook.cells[-1].outputs[-1]["data"]["text/plain"] == "42"


def statement_lines(source: str) -> list[bool]:
    """Say for each line whether a statement, a comment or an empty line begins, by Python."""
    begins = [True, *[False] * source.count("\n")]
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        depth += (token.string in tuple("([{")) - (token.string in tuple(")]}"))
        if token.type in (tokenize.NEWLINE, tokenize.NL) and depth == 0 and token.string:
            begins[token.start[0]] = True
    return begins


def test_statements_begin_where_python_s_tokenizer_says() -> None:
    folders = ("micrograd", "site", "tests")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    sources = {
        path.name: path.read_text(encoding="utf-8")
        for path in paths
        if "node_modules" not in path.parts
    }
    found = json.loads(asked(STATEMENTS, list(sources.values())))
    for (name, source), (begins, foreign) in zip(sources.items(), found, strict=True):
        try:
            expected = statement_lines(source)
        except (tokenize.TokenError, IndentationError):
            continue  # a wrong answer of a lesson's is no Python
        assert (name, begins, foreign) == (name, expected, [])
