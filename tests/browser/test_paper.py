"""What is saved for paper: hand-outs of lessons and of graphs, and task sheets."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_graph import OWN_ENGINE
from tests.lessons import lesson, ours

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

BRIGHTNESS = """async (picture) => {
    const image = new Image();
    image.src = picture;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"),
        { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4)
        if (data[at] + data[at + 1] + data[at + 2] < 300) dark += 1;
    return dark / (canvas.width * canvas.height);
}"""


def saved(playground: Playground, button: str) -> str:
    with playground.page.expect_download() as download:
        playground.page.get_by_role("button", name=button, exact=True).click()
    return download.value.path().read_text(encoding="utf-8")


def opened(playground: Playground, html: str) -> Page:
    sheet = playground.page.context.new_page()
    sheet.set_content(html)
    return sheet


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def dark_share(page: Page) -> float:
    """How much of what is drawn is dark."""
    picture = base64.b64encode(page.screenshot(full_page=True)).decode()
    return float(page.evaluate(BRIGHTNESS, f"data:image/png;base64,{picture}"))


@ours
@pytest.mark.parametrize(
    ("name", "pictures"), [("chain", "svg"), ("mlp", "svg"), ("two-moons", "img")]
)
def test_a_hand_out_is_two_light_sheets_at_most(
    playground: Playground, name: str, pictures: str
) -> None:
    playground.page.emulate_media(color_scheme="dark")
    playground.open(f"#lesson={name}")
    playground.page.get_by_text("A solution").click()
    playground.page.get_by_role("button", name="Put it into the editor").click()
    playground.run()
    expect(playground.page.locator(".lesson-answer")).to_have_attribute("data-kind", "passed")
    drawn = ".graph .nodes .node" if pictures == "svg" else ".loss-chart canvas"
    expect(playground.results.locator(drawn).first).to_be_visible()
    html = saved(playground, "Download hand-out")
    assert len(html.encode()) < 1_000_000
    assert "<script" not in html
    sheet = opened(playground, html)
    assert sheet.locator(f"section {pictures}").count() >= 2
    assert sheets(sheet) <= 2
    assert dark_share(sheet) < 0.15
    # The page is dark again, and so is what is drawn in it.
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    assert playground.page.evaluate(scheme) == "light dark"
    canvases = playground.results.locator("canvas")
    if canvases.count() > 0:
        picture = canvases.first.evaluate("canvas => canvas.toDataURL()")
        assert picture not in html


@pytest.mark.first_visit
@ours
def test_a_task_sheet_has_the_answer_only_where_it_is_asked_for(playground: Playground) -> None:
    playground.page.goto(f"{playground.url}?lang=de#lesson=chain")
    expect(playground.page.locator(".lesson-text")).to_contain_text("Kettenregel")
    answer = "dL_dd = f.data * dL_dL"
    assert answer in lesson("chain")["solution"]["main.py"]
    task = saved(playground, "Arbeitsblatt herunterladen")
    assert "dL_dd = ..." in task
    assert answer not in task
    assert '<h2>Deine Antwort</h2><div class="room">' in task
    assert '<html lang="de">' in task
    playground.page.get_by_text("Eine Lösung").click()
    solved = saved(playground, "Arbeitsblatt mit Lösung herunterladen")
    assert "dL_dd = ..." in solved
    assert answer in solved
    for html in (task, solved):
        assert sheets(opened(playground, html)) == 1


def test_paper_names_no_button_of_the_page(playground: Playground) -> None:
    playground.open()
    passes = "c.grad = 1.0\nfor each in (c, c._prev[0], b):\n    each._backward()\n"
    # An operation that the package does not know: its gradients are not proven.
    engine = OWN_ENGINE.replace('"*"', '"mine"')
    playground.run(engine.replace("from micrograd.graph", f"{passes}from micrograd.graph"))
    card = playground.results.get_by_role("figure")
    hint = card.get_by_text("“Check gradients” compares it with central differences.")
    expect(hint).to_be_visible()
    playground.page.emulate_media(media="print")
    expect(hint).to_be_hidden()
    playground.page.emulate_media(media="screen")
    playground.page.get_by_text("Copy and save").click()
    html = saved(playground, "Download hand-out (all steps)")
    assert "the operations' backward functions give." in html
    assert "Check gradients" not in html


def test_all_steps_of_a_graph_share_their_sheets(playground: Playground) -> None:
    playground.page.emulate_media(color_scheme="dark")
    playground.open()
    playground.run(
        "from micrograd.node import Node\na = Node(2.0, label='a')\nb = a * a + a\n"
        "b.backpropagate(visualize=True)"
    )
    playground.page.get_by_text("Copy and save").click()
    html = saved(playground, "Download hand-out (all steps)")
    sheet = opened(playground, html)
    assert sheet.locator("section svg").count() == 7
    # What e₁ is told from, and each equation on a line of its own.
    product = sheet.locator("section").filter(has_text="is used in 2 places")
    expect(product).to_have_count(1)
    lines = [line.split("\n") for line in product.locator("li").all_inner_texts()]
    assert [len(line) for line in lines] == [2, 2]
    assert [line[1] for line in lines] == ["∂(a₁·a₂)/∂a₁ = a₂ = 2.0", "∂(a₁·a₂)/∂a₂ = a₁ = 2.0"]
    # Pictures beside each other are level.
    tops = sheet.locator("section svg").evaluate_all(
        "all => all.map(each => Math.round(each.getBoundingClientRect().top))"
    )
    columns = tops.count(tops[0])
    assert columns > 1
    assert all(tops.count(top) == columns for top in tops[: 7 - 7 % columns])
    assert sheets(sheet) <= 2
    assert dark_share(sheet) < 0.15
