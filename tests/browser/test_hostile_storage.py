"""The page with rubbish in the storage, and with none: it opens, runs, and deletes nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINES
from tests.browser.test_embed import embed

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

DRAFT = "micrograd.draft.1."
LESSONS = "micrograd.lessons.1"

STORED = {
    "corrupt": {
        f"{DRAFT}x": "{not json",
        "micrograd.drafts.1": '[1, null, "x", {"id": {}}]',
        LESSONS: '{"expression": {{',
        "micrograd.lesson": "banana",
        "micrograd.theme": "[]",
        "micrograd.language": "xx",
        "micrograd.split": "NaN",
        "micrograd.keys": "emacs",
    },
    "of wrong types": {
        f"{DRAFT}x": '{"id": 5, "files": [], "time": "x"}',
        f"{DRAFT}y": '{"id": "y", "files": {"main.py": 5}, "time": 1}',
        f"{DRAFT}z": '{"id": "z", "files": {"main.py": "x"}, "time": 1e999}',
        LESSONS: '{"expression": {"files": 5, "passed": {}}, "nudge": [1], "__proto__": null}',
    },
    "of a newer version": {
        f"{DRAFT}x": '{"id": "x", "files": {"main.py": {"text": "a"}}, "time": 1, "v": 2}',
        "micrograd.draft.2.x": "{}",
        LESSONS: '{"expression": {"files": {"main.py": {"text": "a"}}, "stars": 3}}',
        "micrograd.lesson": "-1",
    },
    "huge and deep": {
        f"{DRAFT}x": "[" * 500_000,
        f"{DRAFT}y": json.dumps({"id": "y", "files": {"main.py": "x" * 3_000_000}, "time": 1}),
        LESSONS: "[" * 200_000 + "]" * 200_000,
        "micrograd.lesson": "9" * 100_000,
    },
}


@ENGINES
@pytest.mark.parametrize("what", STORED)
def test_rubbish_in_the_storage_hurts_nothing_and_stays(playground: Playground, what: str) -> None:
    page = playground.page
    good = {"id": "good", "files": {"main.py": "print('mine')"}, "time": 5_000}
    entries = {**STORED[what], f"{DRAFT}good": json.dumps(good)}
    store = f"Object.assign(localStorage, {json.dumps(entries)})"
    page.add_init_script(f"if (origin !== 'null') {store}")
    playground.open()
    assert playground.source() == "print('mine')"
    assert playground.run("print('changed')") == "changed"
    page.evaluate("location.hash = '#lesson=expression'")
    expect(page.get_by_role("heading", name="A first expression")).to_be_visible()
    stored = page.evaluate("() => ({ ...localStorage })")
    # The place among the lessons is a new one, and no work.
    work = STORED[what].keys() - {"micrograd.lesson"}
    assert {key: stored[key] for key in work} == {key: STORED[what][key] for key in work}


REFUSE = """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
    Object.defineProperty(globalThis, name, {
        get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
    });
if (navigator.serviceWorker) navigator.serviceWorker.register = () =>
    Promise.reject(new DOMException("", "SecurityError"));"""
"""As a browser answers in a frame if it blocks the storage of third parties."""


@ENGINES
def test_a_page_without_storage_loses_only_what_it_would_keep(playground: Playground) -> None:
    page = playground.page
    page.add_init_script(REFUSE)
    playground.open()
    playground.write("print('unsaved')")
    expect(playground.notice).to_contain_text("does not store what you write now")
    assert playground.run() == "unsaved"
    playground.share_button.click()
    expect(page).to_have_url(re.compile("#code="))
    page.get_by_role("combobox", name="Theme").select_option("Dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.evaluate("location.hash = '#lesson=expression'")
    expect(page.get_by_role("heading", name="A first expression")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        playground.examples.select_option(label="Open a file…")
    chooser.value.set_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"1,2"})
    expect(page.get_by_role("tab", name="a.csv")).to_be_visible()
    page.get_by_role("tab", name="main.py").click()
    assert "1,2" in playground.run("print(open('a.csv').read())")


def test_an_embed_without_storage_runs(playground: Playground) -> None:
    playground.page.add_init_script(REFUSE)
    (frame,) = embed(playground, "?embed")
    frame.get_by_role("button", name="Run").click()
    expect(frame.locator("body")).to_have_attribute("data-runs", "1", timeout=60_000)
    expect(frame.get_by_role("region", name="Results")).to_have_text("inside")
