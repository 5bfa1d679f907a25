"""A program with cells in the page: what stands under which head, and running one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

PROGRAM = """# %% [markdown]
# # A title
#
# Words in **bold**, $x^2$, <b>tags</b> and [a link](https://example.org).

# %%
x = 2
x

# %% Print
print("printed")
x + 1;

# %%
x * 10
"""


def shown(playground: Playground) -> list[str]:
    """The results from top to bottom, a text for each."""
    texts = playground.page.locator(".cards > *").all_inner_texts()
    return [text.strip() for text in texts if text.strip()]


def heads(playground: Playground) -> Locator:
    return playground.results.locator(".cell-head")


def test_each_cell_s_results_stand_under_its_head(playground: Playground) -> None:
    playground.open()
    playground.run(PROGRAM)
    text = playground.results.locator(".cell-text")
    expect(text.get_by_role("heading", name="A title")).to_be_visible()
    expect(text.locator("strong")).to_have_text("bold")
    expect(text.locator("math")).to_be_visible()
    assert "<b>tags</b>" in text.inner_text()
    expect(text.get_by_role("link")).to_have_attribute("target", "_blank")
    assert shown(playground)[1:] == ["Cell 1", "2", "Cell 2 Print", "printed", "Cell 3", "20"]
    heads(playground).nth(1).get_by_role("button", name="Cell 2").click()
    expect(playground.editor.locator(".cm-activeLine")).to_have_text("# %% Print")


def test_an_error_names_its_cell_and_keeps_what_came_before(playground: Playground) -> None:
    playground.open()
    playground.run("# %%\n1\n# %%\n\n1 / 0\n# %%\n3\n")
    assert shown(playground)[:3] == ["Cell 1", "1", "Cell 2"]
    error = playground.results.get_by_label("Error in cell 2")
    expect(error).to_contain_text("ZeroDivisionError")
    error.get_by_role("button", name="line 5").click()
    expect(playground.editor.locator(".cm-failed-line")).to_have_text("1 / 0")
    expect(heads(playground)).to_have_count(2)


def test_hostile_text_of_a_cell_stays_text(playground: Playground) -> None:
    playground.open()
    playground.run(
        "# %% [markdown]\n# <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![i](https://a.b/c)\n"
        "# <style>body{display:none}</style>\n"
    )
    text = playground.results.locator(".cell-text:not(.plain)")
    expect(text).to_contain_text("<img src=x onerror=alert(1)>")
    assert text.locator("img, script, style, [onerror], a[href^=javascript]").count() == 0


def test_a_notebook_s_lines_run_in_a_program_without_cells(playground: Playground) -> None:
    playground.open()
    playground.run("%matplotlib inline\n!ls -l\nlen?\n'done'")
    results = shown(playground)
    assert (
        results[0] == "!ls -l is a notebook command that this page does not have. It was left out."
    )
    assert results[1].startswith("Signature: len(obj, /)")
    assert results[2] == "'done'"


def test_a_program_without_cells_shows_no_head(playground: Playground) -> None:
    playground.open()
    playground.run("print(1)\ntext = '''\n# %%\n'''\n2")
    assert shown(playground) == ["1", "2"]
    expect(heads(playground)).to_have_count(0)
