"""The page on a phone: what a finger reaches, one pane at a time, keys above its keyboard."""

from __future__ import annotations

import json
import re
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import build
from languages import LANGUAGES
from tests.examples import examples
from tests.lessons import ours
from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import Playground

SMALLEST = 44
SIZES = {"small": (360, 640), "large": (390, 844), "lying": (667, 375), "tablet": (820, 1180)}
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Mobile Safari/537.36"
)

# Everything that can be tapped and is smaller than a finger; links within a text may be.
TOO_SMALL = """smallest => [...document.querySelectorAll(
        "button, select, summary, textarea, label, footer a, " +
        "input:not([type=checkbox], [type=range])"
    )]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => !each.matches(".line-link"))
    .filter((each) => {
        const { width, height } = each.getBoundingClientRect();
        return Math.min(width, height) < smallest - 0.01;
    })
    .map((each) => each.outerHTML.slice(0, 200))"""

# Fields whose letters are so small that a phone zooms in.
ZOOMED = """[...document.querySelectorAll("input, select, textarea, .cm-content")]
    .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 16)
    .map((each) => each.outerHTML.slice(0, 200))"""


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    name = getattr(request, "param", "small")
    width, height = SIZES["small" if name == "android" else name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        is_mobile=True,
        service_workers="block",
        # By this the editor chooses how it is typed into.
        user_agent=ANDROID if name == "android" else None,
    )
    yield context.new_page()
    context.close()


def check_touch(playground: Playground) -> None:
    assert playground.page.evaluate(TOO_SMALL, SMALLEST) == []
    assert playground.page.evaluate(ZOOMED) == []
    assert playground.has_no_horizontal_scroll()
    expect(playground.run_button).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("page", ["small", "large", "lying"], indirect=True)
def test_run_shows_the_results_and_the_code_is_one_tap_away(playground: Playground) -> None:
    playground.open()
    check_touch(playground)
    expect(playground.results).to_be_hidden()
    playground.run(EXPRESSION)
    expect(playground.results).to_be_visible()
    expect(playground.editor).to_be_hidden()
    check_touch(playground)
    playground.page.get_by_role("button", name="Code", exact=True).tap()
    expect(playground.editor).to_be_visible()
    expect(playground.results).to_be_hidden()
    check_touch(playground)


def test_every_card_has_targets_for_a_finger(playground: Playground) -> None:
    playground.open("#code=broken")
    expect(playground.notice).to_be_visible()
    check_touch(playground)
    playground.run(EXPRESSION + "1 / 0")
    playground.figures().locator(".node").first.press("Enter")
    check_touch(playground)
    playground.run(examples()["two-moons"].read_text(encoding="utf-8"))
    check_touch(playground)


def test_what_comes_while_the_code_is_shown_is_marked(playground: Playground) -> None:
    playground.open()
    playground.start(
        "import time\nprint(1)\ntime.sleep(0.5)\nfrom micrograd.node import Node\nNode(1)"
    )
    results = playground.page.get_by_role("button", name="Results")
    playground.page.get_by_role("button", name="Code", exact=True).tap()
    expect(results).to_have_accessible_name("Results (new)")
    results.tap()
    expect(results).to_have_accessible_name("Results")


def test_a_line_of_a_traceback_leads_to_the_code(playground: Playground) -> None:
    playground.open()
    playground.run("x = 1\n1 / 0")
    playground.results.get_by_role("button", name="line 2").tap()
    expect(playground.editor).to_be_focused()


def test_keys_from_the_keyboard_move_the_focus_with_the_pane(playground: Playground) -> None:
    playground.open()
    playground.editor.press("Control+Enter")
    expect(playground.results).to_be_focused()


def test_the_key_row_types_and_keeps_the_focus(playground: Playground) -> None:
    playground.open()
    row = playground.page.get_by_role("toolbar", name="Keys for Python")
    expect(row).to_be_hidden()
    playground.editor.tap()
    expect(row).to_be_visible()
    playground.write("")
    for name in ("Indent", "Opening parenthesis", "Asterisk", "Closing parenthesis", "Colon"):
        row.get_by_role("button", name=name).tap()
        expect(playground.editor).to_be_focused()
    for name in ("Opening bracket", "Equals sign", "Closing bracket", "Outdent"):
        row.get_by_role("button", name=name).tap()
    assert playground.source() == "(*):[=]"
    row.get_by_role("button", name="Undo").tap()
    assert playground.source() != "(*):[=]"
    row.get_by_role("button", name="Redo").tap()
    assert playground.source() == "(*):[=]"
    check_touch(playground)


CHARACTERS = "()=:,\"'[]{}*-+/._#"
# What is written when a key is pressed after `print(len`: some close what they open.
CLOSED = {"(": "()", "[": "[]", "{": "{}", ")": ""}
HOW_TYPED = pytest.mark.parametrize("page", ["small", "android"], indirect=True)


def keys_of(playground: Playground) -> Callable[[str], Locator]:
    """Show the row of keys; return what finds one by its face."""
    playground.editor.tap()
    row = playground.page.get_by_role("toolbar", name="Keys for Python")
    expect(row).to_be_visible()

    def key(face: str) -> Locator:
        return row.get_by_text(face, exact=True)

    return key


@HOW_TYPED
def test_what_is_typed_after_a_key_of_the_row_stands_behind_it(playground: Playground) -> None:
    playground.open()
    key = keys_of(playground)
    for name in ("len", "Node", "x", "MLP"):
        playground.write("")
        for part in ("print", "(", name, "(", "y"):
            if part == "(":
                key(part).tap()
            else:
                playground.page.keyboard.type(part)
        assert playground.source() == f"print({name}(y))"
    for face in CHARACTERS:
        playground.write("")
        playground.page.keyboard.type("print(len")
        key(face).tap()
        playground.page.keyboard.type("y")
        written = CLOSED.get(face, face)
        after = ")y" if face == ")" else f"{written[:1]}y{written[1:]})"
        assert playground.source() == f"print(len{after}", face


@HOW_TYPED
def test_a_key_of_the_row_stands_behind_what_is_still_composed(playground: Playground) -> None:
    playground.open()
    key = keys_of(playground)
    keyboard = playground.page.context.new_cdp_session(playground.page)
    for face in CHARACTERS:
        playground.write("print(")
        for end in (1, 2, 3):
            part = {"text": "len"[:end], "selectionStart": end, "selectionEnd": end}
            keyboard.send("Input.imeSetComposition", part)
        key(face).tap()
        playground.page.keyboard.insert_text("y")
        opened, closing = face, {"(": ")", "[": "]", "{": "}"}.get(face, "")
        assert playground.source() == f"print(len{opened}y{closing}", face


def test_a_key_of_the_row_encloses_or_replaces_what_is_selected(playground: Playground) -> None:
    playground.open()
    key = keys_of(playground)
    for face, closing in ("()", "[]", "{}", '""', "''"):
        playground.write("ab")
        playground.editor.press("Control+a")
        key(face).tap()
        assert playground.source() == f"{face}ab{closing}"
        playground.page.keyboard.type("y")
        assert playground.source() == f"{face}y{closing}"
    for face in "=:,*-+/._#":
        playground.write("ab")
        playground.editor.press("Control+a")
        key(face).tap()
        playground.page.keyboard.type("y")
        assert playground.source() == f"{face}y"


def test_arrows_of_the_row_move_the_caret_and_choose_a_name(playground: Playground) -> None:
    playground.open()
    key = keys_of(playground)
    playground.write("ab\ncd")
    for face in "↑←":
        key(face).tap()
    playground.page.keyboard.type("y")
    for face in "↓→":
        key(face).tap()
    playground.page.keyboard.type("z")
    assert playground.source() == "ayb\ncdz"
    playground.write("")
    playground.page.keyboard.type("pri")
    choices = playground.page.get_by_role("listbox").get_by_role("option")
    expect(choices.nth(1)).to_be_visible()
    expect(choices.first).to_have_attribute("aria-selected", "true")
    # A list takes no key within 75 ms of its appearance, so that it does not take one meant for
    # the text: CodeMirror's `interactionDelay`.
    for face, wanted in ("↓", choices.nth(1)), ("↑", choices.first):
        while wanted.get_attribute("aria-selected") != "true":
            key(face).tap()
    assert playground.source() == "pri"


def test_the_row_writes_nothing_into_what_is_only_read(playground: Playground) -> None:
    playground.open()
    playground.examples.select_option(label="The package's source…")
    page = playground.page
    page.get_by_role("dialog").get_by_role("button", name="micrograd/optim.py").click()
    read = page.get_by_role("textbox", name="Code editor: micrograd/optim.py")
    read.tap()
    before = read.inner_text()
    for face in "(=*":
        page.get_by_role("toolbar", name="Keys for Python").get_by_text(face, exact=True).tap()
    assert read.inner_text() == before


def test_a_software_keyboard_leaves_run_the_keys_and_some_lines(playground: Playground) -> None:
    playground.open()
    playground.editor.tap()
    # As Chromium does it: the page becomes smaller.
    playground.page.set_viewport_size({"width": 360, "height": 330})
    row = playground.page.get_by_role("toolbar", name="Keys for Python")
    expect(row).to_be_in_viewport(ratio=1)
    check_touch(playground)
    box = playground.page.locator(".cm-scroller").bounding_box()
    assert box is not None
    assert box["height"] > 6 * 16


def test_a_keyboard_that_lies_over_the_page_covers_nothing(playground: Playground) -> None:
    playground.open()
    playground.editor.tap()
    # As Safari does it: only the visual viewport becomes smaller, and may be moved.
    playground.page.evaluate("""() => {
        Object.defineProperty(visualViewport, "height", { value: 330, configurable: true });
        Object.defineProperty(visualViewport, "offsetTop", { value: 20, configurable: true });
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    box = playground.body.bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (20, 330)
    playground.page.evaluate("""() => {
        delete visualViewport.height;
        delete visualViewport.offsetTop;
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    box = playground.body.bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (0, 640)


def test_a_graph_its_player_and_a_steps_arithmetic_are_seen_together(
    playground: Playground,
) -> None:
    playground.open()
    playground.run(EXPRESSION)
    figure = playground.figures().first
    ledger = figure.get_by_role("group", name="This step's arithmetic")
    ledger.scroll_into_view_if_needed()
    for part in (figure.locator(".graph-picture svg").first, ledger):
        expect(part).to_be_in_viewport(ratio=0.99)
    expect(figure.get_by_role("slider", name="Step")).to_be_in_viewport(ratio=1)


def bottom_of(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@ours
@pytest.mark.parametrize(("width", "height", "least"), [(360, 400, 250), (740, 160, 60)])
def test_a_keyboard_leaves_a_lesson_most_of_its_room_for_code(
    playground: Playground, width: int, height: int, least: float
) -> None:
    playground.open("#lesson=chain")
    page = playground.page
    lesson = page.get_by_role("region", name="Lesson 5")
    expect(lesson).to_be_visible()
    full = page.viewport_size or {"width": 360, "height": 740}
    playground.editor.tap()
    playground.editor.press("Control+End")
    page.set_viewport_size({"width": width, "height": height})
    scroller = page.locator(".cm-scroller")
    row = page.get_by_role("toolbar", name="Keys for Python")
    # The keys stand between the code and the keyboard.
    expect(playground.body).to_have_attribute("data-keyboard", "")
    assert abs(bottom_of(row) - height) <= 1
    box, keys = scroller.bounding_box(), row.bounding_box()
    assert box is not None
    assert keys is not None
    assert box["height"] >= least
    assert box["y"] + box["height"] <= keys["y"] + 1
    # So does the line that is written.
    expect(page.locator(".cm-activeLine")).to_be_in_viewport(ratio=0.9)
    assert bottom_of(page.locator(".cm-activeLine")) <= keys["y"] + 1
    expect(playground.run_button).to_be_in_viewport(ratio=1)
    # What is folded is back with the rest of the screen.
    page.set_viewport_size(full)
    expect(lesson.get_by_role("button", name="Next")).to_be_visible()
    expect(playground.share_button).to_be_visible()


def test_the_row_of_keys_moves_no_line_of_the_code(playground: Playground) -> None:
    playground.open()
    line = playground.page.locator(".cm-line").nth(2)
    before = line.bounding_box()
    playground.editor.tap()
    expect(playground.page.get_by_role("toolbar", name="Keys for Python")).to_be_visible()
    assert line.bounding_box() == before


# How much wider a menu's own name is than the room that it has.
CUT_BY = """select => {
    const style = getComputedStyle(select);
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = style.font;
    const arrow = 16;
    const room = select.clientWidth - parseFloat(style.paddingLeft)
        - parseFloat(style.paddingRight) - arrow;
    return canvas.measureText(select.selectedOptions[0].text).width - room;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menus_name_is_seen_whole(playground: Playground, language: str) -> None:
    for width in (320, 360, 740, 820, 1280):
        playground.page.set_viewport_size({"width": width, "height": 740})
        playground.page.goto(f"{playground.url}?lang={language}")
        menu = playground.page.locator("select.examples")
        expect(menu).to_be_visible()
        assert menu.evaluate(CUT_BY) <= 0, width
        seen = menu.evaluate("each => each.selectedOptions[0].text")
        assert (menu.get_attribute("aria-label") or "").startswith(seen)
        if width >= (768 if language == "en" else 1280):
            # Beside the state, in one bar.
            bar = playground.page.locator(".toolbar").bounding_box()
            assert bar is not None
            assert bar["height"] < 70


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_consoles_words_are_seen_whole(playground: Playground, language: str) -> None:
    source = (build.SITE / "app" / "words" / f"{language}.js").read_text("utf-8")
    words = re.findall(r'with(?:Variables|Others): "(.*)"', source)
    assert len(words) == 2
    playground.page.set_viewport_size({"width": 360, "height": 640})
    playground.open()
    cut_by = playground.page.locator(".console textarea").evaluate_all(
        """([field], words) => words.map(text => {
            const style = getComputedStyle(field);
            const context = document.createElement("canvas").getContext("2d");
            context.font = getComputedStyle(field, "::placeholder").font;
            const room = field.clientWidth - parseFloat(style.paddingLeft)
                - parseFloat(style.paddingRight);
            return context.measureText(text).width - room;
        })""",
        words,
    )
    assert max(cut_by) <= 0


@ours
@pytest.mark.parametrize("height", [640, 740])
def test_what_a_lesson_asks_is_seen_with_the_code(playground: Playground, height: int) -> None:
    playground.page.set_viewport_size({"width": 360, "height": height})
    playground.open("#lesson=expression")
    lesson = playground.page.get_by_role("region", name="Lesson 1")
    expect(lesson.locator(".lesson-text > :last-child")).to_be_in_viewport(ratio=1)
    expect(lesson.get_by_text("Press Run: the program is checked.")).to_be_in_viewport(ratio=1)
    expect(playground.page.locator(".cm-line").nth(1)).to_be_in_viewport(ratio=1)
    before = lesson.evaluate("each => each.clientHeight")
    playground.editor.tap()
    expect(playground.body.locator(".cm-focused")).to_have_count(1)
    assert lesson.evaluate("each => each.clientHeight") < 0.75 * before


@ours
def test_on_the_lowest_screen_a_lesson_has_most_of_it(playground: Playground) -> None:
    playground.page.set_viewport_size({"width": 320, "height": 400})
    playground.open("#lesson=expression")
    lesson = playground.page.get_by_role("region", name="Lesson 1")
    lesson.scroll_into_view_if_needed()
    text = lesson.locator(".lesson-text")
    assert lesson.evaluate("each => each.clientHeight") > 300
    text.locator("> :last-child").scroll_into_view_if_needed()
    expect(text.locator("> :last-child")).to_be_in_viewport(ratio=1)


@ours
def test_what_can_be_unfolded_has_its_triangle(playground: Playground) -> None:
    playground.open("#lesson=chain")
    playground.run(EXPRESSION)
    for summary in playground.page.locator("summary").all():
        assert summary.evaluate("each => getComputedStyle(each).display") == "list-item"


def test_on_its_side_the_footer_is_there_and_a_menu_has_all_its_entries(
    playground: Playground,
) -> None:
    playground.page.set_viewport_size({"width": 740, "height": 360})
    playground.open()
    expect(playground.page.get_by_role("contentinfo")).to_be_in_viewport(ratio=1)
    playground.run(EXPRESSION)
    playground.page.locator(".walk .menu summary").first.tap()
    for entry in playground.page.locator(".walk .menu").first.get_by_role("button").all():
        entry.scroll_into_view_if_needed()
        expect(entry).to_be_in_viewport(ratio=1)
        inside = entry.evaluate("""each => {
            const { left, top, width, height } = each.getBoundingClientRect();
            const seen = document.elementFromPoint(left + width / 2, top + height / 2);
            return each.contains(seen);
        }""")
        assert inside, entry.inner_text()


@pytest.mark.parametrize("page", ["tablet"], indirect=True)
def test_a_tablet_wraps_long_lines(playground: Playground) -> None:
    playground.open()
    playground.write("print(" + "'a long line', " * 30 + ")")
    scroller = playground.page.locator(".cm-scroller")
    assert scroller.evaluate("each => each.scrollWidth <= each.clientWidth")


@pytest.mark.parametrize(("width", "height"), [(360, 740), (740, 360)])
def test_the_graph_is_seen_while_a_leaf_is_dragged(
    playground: Playground, width: int, height: int
) -> None:
    playground.page.set_viewport_size({"width": width, "height": height})
    playground.open()
    playground.run(EXPRESSION)
    figure = playground.figures().first
    figure.locator(".node.leaf").first.press("Enter")
    slider = figure.get_by_role("slider", name="Drag the value")
    slider.scroll_into_view_if_needed()
    for value in ("1", "0", "-1"):
        slider.fill(value)
        expect(figure.locator(".graph-picture svg").first).to_be_in_viewport(ratio=0.9)
        expect(slider).to_be_in_viewport(ratio=1)


def test_the_page_can_be_installed_below_any_path(playground: Playground) -> None:
    playground.page.goto(playground.url)
    session = playground.page.context.new_cdp_session(playground.page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{playground.url}manifest.webmanifest"
    manifest = json.loads(found["data"])
    worker = playground.page.request.get(f"{playground.url}service-worker.js").text()
    for name in ("id", "start_url", "scope"):
        assert manifest[name] == "./"
    for icon in manifest["icons"]:
        answer = playground.page.request.get(playground.url + icon["src"])
        assert answer.headers["content-type"] == icon["type"]
        # Without the network too.
        assert icon["src"] in worker
        if icon["type"] == "image/png":
            width, height = struct.unpack(">2I", answer.body()[16:24])
            assert icon["sizes"] == f"{width}x{height}"


PINNED = """\
from micrograd.node import Node
a, b = Node(2.0, label="a"), Node(-3.5, label="b")
y = (a * b + a) * 4
y.backpropagate(visualize=True)
"""


def test_the_panel_of_a_pinned_node_comes_into_sight_and_the_node_stays(
    playground: Playground,
) -> None:
    playground.open()
    playground.run(PINNED)
    box = playground.figures().locator("g.node").filter(has_text="grad -10.0")
    box.tap()
    panel = playground.figures().get_by_role("group", name="Pinned node")
    expect(panel.locator("dl")).to_be_in_viewport(ratio=1)
    expect(box).to_be_in_viewport(ratio=0.9)
    # Where there is no room for both, what was asked for is seen.
    playground.page.set_viewport_size({"width": 360, "height": 400})
    playground.figures().locator("g.node").filter(has_text="grad 8.0").tap()
    expect(panel.locator("dl")).to_contain_text("8.0")
    expect(panel.locator("dl")).to_be_in_viewport(ratio=1)


def test_a_low_window_leaves_most_of_it_to_the_results(playground: Playground) -> None:
    playground.page.set_viewport_size({"width": 360, "height": 400})
    playground.open()
    playground.run("print('x')")
    box = playground.results.bounding_box()
    assert box is not None
    assert box["height"] > 0.65 * 400
    for part in (playground.run_button, playground.page.get_by_role("textbox", name="Console")):
        expect(part).to_be_in_viewport(ratio=1)
    playground.show_code()
    expect(playground.share_button).to_be_in_viewport(ratio=1)
    expect(playground.examples).to_be_in_viewport(ratio=1)


def test_what_more_a_screen_reader_hears_is_chosen_on_a_phone_too(playground: Playground) -> None:
    playground.open()
    playground.examples.select_option(label="Keys and screen reader")
    switch = playground.page.get_by_role("switch", name="Tell a screen reader more")
    switch.check()
    expect(playground.body).to_have_attribute("data-spoken", "more")


SENTENCES = """
const { words } = await import(`./site/app/words/${process.argv[1]}.js`);
const gaps = ["numpy, matplotlib, scikit-learn", 8.25, [3]];
function attempt(make) {
    for (const gap of gaps) try { return make(gap, gap); } catch {}
}
const said = (texts) => Object.values(texts)
    .map((text) => (text instanceof Function ? attempt(text) : text))
    .filter((text) => typeof text === "string");
console.log(JSON.stringify([said(words.status), said(words.notice)]));
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_and_notice_is_shown_whole(playground: Playground, language: str) -> None:
    command = ["node", "--input-type=module", "--eval", SENTENCES, language]
    told = subprocess.run(command, cwd=build.ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    statuses, notices = json.loads(told.stdout)
    assert len(statuses) > 8
    assert len(notices) > 8
    playground.page.goto(f"{playground.url}?lang={language}#lesson=none-of-this-name")
    playground.wait_for("ready")
    expect(playground.notice).to_be_visible()
    for width in (360, 390, 760, 800, 1280):
        playground.page.set_viewport_size({"width": width, "height": 800})
        for place, sentences in ((".status", statuses), (".notice p", notices)):
            cut = playground.page.locator(place).evaluate(
                """(place, sentences) => sentences.filter((sentence) => {
                    place.textContent = sentence;
                    const { right, bottom } = place.getBoundingClientRect();
                    return place.scrollWidth > place.clientWidth
                        || place.scrollHeight > place.clientHeight
                        || right > innerWidth || bottom > innerHeight;
                })""",
                sentences,
            )
            assert cut == [], (width, place)
        assert playground.has_no_horizontal_scroll()
