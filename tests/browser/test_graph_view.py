"""The picture of a graph and what is seen of it: any size is drawn, and the walk stays in sight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.test_graph import shown
from tests.browser.test_kept import html, missing

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

PRODUCT = """\
from micrograd.node import Node
(Node(2.0, label="a") * Node(3.0, label="b")).backpropagate(visualize=True)
"""

LONG = """\
from micrograd.node import Node
total = Node(0.0, label="begin")
for i in range(50):
    total = total + Node(float(i), label=f"x{i}")
total.backpropagate(visualize=True)
"""


def loop(rounds: int) -> str:
    return (
        "from micrograd.node import Node\n"
        "x = Node(1.0)\n"
        "y = x\n"
        f"for _ in range({rounds}):\n"
        "    y = y * 1.01 + x\n"
        "y.backpropagate(visualize=True)\n"
    )


def is_in_sight(box: Locator, picture: Locator) -> bool:
    return bool(
        box.evaluate(
            """async (box, picture) => {
                // A picture is moved in the next frame.
                for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
                const [part, frame] = [box, picture].map((each) => each.getBoundingClientRect());
                return part.left >= frame.left - 1 && part.right <= frame.right + 1
                  && part.top >= frame.top - 1 && part.bottom <= frame.bottom + 1;
            }""",
            picture.element_handle(),
        )
    )


@pytest.mark.parametrize("rounds", [100, 300])
def test_a_loop_with_long_arrows_is_drawn_in_columns(playground: Playground, rounds: int) -> None:
    card = shown(playground, loop(rounds))
    expect(card.boxes.first).to_be_visible()
    expect(card.figure).to_contain_text("The boxes stand in plain columns")
    assert card.boxes.count() == card.figure.locator("g.node text.data").count() > 3 * rounds
    card.slider.press("Home")
    card.slider.press("ArrowRight")
    expect(card.figure.locator("g.node.is-node")).to_have_count(1)


def test_a_crash_of_the_layout_kills_no_other(playground: Playground) -> None:
    playground.watch.expects_errors = True  # Graphviz's own words
    nested = "subgraph cluster_{} {{".format
    dot = "".join(nested(depth) for depth in range(500)) + "a" + "}" * 500
    playground.open()
    playground.run(
        "class Dot:\n"
        "    def _repr_mimebundle_(self, **_):\n"
        f"        return {{'text/vnd.graphviz': 'digraph {{{dot}}}'}}\n"
        "display(Dot())\n" + PRODUCT
    )
    expect(playground.figures()).to_have_count(2)
    expect(playground.figures().first).to_contain_text("The graph could not be drawn")
    expect(playground.figures().last.locator("g.node")).to_have_count(3)
    expect(playground.figures().last).not_to_contain_text("columns")


def test_the_picture_follows_the_walk(playground: Playground) -> None:
    card = shown(playground, LONG)
    lit = card.figure.locator("g.node.is-node")
    expect(card.boxes).to_have_count(101)
    card.slider.press("Home")
    card.slider.press("ArrowRight")
    assert is_in_sight(lit, card.picture)
    seen = card.scale()
    card.slider.press("ArrowRight")
    assert is_in_sight(lit, card.picture)
    assert card.scale() == seen, "it is in sight already"
    for _ in range(12):
        card.slider.press("ArrowRight")
        assert is_in_sight(lit, card.picture)


def test_who_moves_the_picture_is_not_followed_until_fit_or_play(playground: Playground) -> None:
    card = shown(playground, LONG)
    lit = card.figure.locator("g.node.is-node")
    before = card.scale()
    card.picture.locator("g.node").last.press("Shift+ArrowRight")
    expect(card.picture.locator("> g")).not_to_have_attribute("transform", before)
    seen = card.scale()
    card.slider.press("Home")
    card.slider.press("ArrowRight")
    assert not is_in_sight(lit, card.picture)
    assert card.scale() == seen
    card.button("Fit").click()
    card.button("Zoom in").click()
    for _ in range(6):
        card.button("Zoom in").click()
    card.slider.press("ArrowRight")
    assert is_in_sight(lit, card.picture)
    card.picture.locator("g.node").first.press("Shift+ArrowUp")
    card.slider.press("End")
    card.slider.press("Home")
    card.button("Play").click()
    expect(lit).to_have_count(1)
    card.button("Pause").click()
    assert is_in_sight(lit, card.picture)


def test_full_screen_fits_the_graph_and_gives_back_what_was_seen(playground: Playground) -> None:
    card = shown(playground, PRODUCT)
    before = card.scale()
    card.button("Full screen").click()
    expect(card.picture.locator("> g")).not_to_have_attribute("transform", before)
    frame, drawn = card.picture.bounding_box(), card.picture.locator("> g").bounding_box()
    assert frame
    assert drawn
    share = max(drawn["width"] / frame["width"], drawn["height"] / frame["height"])
    assert 0.5 < share <= 1
    playground.page.evaluate("document.exitFullscreen()")
    expect(card.picture.locator("> g")).to_have_attribute("transform", before)


def test_tab_stops_once_at_the_picture(playground: Playground) -> None:
    card = shown(playground, LONG)
    card.figure.locator("summary").first.focus()
    playground.page.keyboard.press("Tab")
    expect(card.figure.locator("g.node:focus")).to_have_count(1)
    playground.page.keyboard.press("ArrowLeft")
    expect(card.figure.locator("g.node:focus")).to_have_count(1)
    playground.page.keyboard.press("Tab")
    expect(card.picture.locator(":focus")).to_have_count(0)


@pytest.mark.first_visit
@pytest.mark.parametrize("fault", [missing, html])
def test_where_graphviz_does_not_come_that_is_said_and_it_is_fetched_again(
    playground: Playground, fault: Any
) -> None:
    playground.watch.expects_errors = True
    playground.open()
    playground.page.route(re.compile("/layout-worker"), fault)
    card = shown(playground, PRODUCT)
    expect(card.figure).to_contain_text("Graphviz, which places them, could not be fetched")
    playground.page.unroute_all(behavior="ignoreErrors")
    playground.run(PRODUCT)
    expect(card.boxes.first).to_be_visible()
    expect(card.figure).not_to_contain_text("plain columns")
