"""The list of all drafts: found, opened, named, deleted and brought back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground


@pytest.fixture
def dialog(playground: Playground) -> Locator:
    """Three drafts, the newest in the editor, and the dialog open."""
    playground.open(waits=False)
    for number in ("one", "two", "three"):
        playground.examples.select_option(label="An MLP learns four samples")
        playground.write(f"# draft {number}\nprint('{number}')")
    playground.examples.select_option(label="All drafts…")
    return playground.page.get_by_role("dialog", name="Your drafts")


def test_drafts_are_found_and_opened(playground: Playground, dialog: Locator) -> None:
    expect(dialog.get_by_role("listitem")).to_have_count(3)
    expect(dialog.get_by_role("listitem").first).to_contain_text("draft three (in the editor)")
    dialog.get_by_role("searchbox").fill("print('TWO")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    dialog.get_by_role("button", name="draft two", exact=True).click()
    expect(dialog).to_be_hidden()
    assert playground.source().startswith("# draft two")


def test_a_draft_keeps_its_name_when_it_is_changed(playground: Playground, dialog: Locator) -> None:
    dialog.get_by_role("button", name="Rename: draft three").click()
    dialog.get_by_role("textbox", name="New name").fill("Lecture 3")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("listitem").first).to_contain_text("Lecture 3")
    dialog.get_by_role("button", name="Close").click()
    playground.write("changed = 1")
    playground.page.reload()
    expect(playground.editor).to_contain_text("changed")
    entry = playground.examples.locator("option", has_text="Current draft: Lecture 3")
    expect(entry).to_have_count(1)


def test_a_deleted_draft_can_be_brought_back(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Delete: draft two").click()
    expect(dialog).to_contain_text("“draft two” is deleted")
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    undo = dialog.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.click()
    expect(dialog.get_by_role("listitem")).to_have_count(3)
    expect(dialog.get_by_role("listitem").nth(1)).to_contain_text("draft two")
    dialog.get_by_role("searchbox").fill("nothing says this")
    expect(dialog).to_contain_text("No draft contains that")


def test_keys_open_the_menu_and_choose_nothing(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("mine = 1")
    playground.examples.focus()
    for key in ("ArrowDown", "T"):
        playground.examples.press(key)
        playground.page.keyboard.press("Escape")
        assert playground.source() == "mine = 1"


def test_drafts_that_cannot_be_read_are_kept_and_told_of(playground: Playground) -> None:
    entries = {
        "micrograd.draft.1.damaged": '{"id": "damaged", "files": {"main.py": "pri',
        "micrograd.draft.1.newer": '{"id": "newer", "files": {"main.py": {"text": 1}}, "time": 1}',
        "micrograd.draft.1.good": '{"id": "good", "files": {"main.py": "print(1)"}, "time": 1}',
    }
    page = playground.page
    page.add_init_script(f"Object.assign(localStorage, {json.dumps(entries)})")
    playground.open(waits=False)
    expect(playground.editor).to_contain_text("print(1)")
    playground.examples.select_option(label="All drafts…")
    dialog = page.get_by_role("dialog", name="Your drafts")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    expect(dialog).to_contain_text("2 drafts can't be read")
    with page.expect_download() as saved:
        dialog.get_by_role("button", name="Save as a file").click()
    assert json.loads(saved.value.path().read_text()) == {
        key: text for key, text in entries.items() if "good" not in key
    }
