"""What a program displays is data: it runs nothing, loads nothing, and stays in its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_isolation import stranger

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

__all__ = ["stranger"]

SHOW = """
class Shown:
    def __init__(self, **bundle):
        self.bundle = {name.replace("__", "/").replace("_", "."): v for name, v in bundle.items()}
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": "a thing", **self.bundle}
TAKE = "parent.document.title = document.title = 'taken'"
URL = "%s"
"""

HTML = """
display(Shown(text__html=f'''
  <b>harmless</b>
  <script>{TAKE}</script>
  <script src="{URL}script.js"></script>
  <img src="{URL}image.png" onerror="{TAKE}">
  <img src=x onerror="{TAKE}">
  <svg onload="{TAKE}"><foreignObject>
    <iframe src="javascript:{TAKE}"></iframe>
  </foreignObject></svg>
  <a href="javascript:{TAKE}" id="link">a link</a>
  <a href="{URL}away" target="_top" id="away">away</a>
  <iframe src="{URL}frame"></iframe>
  <object data="{URL}object"></object><embed src="{URL}embed">
  <link rel="stylesheet" href="{URL}style.css"><link rel="prefetch" href="{URL}prefetch">
  <meta http-equiv="refresh" content="0; url={URL}refresh">
  <base href="{URL}">
  <video src="{URL}video" poster="{URL}poster" autoplay></video>
  <form action="{URL}form"><button id="send">send</button></form>
  <style>
    @import "{URL}import.css"; @font-face {{ font-family: f; src: url({URL}font) }}
    * {{ font-family: f; background: url({URL}background) }}
    body {{ position: fixed; inset: -1000px; z-index: 2147483647; background-color: red }}
  </style>
'''))
"""

SVG = """
display(Shown(**{"image/svg+xml": f'''
  <svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" onload="{TAKE}">
    <a href="javascript:{TAKE}"><rect width="100" height="100" fill="green"/></a>
  </svg>'''}))
display(Shown(**{"image/svg+xml": f'''
  <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
       width="100" height="100" viewBox="0 0 100 100" onload="{TAKE}">
    <script>{TAKE}</script>
    <style>@import "{URL}import.css"; * {{ fill: url({URL}fill#a) }}</style>
    <image href="{URL}image.png" width="10" height="10"/>
    <use xlink:href="{URL}use.svg#a"/>
    <a href="javascript:{TAKE}"><rect width="100" height="100" fill="green"/></a>
    <foreignObject width="9" height="9">
      <img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="{TAKE}"/>
    </foreignObject>
  </svg>'''}))
"""

OTHERS = """
display(Shown(**{"text/markdown": f'<img src="{URL}md" onerror="{TAKE}">[x](javascript:{TAKE})'}))
display(Shown(**{"application/javascript": TAKE, "text/javascript": TAKE}))
for version in "v5+json", "v6.json":
    display(Shown(**{f"application/vnd.vegalite.{version}": f'''{{
        "data": {{"url": "{URL}data.json"}}, "mark": "point",
        "transform": [{{"calculate": "fetch('{URL}')", "as": "x"}}] }}'''}))
display(Shown(**{"text/latex": TAKE, "application/pdf": "JVBERi0=", "__proto__": "x"}))
print(f"<img src={URL}printed onerror='{TAKE}'>")
raise ValueError(f"<img src={URL}raised onerror='{TAKE}'>")
"""

DOT = r"""
display(Shown(**{"text/vnd.graphviz": r'''digraph {
  graph [URL="URLgraph", stylesheet="URLsheet.css", imagepath="URL", bgcolor="red"]
  a [href="javascript:TAKE", target="_top", tooltip="<script>TAKE</script>"]
  b [image="URLimage.png", shape=none, label="b"]
  c [label=<<table href="javascript:TAKE"><tr><td><img src="URLcell.png"/></td></tr></table>>]
  d [label="\"><script>TAKE</script>", id="x\" onload=\"TAKE", class="notice"]
  a -> d [URL="URLedge", edgehref="javascript:TAKE"]
}'''.replace("URL", URL).replace("TAKE", TAKE),
"application/vnd.micrograd.graph+json": '{"title": "Computational graph <img src=x>"}'}))
"""


@pytest.mark.first_visit
@pytest.mark.parametrize("attack", [HTML, SVG, OTHERS, DOT], ids=["html", "svg", "others", "dot"])
def test_what_is_shown_runs_nothing_and_loads_nothing(
    playground: Playground, stranger: tuple[str, list[str]], attack: str
) -> None:
    playground.watch.expects_errors = True
    playground.watch.expects_strangers = True
    url, asked = stranger
    playground.open()
    page = playground.page
    address = page.url
    playground.run(SHOW % url + attack)
    # That display works at all: otherwise nothing was tested.
    if attack is HTML:
        frame = page.frame_locator("iframe")
        expect(frame.get_by_text("harmless")).to_be_visible()
        frame.locator("#link").dispatch_event("click")
        frame.locator("#away").dispatch_event("click")
        frame.locator("#send").dispatch_event("click")
        assert page.locator("iframe").get_attribute("sandbox") == ""
    elif attack is SVG:
        image = page.get_by_role("img", name="Displayed image")
        expect(image).to_be_visible()
        assert image.evaluate("image => image.naturalWidth") == 100
        image.click()
        playground.results.get_by_role("button", name="Draw it").click()
        frame = page.frame_locator("iframe")
        expect(frame.locator("rect")).to_be_visible()
        frame.locator("a").dispatch_event("click")
        assert page.locator("iframe").get_attribute("sandbox") == ""
    elif attack is DOT:
        expect(playground.figures()).to_have_count(1)
    else:
        expect(playground.results.get_by_label("Value")).to_have_count(5)
    # Turns in which what was going to happen would happen.
    page.evaluate("() => new Promise(resolve => setTimeout(resolve, 500))")
    assert page.title() == "micrograd playground"
    assert page.url.split("#")[0] == address.split("#")[0]
    assert asked == []
    assert page.locator("body :is(script, object, embed, link, base)").count() == 0
    assert page.locator(".cards a:not([download])").count() == 0
    # Nothing lies over the page: its controls are what a click would meet.
    for control in (playground.run_button, playground.share_button):
        control.click(trial=True)
    results = playground.results.bounding_box()
    assert results
    for card in page.locator(".card").all():
        box = card.bounding_box()
        assert box
        assert box["x"] >= results["x"]
        assert box["x"] + box["width"] <= results["x"] + results["width"] + 1


def test_dot_that_no_one_can_draw_safely_is_said_or_reduced(playground: Playground) -> None:
    playground.open()
    playground.run(
        SHOW
        % "https://stranger.test/"
        + "display(Shown(**{'text/vnd.graphviz': 'digraph { a [label=<<b>bold</b>>, "
        'class="notice", id="x", style="filled", fillcolor="red"] }\'}))'
    )
    figure = playground.figures().first
    expect(figure.locator("svg text")).to_have_text("bold")
    assert figure.locator("[onload], [href], [style*=position]").count() == 0


def test_a_monstrous_bundle_is_not_shown_and_that_is_said(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        SHOW % "" + "display(Shown(text__html='x' * 100_000_000))\nprint('went on')", seconds=90
    )
    assert "What the program displays is too large to be shown." in text
    assert "went on" in text
    text = playground.run(
        "import asyncio, json, sys\n"
        "bundle = json.dumps({'text/html': 'x' * 30_000_000})\n"
        "sys.stdout._outlet._sink.send('display', bundle=bundle)\n"
        "await asyncio.sleep(60)"
    )
    assert "this is too long to be shown" in text
    assert playground.run("print('next')") == "next"


def test_a_bundle_that_is_no_bundle_hurts_no_one(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        SHOW % "" + "display(Shown(image__png='not base64', text__html=''))\n"
        "display(Shown(**{'image/svg+xml': ''}))\nprint('went on')"
    )
    assert "went on" in text


# As Altair 5 writes it.
ALTAIR = {
    "config": {"view": {"continuousWidth": 300, "continuousHeight": 300}},
    "data": {"name": "data-1"},
    "mark": {"type": "line"},
    "title": "Squares",
    "encoding": {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
        "color": {"field": "kind", "type": "nominal"},
    },
    "$schema": "https://vega.github.io/schema/vega-lite/v5.20.1.json",
    "datasets": {"data-1": [{"x": x, "y": x * x, "kind": "abc"[x % 3]} for x in range(20)]},
}
CHART = """
import json
class Chart:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {{"application/vnd.vegalite.v5+json": {}, "text/plain": "a chart in words"}}
Chart()
"""


def test_a_vega_lite_chart_is_drawn_with_its_numbers(playground: Playground) -> None:
    playground.open()
    playground.run(CHART.format(repr(ALTAIR)))
    figure = playground.results.get_by_role("figure", name="Squares")
    image = figure.get_by_role("img", name="Squares")
    expect(image).to_be_visible()
    assert image.evaluate("(image) => image.naturalWidth") > 250
    figure.get_by_text("Numbers of the chart").click()
    cells = figure.locator("tbody tr").nth(3).locator("td")
    for place, text in enumerate(["3", "9", "a"]):
        expect(cells.nth(place)).to_have_text(text)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"data": {"url": "https://example.com/data.json"}}, "may not fetch anything"),
        ({"data": {"sequence": {"start": 0, "stop": 1e12}}}, "has too many numbers"),
        ({"data": {"sequence": {"start": 0, "stop": 9, "step": 1e-12}}}, "has too many numbers"),
        (
            {"transform": [{"calculate": "test('^(a+)+$', datum.s)", "as": "y"}]}
            | {"data": {"values": [{"x": 1, "s": "a" * 60 + "b"}]}},
            "it took too long",
        ),
        ({"mark": "no such mark"}, "could not be drawn"),
        ({"mark": None, "encoding": None}, "could not be drawn"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_shown_as_its_text(
    playground: Playground, change: dict[str, object], sentence: str
) -> None:
    playground.open()
    playground.run(CHART.format(repr(ALTAIR | change)))
    expect(playground.results).to_contain_text(sentence)
    expect(playground.results).to_contain_text("a chart in words")


def test_a_history_that_no_training_made_is_a_chart(playground: Playground) -> None:
    playground.open()
    playground.run("from micrograd.history import History\nHistory([4.0, 2.0, 1.0])")
    expect(playground.results.locator("figure.chart img")).to_be_visible()


def test_nodes_and_networks_are_tables(playground: Playground) -> None:
    playground.open()
    playground.run(
        "from micrograd.neuron import MLP\nfrom micrograd.node import Node\n"
        "a = Node(1 / 3, label='a')\n(a * a).backward()\ndisplay([a, a * 2])\n"
        "display([Node(float(x)) for x in ('inf', '-inf', 'nan')])\nMLP(2, [1])"
    )
    nodes, odd, network = playground.results.get_by_role("table").all()
    expect(odd.get_by_role("row").locator("td:nth-child(4)")).to_have_text(["inf", "-inf", "nan"])
    expect(nodes.get_by_role("caption")).to_have_text("2 nodes")
    expect(nodes.get_by_role("row").nth(1)).to_have_text("0a0.33330.6667")
    expect(nodes.get_by_title("0.3333333333333333")).to_have_text("0.3333")
    expect(network.get_by_role("row")).to_have_count(4)
    playground.results.locator(".data-table").first.hover()
    playground.page.get_by_role("button", name="Copy", exact=True).click()
    expect(playground.page.get_by_role("button", name="Copied")).to_be_visible()
    text = playground.page.evaluate("navigator.clipboard.readText()")
    assert text.splitlines()[:2] == ["index\tname\toperation\tdata\tgrad", "0\ta\t\t0.3333\t0.6667"]


def test_a_forged_table_is_shown_as_text(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        "class Forged:\n"
        "    def _repr_mimebundle_(self, **_):\n"
        "        return {'application/vnd.micrograd.table+json': "
        '\'{"columns": ["<img>"], "rows": [], "more": 0, "caption": ""}\','
        " 'text/plain': 'plain'}\n"
        "Forged()"
    )
    assert text == "plain"
