"""The page that many tests share is as new for each of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import new_context
from tests.browser.same_page import IS_AS, first_look
from tests.lessons import lesson, ours

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.browser.conftest import Playground
    from tests.browser.same_page import SamePage

pytestmark = pytest.mark.same_page


@pytest.fixture(scope="module")
def new_look(browser: Browser, site_url: str) -> str:
    """How the page looks in a browser that has never seen it."""
    context = new_context(browser, "chromium")
    page = context.new_page()
    page.goto(site_url)
    look = first_look(page)
    context.close()
    return look


def run(playground: Playground) -> None:
    playground.run("from micrograd.node import Node\n(Node(2.0) * 3).backpropagate(visualize=True)")


def begin_a_run(playground: Playground) -> None:
    playground.start("while True: pass")
    playground.wait_for("running")


def fail(playground: Playground) -> None:
    playground.run("1 / 0")
    playground.results.get_by_role("button", name="line 1").click()


def share(playground: Playground) -> None:
    playground.write("print('mine')")
    playground.share_button.click()
    expect(playground.notice).not_to_be_empty()


def use_the_console(playground: Playground) -> None:
    field = playground.page.get_by_role("textbox", name="Console")
    field.fill("mine = 1")
    field.press("Enter")
    field.fill("mine")


def speak_german(playground: Playground) -> None:
    playground.page.get_by_label("Language").select_option("de")
    expect(playground.page.locator("html")).to_have_attribute("lang", "de")


def darken(playground: Playground) -> None:
    playground.page.get_by_label("Theme").select_option("dark")


def open_a_dialog(playground: Playground) -> None:
    playground.page.get_by_role("button", name="Keys").click()
    expect(playground.page.get_by_role("dialog")).to_be_visible()


def begin_a_lesson(playground: Playground) -> None:
    playground.page.goto(playground.url + "#lesson=expression")
    expect(playground.page.get_by_role("region", name="Lesson")).to_be_visible()


def pass_a_lesson(playground: Playground) -> None:
    begin_a_lesson(playground)
    playground.write(lesson("expression")["solution"]["main.py"])
    playground.run()
    expect(playground.page.locator(".lesson-answer")).to_have_attribute("data-kind", "passed")


def begin_an_engine(playground: Playground) -> None:
    playground.page.goto(playground.url + "#lesson=engine-add")
    engine = playground.page.get_by_role("textbox", name="Code editor: engine.py")
    engine.click()
    playground.page.keyboard.insert_text("# mine\n")


def script(playground: Playground) -> None:
    playground.page.evaluate("globalThis.mine = localStorage.mine = sessionStorage.mine = 1")


def shrink(playground: Playground) -> None:
    playground.page.set_viewport_size({"width": 360, "height": 640})
    playground.page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")


def embed(playground: Playground) -> None:
    playground.page.goto(playground.url + "?embed")
    expect(playground.body).to_have_class(re.compile("embed"))
    script(playground)


TRACES = [run, begin_a_run, fail, share, use_the_console, speak_german, darken, open_a_dialog]
TRACES += [begin_a_lesson, pass_a_lesson, begin_an_engine, script, shrink, embed]


@pytest.mark.parametrize("leave_a_trace", TRACES)
def test_nothing_of_another_test_is_seen(
    playground: Playground,
    same_page: SamePage,
    new_look: str,
    leave_a_trace: Callable[[Playground], None],
) -> None:
    playground.open()
    assert playground.page.evaluate(IS_AS, new_look) == []
    leave_a_trace(playground)
    assert playground.page.evaluate(IS_AS, new_look) != []
    same_page.as_a_visitor()
    same_page.open(playground.url)
    playground.wait_for("ready")
    assert playground.page.evaluate(IS_AS, new_look) == []


def test_a_page_that_a_link_opens_has_an_empty_storage(
    playground: Playground, same_page: SamePage
) -> None:
    playground.open()
    embed(playground)
    same_page.open(playground.url + "#lesson=nudge")
    playground.wait_for("ready")
    assert playground.page.evaluate("[localStorage.mine, sessionStorage.mine]") == [None, None]


@ours
@pytest.mark.parametrize("fragment", ["#lesson=expression", "#lesson=engine-add", "#example=reuse"])
def test_a_lesson_or_an_example_is_as_after_a_load(
    playground: Playground, same_page: SamePage, browser: Browser, fragment: str
) -> None:
    context = new_context(browser, "chromium")
    page = context.new_page()
    page.goto(playground.url + fragment)
    loaded = first_look(page)
    context.close()
    playground.open()
    pass_a_lesson(playground)
    begin_an_engine(playground)
    same_page.as_a_visitor()
    page = playground.page
    before = page.evaluate("performance.timeOrigin")
    same_page.open(playground.url + fragment)
    assert page.evaluate("performance.timeOrigin") == before
    # Who comes to the page and goes on has seen what it is, and a recorded run.
    page.evaluate("document.querySelector('.welcome').hidden = true")
    if fragment.startswith("#lesson"):
        expect(playground.results.locator(".card")).to_have_count(0)
        page.evaluate("document.body.classList.remove('has-results')")
        page.evaluate("document.body.className || document.body.removeAttribute('class')")
    assert page.evaluate(IS_AS, loaded) == []


def test_after_a_run_the_page_is_not_loaded_again(
    playground: Playground, same_page: SamePage
) -> None:
    playground.open()
    loaded = playground.page.evaluate("performance.timeOrigin")
    run(playground)
    same_page.as_a_visitor()
    same_page.open(playground.url)
    assert playground.page.evaluate("performance.timeOrigin") == loaded
