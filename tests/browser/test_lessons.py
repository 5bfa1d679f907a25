"""The lessons in the page: opened, answered, passed, remembered."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, expect

from languages import LANGUAGES
from tests.browser.waits import Waits
from tests.lessons import LESSONS, ours, wrong_program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page


@pytest.fixture
def panel(playground: Playground) -> Locator:
    return playground.page.get_by_role("region", name=re.compile("^Lesson "))


@ours
def test_a_link_opens_a_lesson_which_says_what_is_missing_and_is_passed(
    playground: Playground, panel: Locator
) -> None:
    playground.open("#lesson=expression")
    expect(panel.get_by_role("heading")).to_have_text("Lesson 1 of 28: A first expression")
    playground.run()
    expect(panel.get_by_role("status")).to_have_text(re.compile("y still has its dots"))
    playground.write("from micrograd.node import Node\na = Node(2.0)\ny = a.nothing")
    playground.run()
    expect(panel.get_by_role("status")).to_contain_text("ended with an error")
    playground.write(LESSONS[0]["solution"]["main.py"])
    playground.run()
    expect(panel.get_by_role("status")).to_contain_text("Right")
    expect(panel.get_by_role("heading")).to_contain_text("✓")
    panel.get_by_role("button", name="Next").click()
    expect(panel.get_by_role("heading")).to_have_text("Lesson 2 of 28: Forward, by hand")
    expect(playground.page).to_have_url(re.compile("#lesson=forward$"))


# Where an answer may stand.
ANSWERS = ".lesson-answer, .results .card"


@ours
def test_results_that_show_nothing_say_so(playground: Playground) -> None:
    nothing = playground.results.get_by_text("The program printed and displayed nothing.")
    playground.open("#lesson=forward")
    playground.run()
    expect(nothing).to_be_visible()
    playground.run("print(1)")
    expect(nothing).to_have_count(0)
    playground.run("x = 1")
    expect(nothing).to_be_visible()
    prompt = playground.page.get_by_role("textbox", name="Console")
    prompt.fill("x")
    prompt.press("Enter")
    expect(playground.results).to_contain_text(">>> x")
    expect(nothing).to_have_count(0)


@ours
def test_an_answer_is_seen_once_and_in_sight(playground: Playground, panel: Locator) -> None:
    page = playground.page
    seen = page.locator(ANSWERS).filter(has_text="y still has its dots", visible=True)
    playground.open("#lesson=expression")
    playground.run()
    expect(seen).to_have_count(1)
    expect(panel.get_by_role("status")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 360, "height": 760})
    playground.run()
    # The results lie before the task.
    expect(seen).to_have_count(1)
    expect(playground.results.locator(".verdict")).to_be_in_viewport(ratio=1)
    playground.show_code()
    expect(seen).to_have_count(1)
    expect(panel.get_by_role("status")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(media="print")
    expect(seen).to_have_count(1)


@pytest.mark.first_visit
@ours
@pytest.mark.parametrize("search", ["?embed", "?embed&results"])
def test_an_answer_is_seen_once_in_a_frame(playground: Playground, search: str) -> None:
    page = playground.page
    page.goto(f"{playground.url}{search}#lesson=expression")
    # The title is no sign of it: the first example has the same.
    expect(page.locator(".lesson h2")).to_have_text("Lesson 1 of 28: A first expression")
    playground.run_button.click()
    playground.wait_for_runs(1)
    answers = page.locator(ANSWERS).filter(has_text="y still has its dots", visible=True)
    expect(answers).to_have_count(1)


@ours
def test_what_an_error_means_is_told_and_in_sight_on_a_narrow_screen(
    playground: Playground, panel: Locator
) -> None:
    playground.page.set_viewport_size({"width": 360, "height": 760})
    playground.open("#lesson=step")
    start = next(each for each in LESSONS if each["id"] == "step")["start"]["main.py"]
    playground.run(start.replace("...", "p.data -= learning_rate * p"))
    playground.show_code()
    answer = panel.get_by_role("status")
    expect(answer).to_have_text(
        "data has to be a number, and p is a node: its number is p.data, its gradient p.grad."
    )
    expect(answer).to_be_in_viewport(ratio=0.95)


@ours
def test_hints_come_one_by_one_and_the_solution_on_request(
    playground: Playground, panel: Locator
) -> None:
    playground.open("#lesson=forward", waits=False)
    expect(panel.locator("li")).to_have_count(0)
    panel.get_by_role("button", name="Hint 1 of 2").click()
    expect(panel.locator("li")).to_have_count(1)
    panel.get_by_role("button", name="Hint 2 of 2").click()
    expect(panel.get_by_role("button", name="Hint")).to_have_count(0)
    panel.get_by_text("A solution").click()
    panel.get_by_role("button", name="Put it into the editor").click()
    expect(playground.editor).to_contain_text("guess_e = -6.0")
    panel.get_by_role("button", name="Begin again").click()
    expect(playground.editor).to_contain_text("guess_e = ...")


@ours
def test_what_is_typed_in_a_lesson_is_kept_and_drafts_are_left_alone(
    playground: Playground, panel: Locator
) -> None:
    playground.open(waits=False)
    playground.write("mine = 1")
    playground.page.get_by_role("button", name="Lessons", exact=True).click()
    path = playground.page.get_by_role("dialog", name="Lessons")
    expect(path).to_contain_text("0 of 28 are passed")
    path.get_by_role("button", name="A slope, by a nudge").click()
    playground.write("slope = 3")
    playground.page.reload()
    expect(panel).to_be_visible()
    expect(playground.editor).to_contain_text("slope = 3")
    panel.get_by_role("button", name="Leave the lessons").click()
    expect(panel).to_be_hidden()
    assert playground.source() == "mine = 1"


@ours
def test_progress_is_saved_to_a_file_and_loaded(
    playground: Playground, panel: Locator, tmp_path: Path
) -> None:
    page = playground.page
    playground.open("#lesson=expression")
    playground.write(LESSONS[0]["solution"]["main.py"])
    playground.run()
    expect(panel.get_by_role("status")).to_contain_text("Right")
    panel.get_by_role("button", name="All lessons").click()
    path = page.get_by_role("dialog", name="Lessons")
    expect(path).to_contain_text("1 of 28 are passed")
    with page.expect_download() as download:
        path.get_by_role("button", name="Save my progress").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    playground.open(waits=False)
    page.get_by_role("button", name="Lessons", exact=True).click()
    expect(path).to_contain_text("0 of 28 are passed")
    (tmp_path / "other.json").write_text('{"lessons": {"expression": {"passed": 1}}}')
    path.locator("input[type=file]").set_input_files(tmp_path / "other.json")
    expect(path).to_contain_text("not a file of progress")
    forged = json.loads(file.read_text(encoding="utf-8"))
    forged["lessons"] |= {"<img>": {"passed": 1}, "forward": {"passed": "yes", "source": 3}}
    file.write_text(json.dumps(forged), encoding="utf-8")
    path.locator("input[type=file]").set_input_files(file)
    expect(path).to_contain_text("1 of 28 are passed")


# Runs programs with their lessons' checks, each in a session of its own of the host.
CHECK_ALL = """
import json, sys
from pyodide import ffi
from micrograd.node import Node
from playground_host.runner import Session

class Silent:
    def send(self, kind, /, **fields):
        pass
    async def commands(self, channel, milliseconds):
        return "[]"

def passes(verdict):
    return bool(verdict) and json.loads(verdict)["passed"]

streams, known, finders = (sys.stdin, sys.stdout, sys.stderr), set(sys.modules), sys.meta_path[:]
main, backward, found = sys.modules["__main__"], Node.backward, {}
for name, (programs, lesson) in json.loads(LESSONS).items():
    found[name] = []
    for files in programs:
        session = Session(Silent(), ffi)
        await session.run(files, lesson=lesson)
        found[name].append(passes(session.verdict))
        for module in {file.removesuffix(".py") for file in files} & set(sys.modules) - known:
            del sys.modules[module]
        sys.meta_path[:], Node.backward = finders, backward
sys.stdin, sys.stdout, sys.stderr = streams
sys.modules["__main__"] = main
print(json.dumps(found))
"""


def test_every_solution_passes_in_the_page(playground: Playground) -> None:
    """What the page does with a verdict is tested above, and with the lessons' files."""
    lessons = {
        each["id"]: (
            [each["start"], each["solution"]],
            json.dumps({"check": each["check"], "answers": each["answers"]}),
        )
        for each in LESSONS
    }
    playground.open()
    playground.run(f"LESSONS = {json.dumps(lessons)!r}\n{CHECK_ALL}", seconds=120)
    text = playground.results.locator(".card.text").inner_text()
    assert json.loads(text) == {each["id"]: [False, True] for each in LESSONS}


@ours
def test_an_engine_of_ones_own_goes_on_from_lesson_to_lesson(
    playground: Playground, panel: Locator
) -> None:
    page = playground.page
    playground.open("#lesson=engine-value")
    tabs = page.get_by_role("tablist", name="Files")
    expect(tabs.get_by_role("tab")).to_have_text(["main.py", "engine.py"])
    engine = page.get_by_role("textbox", name="Code editor: engine.py")
    expect(engine).to_have_text("")
    engine.click()
    page.keyboard.insert_text(
        "# mine\nclass Value:\n    def __init__(self, data):\n"
        "        self.data = data\n        self.grad = 0.0\n"
    )
    page.keyboard.press("Control+Enter")
    expect(panel.get_by_role("status")).to_have_attribute("data-kind", "passed")
    panel.get_by_role("button", name="Next").click()
    expect(panel.get_by_role("heading")).to_contain_text("Addition")
    expect(engine).to_contain_text("# mine")
    expect(panel.get_by_role("status")).to_contain_text("your own engine")
    page.reload()
    expect(engine).to_contain_text("# mine")
    tabs.get_by_role("tab", name="main.py").click()
    playground.editor.press("Control+Home")
    page.keyboard.insert_text("# kept\n")
    panel.get_by_role("button", name="Begin with the reference").click()
    expect(engine).not_to_contain_text("# mine")
    expect(engine).to_contain_text("class Value")
    tabs.get_by_role("tab", name="main.py").click()
    expect(playground.editor).to_contain_text("# kept")
    panel.get_by_role("button", name="Begin again").click()
    expect(engine).to_contain_text("# mine")


@ours
def test_an_engine_that_has_not_passed_goes_on_and_is_said_so(
    playground: Playground, panel: Locator
) -> None:
    page = playground.page
    playground.open("#lesson=engine-value", waits=False)
    page.get_by_role("textbox", name="Code editor: engine.py").click()
    page.keyboard.insert_text("# mine, begun\nclass Value: pass\n")
    for title in ("Addition", "Multiplication"):
        panel.get_by_role("button", name="Next").click()
        expect(panel.get_by_role("heading")).to_contain_text(title)
        engine = page.get_by_role("textbox", name="Code editor: engine.py")
        expect(engine).to_contain_text("# mine, begun")
        expect(panel.get_by_role("status")).to_contain_text("has not passed there yet")
    engine.press("Control+a")
    page.keyboard.press("Delete")
    panel.get_by_role("button", name="Next").click()
    expect(panel.get_by_role("heading")).to_contain_text("Lesson 24")
    expect(engine).to_contain_text("def __mul__")
    expect(panel.get_by_role("button", name="Begin with the reference")).to_be_hidden()


@ours
@pytest.mark.parametrize("name", ["engine-add", "engine-mlp"])
def test_after_an_answer_about_the_engine_its_file_is_shown(
    playground: Playground, panel: Locator, name: str
) -> None:
    page = playground.page
    playground.open(f"#lesson={name}")
    tabs = page.get_by_role("tablist", name="Files")
    tabs.get_by_role("tab", name="engine.py").click()
    page.get_by_role("textbox", name="Code editor: engine.py").press("Control+a")
    page.keyboard.insert_text("class Other: pass\n")
    playground.run()
    expect(panel.get_by_role("status")).to_contain_text("no class Value")
    expect(tabs.get_by_role("tab", name="engine.py")).to_have_attribute("aria-selected", "true")


@ours
def test_the_graph_of_an_engine_of_ones_own_is_walked(
    playground: Playground, panel: Locator
) -> None:
    playground.open("#lesson=engine-backward")
    panel.get_by_text("A solution").click()
    panel.get_by_role("button", name="Put it into the editor").click()
    playground.run()
    card = playground.results.locator(".walk")
    expect(card).to_have_attribute("aria-label", "Computational graph of loss")
    expect(card.locator(".node").filter(has_text="grad -24.0")).to_have_count(1)
    expect(card).to_contain_text("After backpropagation")


@ours
def test_a_wrong_answer_is_told_in_the_lessons_words(
    playground: Playground, panel: Locator
) -> None:
    playground.open("#lesson=zero-grad")
    _, files, key = wrong_program("zero-grad wrong-1")
    playground.write(files["main.py"])
    playground.run()
    sentence = next(each for each in LESSONS if each["id"] == "zero-grad")["answers"][key]
    expect(panel.get_by_role("status")).to_have_text(sentence.replace("`", ""))


@ours
def test_an_unknown_lesson_and_a_forged_answer(playground: Playground, panel: Locator) -> None:
    playground.open("#lesson=__proto__")
    expect(playground.notice).to_contain_text("no lesson of that name")
    expect(panel).to_be_hidden()
    forged = (
        "class Forged:\n    def _repr_mimebundle_(self, **_):\n"
        "        return {'application/vnd.micrograd.check+json': "
        '\'{"passed": false, "key": "constructor", "gaps": {}, "answer": ""}\', '
        "'text/plain': 'plain'}\ndisplay(Forged())"
    )
    playground.run(forged)
    playground.page.goto(f"{playground.url}#lesson=nudge")
    expect(panel).to_be_visible()
    start = next(each for each in LESSONS if each["id"] == "nudge")["start"]["main.py"]
    playground.write(f"{start}\n{forged}")
    playground.run()
    expect(panel.get_by_role("status")).to_have_text(
        "slope still has its dots (...): replace them."
    )


OWN: dict[str, Any] = {
    "files": {"main.py": "answer = ..."},
    "lesson": {
        "title": "Mine <img src=x onerror=alert(1)>",
        "text": "First *line*\n<script>alert(1)</script>\n[x](javascript:alert(1))",
        "hints": ["<b>half</b> of 84"],
        "answers": {"no": "{value} is not it."},
        "check": "from playground_host.lesson import number, wrong\n"
        "if number('answer') != 42:\n    wrong('no', value=number('answer'))",
    },
}


def fragment(shared: dict[str, Any]) -> str:
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed = packer.compress(json.dumps(shared).encode()) + packer.flush()
    return f"#code=1.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def test_a_lesson_in_a_link_is_text_runs_on_request_and_is_checked(
    playground: Playground,
) -> None:
    page = playground.page
    playground.open(fragment(OWN))
    panel = page.get_by_role("region", name="A lesson from a link")
    shown = "First line <script>alert(1)</script> [x](javascript:alert(1))"
    expect(panel.locator(".lesson-text")).to_have_text(shown)
    expect(panel.get_by_role("heading")).to_contain_text("Mine <img src=x")
    panel.get_by_role("button", name="Hint 1 of 1").click()
    expect(panel.locator("li")).to_have_text("<b>half</b> of 84")
    assert panel.locator("img, script, a, b").count() == 0
    expect(panel.get_by_text("A solution")).to_be_hidden()
    assert playground.runs() == 0
    playground.run()
    expect(panel.get_by_role("status")).to_contain_text("answer still has its dots")
    playground.write("answer = 41")
    playground.run()
    expect(panel.get_by_role("status")).to_have_text("41.0 is not it.")
    playground.write("answer = 42")
    playground.run()
    expect(panel.get_by_role("status")).to_have_attribute("data-kind", "passed")
    assert not page.evaluate("localStorage.getItem('micrograd.lessons.1')")


def test_a_lesson_in_a_link_is_markdown_with_tables_and_formulas(playground: Playground) -> None:
    text = (
        "The **slope** of `x * x`:\n\n| x | slope |\n| --- | ---: |\n| 1 | 2 |\n\n"
        "In a line $\\frac{a_1}{b_1} * c_1 * d$, and for $5 or $6:\n\n$$\\sum_{i=1}^n x_i^2$$\n\n"
        "```python\nprint('$a$ $b$')\n```\n\n[more](https://example.org/)\n\n"
        "![no](https://example.org/a.png) <svg onload=alert(1)> $\\href{javascript:alert(1)}{x}$"
    )
    lesson = {**OWN["lesson"], "text": text, "hints": ["It is `2 * x`, or $2x$."]}
    playground.open(fragment({**OWN, "lesson": lesson}), waits=False)
    panel = playground.page.get_by_role("region", name="A lesson from a link")
    shown = panel.locator(".lesson-text")
    expect(shown.locator("strong")).to_have_text("slope")
    expect(shown.locator("td")).to_have_text(["1", "2"])
    expect(shown.locator("math mfrac")).to_have_count(1)
    expect(shown.locator("math[display=block] munderover")).to_have_count(1)
    expect(shown).to_contain_text("and for $5 or $6")
    expect(shown.locator("pre")).to_have_text("print('$a$ $b$')")
    expect(shown.locator("a").first).to_have_attribute("href", "https://example.org/")
    assert shown.locator("img, script, svg, [href^=javascript]").count() == 0
    panel.get_by_role("button", name="Hint 1 of 1").click()
    expect(panel.locator("li math")).to_have_count(1)
    expect(panel.locator("li")).not_to_contain_text("$")


HOSTILE = {
    "fractions": "\\frac{1}{" * 900 + "1" + "}" * 900,
    "fractions without braces": "\\frac" * 1_500 + "1" * 1_501,
    "roots": "\\sqrt{" * 1_400 + "1" + "}" * 1_400,
    "a few fractions": "\\frac{1}{" * 60 + "1" + "}" * 60,
    "groups": "{" * 4_900 + "}" * 4_900,
    "brackets": "\\left(" * 1_400,
    "exponents": "x" + "^{x" * 2_400 + "}" * 2_400,
    "macros": "\\def\\a{" + "x" * 90 + "}\\def\\b{" + "\\a" * 9 + "}" + "\\b" * 9,
    "many letters": "x" * 9_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_formula_beyond_the_limits_stays_code_and_the_others_are_drawn(
    playground: Playground, kind: str
) -> None:
    text = f"${HOSTILE[kind]}$\n\n$x^2$"
    lesson = {**OWN["lesson"], "text": text[:10_000]}
    playground.open(fragment({**OWN, "lesson": lesson}), waits=False)
    shown = playground.page.locator(".lesson-text")
    expect(shown.locator("msup")).to_have_count(1)
    assert shown.locator("math *").count() < 2_500


HEAVY = {
    "macros without an end": " ".join("$\\def\\a{\\a b}\\a$" for _ in range(600)),
    "formulas": " ".join("$x$" for _ in range(2_400)),
    "a long table": "|a|b|\n|-|-|\n" + "|1|2|\n" * 1_600,
    "a broad table": "|" + "a|" * 2_400 + "\n|" + "-|" * 2_400 + "\n",
    "fences": "```\nx\n" * 1_600,
}


@pytest.mark.parametrize("kind", HEAVY)
def test_a_heavy_lesson_in_a_link_does_not_hold_the_page_up(
    playground: Playground, kind: str
) -> None:
    playground.open()
    page = playground.page
    lesson = {**OWN["lesson"], "text": HEAVY[kind][:10_000]}
    link = fragment({**OWN, "lesson": lesson})
    panel = page.get_by_role("region", name="A lesson from a link")

    def follow() -> None:
        page.evaluate("fragment => { location.hash = fragment }", link)
        page.locator(".lesson-text:not(:empty)").wait_for()

    def again() -> None:
        panel.get_by_role("button", name="Leave the lessons").click()
        page.evaluate("document.querySelector('.lesson-text').replaceChildren()")

    # What the page fetches for its first lesson is not what is measured.
    page.evaluate("fragment => { location.hash = fragment }", fragment(OWN))
    expect(panel).to_be_visible()
    again()
    Waits(page).check(follow, again)
    # It is there all the same, as it was written where it is too much.
    expect(page.locator(".lesson-text")).to_contain_text(re.compile("[abx12]"))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"text": "x" * 10_001},
        {"hints": ["x"] * 11},
        {"check": None},
        {"answers": ["a"] * 51},
        {"title": 5},
    ],
)
def test_a_spoilt_lesson_in_a_link_is_left_out(
    playground: Playground, spoilt: dict[str, Any]
) -> None:
    playground.open(fragment({**OWN, "lesson": {**OWN["lesson"], **spoilt}}), waits=False)
    expect(playground.editor).to_have_text("answer = ...")
    expect(playground.page.locator(".lesson")).to_have_count(0)


def test_a_check_that_never_ends_is_stopped(playground: Playground) -> None:
    playground.open(fragment({**OWN, "lesson": {**OWN["lesson"], "check": "while True: pass"}}))
    playground.start("answer = 1")
    state = playground.page.locator(".toolbar").get_by_role("status")
    expect(state).to_have_text("Running…")
    playground.page.get_by_role("button", name="Stop").click()
    expect(state).to_have_text("Stopped")
    expect(playground.page.locator(".lesson-answer")).to_have_text(
        "Press Run: the program is checked."
    )


@pytest.mark.parametrize("source", ["import os\nos._exit(1)", "raise SystemExit"])
def test_a_run_that_ends_before_its_check_has_a_reply(playground: Playground, source: str) -> None:
    playground.watch.expects_errors = True
    playground.open(fragment(OWN))
    playground.run(source)
    expect(playground.page.locator(".lesson-answer")).to_contain_text(
        "ended before the check could answer"
    )
    playground.run("answer = 42")
    expect(playground.page.locator(".lesson-answer")).to_contain_text("Right")


ADDING = """
class Value:
    def __init__(self, data, _children=(), _op=""):
        self.data, self.grad, self._prev, self._op = data, 0.0, set(_children), _op
        self._backward = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), "+")
    def __radd__(self, other):
        return other + self
"""


@ours
def test_a_check_of_an_engine_without_an_end_has_a_reply(playground: Playground) -> None:
    lesson = next(each for each in LESSONS if each["id"] == "engine-numbers")
    playground.open("#lesson=engine-numbers")
    for name in lesson["start"]:
        if name.endswith("engine.py"):
            playground.page.get_by_role("tab", name=name).click()
            playground.write(ADDING)
    playground.run()
    expect(playground.page.locator(".lesson-answer")).to_have_text(re.compile(r"\w"))
    expect(playground.results).not_to_contain_text("interpreter broke")


def test_a_check_has_no_way_to_the_progress_of_lessons(playground: Playground) -> None:
    reads = (
        "import js\nfrom playground_host.lesson import wrong\n"
        "wrong('no', value=[name for name in ('localStorage', 'document', 'window')"
        " if hasattr(js, name)])"
    )
    playground.open(fragment({**OWN, "lesson": {**OWN["lesson"], "check": reads}}))
    playground.run("answer = 1")
    panel = playground.page.get_by_role("region", name="A lesson from a link")
    expect(panel.get_by_role("status")).to_have_text("[] is not it.")


@ours
def test_a_lesson_is_handed_out_on_paper(playground: Playground, panel: Locator) -> None:
    playground.open("#lesson=engine-add")
    panel.get_by_text("A solution").click()
    panel.get_by_role("button", name="Put it into the editor").click()
    playground.run()
    with playground.page.expect_download() as download:
        panel.get_by_role("button", name="Download hand-out").click()
    page = download.value.path().read_text(encoding="utf-8")
    for part in ("Addition, there and back", "<code>out._prev</code>", "def __add__", "0 / 4: "):
        assert part in page
    assert page.count("<svg") == 5
    assert "<script" not in page


@pytest.mark.first_visit
@ours
def test_a_lesson_is_embedded(playground: Playground, panel: Locator) -> None:
    playground.page.goto(f"{playground.url}?embed#lesson=expression")
    expect(panel.get_by_role("heading")).to_contain_text("A first expression")
    playground.write(LESSONS[0]["solution"]["main.py"])
    playground.run()
    expect(panel.get_by_role("status")).to_contain_text("Right")
    assert not playground.page.evaluate("localStorage.getItem('micrograd.lessons.1')")


@pytest.mark.first_visit
@ours
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_path_is_laid_out_as_a_list_and_its_buttons_are_seen(
    playground: Playground, language: str
) -> None:
    page = playground.page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{playground.url}?lang={language}#lesson=chain")
    page.locator("footer button.quiet").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".buttons button").first).to_be_visible()
    for button in dialog.locator(".buttons button").all():
        expect(button).to_be_in_viewport(ratio=1)
    tops = dialog.locator(".buttons button").evaluate_all(
        "all => all.map(each => Math.round(each.getBoundingClientRect().top))"
    )
    assert len(set(tops)) == 1
    # A number's line is the first of its title.
    off = dialog.locator("ol > li").evaluate_all(
        """items => items.map((item) => {
            const number = item.querySelector(".number").getBoundingClientRect();
            const range = document.createRange();
            range.selectNodeContents(item.querySelector("button"));
            return Math.abs(number.bottom - range.getClientRects()[0].bottom);
        })"""
    )
    assert max(off) < 3


@pytest.mark.first_visit
@ours
@pytest.mark.parametrize("language", LANGUAGES)
def test_bars_wrap_with_room_between_their_buttons(playground: Playground, language: str) -> None:
    page = playground.page
    page.set_viewport_size({"width": 820, "height": 900})
    page.goto(f"{playground.url}?lang={language}#lesson=chain")
    page.locator(".lesson-help summary").click()
    playground.wait_for("ready")
    gaps = page.locator(".lesson").evaluate(
        """lesson => {
            const boxes = [...lesson.querySelectorAll("button")]
                .filter((each) => each.checkVisibility())
                .map((each) => each.getBoundingClientRect());
            return boxes.flatMap((one) => boxes
                .filter((other) => other.top > one.top + 1
                    && other.left < one.right && other.right > one.left)
                .map((other) => other.top - one.bottom));
        }"""
    )
    assert min([*gaps, 10]) >= 4
    bar = page.locator("body > .toolbar")
    tops = bar.locator("button, select, .status").evaluate_all(
        """all => all.filter(each => each.checkVisibility()).map(each => {
            const { top, height } = each.getBoundingClientRect();
            return Math.round(top + height / 2);
        })"""
    )
    assert max(tops) - min(tops) < 8
