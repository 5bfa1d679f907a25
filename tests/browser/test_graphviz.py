"""PyPI's `graphviz` in the page: it comes with the site, and draws with the page's Graphviz."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINES

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

WHEEL = re.compile(r"/python/graphviz-[^/]+[.]whl$")
# What the lecture's `draw_dot` does: a record for each value, and a node for its operation.
DRAW = """from graphviz import Digraph

dot = Digraph(format="svg", graph_attr={"rankdir": "LR"})
dot.node("x", label="{ x | data 2.0000 }", shape="record")
dot.node("y", label="{ y | data 4.0000 }", shape="record")
dot.node("op", label="*")
dot.edge("x", "op")
dot.edge("op", "y")
dot
"""


def test_a_digraph_is_drawn_and_its_package_is_fetched_only_then(playground: Playground) -> None:
    fetched: list[str] = []
    playground.page.on("request", lambda request: fetched.append(request.url))
    playground.open()
    playground.run("print(1)")
    assert not [url for url in fetched if WHEEL.search(url)]
    playground.run(DRAW)
    picture = playground.results.locator(".dot-picture svg")
    expect(picture).to_be_visible()
    expect(picture.locator(".node")).to_have_count(3)
    expect(picture).to_contain_text("data 4.0000")
    playground.run(DRAW)
    expect(picture).to_be_visible()
    assert len([url for url in fetched if WHEEL.search(url)]) >= 1


@pytest.mark.same_page
@ENGINES
def test_a_program_can_wait_for_the_drawing(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "import graphviz\n"
        "dot = graphviz.Graph('pair', engine='neato')\ndot.edge('a', 'b')\n"
        "svg = dot.pipe(format='svg', encoding='utf-8')\n"
        "print(svg.count('<ellipse'))\n"
        "print(dot.pipe('plain').decode().split()[0])\n"
        "print(dot.render(format='svg', view=True))\n"
        "print(graphviz.version()[0] > 2)\n"
        "try:\n    graphviz.Source('graph {').pipe('svg')\n"
        "except graphviz.CalledProcessError as error:\n    print(error.stderr)\n"
    )
    printed, _, written = text.partition("Written files")
    assert [line for line in printed.splitlines() if line.strip()] == [
        *("2", "graph", "pair.gv.svg", "True", "syntax error in line 2")
    ]
    assert "pair.gv.svg" in written
    expect(playground.results.get_by_role("img", name="Displayed image")).to_be_visible()


def test_its_licence_is_listed(playground: Playground) -> None:
    listed = playground.page.request.get(playground.url + "licences.txt").text()
    assert "\ngraphviz-0.21\n" in listed
    assert "Sebastian Bank" in listed


@pytest.mark.parametrize("body", [b"<html>busy</html>", None])
def test_a_package_that_does_not_come_is_said_in_a_sentence(
    playground: Playground, body: bytes | None
) -> None:
    playground.watch.expects_errors = True
    playground.page.context.route(
        WHEEL, lambda route: route.fulfill(body=body) if body else route.abort()
    )
    playground.open()
    text = playground.run(DRAW)
    assert "graphviz could not be loaded" in text
    assert "ModuleNotFoundError" in text
    playground.page.context.unroute(WHEEL)
    playground.run(DRAW)
    expect(playground.results.locator(".dot-picture svg")).to_be_visible()


def test_the_console_has_the_package_too(playground: Playground) -> None:
    playground.open()
    playground.run("x = 1")
    console = playground.page.get_by_role("textbox", name="Console")
    console.fill("import graphviz; graphviz.Digraph(body=['a -> b'])")
    console.press("Enter")
    expect(playground.results.locator(".dot-picture svg .node")).to_have_count(2)


@pytest.mark.same_page
def test_the_program_s_colours_stay_and_graphviz_s_own_follow_the_theme(
    playground: Playground,
) -> None:
    playground.page.emulate_media(color_scheme="dark")
    playground.open()
    playground.run(
        "import graphviz\ngraphviz.Digraph(body=['a -> b [color=orange]',"
        " 'b [style=filled, fillcolor=lightblue, color=red]'])"
    )
    nodes = playground.results.locator(".dot-picture svg .node")
    plain, coloured = nodes.nth(0), nodes.nth(1)
    expect(coloured.locator("ellipse")).to_have_css("fill", "rgb(173, 216, 230)")
    expect(coloured.locator("ellipse")).to_have_css("stroke", "rgb(255, 0, 0)")
    expect(coloured.locator("text")).to_have_css("fill", "rgb(0, 0, 0)")
    expect(plain.locator("ellipse")).not_to_have_css("stroke", "rgb(0, 0, 0)")
    expect(plain.locator("text")).not_to_have_css("fill", "rgb(0, 0, 0)")
    arrow = playground.results.locator(".dot-picture svg .edge path")
    expect(arrow).to_have_css("stroke", "rgb(255, 165, 0)")
    ground = playground.results.locator(".dot-picture svg .graph > polygon").first
    expect(ground).to_have_css("fill", "none")
