"""The visitor's own data beside the program, and the files that a program writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import ENGINES

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

POINTS = FilePayload(name="points.csv", mimeType="text/csv", buffer=b"x,y,c\n1,2,1\n3,4,-1\n")
ARRAY = FilePayload(name="w.npy", mimeType="", buffer=b"\x93NUMPY\x00\xff")
READS = "from micrograd.data import from_csv\nprint(from_csv('points.csv'))"
ROWS = "([[1.0, 2.0], [3.0, 4.0]], [1.0, -1.0])"


def choose(playground: Playground, *files: FilePayload) -> None:
    with playground.page.expect_file_chooser() as chooser:
        playground.examples.select_option(label="Open a file…")
    chooser.value.set_files(list(files))


def tabs(playground: Playground) -> list[str]:
    return playground.page.get_by_role("tab").all_inner_texts()


@ENGINES
def test_chosen_data_lie_beside_the_program(playground: Playground) -> None:
    playground.open()
    playground.write(READS + "\nprint(open('w.npy', 'rb').read())")
    choose(playground, POINTS, ARRAY)
    expect(playground.notice).to_have_text(re.compile(r'open\("w\.npy"\) reads it'))
    expect(playground.page.get_by_role("tab")).to_have_text(["main.py", "points.csv", "w.npy"])
    assert ROWS in playground.run()
    expect(playground.results).to_contain_text("b'\\x93NUMPY\\x00\\xff'")
    playground.page.get_by_role("tab", name="points.csv").click()
    shown = playground.page.locator(".cm-content")
    expect(shown).to_contain_text("3,4,-1")
    expect(shown).to_have_attribute("aria-readonly", "true")
    playground.page.get_by_role("tab", name="w.npy").click()
    expect(shown).to_have_text("(8 bytes, no text)")
    playground.page.get_by_role("button", name="Delete").click()
    expect(playground.page.get_by_role("tab")).to_have_text(["main.py", "points.csv"])
    playground.notice.get_by_role("button", name="Undo").click()
    expect(playground.page.get_by_role("tab")).to_have_text(["main.py", "points.csv", "w.npy"])
    assert "NUMPY" in playground.run()


def test_dropped_data_do_not_replace_the_program(playground: Playground) -> None:
    playground.open()
    playground.write(READS)
    playground.page.locator(".cm-content").evaluate(
        """(editor) => {
            const data = new DataTransfer();
            data.items.add(new File(["x,y,c\\n1,2,1\\n3,4,-1\\n"], "points.csv"));
            const event = { dataTransfer: data, bubbles: true, cancelable: true };
            editor.dispatchEvent(new DragEvent("drop", event));
        }"""
    )
    expect(playground.page.get_by_role("tab")).to_have_text(["main.py", "points.csv"])
    assert ROWS in playground.run()


def test_a_draft_keeps_its_data(playground: Playground) -> None:
    playground.open()
    playground.write(READS)
    choose(playground, POINTS)
    expect(playground.notice).to_be_visible()
    playground.open()
    expect(playground.page.get_by_role("tab")).to_have_text(["main.py", "points.csv"])
    assert ROWS in playground.run()


def test_data_that_the_browser_has_lost_are_named(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.open()
    playground.write(READS)
    choose(playground, POINTS)
    expect(playground.notice).to_be_visible()
    playground.page.goto("about:blank")
    playground.page.goto(playground.url + "icon.svg")
    playground.page.evaluate(
        """() => new Promise((done) => {
            const asked = indexedDB.deleteDatabase("micrograd.data.1");
            asked.onsuccess = done;
            asked.onblocked = done;
        })"""
    )
    playground.open()
    text = playground.run()
    assert "FileNotFoundError" in text
    expect(playground.notice).to_contain_text("points.csv: the browser no longer keeps that.")


def test_a_link_carries_small_data_and_says_its_limit(playground: Playground) -> None:
    playground.open()
    playground.write(READS + "\nprint(open('w.npy', 'rb').read())")
    choose(playground, POINTS, ARRAY)
    expect(playground.notice).to_contain_text("w.npy")
    playground.share_button.click()
    expect(playground.page).to_have_url(re.compile("#code="))
    link = playground.page.url
    fragment = link[link.index("#") :]
    playground.page.evaluate("localStorage.clear()")
    playground.page.goto("about:blank")
    playground.open(fragment)
    expect(playground.notice).to_contain_text("from a link")
    expect(playground.page.get_by_role("tab")).to_have_text(["main.py", "points.csv", "w.npy"])
    assert playground.results.locator(".card").count() == 0
    assert ROWS in playground.run()
    large = FilePayload(name="large.txt", mimeType="text/plain", buffer=b"x" * 1_100_000)
    choose(playground, large)
    expect(playground.page.get_by_role("tab")).to_have_count(4)
    playground.share_button.click()
    expect(playground.notice).to_contain_text("at most 400,000 characters")


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("huge.csv", 20_000_001, "huge.csv has 20 MB: the files beside a program have at most"),
        ("huge.csv", 100_000_000, "huge.csv has 100 MB: the files beside a program have at most"),
    ],
)
def test_data_too_large_are_refused_before_they_are_read(
    playground: Playground, name: str, size: int, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(size)
    playground.open()
    before = playground.source()
    with playground.page.expect_file_chooser() as chooser:
        playground.examples.select_option(label="Open a file…")
    chooser.value.set_files(path)
    expect(playground.notice).to_contain_text(sentence)
    assert playground.source() == before
    assert tabs(playground) == []


def test_twenty_files_are_the_most(playground: Playground) -> None:
    playground.open()
    choose(
        playground,
        *(FilePayload(name=f"{i}.txt", mimeType="", buffer=b"%d" % i) for i in range(21)),
    )
    expect(playground.notice).to_contain_text("A program has at most 20 files.")
    expect(playground.page.get_by_role("tab")).to_have_count(20)


def test_a_name_that_leads_elsewhere_is_mended(playground: Playground) -> None:
    playground.open()
    playground.page.locator(".cm-content").evaluate(
        """(editor) => {
            const data = new DataTransfer();
            data.items.add(new File(["1"], "../../lib/a.txt"));
            const event = { dataTransfer: data, bubbles: true, cancelable: true };
            editor.dispatchEvent(new DragEvent("drop", event));
        }"""
    )
    tab = playground.page.get_by_role("tab").nth(1)
    expect(tab).to_have_text(re.compile(r"^[^/]*a\.txt$"))


@ENGINES
def test_what_a_program_writes_can_be_saved(playground: Playground, engine: str) -> None:
    playground.open()
    playground.run(
        "import os\nos.makedirs('out', exist_ok=True)\n"
        "open('out/w.bin', 'wb').write(bytes(range(256)))\n"
        "with open('big.bin', 'wb') as file: file.truncate(10_000_001)"
    )
    card = playground.results.get_by_role("region", name="Written files")
    expect(card).to_contain_text("A file of more than 10 MB can't be saved from here.")
    expect(card).to_contain_text("256 bytes")
    if engine == "chromium":  # the driver takes no downloads in Firefox
        with playground.page.expect_download() as download:
            card.get_by_role("button", name="Save out/w.bin").click()
        assert download.value.suggested_filename == "w.bin"
        assert Path(download.value.path()).read_bytes() == bytes(range(256))
    expect(card.get_by_role("button")).to_have_count(1)


def test_a_file_that_is_gone_is_said(playground: Playground) -> None:
    playground.open()
    playground.run("open('a.txt', 'w').write('1')")
    card = playground.results.get_by_role("region", name="Written files")
    console = playground.page.get_by_role("textbox", name="Console")
    console.fill("import os; os.remove('a.txt')")
    console.press("Enter")
    expect(console).to_have_value("")
    expect(playground.body).to_have_attribute("data-state", "ready")
    card.get_by_role("button", name="Save a.txt").click()
    expect(card.get_by_role("status")).to_have_text("a.txt is not there any more.")


def test_saving_the_program_saves_its_data(playground: Playground) -> None:
    playground.open()
    playground.write(READS)
    choose(playground, POINTS)
    expect(playground.notice).to_be_visible()
    saved: dict[str, bytes] = {}

    def take(download: object) -> None:
        saved[download.suggested_filename] = Path(download.path()).read_bytes()  # type: ignore[attr-defined]

    with playground.page.expect_download(lambda each: each.suggested_filename == "points.csv") as d:
        playground.examples.select_option(label="Save as .py")
    take(d.value)
    assert saved == {"points.csv": POINTS["buffer"]}
    with playground.page.expect_download(
        lambda each: each.suggested_filename.endswith("ipynb")
    ) as d:
        playground.examples.select_option(label="Save as a notebook")
    notebook = Path(d.value.path()).read_text()
    assert "points.csv" in notebook
    assert "data:" not in notebook
