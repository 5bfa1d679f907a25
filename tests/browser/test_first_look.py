"""What is seen before the editor is there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Route, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

DRAFTS = "micrograd.drafts.1"


class Held:
    """The page's own script, which is on its way as long as a test likes."""

    def __init__(self, playground: Playground) -> None:
        self._routes: list[Route] = []
        self._is_let_go = False
        playground.page.context.route(re.compile(r"/app/main-\w+[.]js$"), self._come)

    def _come(self, route: Route) -> None:
        if self._is_let_go:
            route.continue_()
        else:
            self._routes.append(route)

    def let_go(self) -> None:
        self._is_let_go = True
        for route in self._routes:
            route.continue_()


@pytest.fixture
def held(playground: Playground) -> Held:
    return Held(playground)


@pytest.fixture
def look(playground: Playground) -> Locator:
    return playground.page.locator("#loading pre")


def go(playground: Playground, path: str = "") -> None:
    playground.page.goto(playground.url + path, wait_until="commit")


def keep(playground: Playground, key: str, value: str) -> None:
    entry = json.dumps([key, value])
    playground.page.add_init_script(f"localStorage.setItem(...{entry})")


def test_the_first_example_stands_where_the_editor_will_have_it(
    playground: Playground, held: Held, look: Locator
) -> None:
    go(playground)
    expect(look).to_contain_text("loss.backpropagate(visualize=True)")
    # The text may be there before the style that gives it a place.
    expect(look).to_be_visible()
    text = look.inner_text()
    place = look.bounding_box()
    padding = [
        float(look.evaluate(f"each => parseFloat(getComputedStyle(each).padding{side})"))
        for side in ("Left", "Top")
    ]
    held.let_go()
    expect(playground.editor).to_be_visible()
    expect(look).to_have_count(0)
    assert playground.source().strip() == text.strip()
    line = playground.page.locator(".cm-line").first
    there = line.bounding_box()
    inside = float(line.evaluate("each => parseFloat(getComputedStyle(each).paddingLeft)"))
    assert place
    assert there
    assert (place["x"] + padding[0], place["y"] + padding[1]) == pytest.approx(
        (there["x"] + inside, there["y"]), abs=1.5
    )


def test_a_draft_is_seen_in_its_place(playground: Playground, held: Held, look: Locator) -> None:
    draft = {"id": "a", "time": 1, "files": {"main.py": "<b>own</b> = 1\n"}}
    keep(playground, DRAFTS, json.dumps([draft]))
    keep(playground, "micrograd.theme", "dark")
    go(playground)
    expect(look).to_have_text("<b>own</b> = 1")
    expect(playground.page.locator("html")).to_have_attribute("data-theme", "dark")
    held.let_go()
    expect(playground.editor).to_contain_text("<b>own</b> = 1")


def test_what_is_no_draft_is_none(playground: Playground, held: Held, look: Locator) -> None:
    keep(playground, DRAFTS, '[{"id": 1}, {"files": 2}, null')
    keep(playground, "micrograd.theme", "<svg>")
    go(playground)
    expect(look).to_contain_text("A first expression")
    expect(playground.page.locator("html")).to_have_attribute("data-theme", "system")
    held.let_go()
    expect(playground.editor).to_be_visible()


@pytest.mark.parametrize("path", ["#example=xor", "?embed", "#code=nothing"])
def test_another_program_is_not_preceded_by_this_one(
    playground: Playground, held: Held, look: Locator, path: str
) -> None:
    go(playground, path)
    expect(playground.page.locator("html")).to_have_attribute("data-theme", "system")
    expect(look).to_be_hidden()
    held.let_go()
    expect(look).to_have_count(0)
