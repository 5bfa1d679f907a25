"""The page inside another one, and moments of a graph in links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser.test_links import forge, link_to
from tests.lessons import ours

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Playground

BOOT_MS = 60_000


def embed(
    playground: Playground, *searches: str, source: str = "print('inside')"
) -> list[FrameLocator]:
    """Show a page of a stranger's with the playground in it, as often as there are searches."""
    frames = [
        f'<iframe id="f{i}" src="{playground.url}{search}{link_to(source)}" '
        'style="width: 100%; height: 300px"></iframe>'
        for i, search in enumerate(searches)
    ]
    # Served from where the site is: a browser keeps other pages away from this machine's servers.
    page, lecture = playground.page, playground.url + "lecture.html"
    page.route(
        lecture,
        lambda route: route.fulfill(content_type="text/html", body="<p>Text</p>" + "".join(frames)),
    )
    page.goto(lecture)
    return [playground.page.frame_locator(f"#f{i}") for i in range(len(searches))]


def run(frame: FrameLocator) -> None:
    frame.get_by_role("button", name="Run").click()
    expect(frame.locator("body")).to_have_attribute("data-runs", "1", timeout=BOOT_MS)


def test_an_embed_runs_and_has_no_more_than_it_needs(playground: Playground) -> None:
    (frame,) = embed(playground, "?embed")
    expect(frame.get_by_role("textbox", name="Code editor")).to_contain_text("inside")
    for name in ("Share", "Examples"):
        expect(frame.get_by_label(name)).to_be_hidden()
    run(frame)
    expect(frame.get_by_role("region", name="Results")).to_have_text("inside")


def test_nothing_of_python_is_fetched_before_someone_turns_to_it(playground: Playground) -> None:
    fetched: list[str] = []
    playground.page.on("request", lambda request: fetched.append(request.url))
    first, second = embed(playground, "?embed", "?embed")
    for frame in (first, second):
        expect(frame.get_by_role("status")).to_contain_text("when you first use it")
    assert not [url for url in fetched if url.endswith((".bin", ".whl", ".zip"))]
    run(first)
    assert [url for url in fetched if ".wasm" in url]
    expect(second.get_by_role("status")).to_contain_text("when you first use it")


def test_options_of_an_embed(playground: Playground) -> None:
    read_only, results = embed(playground, "?embed&readonly&theme=dark", "?embed&results&theme=no")
    editor = read_only.get_by_role("textbox", name="Code editor")
    expect(editor).to_have_attribute("aria-readonly", "true")
    editor.press("a")
    expect(editor).to_have_text(re.compile(r"^print\('inside'\)\s*$"))
    expect(read_only.locator("html")).to_have_attribute("data-theme", "dark")
    expect(results.locator("html")).to_have_attribute("data-theme", "system")
    expect(results.get_by_role("textbox", name="Code editor")).to_be_hidden()
    run(results)
    expect(results.get_by_role("region", name="Results")).to_have_text("inside")


def test_it_tells_its_height_and_keeps_nothing(playground: Playground) -> None:
    (frame,) = embed(playground, "?embed")
    page = playground.page
    page.evaluate(
        """() => addEventListener("message", ({ data }) => {
            if (data?.type === "micrograd.height") document.body.dataset.height = data.height;
        })"""
    )
    editor = frame.get_by_role("textbox", name="Code editor")
    editor.press("Control+End")
    page.keyboard.insert_text("\n" * 5)
    expect(page.locator("body")).to_have_attribute("data-height", re.compile(r"^\d+$"))
    before = int(page.locator("body").get_attribute("data-height") or "0")
    run(frame)
    expect(page.locator("body")).not_to_have_attribute("data-height", str(before))
    after = int(page.locator("body").get_attribute("data-height") or "0")
    assert before + 400 < after < 1_500
    assert "inside" not in page.evaluate("JSON.stringify(localStorage)")


def test_the_program_opens_in_the_whole_page(playground: Playground) -> None:
    (frame,) = embed(playground, "?embed")
    frame.get_by_role("textbox", name="Code editor").press("Control+End")
    playground.page.keyboard.insert_text("  # mine")
    with playground.page.context.expect_page() as opened:
        frame.get_by_role("button", name="Open in the playground").click()
    whole: Page = opened.value
    expect(whole).to_have_url(re.compile(r"/#code="))
    expect(whole.get_by_role("textbox", name="Code editor")).to_contain_text("# mine")
    expect(whole.get_by_role("button", name="Share")).to_be_visible()


GRAPH = """
import random
from micrograd.node import Node
w = Node(random.random(), label="w")
y = (w * 2.0).tanh()
y.backpropagate(visualize=True)
print(w.data)
"""


def test_a_link_to_a_moment_shows_it_when_it_is_run(playground: Playground) -> None:
    playground.open()
    playground.run(GRAPH)
    card = playground.page.get_by_role("figure", name="Computational graph")
    slider = card.get_by_role("slider", name="Step")
    slider.fill("4")
    caption = slider.get_attribute("aria-valuetext") or ""
    number = playground.results.locator(".text").inner_text()
    card.get_by_text("Copy and save").click()
    card.get_by_role("button", name="Copy link to this moment").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    link = playground.page.evaluate("navigator.clipboard.readText()")

    playground.page.goto("about:blank")
    playground.page.goto(link)
    expect(playground.notice).to_contain_text("Run shows the step")
    playground.wait_for("ready")
    playground.run()
    expect(slider).to_have_attribute("aria-valuetext", caption)
    assert playground.results.locator(".text").inner_text() == number

    playground.write("print('no graph')")
    playground.run()
    expect(playground.notice).to_be_hidden()


@pytest.mark.parametrize(
    "moment",
    [
        '{"card": 0, "kind": "backward", "node": "none", "pinned": null, "level": null, "seed": 1}',
        '{"card": 900, "kind": "start", "node": "", "pinned": null, "level": "mlp", "seed": 1}',
    ],
)
def test_a_moment_that_is_not_there_is_said(playground: Playground, moment: str) -> None:
    source = '{"files": {"main.py": "from micrograd.node import Node\\nNode(1.0) * 2.0"}, '
    playground.open(forge((source + f'"moment": {moment}}}').encode()))
    playground.run()
    expect(playground.notice).to_contain_text("does not have the step")


def test_share_offers_markdown_a_frame_and_a_tab(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write('"""A [hard] title\n\nmore\n"""\nprint(1)')
    playground.share_button.click()
    playground.notice.get_by_role("button", name="Copy as Markdown").click()
    expect(playground.notice).to_contain_text("It is copied")
    url = playground.page.url
    read = "navigator.clipboard.readText()"
    assert playground.page.evaluate(read) == rf"[A \[hard\] title]({url})"
    playground.share_button.click()
    playground.notice.get_by_role("button", name="Copy as iframe").click()
    expect(playground.notice).to_contain_text("It is copied")
    frame = playground.page.evaluate(read)
    assert frame.startswith(f'<iframe src="{playground.url}?embed#code=1.')
    assert 'title="A [hard] title"' in frame


HEIGHTS = """() => addEventListener("message", ({ data }) => {
    if (data?.type !== "micrograd.height") return;
    document.body.dataset.height = data.height;
    document.querySelector("iframe").style.height = `${data.height}px`;
})"""
HIDDEN = """() => [...document.querySelectorAll(".lesson, .editor, .cm-scroller, .results, .cards")]
    .filter((part) => part.scrollHeight > part.clientHeight + 1)
    .map((part) => `${part.className} ${part.clientHeight} of ${part.scrollHeight}`)"""


def lesson_in_a_frame(playground: Playground, search: str) -> FrameLocator:
    page, lecture = playground.page, playground.url + "lecture.html"
    frame = f'<iframe src="{playground.url}{search}#lesson=chain" style="width: 100%"></iframe>'
    page.route(lecture, lambda route: route.fulfill(content_type="text/html", body=frame))
    page.goto(lecture)
    page.evaluate(HEIGHTS)
    return page.frame_locator("iframe")


@ours
def test_it_is_as_tall_as_what_it_shows(playground: Playground) -> None:
    frame = lesson_in_a_frame(playground, "?embed")
    frame.get_by_text("A solution").click()
    frame.get_by_role("button", name="Put it into the editor").click()
    run(frame)
    expect(frame.locator(".graph .nodes .node").first).to_be_visible()
    expect(playground.page.locator("body")).to_have_attribute("data-height", re.compile(r"\d"))
    inside = playground.page.frames[1]
    for _ in range(50):
        if not inside.evaluate(HIDDEN):
            break
        playground.page.wait_for_timeout(100)
    assert inside.evaluate(HIDDEN) == []
    told = int(playground.page.locator("body").get_attribute("data-height") or "0")
    assert abs(inside.evaluate("document.documentElement.scrollHeight") - told) <= 1


@ours
def test_nothing_changes_a_program_that_is_to_be_read(playground: Playground) -> None:
    frame = lesson_in_a_frame(playground, "?embed&readonly")
    editor = frame.get_by_role("textbox", name="Code editor")
    expect(editor).to_contain_text("dL_dd = ...")
    frame.get_by_text("A solution").click()
    expect(frame.get_by_text("dL_dd = f.data * dL_dL")).to_be_visible()
    for name in ("Put it into the editor", "Begin again", "Begin with the reference"):
        expect(frame.get_by_role("button", name=name)).to_be_hidden()


@ours
def test_who_leaves_the_lessons_has_a_way_back(playground: Playground) -> None:
    frame = lesson_in_a_frame(playground, "?embed")
    lesson = frame.get_by_role("region", name=re.compile("^Lesson 5"))
    lesson.get_by_role("button", name="Leave the lessons").click()
    expect(lesson).to_be_hidden()
    frame.get_by_role("button", name="Back to the lesson").click()
    expect(lesson).to_be_visible()
    expect(frame.get_by_role("textbox", name="Code editor")).to_contain_text("dL_dd = ...")
