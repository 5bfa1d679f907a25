"""Programs opened from the disk and saved to it, as Python and as notebooks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page


def choose(playground: Playground, entry: str) -> None:
    playground.page.get_by_role("combobox", name="Examples").select_option(label=entry)


def open_file(playground: Playground, path: Path) -> None:
    with playground.page.expect_file_chooser() as chooser:
        choose(playground, "Open a file…")
    chooser.value.set_files(path)


def notebook(*sources: str, **more: object) -> str:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return json.dumps({**nbformat.v4.new_notebook(cells=cells), **more})


@pytest.mark.first_visit
def test_a_notebook_is_opened_unrun_and_the_draft_stays(
    playground: Playground, tmp_path: Path
) -> None:
    playground.open()
    playground.write("mine = 1")
    path = tmp_path / "lecture.ipynb"
    path.write_text(notebook("%matplotlib inline\nprint(1)", "print(2)"), encoding="utf-8")
    open_file(playground, path)
    expect(playground.notice).to_contain_text("lecture.ipynb is open; none of it has run")
    assert playground.source() == "# %%\n%matplotlib inline\nprint(1)\n\n# %%\nprint(2)\n"
    assert playground.runs() == 0
    assert playground.run().split() == ["Cell", "1", "1", "Cell", "2", "2"]
    playground.page.reload()
    expect(playground.editor).to_have_text("mine = 1")


@pytest.mark.first_visit
def test_a_python_file_is_opened_and_dropped(playground: Playground, tmp_path: Path) -> None:
    playground.open(waits=False)
    path = tmp_path / "own.py"
    path.write_bytes(b"x = 1\r\nx\r\n")
    open_file(playground, path)
    expect(playground.notice).to_contain_text("own.py is open")
    assert playground.source() == "x = 1\nx\n"
    data = playground.page.evaluate_handle(
        "() => { const data = new DataTransfer();"
        " data.items.add(new File(['dropped = 2'], 'b.py')); return data; }"
    )
    playground.editor.dispatch_event("drop", {"dataTransfer": data})
    expect(playground.notice).to_contain_text("b.py is open")
    assert playground.source() == "dropped = 2"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.ipynb", b"{", "is not a notebook"),
        ("a.ipynb", b'{"nbformat": 3, "worksheets": []}', "of another version"),
        ("a.ipynb", b"\xff\xfe\x00", "is not text"),
        ("a.py", b"\x80\x81", "is not text"),
        ("a.py", b"\xff\xfe" + "print(1)".encode("utf-16-le"), "is not text"),
        ("a.py", "print(1)".encode("utf-16-be"), "is not text"),
        ("a.py", b"x = '\xed\xa0\x80'", "is not text"),
        ("a.py", b"#" * 1_000_001, "too large"),
        ("a.py", b"\r" * 900_000, "too large"),
        ("a.ipynb", b" " * 20_000_001, "too large"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_a_sentence(
    playground: Playground, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    playground.open(waits=False)
    before = playground.source()
    path = tmp_path / name
    path.write_bytes(content)
    open_file(playground, path)
    expect(playground.notice).to_contain_text(sentence)
    assert playground.source() == before


def test_hostile_text_in_a_notebook_is_text(playground: Playground, tmp_path: Path) -> None:
    playground.open(waits=False)
    path = tmp_path / "<img src=x onerror=alert(1)>.ipynb"
    cell = nbformat.v4.new_markdown_cell("<script>alert(1)</script> [x](javascript:alert(1))")
    path.write_text(json.dumps(nbformat.v4.new_notebook(cells=[cell])), encoding="utf-8")
    open_file(playground, path)
    expect(playground.notice).to_contain_text("<img src=x")
    expect(playground.notice.locator("img")).to_have_count(0)
    expect(playground.editor).to_contain_text("# <script>alert(1)</script>")


def test_a_program_is_saved_as_python_and_as_a_notebook(
    playground: Playground, tmp_path: Path
) -> None:
    page = playground.page
    playground.open("#example=reuse", waits=False)
    with page.expect_download() as download:
        choose(playground, "Save as .py")
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name.endswith(".py")
    source = saved.read_text(encoding="utf-8")
    assert source.rstrip() == playground.source().rstrip()
    with page.expect_download() as download:
        choose(playground, "Save as a notebook")
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    content = json.loads(saved.read_text(encoding="utf-8"))
    nbformat.validate(content)
    open_file(playground, saved)
    expect(playground.notice).to_contain_text(f"{saved.name} is open")
    code = source.split('"""')[2].strip()
    assert code in playground.source()


def test_a_fork_is_not_exported_to_a_notebook(playground: Playground) -> None:
    playground.open(waits=False)
    choose(playground, "The package's source…")
    playground.page.get_by_role("dialog").get_by_role("button", name="micrograd/node.py").click()
    playground.page.get_by_role("button", name="Edit a copy").click()
    choose(playground, "Save as a notebook")
    expect(playground.notice).to_contain_text("can't go into a notebook")
