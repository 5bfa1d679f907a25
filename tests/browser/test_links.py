"""Links carry programs, drafts are kept: nothing runs on arrival, nothing is lost."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.waits import Waits

if TYPE_CHECKING:
    from tests.browser.conftest import Playground


MADE_BEFORE: list[dict[str, Any]] = json.loads(
    Path(__file__).parents[1].joinpath("links_made_before.json").read_text(encoding="utf-8")
)["links"]


def forge(content: bytes, version: str = "1") -> str:
    """Make a link as a stranger could."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    coded = base64.urlsafe_b64encode(deflate.compress(content) + deflate.flush())
    return f"#code={version}.{coded.decode().rstrip('=')}"


def link_to(source: str) -> str:
    return forge(json.dumps({"files": {"main.py": source}}).encode())


MINE = "print('my draft')"


def test_share_copies_a_link_that_opens_elsewhere(playground: Playground) -> None:
    playground.open(waits=False)
    source = "print('∂L/∂w 漢字 😀')\n\n# end"
    playground.write(source)
    playground.share_button.click()
    expect(playground.notice).to_contain_text("The link is copied")
    expect(playground.page).to_have_url(re.compile("#code=1[.]"))
    assert playground.page.evaluate("navigator.clipboard.readText()") == playground.page.url
    link = playground.page.url
    playground.page.evaluate("localStorage.clear()")
    playground.page.goto("about:blank")
    playground.page.goto(link)
    expect(playground.notice).to_contain_text("came from a link")
    assert playground.source() == source


@pytest.mark.parametrize("made", MADE_BEFORE, ids=[link["name"] for link in MADE_BEFORE])
def test_a_link_made_by_an_earlier_version_opens(
    playground: Playground, made: dict[str, Any]
) -> None:
    playground.open(made["link"], waits=False)
    expect(playground.editor).to_contain_text(made["first_line"])
    expect(playground.notice).to_contain_text("came from a link")
    title = made["besides"].get("lesson", {}).get("title", "Lesson 1")
    if {"lesson", "course"} & made["besides"].keys():
        expect(playground.page.locator(".lesson h2")).to_contain_text(title)


def test_a_link_never_runs_on_arrival(playground: Playground) -> None:
    playground.open(link_to("print('ran')"))
    expect(playground.notice).to_have_text(re.compile("This program came from a link"))
    assert playground.runs() == 0
    assert playground.run() == "ran"


def test_a_link_leaves_the_draft_as_it_was(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write(MINE)
    playground.open(link_to("print('theirs')"), waits=False)
    expect(playground.editor).to_contain_text("theirs")
    playground.notice.get_by_role("button", name="Back to my draft").click()
    expect(playground.editor).to_have_text(MINE)
    expect(playground.page).not_to_have_url(re.compile("#"))


def test_an_edit_makes_a_links_program_the_draft(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write(MINE)
    playground.open(link_to("print('theirs')"), waits=False)
    expect(playground.editor).to_contain_text("theirs")
    playground.write("print('theirs, mended')")
    expect(playground.page).not_to_have_url(re.compile("#"))
    playground.page.reload()
    expect(playground.editor).to_have_text("print('theirs, mended')")


def test_an_earlier_draft_can_be_opened_again(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write(MINE)
    playground.open(link_to("print('theirs')"), waits=False)
    expect(playground.editor).to_contain_text("theirs")
    playground.write("print('mended')")
    drafts = playground.examples.locator("optgroup[label='Your drafts'] option")
    expect(drafts).to_have_count(2)
    playground.examples.select_option(drafts.nth(1).get_attribute("value"))
    expect(playground.editor).to_have_text(MINE)
    playground.examples.select_option(drafts.nth(0).get_attribute("value"))
    expect(playground.editor).to_have_text("print('mended')")


def test_a_link_pasted_into_an_open_tab_opens(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write(MINE)
    fragment = link_to("print('pasted')")
    playground.page.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(playground.editor).to_have_text("print('pasted')")
    expect(playground.notice).to_contain_text("came from a link")


BAD = {
    "cut": (link_to("print('whole')" * 9)[:-9], "The link is broken or was cut"),
    "not UTF-8": (forge(b"\xff\xfe"), "The link is broken or was cut"),
    "of another kind": (forge(b'{"files": 5}'), "The link is broken or was cut"),
    "of a later version": (forge(b"{}", "9"), "newer version"),
    "of gigabytes": (forge(b" " * 50_000_000), "too large"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_link_gets_one_sentence_and_leaves_the_draft(
    playground: Playground, kind: str
) -> None:
    playground.open(waits=False)
    playground.write(MINE)
    fragment, sentence = BAD[kind]
    playground.open(fragment, waits=False)
    # The same address with another fragment is no new visit; a reload is.
    playground.page.reload()
    expect(playground.editor).to_have_text(MINE)
    playground.page.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(playground.notice).to_contain_text(sentence)
    expect(playground.editor).to_have_text(MINE)
    expect(playground.page).not_to_have_url(re.compile("#"))


BOMBS = {
    "gigabytes": (forge(b" " * 100_000_000), "too large"),
    "escapes of escapes": ("#code=1." + "%25" * 300_000, "The link is broken or was cut"),
    "many characters": ("#code=1." + "A" * 1_500_000, "too large"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_link_bomb_does_not_hold_the_page_up(playground: Playground, kind: str) -> None:
    fragment, sentence = BOMBS[kind]
    playground.open()
    page = playground.page

    def follow() -> None:
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        expect(playground.notice).to_contain_text(sentence)

    def again() -> None:
        playground.notice.get_by_role("button", name="Dismiss").click()

    Waits(page).check(follow, again)


def test_a_program_too_large_for_a_link_is_not_shared(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("# " + "x" * 1_100_000)
    playground.share_button.click()
    expect(playground.notice).to_contain_text("too long for a link")
    expect(playground.page).not_to_have_url(re.compile("#"))


def test_a_draft_survives_reload_and_stop(playground: Playground) -> None:
    playground.open()
    playground.start("print('kept')\nwhile True: pass")
    expect(playground.results).to_contain_text("kept")
    playground.stop_button.click()
    playground.wait_for_runs(1)
    playground.page.reload()
    expect(playground.editor).to_contain_text("print('kept')")


def test_an_empty_draft_is_a_draft(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("")
    playground.page.reload()
    expect(playground.editor).to_be_visible()
    assert playground.source() == ""


def test_examples_open_by_name_and_by_link(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write(MINE)
    playground.examples.select_option(label="An MLP learns four samples")
    expect(playground.editor).to_contain_text("mlp.train")
    expect(playground.page).to_have_url(re.compile("#example=four-samples$"))
    playground.page.reload()
    expect(playground.editor).to_contain_text("mlp.train")
    playground.examples.select_option(label="Current draft: print('my draft')")
    expect(playground.editor).to_have_text(MINE)


def test_an_unknown_example_is_said(playground: Playground) -> None:
    playground.open("#example=<img src=x onerror=alert(1)>", waits=False)
    expect(playground.notice).to_contain_text("There is no example of that name")


def test_what_is_typed_last_is_not_lost(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("x = 1")
    playground.page.keyboard.type("2345")
    playground.page.reload()
    expect(playground.editor).to_have_text("x = 12345")


def test_without_storage_everything_else_works(playground: Playground) -> None:
    playground.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full') }"
    )
    playground.open()
    assert playground.run("print('still runs')") == "still runs"
    expect(playground.notice).to_contain_text("does not store what you write now")
