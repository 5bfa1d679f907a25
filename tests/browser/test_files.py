"""Several files: modules, forks of the package's, and where they are kept and sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from micrograd import node as engine

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

USES = "from helper import twice\nprint(twice(21))"
HELPER = "def twice(x):\n    return 2 * x\n"
PRODUCT = "from micrograd.node import Node\na, b = Node(2.0), Node(3.0)\ny = a * b\ny.backward()\ny"


@pytest.fixture
def tabs(playground: Playground) -> Locator:
    return playground.page.get_by_role("tablist", name="Files")


def choose(playground: Playground, entry: str) -> None:
    playground.page.get_by_role("combobox", name="Examples").select_option(label=entry)


def add_file(playground: Playground, name: str, source: str) -> None:
    choose(playground, "New file…")
    dialog = playground.page.get_by_role("dialog", name="New file…")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_be_hidden()
    write_shown(playground, source)


def write_shown(playground: Playground, source: str) -> None:
    playground.page.get_by_role("textbox", name=re.compile("^Code editor")).press("Control+a")
    playground.page.keyboard.insert_text(source)


def shown_text(playground: Playground) -> str:
    return playground.page.locator(".cm-content").inner_text()


def test_a_module_is_imported_and_each_file_keeps_its_own_history(
    playground: Playground, tabs: Locator
) -> None:
    playground.open()
    expect(tabs).to_be_hidden()
    playground.write(USES)
    add_file(playground, "helper", HELPER)
    expect(tabs.get_by_role("tab")).to_have_text(["main.py", "helper.py"])
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("helper.py")
    playground.page.keyboard.press("Control+Enter")
    playground.wait_for_runs(1)
    expect(playground.results).to_contain_text("42")
    tabs.get_by_role("tab", name="main.py").click()
    assert shown_text(playground) == USES
    playground.page.locator(".cm-content").press("Control+z")
    assert shown_text(playground) != USES
    playground.page.locator(".cm-content").press("Control+Shift+z")
    tabs.get_by_role("tab", name="main.py").focus()
    playground.page.keyboard.press("ArrowRight")
    expect(tabs.get_by_role("tab", selected=True)).to_be_focused()
    assert shown_text(playground).strip() == HELPER.strip()


def test_an_error_in_a_module_leads_to_its_line(playground: Playground, tabs: Locator) -> None:
    playground.open()
    playground.write(USES)
    add_file(playground, "helper", "def twice(x):\n    return x / 0\n")
    tabs.get_by_role("tab", name="main.py").click()
    playground.run_button.click()
    playground.wait_for_runs(1)
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("helper.py")
    expect(playground.page.locator(".cm-failed-line")).to_have_text("    return x / 0")
    error = playground.results.locator(".error")
    error.get_by_title("Go to line 2", exact=True).click()
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("main.py")
    error.get_by_title("Go to line 2 of helper.py").click()
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("helper.py")


def test_files_are_renamed_and_deleted_and_bad_names_refused(
    playground: Playground, tabs: Locator
) -> None:
    page = playground.page
    playground.open(waits=False)
    add_file(playground, "helper.py", HELPER)
    page.get_by_role("button", name="Rename", exact=True).click()
    dialog = page.get_by_role("dialog", name="Rename")
    for name in ("js", "a b", "../x", "1"):
        dialog.get_by_label("Name").fill(name)
        dialog.get_by_label("Name").press("Enter")
        expect(dialog.get_by_role("alert")).to_contain_text("can't be the name of a module")
    dialog.get_by_label("Name").fill("main")
    dialog.get_by_label("Name").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("There is a file main.py already")
    dialog.get_by_label("Name").fill("engine")
    dialog.get_by_label("Name").press("Enter")
    expect(tabs.get_by_role("tab")).to_have_text(["main.py", "engine.py"])
    assert shown_text(playground).strip() == HELPER.strip()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(tabs).to_be_hidden()


@pytest.mark.first_visit
def test_drafts_and_links_carry_all_files(playground: Playground, tabs: Locator) -> None:
    playground.open(waits=False)
    playground.write(USES)
    add_file(playground, "helper", HELPER)
    playground.page.reload()
    expect(tabs.get_by_role("tab")).to_have_text(["main.py", "helper.py"])
    playground.page.get_by_role("button", name="Share").click()
    expect(playground.page).to_have_url(re.compile("#code="))
    link = playground.page.url
    playground.page.evaluate("localStorage.clear(); sessionStorage.clear()")
    playground.page.goto("about:blank")
    playground.page.goto(link)
    expect(tabs.get_by_role("tab")).to_have_text(["main.py", "helper.py"])
    playground.run_button.click()
    playground.wait_for_runs(1)
    expect(playground.results).to_contain_text("42")


def test_the_packages_source_is_read_forked_and_compared(
    playground: Playground, tabs: Locator
) -> None:
    page = playground.page
    playground.open()
    playground.write(PRODUCT)
    choose(playground, "The package's source…")
    page.get_by_role("dialog").get_by_role("button", name="micrograd/node.py").click()
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("micrograd/node.py (read only)")
    before = shown_text(playground)
    page.locator(".cm-content").press("x")
    assert shown_text(playground) == before
    playground.run_button.click()
    playground.wait_for_runs(1)
    expect(playground.results.locator(".engine")).to_have_count(0)

    page.get_by_role("button", name="Edit a copy").click()
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("micrograd/node.py")
    playground.run_button.click()
    playground.wait_for_runs(2)
    expect(playground.results.locator(".engine")).to_contain_text("agrees with the package")

    source = engine.__loader__.get_source("micrograd.node")  # type: ignore[union-attr]
    right = "a.grad += self.grad * b.data"
    assert source.count(right) == 1
    wrong = source.replace(right, "a.grad = self.grad * b.data")
    line = source[: source.index(right)].count("\n") + 1
    write_shown(playground, wrong)
    playground.run_button.click()
    playground.wait_for_runs(3)
    card = playground.results.locator(".engine")
    expect(card).to_contain_text("a * a")
    expect(playground.results.locator(".walk .node.is-wrong")).to_have_count(1)
    link = card.get_by_role("button").first
    expect(link).to_have_text(re.compile(r"Go to line \d+ of micrograd/node.py"))
    assert abs(int(re.findall(r"\d+", link.inner_text())[0]) - line) <= 3
    link.click()
    expect(page.locator(".cm-activeLine")).to_contain_text("def _backward")


def test_a_fork_with_a_fault_is_an_error_with_its_line(
    playground: Playground, tabs: Locator
) -> None:
    playground.open()
    playground.write(PRODUCT)
    choose(playground, "The package's source…")
    playground.page.get_by_role("dialog").get_by_role("button", name="micrograd/node.py").click()
    playground.page.get_by_role("button", name="Edit a copy").click()
    write_shown(playground, "class Node(:\n")
    playground.run_button.click()
    playground.wait_for_runs(1)
    expect(playground.results.locator(".error")).to_contain_text("SyntaxError")
    expect(tabs.get_by_role("tab", selected=True)).to_have_text("micrograd/node.py")
