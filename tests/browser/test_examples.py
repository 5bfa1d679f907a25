"""The programs of the Examples menu, as a visitor opens and runs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.test_boot import ARCHIVES
from tests.examples import EXPECTED, examples, title

if TYPE_CHECKING:
    from tests.browser.conftest import Playground


def test_every_example_runs_from_the_menu_before_the_archives_come(
    playground: Playground,
) -> None:
    playground.page.route(ARCHIVES, lambda _: None)
    playground.open()
    for name, path in examples().items():
        playground.examples.select_option(label=title(path))
        expect(playground.page).to_have_url(re.compile(f"#example={name}$"))
        playground.run(seconds=120)
        pattern, graphs = EXPECTED[name]
        texts = playground.results.locator("pre.text").all_text_contents()
        assert re.search(pattern, "".join(texts), re.MULTILINE), f"{name}: {texts}"
        expect(playground.figures()).to_have_count(graphs)
        expect(playground.results.locator(".error, .advice")).to_have_count(0)
