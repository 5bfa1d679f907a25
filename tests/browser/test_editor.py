"""The editor's help: completion, signatures, what a name is; and its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINES
from tests.browser.test_links import link_to
from tests.browser.waits import Waits

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Route

    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

PROGRAM = """\
from micrograd.neuron import MLP
from micrograd.node import Node

mlp = MLP(2, [4, 1])
a = Node(2.0)
c = a * 3.0 + 1.0
def double(value):
    return value * 2
class Own(Node):
    def triple(self):
        self.times = 3
own = Own(1.0)
"""


def typed(playground: Playground, text: str) -> None:
    playground.write(PROGRAM)
    playground.editor.press("Control+End")
    playground.page.keyboard.type(text)


def options(playground: Playground) -> Locator:
    return playground.page.get_by_role("listbox").get_by_role("option")


def help_text(playground: Playground) -> Locator:
    return playground.page.locator(".name-help")


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("from micrograd.neu", "neuron"),
        ("from micrograd.neuron import La", "Layer"),
        ("mlp.tr", "train"),
        ("a.ta", "tanh"),
        ("c.gr", "grad"),
        ("mlp(a).back", None),
        ("y = mlp([a, c])\ny.backw", "backward"),
        ("for p in mlp.parameters():\np.da", "data"),
        ("mlp.train(lea", "learning_rate="),
        ("doub", "double"),
        ("own.tri", "triple"),
        ("own.tim", "times"),
        ("own.backp", "backpropagate"),
        ("import micrograd.da", "data"),
        ("pri", "print"),
    ],
)
def test_names_are_completed(playground: Playground, text: str, option: str | None) -> None:
    playground.open(waits=False)
    typed(playground, text)
    if option is None:
        expect(options(playground)).to_have_count(0)
    else:
        expect(options(playground).filter(has_text=re.compile(f"^{option}"))).not_to_have_count(0)


@pytest.mark.first_visit
def test_a_call_shows_its_signature_and_the_parameter_that_is_typed(
    playground: Playground,
) -> None:
    playground.open(waits=False)
    # Beside the list of names, which explains its own, until that is closed.
    help_text = playground.page.locator(".name-help.cm-tooltip")
    typed(playground, "mlp.train(")
    expect(help_text.locator("strong")).to_have_text("inputs")
    expect(help_text).to_contain_text("the samples, each with")
    playground.page.keyboard.type("xs, ys, ")
    expect(help_text.locator("strong")).to_have_text("learning_rate")
    playground.page.keyboard.type("batch_size=")
    expect(help_text.locator("strong")).to_have_text("batch_size")
    playground.page.keyboard.press("Home")
    expect(help_text).to_have_count(0)


@pytest.mark.first_visit
def test_a_signature_that_comes_late_is_shown_without_another_key(playground: Playground) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    playground.page.route("**/reference-*.json", hold)
    playground.open(waits=False)
    with playground.page.expect_request("**/reference-*.json"):
        typed(playground, "mlp.train(")
    help_text = playground.page.locator(".name-help.cm-tooltip")
    expect(help_text).to_have_count(0)
    for route in held:
        route.continue_()
    expect(help_text.locator("strong")).to_have_text("inputs")


def test_a_name_is_explained_by_the_pointer_and_by_a_key(playground: Playground) -> None:
    playground.open(waits=False)
    typed(playground, "a.tanh()")
    playground.page.locator(".cm-line").last.get_by_text("tanh").hover()
    expect(help_text(playground)).to_contain_text("tanh()")
    playground.page.mouse.move(0, 0)
    expect(help_text(playground)).to_have_count(0)
    for _ in range(3):
        playground.editor.press("ArrowLeft")
    playground.editor.press("F1")
    expect(help_text(playground)).to_contain_text("hyperbolic tangent")
    playground.editor.press("Escape")
    expect(help_text(playground)).to_have_count(0)


@pytest.mark.first_visit
def test_without_the_reference_the_editor_works(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.route("**/reference-*.json", lambda route: route.abort())
    playground.open(waits=False)
    typed(playground, "pri")
    expect(options(playground).filter(has_text="print")).not_to_have_count(0)


def test_the_keys_for_share_and_for_leaving(playground: Playground) -> None:
    playground.open(waits=False)
    typed(playground, "x = 1")
    playground.editor.press("Control+s")
    expect(playground.notice).to_contain_text("The link is copied")
    playground.editor.press("Tab")  # the line's indentation, wherever the cursor stands in it
    assert playground.source().endswith("\n    x = 1")
    playground.editor.press("Escape")
    playground.editor.press("Tab")
    expect(playground.editor).not_to_be_focused()


@ENGINES
def test_run_share_and_the_list_have_keys_wherever_the_focus_is(playground: Playground) -> None:
    playground.open()
    page = playground.page
    playground.run("from micrograd.node import Node\nNode(2.0) * 3.0")
    field = page.get_by_role("textbox", name="Console")
    for place in (page.get_by_role("slider").first, field, playground.run_button):
        runs = playground.runs()
        place.focus()
        page.keyboard.press("Control+Enter")
        playground.wait_for_runs(runs + 1)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+Enter")
    playground.wait_for_runs(runs + 2)
    page.keyboard.press("Control+s")
    expect(playground.notice).to_contain_text("The link")
    page.keyboard.press("Shift+F1")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    field.focus()
    page.keyboard.type("1 + 1")
    page.keyboard.press("Enter")
    expect(playground.results).to_contain_text("2")
    assert playground.runs() == runs + 2


@pytest.mark.first_visit
def test_two_thousand_lines_are_typed_into_without_waiting(playground: Playground) -> None:
    playground.open()
    playground.write(PROGRAM + "b = a * 2.0 + c\n" * 2_000)

    def type_a_call() -> None:
        playground.editor.press("Control+End")
        playground.page.keyboard.type("mlp.train(inputs, learning_rate=0.1", delay=30)
        expect(help_text(playground).locator("strong")).to_have_text("learning_rate")
        playground.page.keyboard.type(")\n")

    Waits(playground.page).check(type_a_call)


OPEN = """async ([link, text]) => {
    location.hash = link;
    const pause = () => new Promise(done => setTimeout(done, 20));
    while (!document.querySelector(".cm-line").textContent.startsWith(text)) await pause();
    // And the tasks after it, until the page has nothing to do.
    await new Promise(done => requestAnimationFrame(() => requestIdleCallback(done)));
}"""


@pytest.mark.first_visit
@pytest.mark.parametrize("line", [1_000_000, 100], ids=["in-one-line", "in-lines"])
def test_a_million_brackets_are_shown_at_once(playground: Playground, line: int) -> None:
    """Neither their colours nor their other halves are looked for: Python reads 200 at most."""
    playground.open()
    brackets = iter("([{")

    def open_a_link() -> None:
        bracket = next(brackets)
        link = link_to((bracket * line + "\n") * (1_000_000 // line))
        playground.page.evaluate(OPEN, [link, bracket * 50])

    Waits(playground.page).check(open_a_link)


def test_a_fault_of_syntax_is_marked_while_it_is_typed(playground: Playground) -> None:
    playground.open()
    playground.write("é = '😀'; print(1 +* 2)\nx = 1\n")
    mark = playground.page.locator(".cm-lintRange-error")
    expect(mark).to_have_text("*")
    mark.hover()
    expect(playground.page.locator(".cm-tooltip-lint")).to_contain_text(
        "SyntaxError: invalid syntax"
    )
    playground.write("return 1")
    expect(mark).to_be_visible()
    playground.write("print('fine')\nawait __import__('asyncio').sleep(0)")
    expect(mark).to_have_count(0)
    assert playground.runs() == 0
    assert playground.run() == "fine"


@pytest.mark.first_visit
def test_what_was_typed_before_python_came_is_marked_then(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("def f(:\n    pass")
    expect(playground.page.locator(".cm-lintRange-error")).to_be_visible(timeout=60_000)
    playground.editor.press("F8")
    expect(playground.page.locator(".cm-tooltip-lint, .cm-diagnosticText").first).to_be_visible()


@pytest.mark.parametrize(
    "source",
    ["(" * 5_000, "-" * 90_000 + "1", "x = " + "[" * 150 + "]" * 150, "a" + ".b" * 40_000, "\0"],
)
def test_no_source_breaks_the_spare_for_the_next_run(playground: Playground, source: str) -> None:
    playground.watch.expects_errors = True  # Pyodide's, where one breaks it
    playground.open()
    playground.write(source)
    # As long as typing rests before Python is asked, and longer than it may take.
    playground.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 1_000))")
    assert playground.run("print('runs')") == "runs"


@pytest.mark.first_visit
def test_the_keys_are_listed_and_vims_can_be_chosen(playground: Playground) -> None:
    playground.open()
    page = playground.page
    playground.editor.press("Shift+F1")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("run the program")
    page.keyboard.press("Escape")
    expect(playground.editor).to_be_focused()
    playground.write("x")
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_label("Vim's keys").check()
    dialog.get_by_role("button", name="Close").click()
    playground.editor.press("c")
    page.keyboard.press("c")
    page.keyboard.type("print('vim')")
    page.keyboard.press("Escape")
    page.keyboard.type("yyp")
    expect(playground.editor).to_have_text(re.compile(r"print\('vim'\)\s*print\('vim'\)"))
    runs = playground.runs()
    page.keyboard.press("Control+Enter")
    playground.wait_for_runs(runs + 1)
    expect(playground.results).to_have_text(re.compile(r"vim\s+vim"))
    page.reload()
    playground.editor.press("x")
    expect(page.locator(".cm-vimMode")).to_be_visible()


def test_the_editor_is_left_by_escape_and_tab(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("x = 1")
    playground.editor.press("Home")
    playground.editor.press("Tab")
    expect(playground.editor).to_be_focused()
    assert playground.source() == "    x = 1"
    playground.editor.press("Escape")
    playground.editor.press("Tab")
    expect(playground.editor).not_to_be_focused()
    assert playground.source() == "    x = 1"


def test_text_is_searched_and_replaced(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("a = 1\na = 2\n")
    playground.editor.press("Control+f")
    page = playground.page
    page.get_by_role("textbox", name="Find").fill("a =")
    page.get_by_role("textbox", name="Replace").fill("b =")
    page.get_by_role("button", name="replace all").click()
    assert playground.source().startswith("b = 1\nb = 2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Find")).to_have_count(0)


def test_an_endless_line_has_no_colours_and_gets_them_when_it_is_cut(
    playground: Playground,
) -> None:
    playground.open()
    coloured = playground.page.locator(".cm-content .code-number")
    playground.write("x = 1")
    expect(coloured).to_have_count(1)
    playground.write("x = 1 + " + "y" * 30_000)
    expect(coloured).to_have_count(0)
    playground.write("x = 12")
    expect(coloured).to_have_text("12")
