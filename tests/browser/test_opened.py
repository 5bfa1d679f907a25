"""Another program is opened: what the page shows is then this one's, or says that it is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

FAILS = "total = 1\nprint('seen before')\nraise ValueError('of the program before')\n"
OTHERS = "These results belong to the program that was here before."


def test_results_go_when_another_program_is_opened(playground: Playground) -> None:
    page, results = playground.page, playground.results
    playground.open("#lesson=expression")
    expect(page.get_by_role("heading", name=re.compile("Lesson 1"))).to_be_visible()

    def has_gone() -> None:
        expect(results).not_to_contain_text("seen before")
        expect(results.get_by_role("button", name=re.compile("line 3"))).to_have_count(0)

    assert "seen before" in playground.run(FAILS)
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Lesson 2"))).to_be_visible()
    has_gone()
    expect(page.locator(".status")).to_have_text("Ready")
    assert "seen before" in playground.run(FAILS)
    playground.examples.select_option(label="XOR: what one neuron can't learn")
    expect(page).to_have_url(re.compile("#example="))
    has_gone()
    assert "seen before" in playground.run(FAILS + "# otherwise\n")
    page.go_back()
    expect(page).to_have_url(re.compile("#lesson=forward"))
    has_gone()


def test_results_stay_beside_their_own_program(playground: Playground) -> None:
    playground.open("#example=chain-rule")
    playground.run()
    expect(playground.figures().first).to_be_visible()
    playground.share_button.click()
    expect(playground.notice).to_be_visible()
    playground.page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
    expect(playground.notice).to_contain_text("link")
    expect(playground.figures().first).to_be_visible()


def test_what_still_runs_is_said_to_be_another_programs(playground: Playground) -> None:
    playground.open()
    playground.start(
        "import asyncio\nfrom micrograd.node import Node\na = Node(1.0, label='a')\n"
        "b = a * 2\nb.backpropagate(visualize=True)\nwhile True:\n    await asyncio.sleep(0.1)\n"
    )
    expect(playground.figures()).to_be_visible()
    playground.examples.select_option(label="XOR: what one neuron can't learn")
    expect(playground.results).to_contain_text(OTHERS)
    before = playground.source()
    playground.figures().locator("g.node").first.click()
    playground.figures().get_by_role("button", name=re.compile("^Go to line")).click()
    expect(playground.notice).to_contain_text(OTHERS)
    assert playground.page.evaluate("document.activeElement.closest('.cm-editor')") is None
    assert playground.source() == before
    playground.stop_button.click()
    expect(playground.results).to_contain_text(OTHERS)
    playground.page.go_back()
    expect(playground.results).not_to_contain_text(OTHERS)
    expect(playground.figures()).to_be_visible()


def test_each_program_has_a_title_of_its_own(playground: Playground) -> None:
    page = playground.page
    playground.open()
    expect(page).to_have_title("micrograd playground")
    playground.write("x = 1\n")
    expect(page).to_have_title("micrograd playground")
    playground.write('"""Mine"""\n')
    expect(page).to_have_title("Mine · micrograd playground")
    playground.examples.select_option(label="XOR: what one neuron can't learn")
    expect(page).to_have_title("XOR: what one neuron can't learn · micrograd playground")
    playground.write('"""Another"""\n')
    expect(page).to_have_title("Another · micrograd playground")
    page.go_back()
    expect(page).to_have_title(re.compile("^(Mine|Another|XOR) · micrograd playground"))


def test_a_new_file_is_written_in_at_once(playground: Playground) -> None:
    playground.open()
    playground.examples.select_option(label="New file…")
    playground.page.get_by_role("button", name="Done", exact=True).click()
    expect(playground.page.get_by_role("tab", name="module.py")).to_be_visible()
    expect(playground.editor).to_be_focused()
    playground.page.keyboard.type("x = 1")
    assert playground.source() == "x = 1"


@pytest.mark.first_visit
def test_the_console_says_whose_variables_it_has(playground: Playground) -> None:
    console = playground.page.get_by_role("textbox", name="Console")
    playground.open("#lesson=expression")
    expect(console).to_have_attribute("placeholder", "Python")
    playground.run("x = 5\n")
    expect(console).to_have_attribute("placeholder", "Python, after the run")
    playground.page.get_by_role("button", name="Next", exact=True).click()
    others = "Python, after the earlier run"
    expect(console).to_have_attribute("placeholder", others)
    console.fill("x")
    console.press("Enter")
    expect(playground.results.locator(".value")).to_have_text("5")
    expect(console).to_have_attribute("placeholder", others)
    playground.page.go_back()
    expect(playground.page).to_have_url(re.compile("#lesson=expression"))
    expect(console).to_have_attribute("placeholder", "Python, after the run")
    playground.run("y = 6\n")
    expect(console).to_have_attribute("placeholder", "Python, after the run")
