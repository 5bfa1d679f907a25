"""The front door: what the page says of itself, where a visitor goes on, and the way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.examples import examples, title
from tests.lessons import LESSONS, ours

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Playground

PASSED = """ids => localStorage.setItem("micrograd.lessons.1", JSON.stringify(
    Object.fromEntries(ids.map((id) => [id, { passed: 1 }]))))"""


def lesson(page: Page, number: int) -> None:
    heading = page.get_by_role("heading", name=re.compile(f"Lesson {number} of 28"))
    expect(heading).to_be_visible()


def test_a_first_visitor_is_told_what_the_page_is_until_the_first_run(
    playground: Playground,
) -> None:
    line = playground.page.get_by_text("See how a neural network learns")
    playground.open()
    expect(line).to_be_visible()
    playground.run()
    expect(line).to_be_hidden()


@pytest.mark.parametrize("fragment", ["#example=reuse", "#lesson=expression"])
def test_who_comes_by_a_link_is_not_told(playground: Playground, fragment: str) -> None:
    playground.open(fragment, waits=False)
    expect(playground.page.get_by_text("See how a neural network learns")).to_be_hidden()


@ours
def test_the_lessons_begin_and_go_on_beside_run(playground: Playground) -> None:
    page = playground.page
    playground.open(waits=False)
    start = page.get_by_role("button", name="Start the lessons")
    start.click()
    lesson(page, 1)
    expect(start).to_be_hidden()
    page.get_by_role("button", name="Next", exact=True).click()
    lesson(page, 2)
    page.get_by_role("button", name="Leave the lessons").click()
    expect(page.locator(".lesson")).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="Continue: lesson 2").click()
    lesson(page, 2)


@ours
def test_the_lesson_to_go_on_with_is_the_next_that_is_not_passed(playground: Playground) -> None:
    page = playground.page
    ids = [each["id"] for each in LESSONS]
    for passed, number in ((ids[:4], 5), ([*ids[:2], *ids[6:]], 3)):
        playground.open(waits=False)
        page.evaluate(PASSED, passed)
        page.evaluate("localStorage.removeItem('micrograd.lesson')")
        playground.open("?again", waits=False)
        page.locator(".go-on").click()
        lesson(page, number)
        page.get_by_role("button", name="Leave the lessons").click()
    page.evaluate(PASSED, ids)
    page.evaluate("localStorage.removeItem('micrograd.lesson')")
    playground.open(waits=False)
    page.locator(".go-on").click()
    expect(page.get_by_role("dialog", name="Lessons")).to_contain_text("28 of 28")
    page.keyboard.press("Escape")
    expect(page.locator(".go-on")).to_have_text("Lessons")


@ours
def test_the_last_lesson_ends_with_what_the_learner_can_do(playground: Playground) -> None:
    page = playground.page
    playground.open(waits=False)
    page.evaluate(PASSED, [each["id"] for each in LESSONS[:-2]])
    playground.open("?again#lesson=engine-mlp")
    page.get_by_text("A solution", exact=True).click()
    page.get_by_role("button", name="Put it into the editor").click()
    playground.run()
    end = page.locator(".lesson-end")
    expect(end).to_contain_text("1 other is still open")
    link = end.get_by_role("link", name="tensors")
    url = link.evaluate("link => link.href")
    assert page.request.get(url).ok
    page.evaluate(PASSED, [each["id"] for each in LESSONS[:-1]])
    playground.run()
    expect(end).to_contain_text("You have passed all lessons")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(end).to_be_hidden()


def test_an_example_that_has_run_leads_on(playground: Playground) -> None:
    page = playground.page
    titles = [title(path) for path in examples().values()]
    playground.open()
    steps = page.get_by_role("navigation", name="What next")
    expect(steps).to_be_hidden()
    playground.run()
    steps.get_by_role("button", name=f"Next: {titles[1]}").click()
    expect(playground.editor).to_contain_text(titles[1])
    expect(steps).to_be_hidden()
    expect(playground.examples.locator("option:checked")).to_have_text(titles[1])
    playground.run()
    expect(steps.get_by_role("button", name=f"Before: {titles[0]}")).to_be_visible()
    playground.write("print('mine')")
    playground.run()
    expect(steps).to_be_hidden()
    expect(playground.examples.locator("option:checked")).to_have_text("Examples and more")


def test_an_example_that_fails_leads_nowhere(playground: Playground) -> None:
    playground.open("#example=chain-rule")
    playground.run()
    steps = playground.page.get_by_role("navigation", name="What next")
    expect(steps).to_be_visible()
    playground.start("input()")
    expect(steps).to_be_hidden()
    playground.stop_button.click()


@ours
def test_back_leads_through_examples_and_lessons(playground: Playground) -> None:
    page = playground.page
    playground.open(waits=False)
    page.get_by_role("button", name="Start the lessons").click()
    lesson(page, 1)
    page.get_by_role("button", name="Next", exact=True).click()
    lesson(page, 2)
    playground.examples.select_option(label="XOR: what one neuron can't learn")
    expect(playground.editor).to_contain_text("XOR")
    page.go_back()
    lesson(page, 2)
    page.go_back()
    lesson(page, 1)
    page.go_back()
    expect(page.locator(".lesson")).to_be_hidden()
    expect(playground.editor).to_contain_text("A first expression")


def test_the_divider_is_dragged_moved_by_keys_and_kept(playground: Playground) -> None:
    page = playground.page
    playground.open(waits=False)
    divider = page.get_by_role("separator", name="Width of the code")
    expect(divider).to_have_attribute("aria-valuenow", "50")

    def width() -> float:
        box = page.locator(".editor").bounding_box()
        assert box is not None
        return box["width"]

    box = divider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, 300)
    page.mouse.down()
    page.mouse.move(768, 320, steps=4)
    page.mouse.up()
    expect(divider).to_have_attribute("aria-valuenow", "60")
    assert abs(width() - 768) < 3
    page.keyboard.press("ArrowLeft")
    expect(divider).to_have_attribute("aria-valuenow", "58")
    page.keyboard.press("End")
    expect(divider).to_have_attribute("aria-valuenow", "75")
    page.mouse.move(box["x"], 300)
    page.reload()
    expect(divider).to_have_attribute("aria-valuenow", "75")
    assert abs(width() - 0.75 * 1280) < 3
    divider.dblclick()
    expect(divider).to_have_attribute("aria-valuenow", "50")
    page.set_viewport_size({"width": 360, "height": 740})
    expect(divider).to_be_hidden()


@ours
def test_the_list_shows_what_each_lesson_and_example_does(playground: Playground) -> None:
    page = playground.page
    playground.open(waits=False)
    page.evaluate(PASSED, ["forward"])
    page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = page.get_by_role("dialog", name="Lessons and examples")
    entries = dialog.locator("li")
    expect(entries).to_have_count(28 + len(examples()))
    for part in (".entry-picture :is(svg, pre)", ".entry-title", "p"):
        expect(entries.locator(part)).to_have_count(28 + len(examples()))
    for sentence in entries.locator("p").all_inner_texts():
        assert re.search(r"[.?!]$", sentence), sentence
    expect(dialog.get_by_role("button", name="✓ Forward, by hand")).to_be_visible()
    picture = dialog.locator("[data-picture='example first-expression'] .boxes")
    # Six numbers and three operations.
    assert (picture.get_attribute("d") or "").count("M") == 9
    dialog.get_by_role("link", name="XOR").click()
    expect(playground.editor).to_contain_text("XOR")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Lessons", exact=True).click()
    expect(dialog.locator("[aria-current]")).to_have_text("XOR: what one neuron can't learn")


def test_the_list_marks_the_examples_that_have_run(playground: Playground) -> None:
    page = playground.page
    playground.open("#example=reuse")
    playground.run()
    expect(page.get_by_role("navigation", name="What next")).to_be_visible()
    dialog = page.get_by_role("dialog", name="Lessons and examples")
    done = dialog.get_by_role("link", name="✓")
    for _ in range(2):
        page.get_by_role("button", name="Lessons", exact=True).click()
        expect(done).to_have_text("✓ Used twice: gradients add")
        # Not a program that the example has become, and not one that failed.
        page.keyboard.press("Escape")
        playground.run("1 / 0")
        page.reload()
    page.get_by_role("button", name="Lessons", exact=True).click()
    dialog.get_by_role("button", name="Begin anew").click()
    expect(done).to_have_count(0)
    dialog.get_by_role("button", name="Undo").click()
    expect(done).to_have_count(1)


@pytest.mark.parametrize("kept", ["{", "[1]", '{"reuse": 1}'])
def test_marks_that_can_t_be_read_are_none(playground: Playground, kept: str) -> None:
    page = playground.page
    page.add_init_script(f"localStorage.setItem('micrograd.examples', {kept!r})")
    playground.open(waits=False)
    page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = page.get_by_role("dialog", name="Lessons and examples")
    expect(dialog.get_by_role("link")).to_have_count(len(examples()))
    expect(dialog.get_by_role("link", name="✓")).to_have_count(0)


@ours
def test_the_way_on_is_in_a_phone_s_menu(playground: Playground) -> None:
    page = playground.page
    page.set_viewport_size({"width": 360, "height": 740})
    playground.open(waits=False)
    playground.examples.select_option(label="Start the lessons")
    lesson(page, 1)
    page.get_by_role("button", name="Next", exact=True).click()
    lesson(page, 2)
    page.get_by_role("button", name="Leave the lessons").click()
    page.reload()
    playground.examples.select_option(label="Continue: lesson 2")
    lesson(page, 2)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(playground.examples.get_by_role("option", name="Continue")).to_have_count(0)


def test_the_list_is_there_without_its_pictures(playground: Playground) -> None:
    page = playground.page
    playground.watch.expects_errors = True
    page.route("**/pictures-*.json", lambda route: route.abort())
    playground.open(waits=False)
    page.get_by_role("button", name="Lessons", exact=True).click()
    page.get_by_role("dialog").get_by_role("link", name="XOR").click()
    expect(playground.editor).to_contain_text("XOR")


@ours
def test_back_closes_a_dialog_and_stays_on_the_page(playground: Playground) -> None:
    page = playground.page
    page.goto(playground.url + "docs/index.html")
    playground.open("#example=reuse", waits=False)
    expect(playground.editor).to_contain_text("Used twice")
    lessons = page.get_by_role("button", name="Lessons", exact=True)
    dialog = page.get_by_role("dialog")
    for button in (lessons, page.get_by_role("button", name="Keys", exact=True)):
        button.click()
        expect(dialog).to_be_visible()
        page.go_back()
        expect(dialog).to_be_hidden()
        expect(page).to_have_url(re.compile("#example=reuse$"))
    # What is opened from a dialog is one step from where the visitor was.
    lessons.click()
    dialog.get_by_role("button", name="A first expression").click()
    lesson(page, 1)
    page.go_back()
    expect(playground.editor).to_contain_text("Used twice")
    # A dialog that was closed leaves no step behind.
    lessons.click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.wait_for_function("history.state === null")
    page.go_back()
    expect(page).to_have_url(re.compile("docs/index.html$"))
