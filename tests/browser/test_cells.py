"""A program with cells in the page: what stands under which head, and running one cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import PASTE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Playground

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


@pytest.mark.same_page
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


@pytest.mark.same_page
def test_an_error_names_its_cell_and_keeps_what_came_before(playground: Playground) -> None:
    playground.open()
    playground.run("# %%\n1\n# %%\n\n1 / 0\n# %%\n3\n")
    assert shown(playground)[:3] == ["Cell 1", "1", "Cell 2"]
    error = playground.results.get_by_label("Error in cell 2")
    expect(error).to_contain_text("ZeroDivisionError")
    error.get_by_role("button", name="line 5").click()
    expect(playground.editor.locator(".cm-failed-line")).to_have_text("1 / 0")
    expect(heads(playground)).to_have_count(2)


@pytest.mark.same_page
def test_hostile_text_of_a_cell_stays_text(playground: Playground) -> None:
    playground.open()
    playground.run(
        "# %% [markdown]\n# <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![i](https://a.b/c)\n"
        "# <style>body{display:none}</style>\n"
    )
    text = playground.results.locator(".cell-text:not(.plain)")
    expect(text).to_contain_text("<img src=x onerror=alert(1)>")
    assert text.locator("img, script, style, [onerror], a[href^=javascript]").count() == 0


@pytest.mark.same_page
def test_a_notebook_s_lines_run_in_a_program_without_cells(playground: Playground) -> None:
    playground.open()
    playground.run("%matplotlib inline\n!ls -l\nlen?\n'done'")
    results = shown(playground)
    assert (
        results[0] == "!ls -l is a notebook command that this page does not have. It was left out."
    )
    assert results[1].startswith("Signature: len(obj, /)")
    assert results[2] == "'done'"


@pytest.mark.same_page
def test_a_program_without_cells_shows_no_head(playground: Playground) -> None:
    playground.open()
    playground.run("print(1)\ntext = '''\n# %%\n'''\n2")
    assert shown(playground) == ["1", "2"]
    expect(heads(playground)).to_have_count(0)


@pytest.mark.same_page
def test_a_picture_in_text_is_its_words_and_never_fetched(playground: Playground) -> None:
    playground.open()
    image = '<img src="https://b.test/c.svg" alt="Open it"/>'
    badge = f'<a href="https://a.test/nb" target="_parent">{image}</a>'
    playground.run(
        f"# %% [markdown]\n# {badge}\n#\n# [![Run it](https://b.test/d.svg)](https://a.test/run)\n"
        "#\n# ![A plot](https://b.test/e.png) ![](javascript:alert)\n"
    )
    text = playground.results.locator(".cell-text:not(.plain)")
    for name, address in {
        "Open it": "https://a.test/nb",
        "Run it": "https://a.test/run",
        "A plot": "https://b.test/e.png",
    }.items():
        expect(text.get_by_role("link", name=name, exact=True)).to_have_attribute("href", address)
    assert text.locator("img, [href^=javascript]").count() == 0
    expect(text).not_to_contain_text("<a")


@pytest.mark.same_page
def test_what_pytorch_would_show_is_said_in_its_cell_and_the_next_cell_runs(
    playground: Playground,
) -> None:
    playground.open()
    playground.run("# %%\nimport torch\n\n# %%\nx = 1\nx\n")
    results = shown(playground)
    assert results[0] == "Cell 1"
    assert "No module named 'torch'" in results[1]
    assert results[2].startswith("PyTorch does not run in a browser")
    assert results[3:] == ["Cell 2", "1"]


STEPS = "# %%\nx = 1\nx\n\n# %% Grow\nx += 1\nx\n\n# %%\n'end'\n"


def mark(playground: Playground, name: str) -> Locator:
    return playground.page.get_by_role("button", name=name, exact=True)


def run_cell(playground: Playground, name: str) -> None:
    runs = playground.runs()
    mark(playground, name).click()
    playground.wait_for_runs(runs + 1)


def cursor(playground: Playground) -> Locator:
    return playground.editor.locator(".cm-activeLine")


def test_a_mark_runs_one_cell_with_the_variables_that_are_there(playground: Playground) -> None:
    playground.open()
    playground.run(STEPS)
    assert shown(playground) == ["Cell 1", "1", "Cell 2 Grow", "2", "Cell 3", "'end'"]
    run_cell(playground, "Run cell 2: Grow")
    run_cell(playground, "Run cell 2: Grow")
    assert shown(playground) == ["Cell 1", "1", "Cell 2 Grow", "4", "Cell 3", "'end'"]
    run_cell(playground, "Run cell 1")
    assert shown(playground)[:2] == ["Cell 1", "1"]
    field = playground.page.get_by_role("textbox", name="Console")
    field.fill("x + 100")
    field.press("Enter")
    expect(playground.results.locator(".value").last).to_have_text("101")
    field.fill("x = 50")
    field.press("Enter")
    run_cell(playground, "Run cell 2: Grow")
    assert shown(playground)[2:4] == ["Cell 2 Grow", "51"]


def test_shift_enter_runs_a_cell_and_goes_on(playground: Playground) -> None:
    playground.open()
    playground.write(STEPS)
    expect(mark(playground, "Run cell 1")).to_be_visible()
    playground.editor.press("Control+Home")
    playground.editor.press("Shift+Enter")
    expect(cursor(playground)).to_have_text("x += 1")
    playground.editor.press("Shift+Enter")
    playground.editor.press("Shift+Enter")
    playground.wait_for_runs(3)
    assert shown(playground) == ["Cell 1", "1", "Cell 2 Grow", "2", "Cell 3", "'end'"]
    expect(cursor(playground)).to_have_text("'end'")
    playground.editor.press("Control+Enter")
    playground.wait_for_runs(4)
    assert shown(playground)[3] == "2"


def test_a_cell_runs_before_any_run_and_stands_at_its_place(playground: Playground) -> None:
    playground.open()
    playground.write("# %%\n1\n# %%\n2\n# %%\n3\n")
    for number in (3, 1, 2):
        run_cell(playground, f"Run cell {number}")
    assert shown(playground) == ["Cell 1", "1", "Cell 2", "2", "Cell 3", "3"]


def test_after_an_error_in_the_first_cell_the_second_one_runs(playground: Playground) -> None:
    playground.open()
    playground.run("# %%\n1 / 0\n\n# %%\n'second'\n")
    expect(heads(playground)).to_have_count(1)
    run_cell(playground, "Run cell 2")
    assert shown(playground)[-2:] == ["Cell 2", "'second'"]
    expect(playground.results.get_by_label("Error in cell 1")).to_be_visible()


def test_what_was_edited_above_a_cell_does_not_confuse_its_place(playground: Playground) -> None:
    playground.open()
    playground.run("# %%\ndef f():\n    return 1 / 0\n\n# %%\n'here'\n")
    playground.editor.press("Control+Home")
    playground.page.keyboard.insert_text("# %%\n'new'\n\n")
    playground.editor.press("Control+End")
    playground.page.keyboard.insert_text("f()")
    run_cell(playground, "Run cell 3")
    assert [text.split("\n")[0] for text in shown(playground)] == [
        "Cell 3",
        "Traceback (most recent call last):",
    ]
    error = playground.results.get_by_label("Error in cell 3")
    expect(error).to_contain_text("line 10, in <module>")
    expect(error).to_contain_text("line 6, in f")
    error.get_by_role("button", name="line 6").click()
    expect(cursor(playground)).to_have_text("    return 1 / 0")
    run_cell(playground, "Run cell 1")
    assert shown(playground)[:2] == ["Cell 1", "'new'"]


def test_cells_wait_for_the_one_that_runs_and_stop_ends_them_all(playground: Playground) -> None:
    playground.open()
    source = "# %%\nimport time\nwhile True:\n    time.sleep(0.01)\n# %%\n'never'\n"
    playground.write(source)
    mark(playground, "Run cell 1").click()
    playground.wait_for("running")
    mark(playground, "Run cell 2").click()
    playground.stop_button.click()
    playground.wait_for_runs(1)
    expect(playground.results).to_contain_text("the variables are gone with the interpreter")
    playground.wait_for("ready")
    assert playground.runs() == 1
    run_cell(playground, "Run cell 2")
    assert shown(playground)[-1] == "'never'"


def test_another_program_s_cells_know_nothing_of_the_first_one_s_variables(
    playground: Playground, tmp_path: Path
) -> None:
    playground.open()
    playground.run("# %%\nmine = 1\nmine\n")
    path = tmp_path / "other.ipynb"
    cells = [nbformat.v4.new_code_cell("'mine' in globals()"), nbformat.v4.new_code_cell("2")]
    path.write_text(json.dumps(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    with playground.page.expect_file_chooser() as chooser:
        playground.examples.select_option(label="Open a file…")
    chooser.value.set_files(path)
    expect(playground.notice).to_contain_text("other.ipynb is open")
    run_cell(playground, "Run cell 1")
    assert shown(playground) == ["Cell 1", "False"]


def test_links_and_drafts_carry_cells(playground: Playground) -> None:
    playground.open()
    playground.write(STEPS)
    playground.share_button.click()
    expect(playground.notice).to_contain_text("copied")
    link = playground.page.evaluate("location.href")
    playground.page.goto("about:blank")
    playground.page.goto(link)
    expect(mark(playground, "Run cell 2: Grow")).to_be_visible()
    assert playground.source() == STEPS


def test_a_program_without_cells_has_no_mark_and_runs_as_a_whole(playground: Playground) -> None:
    playground.open()
    playground.write("x = '''\n# %%\n'''\nx")
    playground.editor.press("Shift+Enter")
    playground.wait_for_runs(1)
    assert shown(playground) == [r"'\n# %%\n'"]
    expect(playground.page.locator(".run-cell, .cm-cell-head")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "name", "head", "error"),
    [
        ("de", "Zelle 1 ausführen", "Zelle 1", "Fehler in Zelle 1"),
        ("es", "Ejecutar la celda 1", "Celda 1", "Error en la celda 1"),
    ],
)
def test_cells_speak_the_page_s_languages(
    playground: Playground, language: str, name: str, head: str, error: str
) -> None:
    playground.page.goto(f"{playground.url}?lang={language}")
    playground.wait_for("ready")
    editor = playground.page.locator(".cm-content")
    editor.press("Control+a")
    playground.page.keyboard.insert_text("# %%\n1 / 0")
    mark(playground, name).click()
    expect(playground.page.locator(".cell-head")).to_have_text(head)
    expect(playground.page.get_by_label(error)).to_be_visible()


def test_a_thousand_cells_run_and_one_of_them_again(playground: Playground) -> None:
    playground.open()
    source = "".join(
        f"# %% [markdown]\n# *Text* {n}\n\n# %%\nprint({n})\n{n}\n\n" for n in range(500)
    )
    playground.editor.press("Control+a")
    playground.editor.evaluate(PASTE, source)
    expect(playground.page.locator(".run-cell").first).to_be_visible()
    runs = playground.runs()
    playground.run_button.click()
    playground.wait_for_runs(runs + 1, seconds=120)
    playground.editor.press("Control+End")
    playground.page.keyboard.type("1")
    playground.editor.press("Shift+Enter")
    playground.wait_for_runs(runs + 2)
    expect(heads(playground)).to_have_count(500)
    expect(playground.results.locator(".value").last).to_have_text("1")


def test_a_cell_is_run_on_a_phone(playground: Playground) -> None:
    playground.page.set_viewport_size({"width": 360, "height": 640})
    playground.open()
    playground.write(STEPS)
    run_cell(playground, "Run cell 2: Grow")
    expect(playground.results).to_be_visible()
    expect(heads(playground)).to_be_in_viewport()
    playground.show_code()
    expect(mark(playground, "Run cell 3")).to_be_in_viewport()
    assert playground.has_no_horizontal_scroll()
