"""The console: Python among the variables of the run that ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.test_links import link_to

if TYPE_CHECKING:
    from tests.browser.conftest import Playground


@pytest.fixture
def field(playground: Playground) -> Locator:
    return playground.page.get_by_role("textbox", name="Console")


def enter(field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Enter")


def test_it_sees_what_the_program_left_and_shows_values(
    playground: Playground, field: Locator
) -> None:
    playground.open()
    playground.run("a = 2\nprint('ran')")
    enter(field, "a * 21")
    expect(playground.results.locator(".echo")).to_have_text(">>> a * 21")
    expect(playground.results.locator(".value")).to_have_text("42")
    enter(field, "b = _ + 1; print(b)")
    expect(playground.results).to_contain_text("43")
    expect(playground.results).to_contain_text("ran")
    expect(playground.body).to_have_attribute("data-runs", "1")
    expect(playground.body).to_have_attribute("data-state", "ready")
    expect(field).to_have_value("")


def test_it_is_there_before_any_run(playground: Playground, field: Locator) -> None:
    # Where a run is recorded, the console runs the program first.
    playground.open(link_to("pass"))
    enter(field, "from micrograd.node import Node; x = Node(3.0)")
    expect(playground.results.locator(".echo")).to_have_count(1)
    expect(playground.body).to_have_attribute("data-state", "ready")
    enter(field, "x * x + 1.0")
    expect(playground.page.get_by_role("figure", name="Computational graph")).to_be_visible()
    enter(field, "await __import__('asyncio').sleep(0, 'waited')")
    expect(playground.results).to_contain_text("'waited'")
    expect(playground.body).to_have_attribute("data-runs", "0")


def test_a_block_goes_on_until_an_empty_line(playground: Playground, field: Locator) -> None:
    playground.open()
    playground.run("n = 3")
    enter(field, "for i in range(n):")
    expect(field).to_have_value("for i in range(n):\n    ")
    field.press_sequentially("print('square', i * i)")
    field.press("Enter")
    expect(field).to_have_value(re.compile(r"\n    $"))
    field.press("Enter")
    expect(playground.results).to_contain_text("square 4")
    expect(playground.results.locator(".echo")).to_have_count(1)
    field.press("ArrowUp")
    expect(field).to_have_value("for i in range(n):\n    print('square', i * i)")
    field.press("Control+a")
    field.press("Delete")
    field.press_sequentially("a = 1")
    field.press("Shift+Enter")
    field.press_sequentially("a + 5")
    field.press("Enter")
    expect(playground.results.locator(".value")).to_have_text("6")


def test_what_is_unfinished_leaves_no_card(playground: Playground, field: Locator) -> None:
    playground.open(link_to("pass"))
    enter(field, "(1 +")
    expect(field).to_have_value("(1 +\n")
    expect(playground.results).to_have_text(re.compile("^Press Run"))
    expect(playground.page.get_by_role("button", name="Clear")).to_be_disabled()
    field.press_sequentially("2)")
    field.press("Enter")
    expect(playground.results.locator(".value")).to_have_text("3")


def test_it_prints_after_a_program_that_printed_too_much(
    playground: Playground, field: Locator
) -> None:
    playground.open()
    playground.run("for i in range(12): print('x' * 100_000)")
    expect(playground.results).to_contain_text("Only the first 1,000,000 characters")
    enter(field, "print('after', 'that')")
    expect(playground.results).to_contain_text("after that")


def test_names_are_completed_without_running_anything(
    playground: Playground, field: Locator
) -> None:
    playground.open()
    playground.run(
        "from micrograd.neuron import MLP\nmlp = MLP(2, [1])\n"
        "class Loud:\n    quiet = 1\n"
        "    @property\n    def quick(self): print('it ran')\nloud = Loud()"
    )
    field.press_sequentially("mlp.para")
    field.press("Tab")
    expect(field).to_have_value("mlp.parameters")
    field.fill("loud.qui")
    field.press("Tab")
    expect(playground.page.locator(".choices")).to_have_text(re.compile("quick +quiet"))
    expect(playground.results).not_to_contain_text("it ran")
    field.press("Escape")
    field.press("Tab")
    expect(field).not_to_be_focused()


def test_an_error_says_what_was_typed_and_leads_into_the_program(
    playground: Playground, field: Locator
) -> None:
    playground.open()
    playground.run("def divide(a, b):\n    return a / b")
    enter(field, "divide(1, 0)")
    error = playground.results.locator(".error")
    expect(error).to_contain_text("ZeroDivisionError")
    expect(error).to_contain_text('File "<console>", line 1')
    error.get_by_role("button", name="line 2").click()
    expect(playground.editor).to_be_focused()
    enter(field, "1 +* 2")
    expect(playground.results.locator(".error").last).to_contain_text("SyntaxError")


def test_stop_ends_a_loop_and_says_that_the_variables_are_gone(
    playground: Playground, field: Locator
) -> None:
    playground.open()
    playground.run("kept = 1")
    enter(field, "while True: pass\n\n")
    expect(playground.body).to_have_attribute("data-state", "running")
    playground.stop_button.click()
    expect(playground.results).to_contain_text("the variables are gone")
    expect(playground.body).to_have_attribute("data-runs", "1")
    enter(field, "kept")
    expect(playground.results).to_contain_text("NameError")


def test_run_ends_what_the_console_does(playground: Playground, field: Locator) -> None:
    playground.open()
    playground.run("print('first')")
    enter(field, "while True: print('endless')\n\n")
    expect(playground.results).to_contain_text("endless")
    assert playground.run("print('second')") == "second"


def test_clear_takes_all_cards_and_leaves_the_variables(
    playground: Playground, field: Locator
) -> None:
    playground.open(link_to("pass"))
    clear = playground.page.get_by_role("button", name="Clear")
    expect(clear).to_be_disabled()
    playground.run("a = 5\nprint('text')\na")
    clear.click()
    expect(playground.results).to_have_text(re.compile("^Press Run"))
    expect(playground.results).to_be_focused()
    enter(field, "a")
    expect(playground.results.locator(".value")).to_have_text("5")


def test_a_graph_of_the_console_answers_and_points_at_no_line_of_the_program(
    playground: Playground, field: Locator
) -> None:
    playground.open()
    playground.run("from micrograd.node import Node\na = Node(3.0, label='a')")
    enter(field, "(a * a).backpropagate(visualize=True)")
    figure = playground.figures()
    figure.get_by_role("switch", name="Check gradients").check()
    expect(figure).to_contain_text(re.compile(r"derivatives? agree"))
    figure.locator("g.node").filter(has_text="a").first.click()
    figure.get_by_role("spinbutton", name="Other value").fill("4")
    # a * a: 16 - 9, and 2a = 6 for each unit.
    expect(figure).to_contain_text("The output changes by 7.0; derivative × Δ predicted 6.0")
    lit = playground.page.locator(".cm-pointed-line")
    figure.locator("g.node").filter(has_text="a").first.hover()
    expect(lit).to_have_text("a = Node(3.0, label='a')")
    figure.locator("g.node").filter(has_text="*").first.hover()
    expect(lit).to_have_count(0)


def test_a_program_that_ends_itself_leaves_the_console(
    playground: Playground, field: Locator
) -> None:
    playground.open()
    playground.run("left = 7\nraise SystemExit(3)")
    enter(field, "left")
    expect(playground.results.locator(".value")).to_have_text("7")
    enter(field, "import sys; sys.exit(4)")
    expect(playground.page.get_by_role("status").first).to_contain_text("exit code 4")
    enter(field, "left + 1")
    expect(playground.results.locator(".value").last).to_have_text("8")


def test_what_was_typed_is_kept_for_the_tab(playground: Playground, field: Locator) -> None:
    playground.open()
    for entry, value in (("1 + 1", "2"), ("2 + 2", "4")):
        enter(field, entry)
        expect(playground.results.locator(".value").last).to_have_text(value)
    # A part that goes on with another line is none yet; what still runs as the page is left is one.
    enter(field, "for i in range(2):")
    expect(field).to_have_value("for i in range(2):\n    ")
    enter(field, "while True: pass")
    expect(playground.body).to_have_attribute("data-state", "running")
    playground.page.reload()
    expect(playground.body).to_have_attribute("data-state", "ready")
    field.fill("begun")
    for key, text in (
        ("ArrowUp", "while True: pass"),
        ("ArrowUp", "2 + 2"),
        ("ArrowUp", "1 + 1"),
        ("ArrowUp", "1 + 1"),
        ("ArrowDown", "2 + 2"),
        ("ArrowDown", "while True: pass"),
        ("ArrowDown", "begun"),
    ):
        field.press(key)
        expect(field).to_have_value(text)
