"""What a screen reader would say: one line that is read out, each thing once and in short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.examples import examples
from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

# All that any polite region says from here on, those that come later too.
LISTEN = """() => {
    globalThis.said = [];
    const heard = new WeakSet();
    const listen = () => {
        for (const region of document.querySelectorAll("[aria-live=polite], [role=log]")) {
            if (heard.has(region)) continue;
            heard.add(region);
            new MutationObserver((changes) => {
                for (const { addedNodes } of changes)
                    for (const node of addedNodes) said.push(node.textContent);
            }).observe(region, { childList: true, subtree: true, characterData: true });
        }
    };
    listen();
    new MutationObserver(listen).observe(document.body, { childList: true, subtree: true });
}"""

LESSON = """\
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)

"""
NO_GRADIENTS = "Before the backward pass: the values of the forward pass."


class Ear:
    """Hears what is said after this was."""

    def __init__(self, playground: Playground, after: str = "Ready") -> None:
        self.page = playground.page
        expect(self.page.locator(".spoken")).to_contain_text(after)
        self.page.evaluate(LISTEN)

    def hear(self, *sentences: str) -> None:
        """Check that just these are said next."""
        last = sentences[-1]
        expect(self.page.locator(".spoken")).to_contain_text(last)
        # Whatever is said with it, or soon after it.
        self.page.wait_for_timeout(400)
        assert tuple(self.page.evaluate("said.splice(0)")) == sentences


def test_all_of_lesson_1_is_heard_once(playground: Playground) -> None:
    playground.open()
    page = playground.page
    ear = Ear(playground)
    page.get_by_role("button", name="Lessons", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="A first expression").click()
    ear.hear("Lesson 1 of 28: A first expression")
    playground.run()
    ear.hear("Ellipsis", "y still has its dots (...): replace them.")
    panel = page.get_by_role("region", name="Lesson 1 of")
    panel.get_by_role("button", name="Hint 1").click()
    ear.hear("Nodes know * and +, as numbers do.")
    panel.get_by_role("button", name="Hint 2").click()
    ear.hear("Python multiplies before it adds: a * b + c needs no brackets.")
    playground.run(f"{LESSON}y = a * b + d\ny")
    ear.hear(
        "Error in line 7: NameError: name 'd' is not defined. Did you mean: 'id'?",
        "The program ended with an error: mend it first."
        " The last line of the error says what it is.",
    )
    playground.run(f"{LESSON}y = a * b - c\ny")
    ear.hear(
        f"Computational graph of y. {NO_GRADIENTS}",
        "y is -16, and should be 4: that is 2 times -3, plus 10.",
    )
    playground.run(f"{LESSON}y = a * b + c\nprint('y is', y.data)\ny")
    ear.hear(
        "y is 4.0",
        f"Computational graph of y. {NO_GRADIENTS}",
        "Right. You have passed this lesson.",
    )
    console = page.get_by_role("textbox", name="Console")
    console.fill("y.data * 2")
    console.press("Enter")
    ear.hear("8.0")
    panel.get_by_role("button", name="Next").click()
    ear.hear("Lesson 2 of 28: Forward, by hand")


def test_a_step_is_heard_and_a_play_only_at_its_ends(playground: Playground) -> None:
    playground.open()
    ear = Ear(playground)
    playground.run("from micrograd.node import Node\na = Node(2)\n(a * a).backpropagate(True)")
    end = "After backpropagation: every node has its gradient, ∂output/∂node."
    expect(playground.page.locator(".spoken")).to_contain_text(end)
    figure = playground.figures().first
    figure.get_by_role("button", name="To the start").click()
    playground.page.wait_for_timeout(1_100)
    playground.page.evaluate("said.length = 0")
    figure.get_by_role("button", name="One step forward").click()
    ear.hear("u = a·a = 4.0")
    playground.page.wait_for_timeout(1_100)
    figure.get_by_role("button", name="Play").click()
    expect(playground.page.locator(".spoken")).to_contain_text(end)
    said = playground.page.evaluate("said")
    assert len(said) == 2
    assert said[1] == end
    # The slider tells by itself where it is.
    playground.page.wait_for_timeout(1_100)
    playground.page.evaluate("said.length = 0")
    figure.get_by_role("slider", name="Step").press("ArrowLeft")
    playground.page.wait_for_timeout(400)
    assert playground.page.evaluate("said") == []


def test_a_training_is_heard_at_its_end(playground: Playground) -> None:
    playground.open()
    Ear(playground)
    playground.run(examples()["two-moons"].read_text(encoding="utf-8"))
    line = playground.page.locator(".spoken")
    expect(line).to_contain_text("points are on the right side")
    said = playground.page.evaluate("said")
    assert len([each for each in said if "rounds" in each]) == 1
    assert len(said) <= 4


def test_long_text_is_heard_in_short_and_an_answer_not_again(playground: Playground) -> None:
    playground.open()
    ear = Ear(playground)
    playground.run("for i in range(100): print(i)")
    ear.hear("0\n1\n2\n97 more lines")
    playground.run("x = 1")
    expect(playground.page.locator(".spoken")).to_contain_text("Finished in")
    playground.page.evaluate("said.length = 0")
    playground.start("print('Hello')\nname = input('Name? ')\nprint('Good day,', name)")
    field = playground.page.get_by_role("textbox", name="Input: Name?")
    expect(field).to_be_focused()
    ear.hear("Hello")
    field.fill("Ann")
    field.press("Enter")
    ear.hear("Good day, Ann")


def test_who_wants_to_hear_more_does(playground: Playground) -> None:
    playground.open()
    page = playground.page
    page.get_by_role("button", name="Keys", exact=True).click()
    page.get_by_role("switch", name="Tell a screen reader more").check()
    page.get_by_role("button", name="Close").click()
    ear = Ear(playground)
    playground.run("for i in range(20): print(i)")
    ear.hear("\n".join(map(str, range(20))))
    playground.open()
    ear = Ear(playground)
    playground.run("for i in range(20): print(i)")
    ear.hear("\n".join(map(str, range(20))))


def test_a_pinned_node_says_so(playground: Playground) -> None:
    playground.open()
    playground.run(EXPRESSION)
    ear = Ear(playground, "Computational graph")
    leaf = playground.figures().first.locator(".node.leaf").first
    leaf.press("Enter")
    # o = tanh(n) and n = x1·w1 + …: its derivative is 0.5, and w1 is -3.
    ear.hear("x1 is pinned. x1.grad = (-3.0) × 0.5 = -1.5")
    expect(leaf).to_have_accessible_name(re.compile(", pinned$"))
    leaf.press("Enter")
    ear.hear("No node is pinned.")
    expect(leaf).not_to_have_accessible_name(re.compile("pinned"))


@pytest.mark.parametrize("key", ["ArrowDown", "End", "d"])
def test_one_key_chooses_no_language_and_a_choice_keeps_the_focus(
    playground: Playground, key: str
) -> None:
    playground.open()
    page = playground.page
    choice = page.get_by_role("combobox", name="Language")
    choice.press(key)
    page.wait_for_timeout(400)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(choice).to_be_focused()
    expect(choice).to_have_value("en")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("html")).not_to_have_attribute("lang", "en")
    expect(page.locator("select.language")).to_be_focused()
