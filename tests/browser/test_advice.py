"""A mistake that is no error gets one quiet line, which leads to the code's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page


def test_data_changed_after_the_forward_pass_is_told(playground: Playground) -> None:
    playground.open()
    playground.run(
        "from micrograd.node import Node\na = Node(2.0)\nb = a * 3.0\na.data = 5.0\nb.backward()\n"
    )
    note = playground.results.locator(".advice")
    expect(note).to_contain_text("After b was computed, the data that it depends on changed")
    note.get_by_role("button", name="Go to line 3").click()
    expect(playground.page.locator(".cm-activeLine")).to_have_text("b = a * 3.0")


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("x = 1\nfiles = !ls\n", "files = !ls is a notebook command"),
        ("x = 1\nimport torch\n", "PyTorch does not run in a browser"),
        ("x = 1\nimport pydot\n", "The page draws graphs itself"),
        (
            """\
from concurrent.futures import ThreadPoolExecutor
list(ThreadPoolExecutor().map(abs, [-1, 2]))
""",
            "Python has only one thread in a browser",
        ),
        ("import subprocess\nsubprocess.run(['ls'])\n", "Python can start no other process"),
        (
            "from multiprocessing import Pool\nPool(2).map(abs, [-1, 2])\n",
            "Python can start no other process",
        ),
    ],
)
def test_an_error_s_cause_that_python_does_not_say_is_told(
    playground: Playground, program: str, sentence: str
) -> None:
    playground.open()
    playground.run(program)
    note = playground.results.locator(".advice")
    expect(note).to_contain_text(sentence)
    note.get_by_role("button", name="Go to line 2").click()


def test_a_program_for_pytorch_is_saved_where_its_error_is_told(playground: Playground) -> None:
    playground.open()
    source = "import torch\n\nx = torch.tensor([2.0], requires_grad=True)\nprint(x)\n"
    playground.run(source)
    note = playground.results.locator(".advice")
    saved = {}
    for name in ("Save as .py", "Save as a notebook"):
        with playground.page.expect_download() as download:
            note.get_by_role("button", name=name).click()
        saved[name] = Path(download.value.path()).read_text()
    assert saved["Save as .py"] == source
    notebook = nbformat.reads(saved["Save as a notebook"], as_version=4)
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert "\n".join(code).split() == source.split()


def test_other_advice_offers_nothing_to_save(playground: Playground) -> None:
    playground.open()
    playground.run("import pydot\n")
    note = playground.results.locator(".advice")
    expect(note.get_by_role("button")).to_have_count(1)


def test_characters_of_copied_text_are_replaced_by_one_click(playground: Playground) -> None:
    playground.open()
    source = "# it\u2019s here\nx\u00a0= \u201cone\u201d\nprint(x,\u200b 'a\u2013b')\n"
    playground.run(source)
    note = playground.results.locator(".advice")
    expect(note).to_contain_text("Python does not know the character U+00A0")
    note.get_by_role("button", name="Replace them").click()
    assert playground.source() == "# it\u2019s here\nx = \"one\"\nprint(x, 'a\u2013b')\n"
    assert playground.run() == "one a\u2013b"
    playground.editor.press("Control+z")
    assert playground.source() == source
