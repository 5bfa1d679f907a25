"""The page on a phone: what a finger reaches, one pane at a time, keys above its keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.examples import examples
from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Playground

SMALLEST = 44
SIZES = {"small": (360, 640), "large": (390, 844), "lying": (667, 375)}

# Everything that can be tapped and is smaller than a finger; links within a text may be.
TOO_SMALL = """smallest => [...document.querySelectorAll(
        "button, select, summary, textarea, label, footer a, " +
        "input:not([type=checkbox], [type=range])"
    )]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => !each.matches(".line-link"))
    .filter((each) => {
        const { width, height } = each.getBoundingClientRect();
        return Math.min(width, height) < smallest - 0.01;
    })
    .map((each) => each.outerHTML.slice(0, 200))"""

# Fields whose letters are so small that a phone zooms in.
ZOOMED = """[...document.querySelectorAll("input, select, textarea, .cm-content")]
    .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 16)
    .map((each) => each.outerHTML.slice(0, 200))"""


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[getattr(request, "param", "small")]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        is_mobile=True,
        service_workers="block",
    )
    yield context.new_page()
    context.close()


def check_touch(playground: Playground) -> None:
    assert playground.page.evaluate(TOO_SMALL, SMALLEST) == []
    assert playground.page.evaluate(ZOOMED) == []
    assert playground.has_no_horizontal_scroll()
    expect(playground.run_button).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("page", SIZES, indirect=True)
def test_run_shows_the_results_and_the_code_is_one_tap_away(playground: Playground) -> None:
    playground.open()
    check_touch(playground)
    expect(playground.results).to_be_hidden()
    playground.run(EXPRESSION)
    expect(playground.results).to_be_visible()
    expect(playground.editor).to_be_hidden()
    check_touch(playground)
    playground.page.get_by_role("button", name="Code", exact=True).tap()
    expect(playground.editor).to_be_visible()
    expect(playground.results).to_be_hidden()
    check_touch(playground)


def test_every_card_has_targets_for_a_finger(playground: Playground) -> None:
    playground.open("#code=broken")
    expect(playground.notice).to_be_visible()
    check_touch(playground)
    playground.run(EXPRESSION + "1 / 0")
    playground.figures().locator(".node").first.press("Enter")
    check_touch(playground)
    playground.run(examples()["two-moons"].read_text(encoding="utf-8"))
    check_touch(playground)


def test_what_comes_while_the_code_is_shown_is_marked(playground: Playground) -> None:
    playground.open()
    playground.start(
        "import time\nprint(1)\ntime.sleep(0.5)\nfrom micrograd.node import Node\nNode(1)"
    )
    results = playground.page.get_by_role("button", name="Results")
    playground.page.get_by_role("button", name="Code", exact=True).tap()
    expect(results).to_have_accessible_name("Results (new)")
    results.tap()
    expect(results).to_have_accessible_name("Results")


def test_a_line_of_a_traceback_leads_to_the_code(playground: Playground) -> None:
    playground.open()
    playground.run("x = 1\n1 / 0")
    playground.results.get_by_role("button", name="line 2").tap()
    expect(playground.editor).to_be_focused()


def test_keys_from_the_keyboard_move_the_focus_with_the_pane(playground: Playground) -> None:
    playground.open()
    playground.editor.press("Control+Enter")
    expect(playground.results).to_be_focused()


def test_the_key_row_types_and_keeps_the_focus(playground: Playground) -> None:
    playground.open()
    row = playground.page.get_by_role("toolbar", name="Keys for Python")
    expect(row).to_be_hidden()
    playground.editor.tap()
    expect(row).to_be_visible()
    playground.write("")
    for name in ("Indent", "Opening parenthesis", "Asterisk", "Closing parenthesis", "Colon"):
        row.get_by_role("button", name=name).tap()
        expect(playground.editor).to_be_focused()
    for name in ("Opening bracket", "Equals sign", "Closing bracket", "Outdent"):
        row.get_by_role("button", name=name).tap()
    assert playground.source() == "(*):[=]"
    row.get_by_role("button", name="Undo").tap()
    assert playground.source() != "(*):[=]"
    row.get_by_role("button", name="Redo").tap()
    assert playground.source() == "(*):[=]"
    check_touch(playground)


def test_a_software_keyboard_leaves_run_the_keys_and_some_lines(playground: Playground) -> None:
    playground.open()
    playground.editor.tap()
    # As Chromium does it: the page becomes smaller.
    playground.page.set_viewport_size({"width": 360, "height": 330})
    row = playground.page.get_by_role("toolbar", name="Keys for Python")
    expect(row).to_be_in_viewport(ratio=1)
    check_touch(playground)
    box = playground.page.locator(".cm-scroller").bounding_box()
    assert box is not None
    assert box["height"] > 6 * 16


def test_a_keyboard_that_lies_over_the_page_covers_nothing(playground: Playground) -> None:
    playground.open()
    playground.editor.tap()
    # As Safari does it: only the visual viewport becomes smaller, and may be moved.
    playground.page.evaluate("""() => {
        Object.defineProperty(visualViewport, "height", { value: 330, configurable: true });
        Object.defineProperty(visualViewport, "offsetTop", { value: 20, configurable: true });
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    box = playground.body.bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (20, 330)
    playground.page.evaluate("""() => {
        delete visualViewport.height;
        delete visualViewport.offsetTop;
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    box = playground.body.bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (0, 640)


def test_a_graph_its_player_and_a_steps_arithmetic_are_seen_together(
    playground: Playground,
) -> None:
    playground.open()
    playground.run(EXPRESSION)
    figure = playground.figures().first
    ledger = figure.get_by_role("group", name="This step's arithmetic")
    ledger.scroll_into_view_if_needed()
    for part in (figure.locator(".graph-picture svg").first, ledger):
        expect(part).to_be_in_viewport(ratio=0.99)
    expect(figure.get_by_role("slider", name="Step")).to_be_in_viewport(ratio=1)
