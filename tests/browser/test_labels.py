"""What a control is called has in it what is seen of it: who speaks to the page says that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import AXE
from tests.examples import examples
from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Playground

CONTROLS = """button, a[href], input:not([type=hidden]), select, textarea, summary,
    [role=tab], [role=switch], [role=option], [role=menuitem]"""

# What is seen of a control: its text, its label's, its placeholder, or the words beside it that are
# hidden from screen readers because the control's name should have them.
MISNAMED = """(controls) => {
    const { accessibleText } = axe.commons.text;
    const plain = (text) => text.toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, " ").trim();
    const has = (name, seen) => seen === "" || ` ${name} `.includes(` ${seen} `);
    const isSeen = (each) => each.checkVisibility({ visibilityProperty: true });
    const textOf = (part) => [...part.childNodes].map((each) => {
        if (each.nodeType === Node.TEXT_NODE) return each.data;
        const isField = ["INPUT", "SELECT", "TEXTAREA"].includes(each.tagName);
        return each instanceof HTMLElement && !isField && isSeen(each) ? ` ${textOf(each)} ` : "";
    }).join("");
    const besides = (field) => [...field.parentElement.children]
        .filter((each) => each.ariaHidden === "true").map(textOf).join(" ");
    const seenOf = (control) => {
        if (!("labels" in control) || control.tagName === "BUTTON") return textOf(control);
        const label = [...control.labels].map(textOf).join(" ") || besides(control);
        return label || (control.placeholder ?? "");
    };
    axe.setup(document.body);
    const dialog = document.querySelector("dialog:modal");
    const found = [...document.querySelectorAll(controls)]
        .filter((control) => isSeen(control) && (!dialog || dialog.contains(control)))
        .map((control) => [seenOf(control), accessibleText(control)]);
    axe.teardown();
    return {
        count: found.length,
        misnamed: found.filter(([seen, name]) => !has(plain(name), plain(seen)) || !plain(name)),
    };
}"""


def check(playground: Playground, state: str) -> None:
    page = playground.page
    page.evaluate(f"window.axe ?? (() => {{ {AXE.read_text(encoding='utf-8')} }})(); undefined")
    found = page.evaluate(MISNAMED, CONTROLS)
    assert found["count"] > 1, state
    assert found["misnamed"] == [], state


def show_code(playground: Playground) -> None:
    """On a narrow screen the results may lie before the code."""
    if (switch := playground.page.locator(".panes button").first).is_visible():
        switch.click()


def run(playground: Playground, source: str) -> None:
    """Run a program, and open all that its cards have to open."""
    page = playground.page
    show_code(playground)
    runs = playground.runs()
    page.locator(".cm-content").press("Control+a")
    page.keyboard.insert_text(source)
    page.locator(".toolbar .run").click()
    playground.wait_for_runs(runs + 1)
    page.evaluate("for (const each of document.querySelectorAll('.card details')) each.open = true")


def states(playground: Playground) -> Iterator[str]:
    page = playground.page
    yield "first sight"
    run(playground, EXPRESSION)
    card = page.locator(".card.graph")
    for switch in card.get_by_role("switch").all():
        if switch.is_visible():
            switch.check()
    expect(card.locator(".prediction")).to_be_visible()
    yield "a graph with everything on"
    card.locator(".node.leaf").first.press("Enter")
    expect(card.locator(".trial")).to_be_visible()
    yield "a leaf that is pinned"
    run(playground, examples()["two-moons"].read_text(encoding="utf-8"))
    expect(page.locator(".card.training .player").first).to_be_visible()
    yield "a training"
    run(playground, "1 / 0")
    yield "an error"
    page.locator(".toolbar .share").click()
    expect(page.locator(".notice")).to_be_visible()
    yield "what share offers"
    menu = page.locator("select.examples")
    options = menu.locator("option").filter(has_text="…").all()
    for value in [each.get_attribute("value") for each in options]:
        # The system's own dialog.
        if value == "f:open":
            continue
        menu.select_option(value)
        expect(page.locator("dialog:modal")).to_be_visible()
        yield str(value)
        page.keyboard.press("Escape")
        expect(page.locator("dialog:modal")).to_have_count(0)
    show_code(playground)
    page.locator(".cm-content").press("Control+f")
    expect(page.locator(".cm-search")).to_be_visible()
    yield "a search"


@pytest.mark.parametrize(
    ("language", "width"), [("en", 1280), ("de", 1280), ("es", 1280), ("de", 360)]
)
def test_a_name_has_in_it_what_is_seen(playground: Playground, language: str, width: int) -> None:
    page = playground.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{playground.url}?lang={language}")
    playground.wait_for("ready")
    for state in states(playground):
        check(playground, state)
    page.goto(f"{playground.url}?lang={language}#lesson=engine-add")
    expect(page.locator(".lesson")).to_be_visible()
    page.locator(".lesson summary").click()
    check(playground, "a lesson")
