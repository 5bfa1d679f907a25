"""Gradients predicted before they are shown, on the graph of a program of the visitor's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

PROGRAM = """
from micrograd.node import Node
a, b = Node(2.0), Node(-3.5)
d = a * b
e = d + a
y = e * 4
y.backward()
y
"""
ANSWERS = {"∂y/∂e =": "4", "∂y/∂d =": "4", "∂y/∂a =": "-10", "∂y/∂b =": "8"}

# All that a visitor can see or hear of the card.
SAID = """each => [each.innerText, ...[...each.querySelectorAll('*')].flatMap((one) =>
    one.checkVisibility({ visibilityProperty: true })
        ? [one.textContent, one.title, one.ariaLabel, one.ariaValueText, one.ariaDescription]
        : [])].join('\\n')"""


@pytest.fixture
def card(playground: Playground) -> Locator:
    playground.open()
    playground.run(PROGRAM)
    return playground.results.locator(".walk")


def question(card: Locator) -> str:
    return card.locator(".prediction-name").inner_text()


def test_a_whole_walk_is_predicted_by_keyboard(card: Locator) -> None:
    card.get_by_role("switch", name="Predict").press("Space")
    form = card.get_by_role("group", name="Predict")
    field = form.get_by_role("textbox")
    status = form.get_by_role("status")
    hidden = "-10"
    for _ in ANSWERS:
        name = question(card)
        if name == "∂y/∂a =":
            assert hidden not in card.evaluate(SAID)
            field.press_sequentially("4")
            field.press("Enter")
            expect(status).to_contain_text("used more than once")
            assert hidden not in card.evaluate(SAID)
            expect(form.get_by_role("button", name="Show it")).to_be_hidden()
        field.fill(ANSWERS[name])
        field.press("Enter")
        expect(status).to_contain_text(f"{name} right.")
    expect(status).to_contain_text("3 of 4 at the first try")
    expect(card.locator(".node").filter(has_text="grad -10.0")).to_have_count(1)
    expect(card).to_contain_text("After backpropagation")


def test_the_walk_waits_and_nothing_tells(card: Locator) -> None:
    expect(card.locator(".node").filter(has_text="grad -10.0")).to_have_count(1)
    card.get_by_role("switch", name="Predict").check()
    expect(card.get_by_role("button", name="To the end")).to_be_disabled()
    expect(card).to_contain_text("The walk goes on once this gradient is right.")
    card.get_by_role("slider", name="Step").press("End")
    said = card.evaluate(SAID)
    for number in ("-10", "8.0", "-14"):
        assert number not in said
    expect(card.get_by_text("Copy and save", exact=True)).to_be_hidden()
    expect(card.get_by_text("Steps as a table")).to_be_hidden()
    expect(card.get_by_role("switch", name="Check gradients")).to_be_hidden()
    card.get_by_role("switch", name="Predict").uncheck()
    expect(card.locator(".node").filter(has_text="grad -10.0")).to_have_count(1)
    expect(card.get_by_text("Copy and save", exact=True)).to_be_visible()


def test_a_pinned_node_is_asked_for_and_hard_ones_are_told(card: Locator) -> None:
    card.get_by_role("switch", name="Predict").check()
    card.locator(".node").filter(has_text="b").first.click()
    expect(card.locator(".prediction-name")).to_have_text("∂y/∂b =")
    field = card.locator(".prediction input")
    status = card.locator(".prediction-answer")
    for guess, sentence in (
        ("nonsense", "Type a number"),
        ("-8", "the sign is not"),
        ("2", "the local derivative alone"),
    ):
        field.fill(guess)
        field.press("Enter")
        expect(status).to_contain_text(sentence)
    card.get_by_role("button", name="Show it").click()
    expect(card.locator(".node").filter(has_text="grad 8.0")).to_have_count(1)
    expect(card.locator(".prediction-name")).to_have_text("∂y/∂e =")
    expect(field).to_be_focused()


def test_a_graph_without_a_backward_pass_has_nothing_to_predict(playground: Playground) -> None:
    playground.open()
    playground.run(
        "from micrograd.graph import Graph\nfrom micrograd.node import Node\n"
        "Graph(Node(2.0) * 3, 'before')"
    )
    expect(playground.results.locator(".walk")).to_be_visible()
    expect(playground.results.get_by_role("switch", name="Predict")).to_be_hidden()


def test_what_was_chosen_is_put_back_when_predicting_ends(card: Locator) -> None:
    box = card.locator(".node").filter(has_text="b").first
    box.click()
    other = card.get_by_role("spinbutton", name="Other value")
    other.fill("1.5")
    sentence = "b: -3.5 → 1.5"
    expect(card.locator(".pinned")).to_contain_text(sentence)
    card.get_by_role("switch", name="Check gradients").check()
    checked = "derivatives agree with central differences"
    expect(card).to_contain_text(checked)

    predict = card.get_by_role("switch", name="Predict")
    predict.check()
    # It is asked for first, and nothing of it is told.
    expect(card.locator(".prediction-name")).to_have_text("∂y/∂b =")
    expect(card).not_to_contain_text(checked)
    expect(card).not_to_contain_text(sentence)
    said = card.evaluate(SAID)
    for number in ("-10", "8.0"):
        assert number not in said

    predict.uncheck()
    expect(card.get_by_role("switch", name="Check gradients")).to_be_checked()
    expect(card).to_contain_text(checked)
    expect(card.locator(".pinned")).to_contain_text(sentence)
    expect(other).to_have_value("1.5")
    expect(card.locator(".node").filter(has_text="data 1.5")).to_have_count(1)
    # What is let go meanwhile stays so.
    predict.check()
    card.get_by_role("button", name="Unpin").click()
    predict.uncheck()
    expect(card.locator(".pinned")).to_be_hidden()
    expect(card.locator(".node").filter(has_text="data -3.5")).to_have_count(1)
