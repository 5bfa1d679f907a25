"""The page for everyone: axe-core in each of its states, the focus, forced colours, large text."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

import build
from tests.examples import examples
from tests.lessons import ours
from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Route

    from tests.browser.conftest import Playground

FORK = (build.ROOT / "micrograd" / "node.py").read_text(encoding="utf-8")
FORK = FORK.replace("a.grad += self.grad * b.data", "a.grad = self.grad * b.data")
AXE = build.SITE / "node_modules" / "axe-core" / "axe.min.js"

# Width, colours, whether the system sets them.
LOOKS = [
    (360, "light", False),
    (360, "dark", False),
    (768, "dark", False),
    (1280, "light", False),
    (1280, "dark", False),
    (1280, "light", True),
    (640, "dark", True),  # a window of 1280 at 200 %
]


def check(playground: Playground, state: str) -> None:
    """Let axe-core look at the page at every width and in every theme."""
    page = playground.page
    page.evaluate(f"window.axe ?? (() => {{ {AXE.read_text(encoding='utf-8')} }})(); undefined")
    for width, scheme, is_forced in LOOKS:
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(
            color_scheme=scheme,  # type: ignore[arg-type]
            forced_colors="active" if is_forced else "none",
        )
        found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        assert not found, f"{state}, {width}, {scheme}: {json.dumps(found, indent=1)[:3000]}"
        assert playground.has_no_horizontal_scroll(), (state, width)


def states_of_a_run(playground: Playground) -> Iterator[str]:
    playground.start("import time\nprint('x')\ntime.sleep(60)")
    playground.wait_for("running")
    yield "running"
    playground.stop_button.click()
    playground.wait_for("ready")
    yield "stopped"
    playground.start("name = input('Name? ')")
    field = playground.page.get_by_role("textbox", name="Input: Name?")
    expect(field).to_be_visible()
    yield "a question"
    field.press("Enter")
    playground.run("print('x' * 500)\n1 / 0")
    yield "an error"
    playground.run("# %% [markdown]\n# # Title\n#\n# words\n\n# %% A title\n5\n# %%\n1 / 0")
    expect(playground.page.locator(".run-cell")).to_have_count(2)
    yield "cells"
    playground.run("from micrograd.neuron import MLP\nMLP(2, [2, 1])")
    yield "a value"


def states_of_cards(playground: Playground) -> Iterator[str]:
    playground.run(EXPRESSION)
    figure = playground.figures().first
    yield "a graph"
    figure.get_by_role("switch", name="Check gradients").check()
    playground.page.set_viewport_size({"width": 1280, "height": 740})
    figure.locator(".node.output").press("Enter")
    figure.get_by_text("Steps as a table").click()
    yield "a graph that is checked, its node pinned, its table open"
    playground.run(examples()["two-moons"].read_text(encoding="utf-8"))
    yield "a training"


def states_of_files(playground: Playground) -> Iterator[str]:
    page = playground.page
    menu = page.get_by_role("combobox", name="Examples")
    menu.select_option(label="New file…")
    yield "a new file's name"
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    menu.select_option(label="The package's source…")
    yield "the package's files"
    page.get_by_role("dialog").get_by_role("button", name="micrograd/node.py").click()
    yield "tabs, one of them to read"
    page.get_by_role("button", name="Edit a copy").click()
    fork = page.get_by_role("textbox", name="Code editor: micrograd/node.py")
    fork.press("Control+a")
    page.keyboard.insert_text(FORK)
    playground.run_button.click()
    playground.wait_for_runs(1)
    expect(playground.results.locator(".engine li").first).to_be_attached()
    yield "a fork that is wrong"


def states_of_lessons(playground: Playground) -> Iterator[str]:
    page = playground.page
    page.goto(f"{playground.url}#lesson=engine-add")
    panel = page.get_by_role("region", name=re.compile("^Lesson "))
    expect(panel).to_be_visible()
    yield "a lesson"
    panel.get_by_role("button", name="Hint 1").click()
    panel.get_by_text("A solution").click()
    panel.get_by_role("button", name="Put it into the editor").click()
    playground.run_button.click()
    # On a narrow screen the answer stands among the results.
    expect(playground.results).to_contain_text("Right")
    yield "a lesson that is passed"
    playground.results.get_by_role("switch", name="Predict").check()
    field = playground.results.get_by_role("group", name="Predict").get_by_role("textbox")
    field.fill("5")
    field.press("Enter")
    yield "a gradient that is predicted wrong"
    playground.show_code()
    panel.get_by_role("button", name="All lessons").click()
    yield "the path of lessons"
    page.goto(f"{playground.url}?lang=de#lesson=chain")
    expect(page.locator(".lesson")).to_be_visible()
    yield "a lesson in German"


@ours
def test_axe_finds_nothing_in_files_and_lessons(playground: Playground) -> None:
    playground.open()
    for state in states_of_files(playground):
        check(playground, state)
    for state in states_of_lessons(playground):
        check(playground, state)


WASM = re.compile(r"[.]wasm-\w+[.]bin$")


def test_axe_finds_nothing_while_python_comes_or_fails_to(playground: Playground) -> None:
    playground.watch.expects_errors = True
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    playground.page.route(WASM, hold)
    playground.open("#code=broken", waits=False)
    expect(playground.notice).to_be_visible()
    check(playground, "booting, with a notice")
    # The page asks once more for a file that did not come.
    playground.page.route(WASM, lambda route: route.abort())
    held[0].abort()
    playground.wait_for("failed")
    check(playground, "failed")


def states_of_help(playground: Playground) -> Iterator[str]:
    page = playground.page
    playground.write("")
    page.keyboard.press("Control+Space")
    names = page.get_by_role("listbox")
    expect(names.get_by_role("option").nth(9)).to_be_attached()
    yield "names are offered"
    # The list scrolls: it can have the focus, and the next key gives it back.
    names.focus()
    expect(names).to_be_focused()
    page.keyboard.press("Escape")
    expect(playground.editor).to_be_focused()
    playground.editor.press("Shift+F1")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    yield "the list of keys"
    page.get_by_role("button", name="Close").click()
    playground.examples.select_option(label="All drafts…")
    expect(page.get_by_role("dialog", name="Your drafts")).to_be_visible()
    yield "all drafts"
    page.get_by_role("button", name="Close").click()


def test_axe_finds_nothing_in_lists_and_dialogs(playground: Playground) -> None:
    playground.open()
    for state in states_of_help(playground):
        check(playground, state)


def test_axe_finds_nothing_in_any_state_of_a_run(playground: Playground) -> None:
    playground.open()
    check(playground, "ready")
    for state in states_of_a_run(playground):
        check(playground, state)


def test_axe_finds_nothing_in_graphs_and_trainings(playground: Playground) -> None:
    playground.open()
    for state in states_of_cards(playground):
        check(playground, state)


HAS_FOCUS = """() => {
    const has = document.activeElement;
    return has !== document.body && !has.disabled &&
        has.checkVisibility({ visibilityProperty: true });
}"""


def test_no_button_of_a_graph_loses_the_focus(playground: Playground) -> None:
    playground.open()
    playground.run(EXPRESSION)
    figure = playground.figures().first
    for name in ("Unpin", "To the end", "One step forward", "To the start", "One step back"):
        figure.locator(".node.output").press("Enter")
        button = figure.get_by_role("button", name=name)
        if not button.is_visible():
            continue
        button.focus()
        button.press("Enter")
        # After the frame in which the page sees to it.
        playground.page.evaluate("new Promise((done) => requestAnimationFrame(() => done()))")
        assert playground.page.evaluate(HAS_FOCUS), name


def test_a_notice_that_is_dismissed_hands_the_focus_on(playground: Playground) -> None:
    playground.open("#code=broken", waits=False)
    playground.notice.get_by_role("button", name="Dismiss").press("Enter")
    expect(playground.run_button).to_be_focused()


def test_what_is_typed_at_a_training_that_ends_keeps_the_focus(playground: Playground) -> None:
    playground.open()
    playground.start(examples()["two-moons"].read_text(encoding="utf-8"))
    figure = playground.page.get_by_role("figure", name=re.compile("^Training"))
    button = figure.get_by_role("button", name="End training")
    button.press("Enter")
    playground.wait_for_runs(1)
    expect(button).to_be_disabled()
    assert playground.page.evaluate(HAS_FOCUS)


def test_forced_colours_keep_what_is_chosen_apart(playground: Playground) -> None:
    playground.page.emulate_media(forced_colors="active")
    playground.open()
    playground.run(EXPRESSION)
    figure = playground.figures().first
    plain, lit = figure.locator(".node.leaf .frame").first, figure.locator(".node.output .frame")
    colour = "frame => getComputedStyle(frame).stroke"
    assert plain.evaluate(colour) != lit.evaluate(colour)
    # The picture is painted as the system says: text and its box are told apart.
    box, text = figure.locator(".node .frame").first, figure.locator(".node text").first
    assert box.evaluate("e => getComputedStyle(e).fill") != text.evaluate(
        "e => getComputedStyle(e).fill"
    )
    for button in (playground.run_button, playground.share_button):
        assert button.evaluate("e => getComputedStyle(e).borderStyle") == "solid"


def test_forced_colours_tell_what_is_disabled(playground: Playground) -> None:
    playground.page.emulate_media(forced_colors="active")
    playground.open()
    playground.run("from micrograd.neuron import MLP\nMLP(1, [1]).train([[0]], [1], num_rounds=2)")
    card = playground.page.get_by_role("figure", name="Training")
    colour = "each => getComputedStyle(each).color"
    system = playground.page.evaluate(
        """() => {
            const probe = document.body.appendChild(document.createElement("p"));
            probe.style.color = "GrayText";
            return getComputedStyle(probe).color;
        }"""
    )
    for name in ("Pause", "One round", "End training", "Restart"):
        assert card.get_by_role("button", name=name).evaluate(colour) == system, name
    assert card.get_by_label("Learning rate").evaluate(colour) == system
    assert playground.run_button.evaluate(colour) != system


# The lightest against the darkest of what is painted, as WCAG compares them.
CONTRAST = """async (picture) => {
    const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    let [low, high] = [1, 0];
    for (let i = 0; i < data.length; i += 4) {
        const [r, g, b] = [data[i], data[i + 1], data[i + 2]].map((each) => linear(each / 255));
        const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        [low, high] = [Math.min(low, light), Math.max(high, light)];
    }
    return (high + 0.05) / (low + 0.05);
}"""


def contrast_within(button: Locator) -> float:
    """Return it of what is painted inside a button: its letters, on its ground."""
    box = button.bounding_box()
    assert box is not None
    inset = 7
    clip = {
        "x": box["x"] + inset,
        "y": box["y"] + inset,
        "width": box["width"] - 2 * inset,
        "height": box["height"] - 2 * inset,
    }
    picture = button.page.screenshot(clip=clip)  # type: ignore[arg-type]
    return float(button.page.evaluate(CONTRAST, base64.b64encode(picture).decode()))


def test_labels_are_read_in_forced_colours(playground: Playground) -> None:
    page = playground.page
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        playground.open(waits=False)
        for button in (playground.run_button, playground.share_button):
            assert contrast_within(button) >= 4.5, scheme
        playground.examples.select_option(label="New file…")
        for button in page.get_by_role("dialog").get_by_role("button").all():
            assert contrast_within(button) >= 4.5, scheme
        page.keyboard.press("Escape")


def test_at_400_percent_there_is_room_for_results(playground: Playground) -> None:
    page = playground.page
    page.set_viewport_size({"width": 320, "height": 256})
    playground.open()
    playground.run(EXPRESSION)
    results = page.get_by_role("region", name="Results")
    results.scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    seen = """each => {
        const { top, bottom } = each.getBoundingClientRect();
        return Math.min(bottom, innerHeight) - Math.max(top, 0);
    }"""
    assert results.evaluate(seen) >= 150
    assert playground.has_no_horizontal_scroll()
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(page.get_by_role("contentinfo")).to_be_in_viewport()
    playground.run_button.scroll_into_view_if_needed()
    expect(playground.run_button).to_be_in_viewport(ratio=1)
