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
