"""The docs beside the playground, and their way back into it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_page import AXE

if TYPE_CHECKING:
    from tests.browser.conftest import Playground


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_docs_are_usable(playground: Playground, width: int, scheme: str) -> None:
    page = playground.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 740})
    playground.open(waits=False)
    page.get_by_role("link", name="Docs").click()
    page.get_by_role("link", name="Scaling out, honestly").click()
    expect(page.get_by_role("heading", name="Where scalars end")).to_be_visible()
    assert playground.has_no_horizontal_scroll()
    # The page's policy lets no script in: axe runs beside it.
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("axe.run()")["violations"]
    assert not found, json.dumps(found, indent=1)[:4000]


def test_a_program_of_the_docs_opens_in_the_playground(playground: Playground) -> None:
    playground.page.goto(playground.url + "docs/scaling-out.html")
    playground.page.get_by_role("link", name="Try it").first.click()
    expect(playground.notice).to_contain_text("came from a link")
    playground.wait_for("ready")
    playground.run_button.click()
    playground.wait_for_runs(1)
    expect(playground.results).to_contain_text("nn.Sequential(nn.Linear(2, 8), nn.Tanh()")


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (404, "text/plain", "not here"),
        (200, "text/css", "body { color: red; .half {"),
        (200, "text/html", "<h1>Sign in</h1>"),
    ],
    ids=["missing", "cut", "a page in its place"],
)
def test_the_docs_are_read_without_their_style(
    playground: Playground, status: int, kind: str, body: str
) -> None:
    page = playground.page
    playground.watch.expects_errors = True
    page.set_viewport_size({"width": 360, "height": 640})
    page.route(
        "**/docs-*.css",
        lambda route: route.fulfill(status=status, content_type=kind, body=body),
    )
    page.goto(playground.url + "docs/index.html")
    page.get_by_role("link", name="Scaling out, honestly").click()
    expect(page.get_by_role("heading", name="Where scalars end")).to_be_visible()
    page.get_by_role("link", name="Try it").first.click()
    expect(playground.notice).to_contain_text("came from a link")


def test_every_page_of_the_docs_and_its_links_are_there(playground: Playground) -> None:
    page = playground.page
    seen: dict[str, list[str]] = {}
    parts: set[tuple[str, str]] = set()
    waiting = [playground.url + "docs/index.html"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        page.goto(address)
        seen[address] = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        hrefs = page.evaluate("[...document.querySelectorAll('a')].map(a => a.href)")
        own = [each for each in hrefs if each.startswith(playground.url + "docs/")]
        for each in own:
            there, _, part = each.partition("#")
            waiting.append(there)
            parts.add((there, part))
        files = page.evaluate(
            "[...document.querySelectorAll('img, link')].map(file => file.src || file.href)"
        )
        for each in files:
            assert page.request.get(each).ok, each
    assert not [(there, part) for there, part in parts if part and part not in seen[there]]
    assert len(seen) >= 5
