"""The programs of the Examples menu, run as the page runs them, on this Python."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.examples import EXPECTED, examples

if TYPE_CHECKING:
    from tests.host.test_runner import Run


def test_every_example_is_expected_and_small() -> None:
    assert list(examples()) == list(EXPECTED)
    for name, path in examples().items():
        source = path.read_text(encoding="utf-8")
        docstring = ast.get_docstring(ast.parse(source)) or ""
        assert len(source.splitlines()) <= 40, name
        assert docstring.count("\n\n") == 1, f"{name}: a title, and what to look at"


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_shows_what_it_says(run_program: Run, name: str) -> None:
    record = run_program(examples()[name].read_text(encoding="utf-8"))
    pattern, graphs = EXPECTED[name]

    assert record.result == ("finished", "")
    assert record.printed("stderr") == ""
    assert re.search(pattern, record.printed(), re.MULTILINE), record.printed()
    shown = [bundle for bundle in record.displayed() if "text/vnd.graphviz" in bundle]
    ids = {
        re.search(r'"id": ?"(g\d+)"', each["application/vnd.micrograd.graph+json"])
        for each in shown
    }
    assert len({found[1] for found in ids if found}) == graphs
