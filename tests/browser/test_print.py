"""The page on paper, and what the editor and results look like in the dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_page import AXE

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

LONG = "x = 1  # " + "a long line that goes on, " * 12 + "to its end\n"
SHOWN = f"""\
from micrograd.neuron import MLP
mlp = MLP(2, [6, 6, 1])
loss = (mlp([1.0, -2.0]) - 1.0) ** 2
{LONG}loss.backpropagate(visualize=True)
for i in range(150):
    print("printed", i)
print("the very last")
"""
# Where the sides of all that is drawn are, beyond those of what should hold it.
BEYOND = """picture => {
    const frame = picture.getBoundingClientRect();
    return Math.max(...[...picture.querySelectorAll("g.node")].map((node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        return Math.max(
            frame.left - left, right - frame.right, frame.top - top, bottom - frame.bottom,
        );
    }));
}"""


@pytest.mark.first_visit
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light")])
def test_on_paper_nothing_is_cut(playground: Playground, width: int, scheme: str) -> None:
    page = playground.page
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    playground.open()
    playground.run(SHOWN)
    picture = playground.figures().locator(".graph-picture svg")
    before = picture.locator("> g").get_attribute("transform")
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert pages >= 3

    # As the browser does it, which draws no paper for a test to measure.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 700})
    assert picture.evaluate(BEYOND) < 1
    for part in (playground.results, page.locator(".card.text").last, page.locator("body")):
        assert part.evaluate("part => part.scrollHeight <= part.clientHeight + 1")
    expect(page.locator(".toolbar, footer").first).to_be_hidden()
    last = page.locator(".cm-line").filter(has_text="the very last")
    expect(last).to_be_visible()
    long_line = page.locator(".cm-line").filter(has_text="to its end")
    assert long_line.evaluate("line => line.getBoundingClientRect().right <= innerWidth + 1")
    assert long_line.evaluate("line => line.scrollWidth <= line.clientWidth + 1")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )

    page.emulate_media(media="screen")
    page.set_viewport_size({"width": width, "height": 700})
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(picture).not_to_have_attribute("viewBox", re.compile(""))
    assert before
    expect(picture.locator("> g")).to_have_attribute("transform", before)


def colours(part: Locator) -> tuple[str, str]:
    found = part.evaluate(
        "part => [getComputedStyle(part).backgroundColor, getComputedStyle(part).color]"
    )
    return found[0], found[1]


@pytest.mark.first_visit
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (1280, "light"), (360, "dark")])
def test_the_search_panel_is_one_of_the_pages(
    playground: Playground, width: int, scheme: str
) -> None:
    page = playground.page
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    playground.open()
    playground.write("x = 1\n")
    playground.editor.press("Control+f")
    panel = page.locator(".cm-search")
    share = page.get_by_role("button", name="Share", exact=True)
    for button in panel.locator("button.cm-button").all():
        assert colours(button) == colours(share)
        assert button.evaluate("part => getComputedStyle(part).backgroundImage") == "none"
    assert playground.has_no_horizontal_scroll()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


def test_code_in_a_docstring_is_set_as_code(playground: Playground) -> None:
    page = playground.page
    playground.open()
    playground.write("from micrograd.node import Node\na = Node(1.0)\na.backprop")
    playground.editor.press("Control+End")
    page.keyboard.press("Control+Space")
    help_ = page.locator(".cm-completionInfo .name-help")
    expect(help_).to_be_visible()
    for module in ("micrograd.da", "micrograd.ch", "micrograd.ta"):
        playground.write(f"import {module}")
        playground.editor.press("Control+End")
        page.keyboard.press("Control+Space")
        expect(page.locator(".cm-completionInfo")).to_be_visible()
        assert "`" not in page.locator(".cm-completionInfo").inner_text()
    assert "`" not in help_.inner_text()


SHOW = """\
from micrograd.display import display
class Shown:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {{"text/html": {html!r}}}
display(Shown())
"""


@pytest.mark.parametrize(
    ("html", "is_dark"),
    [
        ("<table border='1'><tr><td>plain</td></tr></table>", True),
        ("<p style='color: black'>coloured</p>", False),
        ("<style>td {background: #eee}</style><table><tr><td>x</td></tr></table>", False),
    ],
)
def test_plain_html_takes_the_pages_colours(
    playground: Playground, html: str, is_dark: bool
) -> None:
    playground.page.emulate_media(color_scheme="dark")
    playground.open()
    playground.run(SHOW.format(html=html))
    frame = playground.results.locator("iframe")
    expect(frame).to_be_visible()
    paper = frame.evaluate("frame => getComputedStyle(frame).backgroundColor")
    assert paper == ("rgb(22, 24, 27)" if is_dark else "rgb(255, 255, 255)")
    inside = frame.content_frame.locator("td, p").first
    red = int(inside.evaluate("part => getComputedStyle(part).color.match(/\\d+/)[0]"))
    assert (red > 200) == is_dark


def test_all_files_of_a_program_are_printed(playground: Playground) -> None:
    page = playground.page
    playground.open()
    playground.write("import module\nprint(module.x)")
    playground.examples.select_option(label="New file…")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(playground.editor).to_be_focused()
    page.keyboard.type("x = 12345")
    page.get_by_role("tab", name="main.py").click()
    printed = page.locator(".printed-file")
    expect(printed).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(printed).to_have_text(["main.py", "module.py", "x = 12345"])
    for part in printed.all():
        expect(part).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(printed).to_have_count(0)


CHART = """\
from micrograd.display import display
class Chart:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"application/vnd.vegalite.v5+json": {
            "data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 5}]},
            "mark": "line", "title": "A chart",
            "encoding": {"x": {"field": "a"}, "y": {"field": "b"}}}, "text/plain": "chart"}
class Html:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": "<p>some text</p>"}
display(Html())
display(Chart())
"""


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_results_are_dark_on_dark_pages_and_light_on_paper(
    playground: Playground, theme: str
) -> None:
    page = playground.page
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    playground.open()
    playground.run(CHART)
    chart = playground.results.locator(".chart")
    expect(chart).to_have_attribute("data-drawn", theme)
    image = chart.locator("img")
    # It is drawn in the page's colours: on the page's paper.
    paper = image.evaluate("image => getComputedStyle(image).backgroundColor")
    assert paper == "rgba(0, 0, 0, 0)"
    page.emulate_media(media="print")
    turned = image.evaluate("image => getComputedStyle(image).filter")
    assert (turned != "none") == (theme == "dark")
    inside = playground.results.locator("iframe").content_frame.locator("p")
    expect(inside).to_have_css("color", "rgb(0, 0, 0)")
