"""A mistake that is no error gets one quiet line, which leads to the code's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground


def test_data_changed_after_the_forward_pass_is_told(playground: Playground) -> None:
    playground.open()
    playground.run(
        "from micrograd.node import Node\na = Node(2.0)\nb = a * 3.0\na.data = 5.0\nb.backward()\n"
    )
    note = playground.results.locator(".advice")
    expect(note).to_contain_text("After b was computed, the data it was computed from changed")
    note.get_by_role("button", name="Go to line 3").click()
    expect(playground.page.locator(".cm-activeLine")).to_have_text("b = a * 3.0")
