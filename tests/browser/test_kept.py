"""Nothing that a visitor made is lost; a part that does not come is said, and ends nothing else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import ENGINES
from tests.browser.test_lessons import OWN, fragment
from tests.browser.waits import Waits
from tests.lessons import LESSONS, lesson, ours

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.conftest import Playground

KEPT = """Object.entries(localStorage).filter(([key]) => key.startsWith("micrograd.draft.1."))
    .map(([, text]) => JSON.parse(text).files["main.py"])"""


def missing(route: Route) -> None:
    route.fulfill(status=404, body="")


def cut(route: Route) -> None:
    content = route.fetch().body()
    route.fulfill(content_type="text/javascript", body=content[: len(content) // 2])


def html(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<!doctype html><p>Not here")


def changed(route: Route) -> None:
    response = route.fetch()
    content = bytearray(response.body())
    content[len(content) // 2] ^= 1
    route.fulfill(response=response, body=bytes(content))


@ENGINES
@pytest.mark.parametrize("fault", [missing, cut, html, changed])
@pytest.mark.parametrize("script", ["main", "chunk"])
def test_a_script_that_does_not_come_is_said_with_a_way_on(
    playground: Playground, script: str, fault: Any
) -> None:
    playground.watch.expects_errors = True
    page = playground.page
    page.route(re.compile(rf"/app/{script}-\w+[.]js$"), fault)
    page.goto(playground.url, wait_until="commit")
    expect(playground.notice).to_contain_text("could not be loaded")
    # Other parts may still be on their way.
    page.unroute_all(behavior="ignoreErrors")
    page.get_by_role("button", name="Load it again").click()
    expect(playground.editor).to_be_visible()


TOLD = """addEventListener("DOMContentLoaded", () =>
    new MutationObserver(() => { globalThis.wasTold = true; })
        .observe(document.querySelector("#loading .late"), {attributeFilter: ["data-told"]}))"""


@pytest.mark.parametrize("script", ["python-start", "first-paint"])
def test_a_script_that_the_page_does_without_raises_no_alarm(
    playground: Playground, script: str
) -> None:
    playground.watch.expects_errors = True
    playground.page.add_init_script(TOLD)
    playground.page.route(re.compile(f"/app/{script}"), changed)
    playground.open()
    assert not playground.page.evaluate("globalThis.wasTold")


def test_a_page_without_its_style_goes_on_saying_so(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.route(re.compile("/style-"), missing)
    playground.open()
    expect(playground.notice).to_contain_text("could not be loaded")
    playground.page.unroute_all()
    playground.page.get_by_role("button", name="Load it again").click()
    expect(playground.notice).to_be_hidden()
    expect(playground.editor).to_be_visible()


@pytest.mark.parametrize("name", ["examples", "cards", "sharing"])
def test_of_what_nobody_asked_for_nothing_is_said_and_it_comes_when_asked(
    playground: Playground, name: str
) -> None:
    playground.watch.expects_errors = True
    page = playground.page
    page.route(re.compile(f"/app/{name}-"), changed)
    playground.open(waits=False)
    playground.wait_for("failed" if name == "cards" else "ready")
    expect(playground.notice).to_be_hidden()
    page.unroute_all()
    if name == "examples":
        playground.examples.select_option(label="An MLP learns four samples")
        expect(playground.editor).to_contain_text("MLP")
    elif name == "cards":
        assert playground.run("print(6 * 7)") == "42"
    else:
        playground.share_button.click()
        expect(playground.notice).to_contain_text("The link is copied")


def test_a_frame_without_an_origin_says_so(playground: Playground) -> None:
    playground.watch.expects_errors = True
    page = playground.page
    page.goto(playground.url + "licences.txt")
    page.evaluate(
        """(url) => {
            const frame = document.createElement("iframe");
            frame.sandbox = "allow-scripts";
            frame.src = url;
            document.body.append(frame);
        }""",
        playground.url + "?embed",
    )
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("alert")).to_contain_text("frame around this page")
    expect(frame.get_by_role("link", name="Open it in a tab of its own")).to_be_visible()


def test_python_comes_without_the_worker_that_unpacks(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.route(re.compile("/unpack-worker"), missing)
    playground.open()
    assert playground.run("print(6 * 7)") == "42"


@pytest.mark.parametrize("name", ["python_stdlib", "pyodide.asm", "python-worker", "micrograd"])
def test_a_wrong_byte_is_mended_from_the_network_once(playground: Playground, name: str) -> None:
    spoilt: list[str] = []

    def spoil(route: Route) -> None:
        if spoilt:
            route.continue_()
            return
        spoilt.append(route.request.url)
        response = route.fetch()
        content = bytearray(response.body())
        content[len(content) // 2] ^= 1
        route.fulfill(response=response, body=bytes(content))

    playground.page.route(re.compile(f"/python/{name}"), spoil)
    playground.open()
    assert playground.run("from micrograd.node import Node\nprint(Node(2.0).data)") == "2.0"
    assert spoilt


def test_a_duplicated_tab_writes_a_draft_of_its_own(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("both = 1")
    page = playground.page
    expect(playground.examples.locator("option", has_text="Current draft")).to_have_count(1)
    with page.expect_popup() as opened:
        # A window that a page opens gets a copy of what is kept for the tab.
        page.evaluate("window.open(location.href)")
    second = opened.value
    editor = second.get_by_role("textbox", name="Code editor")
    expect(editor).to_have_text("both = 1")
    editor.press("Control+a")
    second.keyboard.insert_text("second = 1")
    playground.write("first = 1")
    for each in (page, second):
        each.evaluate("dispatchEvent(new Event('pagehide'))")
    assert sorted(page.evaluate(KEPT)) == ["first = 1", "second = 1"]


def test_steady_typing_is_kept_while_it_goes_on(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("x")
    kept: list[str] = []
    for number in range(40):
        playground.editor.press_sequentially(f"{number % 10}", delay=40)
        kept = playground.page.evaluate(KEPT)
        if kept and len(kept[0]) > 5:
            return
    pytest.fail(f"after 40 keys there is {kept}")


def test_a_lesson_from_a_link_outlives_an_edit_and_a_reload(playground: Playground) -> None:
    link = fragment(OWN)
    playground.open(link, waits=False)
    panel = playground.page.get_by_role("region", name="A lesson from a link")
    expect(panel).to_be_visible()
    playground.write("answer = 6 * 7")
    assert playground.page.url.endswith(link)
    playground.page.reload()
    expect(playground.editor).to_have_text("answer = 6 * 7")
    expect(panel).to_be_visible()
    playground.share_button.click()
    expect(playground.notice).to_contain_text("The link is copied")
    shared = playground.page.url
    playground.page.evaluate("localStorage.clear(), sessionStorage.clear()")
    playground.page.goto("about:blank")
    playground.page.goto(shared)
    expect(playground.editor).to_have_text("answer = 6 * 7")
    expect(panel).to_be_visible()


@pytest.mark.parametrize(
    ("spoilt", "rule"),
    [
        ({"hints": ["x"] * 11}, "“hints” has to be a list of at most 10 texts"),
        ({"title": "x" * 201}, "“title” has to be a text of at most 200 characters"),
        ({"hints": "x"}, "“hints” has to be a list"),
        ({"answers": None}, "“answers” has to be an object"),
    ],
)
def test_a_lesson_in_a_link_that_breaks_a_rule_is_told_which(
    playground: Playground, spoilt: dict[str, Any], rule: str
) -> None:
    lesson = {**OWN["lesson"], **spoilt}
    playground.open(fragment({**OWN, "lesson": lesson}), waits=False)
    expect(playground.notice).to_contain_text(rule)


def test_a_deleted_file_can_be_brought_back(playground: Playground) -> None:
    files = {"main.py": "import value", "value.py": "work = 1"}
    playground.open(fragment({"files": files}), waits=False)
    tabs = playground.page.get_by_role("tablist")
    tabs.get_by_role("tab", name="value.py").click()
    playground.page.get_by_role("button", name="Delete", exact=True).click()
    expect(playground.notice).to_contain_text("value.py is deleted")
    playground.notice.get_by_role("button", name="Undo").click()
    expect(tabs.get_by_role("tab", name="value.py")).to_have_attribute("aria-selected", "true")
    assert playground.source() == "work = 1"


@ENGINES
@pytest.mark.parametrize("fault", [lambda route: route.abort(), missing, changed])
def test_a_part_that_came_once_not_is_asked_for_again(playground: Playground, fault: Any) -> None:
    playground.watch.expects_errors = True
    playground.page.add_init_script("delete Navigator.prototype.serviceWorker")
    playground.open(waits=False)
    playground.write("mine = 1")
    page = playground.page
    page.route(re.compile("/app/drafts-dialog"), fault)
    for _ in range(2):
        playground.examples.select_option(label="All drafts…")
        expect(playground.notice).to_contain_text("Try it again, or reload the page")
        expect(playground.notice.get_by_role("button", name="Reload")).to_be_visible()
        playground.notice.get_by_role("button", name="Dismiss").click()
    page.unroute_all()
    playground.examples.select_option(label="All drafts…")
    expect(page.get_by_role("dialog", name="Your drafts")).to_be_visible()


@ENGINES
def test_what_did_not_come_comes_when_the_network_is_back(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.add_init_script("delete Navigator.prototype.serviceWorker")
    playground.open()
    page = playground.page
    page.route(re.compile(".*"), lambda route: route.abort())
    page.get_by_role("button", name="Lessons", exact=True).click()
    expect(playground.notice).to_contain_text("could not be fetched. Try it again.")
    page.unroute_all()
    page.get_by_role("button", name="Lessons", exact=True).click()
    expect(page.get_by_role("dialog", name="Lessons")).to_contain_text("passed")
    expect(playground.notice).to_be_hidden()


def other_version(route: Route) -> None:
    route.fulfill(body='<script type="module" src="app/main-OTHER000.js"></script>')


@pytest.mark.parametrize(
    ("page_there", "sentence"),
    [(other_version, "out of date"), (html, "could not be fetched. Try it again.")],
)
def test_after_a_deployment_the_page_says_that_it_is_out_of_date(
    playground: Playground, page_there: Any, sentence: str
) -> None:
    playground.watch.expects_errors = True
    playground.open(waits=False)
    playground.write("mine = 1")
    page = playground.page
    page.route(re.compile("/app/drafts-dialog"), missing)
    page.route(playground.url, page_there)
    playground.examples.select_option(label="All drafts…")
    expect(playground.notice).to_contain_text(sentence)
    reload = playground.notice.get_by_role("button", name="Reload")
    expect(reload).to_have_count(int(page_there is other_version))


def test_back_leads_to_the_example_before_and_titles_tell_them_apart(
    playground: Playground,
) -> None:
    page = playground.page
    playground.open("#example=reuse", waits=False)
    expect(page).to_have_title(re.compile(r"^Used twice.* · micrograd playground"))
    before = page.title()
    playground.examples.select_option(label="An MLP learns four samples")
    expect(page).not_to_have_title(before)
    page.go_back()
    expect(page).to_have_title(before)
    expect(page).to_have_url(re.compile("#example=reuse"))


@pytest.mark.parametrize(
    "lacking",
    [
        "delete crypto.randomUUID; delete Crypto.prototype.randomUUID",
        "delete window.CompressionStream; delete window.DecompressionStream",
        "delete window.BroadcastChannel",
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError') }",
        "delete Navigator.prototype.serviceWorker",
        "delete Navigator.prototype.locks; delete window.indexedDB",
    ],
)
def test_what_a_browser_lacks_does_not_cost_the_page(playground: Playground, lacking: str) -> None:
    playground.page.add_init_script(lacking)
    playground.open()
    assert playground.run("print(6 * 7)") == "42"
    playground.share_button.click()
    expect(playground.notice).to_be_visible()


@ours
def test_progress_of_another_learner_is_asked_about(playground: Playground) -> None:
    mine = {"chain": {"passed": 1}}
    entry = json.dumps(["micrograd.lessons.1", json.dumps(mine)])
    playground.page.add_init_script(f"localStorage.setItem(...{entry})")
    playground.open(waits=False)
    playground.page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = playground.page.get_by_role("dialog", name="Lessons")
    theirs = {"expression": {"passed": 1}, "nudge": {"passed": 2}}
    file = {"format": "micrograd lessons 1", "learner": "Ben", "lessons": theirs}
    dialog.locator("input[type=file]").set_input_files(
        {"name": "b.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}
    )
    expect(dialog).to_contain_text("Passed in this browser: 1. Passed in the file (Ben): 2.")
    dialog.get_by_role("button", name="Take the file instead").click()
    expect(dialog).to_contain_text("2 of 28 are passed")
    dialog.get_by_role("button", name="Undo").click()
    expect(dialog).to_contain_text("1 of 28 are passed")


@ours
def test_two_tabs_in_two_lessons_wipe_nothing_of_each_other(playground: Playground) -> None:
    page = playground.page
    playground.open("#lesson=expression")
    with page.expect_popup() as opened:
        page.evaluate("window.open(location.href.replace('expression', 'forward'))")
    second = opened.value
    expect(second.get_by_role("region", name=re.compile("^Lesson 2"))).to_be_visible()
    expect(second.locator("body")).to_have_attribute("data-state", "ready", timeout=60_000)
    panels = []
    for each, name in ((page, "expression"), (second, "forward"), (page, "")):
        editor = each.get_by_role("textbox", name="Code editor")
        editor.press("Control+a")
        source = lesson(name)["solution"]["main.py"] if name else "mine = 1"
        each.keyboard.insert_text(source)
        if name:
            each.locator("button.run").click()
            panels.append(each.get_by_role("region", name=re.compile("^Lesson ")))
            expect(panels[-1].get_by_role("status")).to_contain_text("Right")
        each.evaluate("dispatchEvent(new Event('pagehide'))")
    kept = json.loads(page.evaluate("localStorage['micrograd.lessons.1']"))
    assert all("passed" in kept[name] for name in ("expression", "forward"))
    # What each wrote is there when its lesson is opened again, from either tab.
    page.evaluate("location.hash = '#lesson=forward'")
    expect(playground.editor).to_contain_text(
        lesson("forward")["solution"]["main.py"].splitlines()[0]
    )
    page.evaluate("location.hash = '#lesson=expression'")
    expect(playground.editor).to_contain_text("mine = 1")


@ours
def test_progress_of_a_file_is_merged_and_begun_anew(playground: Playground) -> None:
    entry = json.dumps(["micrograd.lessons.1", json.dumps({"chain": {"passed": 1}})])
    playground.page.add_init_script(f"if (!localStorage.length) localStorage.setItem(...{entry})")
    playground.open(waits=False)
    playground.page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = playground.page.get_by_role("dialog", name="Lessons")
    theirs = {"expression": {"passed": 1}, "nudge": {"passed": 2}}
    file = {"format": "micrograd lessons 1", "learner": "Ben", "lessons": theirs}
    dialog.locator("input[type=file]").set_input_files(
        {"name": "b.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}
    )
    dialog.get_by_role("button", name="Add the file to it").click()
    expect(dialog).to_contain_text("3 of 28 are passed")
    dialog.get_by_role("button", name="Begin anew").click()
    expect(dialog).to_contain_text("0 of 28 are passed")
    dialog.get_by_role("button", name="Undo").click()
    expect(dialog).to_contain_text("3 of 28 are passed")


MINE = "# my own work\n"
LESSONS_KEPT = "JSON.parse(localStorage['micrograd.lessons.1'] ?? '{}')"


def begin_lesson(playground: Playground, name: str, source: str) -> None:
    playground.open(f"#lesson={name}", waits=False)
    expect(playground.page.get_by_role("region", name=re.compile("^Lesson "))).to_be_visible()
    playground.write(source)


@ours
def test_own_work_in_a_lesson_outlives_an_answer_that_a_link_brings(
    playground: Playground,
) -> None:
    page = playground.page
    begin_lesson(playground, "expression", MINE)
    for number in (1, 2):
        answer = {"files": {"main.py": f"# answer {number}"}, "course": "expression"}
        page.evaluate("(link) => { location.hash = link; }", fragment(answer))
        expect(playground.editor).to_have_text(f"# answer {number}")
        expect(page.get_by_role("region", name=re.compile("^Lesson "))).to_be_visible()
        # Looking changes nothing.
        assert len(page.evaluate(KEPT)) == number - 1
        playground.write(f"# answer {number}, edited")
        expect(playground.notice).to_contain_text("It is now among your drafts")
        assert len(page.evaluate(KEPT)) == number
    assert sorted(page.evaluate(KEPT)) == ["# answer 1, edited", MINE]
    kept = page.evaluate(LESSONS_KEPT)
    assert kept["expression"]["files"] == {"main.py": "# answer 2, edited"}


@ours
def test_work_that_a_lesson_does_not_keep_is_a_draft_and_said(playground: Playground) -> None:
    page = playground.page
    begin_lesson(playground, "expression", MINE)
    long = "# " + "x" * 100_000
    playground.write(long)
    expect(playground.notice).to_contain_text("at most 100,000 characters")
    playground.editor.press("Control+End")
    page.keyboard.type("y")
    expect(playground.notice).to_contain_text("among your drafts")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate(KEPT) == [long + "y"]
    assert page.evaluate(LESSONS_KEPT)["expression"]["files"] == {"main.py": MINE}
    expect(page).to_have_url(re.compile("#lesson=expression"))
    page.reload()
    expect(playground.editor).to_have_text(MINE)
    expect(playground.notice).to_contain_text("could not keep all that you wrote")
    # Looking changes nothing.
    assert page.evaluate(KEPT) == [long + "y"]
    playground.notice.get_by_role("button", name="Open the draft").click()
    expect(playground.editor).to_contain_text("xxxx")
    expect(playground.notice).to_be_hidden()
    playground.editor.press("Control+End")
    page.keyboard.type("z")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate(KEPT) == [long + "yz"]
    assert page.evaluate(LESSONS_KEPT)["expression"]["files"] == {"main.py": MINE}


FILL_WITH_DRAFTS = """(most) => {
    for (let i = 0, size = 150_000; size > 0 && i < most; i += 1)
        try {
            const files = { "main.py": `# draft ${i}\\n` + "#".repeat(size) };
            const draft = { id: `d${i}`, files, time: 1e12 + i };
            localStorage.setItem(`micrograd.draft.1.d${i}`, JSON.stringify(draft));
        } catch {
            size = Math.floor(size / 2);
        }
}"""


@ours
def test_no_draft_goes_for_what_a_lesson_keeps(playground: Playground) -> None:
    page = playground.page
    begin_lesson(playground, "expression", MINE)
    page.evaluate(FILL_WITH_DRAFTS, 1000)
    drafts = page.evaluate(KEPT)
    playground.write("# a lesson's work\n" + "#" * 50_000)
    expect(playground.notice).to_contain_text("does not store what you write now")
    assert page.evaluate(KEPT) == drafts
    assert page.evaluate(LESSONS_KEPT)["expression"]["files"] == {"main.py": MINE}


def load_progress(dialog: Locator, lessons: object) -> None:
    file = {"format": "micrograd lessons 1", "learner": "Ben", "lessons": lessons}
    dialog.locator("input[type=file]").set_input_files(
        {"name": "b.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}
    )


@ours
def test_no_draft_goes_for_a_file_of_progress(playground: Playground) -> None:
    page = playground.page
    playground.open(waits=False)
    page.evaluate(FILL_WITH_DRAFTS, 20)
    drafts = page.evaluate(KEPT)
    page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = page.get_by_role("dialog", name="Lessons")
    long = {"passed": 1, "files": {"main.py": "x" * 103_000}}
    load_progress(dialog, {f"l{i}": long for i in range(50)})
    expect(dialog).to_contain_text("50 lessons were loaded without the program")
    assert page.evaluate(KEPT) == drafts
    assert len(page.evaluate("localStorage['micrograd.lessons.1']")) < 10_000
    dialog.get_by_role("button", name="Undo").click()
    assert page.evaluate(LESSONS_KEPT) == {}
    # Of lessons that are there, each might be kept; all of them have no room.
    known = {"passed": 1, "files": {"main.py": "x" * 99_000}}
    load_progress(dialog, {lesson["id"]: known for lesson in LESSONS})
    expect(dialog).to_contain_text("has no room for the file's progress")
    expect(dialog).to_contain_text("0 of 28 are passed")
    assert page.evaluate(KEPT) == drafts
    assert page.evaluate(LESSONS_KEPT) == {}
    load_progress(dialog, [])
    expect(dialog).to_contain_text("not a file of progress")


@ours
def test_a_file_of_brackets_does_not_hold_the_page_up(
    playground: Playground, tmp_path: Path
) -> None:
    playground.open()
    playground.page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = playground.page.get_by_role("dialog", name="Lessons")
    file = tmp_path / "b.json"
    file.write_bytes(b'{"format":"micrograd lessons 1","lessons":' + b"[" * 19_000_000)

    def load() -> None:
        dialog.locator("input[type=file]").set_input_files(file)
        expect(dialog).to_contain_text("not a file of progress")

    def again() -> None:
        playground.page.keyboard.press("Escape")
        playground.page.get_by_role("button", name="Lessons", exact=True).click()

    Waits(playground.page).check(load, again)


@ours
def test_the_work_of_other_tabs_outlives_a_refusal_and_an_undo(playground: Playground) -> None:
    page = playground.page
    begin_lesson(playground, "expression", MINE)
    page.evaluate(
        """() => {
            for (let i = 0, size = 1 << 22; size > 0; i += 1)
                try { localStorage.setItem(`fill${i}`, "x".repeat(size)); }
                catch { size >>= 1; }
        }"""
    )
    playground.write(MINE + "# longer\n" * 20)
    expect(playground.notice).to_contain_text("does not store what you write now")
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('fill'))"
        ".forEach((key) => localStorage.removeItem(key))"
    )
    others = {"nudge": {"files": {"main.py": "# of tab two"}}, "b.2": {"of": "a newer version"}}
    write = "(all) => localStorage.setItem('micrograd.lessons.1', JSON.stringify(all))"
    page.evaluate(write, {**page.evaluate(LESSONS_KEPT), **others})
    playground.write("# goes on")
    mine = {"expression": {"files": {"main.py": "# goes on"}}}
    assert page.evaluate(LESSONS_KEPT) == {**mine, **others}

    page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = page.get_by_role("dialog", name="Lessons")
    dialog.get_by_role("button", name="Begin anew").click()
    assert page.evaluate(LESSONS_KEPT) == {}
    since = {"chain": {"files": {"main.py": "# since"}}}
    page.evaluate(write, since)
    dialog.get_by_role("button", name="Undo").click()
    assert page.evaluate(LESSONS_KEPT) == {**mine, **others, **since}


@ours
def test_own_work_outlives_the_progress_of_a_file(playground: Playground) -> None:
    page = playground.page
    begin_lesson(playground, "expression", MINE)
    page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = page.get_by_role("dialog", name="Lessons")
    theirs = {"expression": {"files": {"main.py": "# theirs"}}}
    file = {"format": "micrograd lessons 1", "learner": "Ben", "lessons": theirs}
    dialog.locator("input[type=file]").set_input_files(
        {"name": "b.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}
    )
    dialog.get_by_role("button", name="Add the file to it").click()
    expect(dialog).to_contain_text("is now among your drafts")
    assert page.evaluate(KEPT) == [MINE]
    assert page.evaluate(LESSONS_KEPT) == theirs


@ours
def test_an_engine_that_a_solution_takes_the_place_of_is_a_draft(playground: Playground) -> None:
    page = playground.page
    playground.open("#lesson=engine-add", waits=False)
    panel = page.get_by_role("region", name=re.compile("^Lesson "))
    tab = page.get_by_role("tab", name="engine.py")
    expect(tab).to_have_attribute("aria-selected", "true")
    engine = page.get_by_role("textbox", name="Code editor: engine.py")
    engine.press("Control+a")
    page.keyboard.insert_text("class Mine: pass")
    panel.get_by_text("A solution").click()
    panel.get_by_role("button", name="Put it into the editor").click()
    expect(playground.notice).to_contain_text("It is now among your drafts")
    kept = page.evaluate(
        """Object.keys(localStorage).filter((key) => key.startsWith("micrograd.draft.1."))
            .map((key) => JSON.parse(localStorage[key]).files["engine.py"])"""
    )
    assert kept == ["class Mine: pass"]
    panel.get_by_role("button", name="Begin again").click()
    expect(playground.notice).to_be_hidden()


@ours
def test_a_lesson_that_comes_late_leaves_what_was_typed(playground: Playground) -> None:
    page = playground.page
    waiting: list[Route] = []
    course = re.compile(r"/app/course-\w+[.]js$")
    page.route(course, lambda route: waiting.append(route))  # noqa: PLW0108 - it wants a function
    answer = {"files": {"main.py": "# an answer"}, "course": "expression"}
    with page.expect_request(course):
        playground.open(fragment(answer), waits=False)
    expect(playground.editor).to_have_text("# an answer")
    expect(playground.notice).to_contain_text("came from a link")
    playground.write(MINE)
    for route in waiting:
        route.continue_()
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.get_by_role("button", name="Lessons", exact=True).click()
    expect(page.get_by_role("dialog", name="Lessons")).to_be_visible()
    page.keyboard.press("Escape")
    assert playground.source() == MINE
    assert page.evaluate(KEPT) == [MINE]
