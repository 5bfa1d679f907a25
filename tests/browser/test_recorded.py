"""What the page shows of an example that nobody has run: its recorded run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.sealed import integrity, resealed
from tests.browser.test_embed import BOOT_MS
from tests.browser.test_recordings import recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Route

    from tests.browser.conftest import Playground

LINE = "Recorded. Run computes it here."
PYTHON = "**/python/**"
EMPTY = "Press Run: what the program prints and draws appears here."


def without_python(playground: Playground) -> list[str]:
    """Let nothing of Python arrive; return what is asked for."""
    asked: list[str] = []
    playground.page.route(PYTHON, lambda route: asked.append(route.request.url))
    return asked


def text_of(playground: Playground, path: str) -> str:
    """Return a file of the page."""
    return playground.page.request.get(playground.url + path).text()


def shown(playground: Playground) -> Locator:
    """Wait for the recorded results; return the line that says what they are."""
    line = playground.page.get_by_text(LINE)
    expect(line).to_be_visible()
    expect(playground.results.locator(".cards:not([aria-busy])")).to_be_visible()
    return line


def test_a_graph_is_walked_folded_and_read_before_python_is_there(playground: Playground) -> None:
    workers: list[str] = []
    playground.page.on("worker", lambda worker: workers.append(worker.url))
    without_python(playground)
    playground.open(waits=False)
    shown(playground)
    figure = playground.figures()
    expect(figure).to_have_count(1)
    expect(figure.locator("g.node")).to_have_count(6)
    slider = figure.get_by_role("slider", name="Step")
    slider.fill("4")
    expect(figure.locator(".ledger-title")).to_contain_text("loss")
    slider.fill("6")
    expect(figure).to_contain_text("d.grad: 0.0 + 1.0 × 8.0 = 8.0")
    figure.get_by_text("Steps as a table").click()
    expect(figure.get_by_role("row")).to_have_count(10)
    expect(playground.results).to_contain_text("loss = 16.0")
    expect(playground.body).to_have_attribute("data-runs", "0")
    assert not [url for url in workers if "layout-worker" in url], "positions are in the recording"


def test_python_s_files_wait_for_what_is_seen_first_and_its_workers_do_not(
    playground: Playground,
) -> None:
    page = playground.page
    asked: list[str] = []
    workers: list[str] = []
    held: list[Route] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("worker", lambda worker: workers.append(worker.url))
    page.route("**/recorded-*", lambda route: held.append(route))  # noqa: PLW0108 - the driver sets attributes on it
    # A host that does not answer is waited for only so long; here, for ever.
    page.add_init_script(
        """{
          const set = setTimeout;
          globalThis.setTimeout = (act, ms, ...others) => ms === 5000 ? 0 : set(act, ms, ...others);
        }"""
    )
    playground.open(waits=False)
    while not held or len(workers) < 3:
        page.wait_for_timeout(20)
    assert any("/cards-" in url for url in asked)
    assert {url[:4] for url in workers} == {"data", "http"}, "an interpreter, and two that unpack"
    early = [url for url in asked if "/python/" in url]
    assert all("/pyodide.asm.wasm-" in url for url in early), "one may fill the line's pauses"
    held.pop().continue_()
    playground.wait_for("ready")
    shown(playground)


def test_what_draws_the_cards_is_asked_for_with_the_page_s_own_scripts(
    playground: Playground,
) -> None:
    page = text_of(playground, "")
    preloads = re.findall(r'rel="modulepreload" href="([^"]+)"', page)
    assert any("/cards-" in path for path in preloads)
    for path in preloads:
        for imported in re.findall(r'(?:from|import)"[.]/([^"]+)"', text_of(playground, path)):
            assert f"app/{imported}" in {*preloads, *re.findall(r'src="([^"]+)"', page)}


def test_a_training_is_looked_through_before_python_is_there(playground: Playground) -> None:
    without_python(playground)
    playground.open("#example=two-moons", waits=False)
    shown(playground)
    card = playground.page.get_by_role("figure", name=re.compile("^Training"))
    expect(card).to_contain_text("100 samples")
    rounds = card.get_by_role("slider", name="Round")
    expect(rounds).to_have_value("500")
    rounds.fill("100")
    expect(card.locator("output.position")).to_contain_text("round 100")
    expect(playground.results).to_contain_text("100 of 100 points are on the right side")


def test_run_puts_the_run_in_place_of_the_recording_and_nothing_moves(
    playground: Playground,
) -> None:
    for name, rest in (("first-expression", "loss = 16.0"), ("own-operation", "gradient 4.0")):
        playground.page.goto("about:blank")
        playground.open(f"#example={name}")
        line = shown(playground)
        figure = playground.figures().first
        figure.get_by_role("slider", name="Step").fill("2")
        playground.page.evaluate(SAMPLE)
        playground.run()
        places = playground.page.evaluate("stopSampling()")
        assert len(set(map(str, places))) == 1, places
        expect(line).to_be_hidden()
        expect(figure.get_by_role("slider", name="Step")).to_have_value("2")
        expect(playground.results).to_contain_text(rest)
        texts = playground.results.locator("pre.text")
        recorded = [m["text"] for m in recording(name)["messages"] if m["type"] == "text"]
        assert "".join(texts.all_text_contents()) == "".join(recorded)


SAMPLE = """() => {
  const places = [];
  let isOn = true;
  const look = () => {
    if (!isOn) return;
    const cards = [...document.querySelectorAll(".cards > .card")];
    places.push(cards.map((card) => {
      const { top, height } = card.getBoundingClientRect();
      return [card.className, Math.round(top), Math.round(height)];
    }));
    requestAnimationFrame(look);
  };
  look();
  globalThis.stopSampling = () => {
    isOn = false;
    return places;
  };
}"""


def test_a_training_runs_in_its_recorded_card(playground: Playground) -> None:
    playground.open("#example=four-samples")
    shown(playground)
    card = playground.page.get_by_role("figure", name=re.compile("^Training"))
    state = card.locator(".training-state")
    before = state.inner_text().split(",")[0]
    playground.run()
    expect(card).to_have_count(1)
    # The run has the recording's random numbers.
    assert state.inner_text().startswith(before)
    choices = card.get_by_label("Lay over").locator("option")
    assert "run before" not in " ".join(choices.all_text_contents()), "nothing ran before"


def test_what_needs_python_runs_the_program_first(playground: Playground) -> None:
    playground.open()
    shown(playground)
    figure = playground.figures()
    figure.get_by_label("Check gradients").check()
    expect(playground.body).to_have_attribute("data-runs", "1", timeout=BOOT_MS)
    expect(figure).to_contain_text("agree with central differences")
    expect(figure.get_by_label("Check gradients")).to_be_checked()


def test_another_value_runs_the_program_first(playground: Playground) -> None:
    playground.open()
    shown(playground)
    figure = playground.figures()
    figure.locator("g.node").first.click()
    figure.get_by_role("spinbutton", name="Other value").fill("3")
    expect(playground.body).to_have_attribute("data-runs", "1", timeout=BOOT_MS)
    # The square of 3 times -3, plus 10.
    loss = figure.locator("g.node").last
    expect(loss).to_contain_text("data 1.0")
    expect(loss).not_to_contain_text("data 16.0")


def test_the_console_has_the_variables_of_the_program_that_was_recorded(
    playground: Playground,
) -> None:
    playground.open(waits=False)
    shown(playground)
    console = playground.page.get_by_role("textbox", name="Console")
    console.fill("loss.data * 2")
    console.press("Enter")
    expect(playground.results).to_contain_text("32.0", timeout=BOOT_MS)
    expect(playground.body).to_have_attribute("data-runs", "1")
    expect(playground.figures()).to_have_count(1)


def hold_python(playground: Playground) -> Callable[[], None]:
    """Let nothing of Python arrive until the returned function is called."""
    routes: list[Route] = []
    is_held = True

    def come(route: Route) -> None:
        if is_held:
            routes.append(route)
        else:
            route.continue_()

    def release() -> None:
        nonlocal is_held
        is_held = False
        for route in routes:
            route.continue_()

    playground.page.context.route(PYTHON, come)
    return release


def test_they_are_said_to_be_recorded_until_the_run_has_its_own(playground: Playground) -> None:
    release = hold_python(playground)
    playground.open(waits=False)
    line = shown(playground)
    playground.run_button.click()
    expect(playground.status).to_contain_text("Runs once Python is here")
    expect(line).to_be_visible()
    release()
    playground.wait_for_runs(1)
    expect(line).to_be_hidden()


def test_a_run_that_is_stopped_before_it_began_leaves_them(playground: Playground) -> None:
    without_python(playground)
    playground.open(waits=False)
    line = shown(playground)
    slider = playground.figures().get_by_role("slider", name="Step")
    slider.fill("2")
    playground.run_button.click()
    playground.stop_button.click()
    playground.wait_for_runs(1)
    expect(line).to_be_visible()
    expect(slider).to_have_value("2")
    expect(playground.results).not_to_contain_text("printed and displayed nothing")
    # The program of a run that never began has not printed nothing, either.
    playground.write("print(1)")
    expect(line).to_be_hidden()
    playground.start("print(2)")
    playground.stop_button.click()
    playground.wait_for_runs(2)
    expect(playground.results.get_by_text(EMPTY)).to_be_visible()


def test_a_run_that_is_stopped_before_it_began_leaves_none_of_another_program(
    playground: Playground,
) -> None:
    without_python(playground)
    playground.open(waits=False)
    shown(playground)
    playground.run_button.click()
    playground.examples.select_option(label="Used twice: gradients add")
    expect(playground.results).to_contain_text("the program that was here before")
    playground.stop_button.click()
    playground.wait_for_runs(1)
    shown(playground)
    expect(playground.results).to_contain_text("gradient of a: -3.0")
    expect(playground.results).not_to_contain_text("loss = 16.0")
    expect(playground.results).not_to_contain_text("the program that was here before")


def test_they_stay_when_python_does_not_come(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.context.route(PYTHON, lambda route: route.abort())
    playground.open(waits=False)
    line = shown(playground)
    playground.wait_for("failed")
    playground.run_button.click()
    playground.wait_for_runs(1)
    expect(line).to_be_visible()
    expect(playground.results).to_contain_text("loss = 16.0")
    expect(playground.figures()).to_have_count(1)
    expect(playground.results).to_contain_text("Press Run to try again")
    playground.page.context.unroute_all()
    playground.run()
    expect(line).to_be_hidden()
    expect(playground.figures()).to_have_count(1)
    expect(playground.results).not_to_contain_text("Press Run to try again")


def test_they_are_seen_without_webassembly(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.add_init_script("delete globalThis.WebAssembly")
    without_python(playground)
    playground.open("#example=two-moons", waits=False)
    shown(playground)
    card = playground.page.get_by_role("figure", name=re.compile("^Training"))
    card.get_by_role("slider", name="Round").fill("100")
    expect(card.locator("output.position")).to_contain_text("round 100")


def test_an_edit_dims_and_taking_it_back_does_not(playground: Playground) -> None:
    playground.open(waits=False)
    line = shown(playground)
    cards = playground.results.locator(".cards")
    expect(cards).not_to_have_class(re.compile("is-edited"))
    playground.editor.press("Control+End")
    playground.page.keyboard.type("1")
    expect(cards).to_have_class(re.compile("is-edited"))
    expect(playground.page.get_by_text("Recorded before your change.")).to_be_visible()
    expect(line).to_be_hidden()
    playground.page.keyboard.press("Backspace")
    expect(cards).not_to_have_class(re.compile("is-edited"))
    expect(line).to_be_visible()
    playground.wait_for("ready")
    assert playground.run("print('mine')") == "mine"
    expect(cards).not_to_have_class(re.compile("is-edited"))
    expect(line).to_have_count(0)


def test_each_program_has_its_own_and_a_lesson_none(playground: Playground) -> None:
    playground.open()
    line = shown(playground)
    playground.examples.select_option(label="Used twice: gradients add")
    expect(playground.results).to_contain_text("gradient of a: -3.0")
    expect(playground.results).not_to_contain_text("loss = 16.0")
    expect(playground.figures()).to_have_count(1)
    playground.page.get_by_role("button", name="Lessons", exact=True).click()
    dialog = playground.page.get_by_role("dialog")
    dialog.get_by_role("button", name="A first expression").click()
    expect(playground.results.get_by_text(EMPTY)).to_be_visible()
    expect(line).to_have_count(0)


def test_clear_clears_them(playground: Playground) -> None:
    playground.open(waits=False)
    line = shown(playground)
    playground.page.get_by_role("button", name="Clear").click()
    expect(playground.results.get_by_text(EMPTY)).to_be_visible()
    expect(line).to_have_count(0)


def test_a_run_s_own_results_stay(playground: Playground) -> None:
    playground.open("#example=reuse")
    line = shown(playground)
    playground.run()
    playground.page.reload()
    shown(playground)
    playground.wait_for("ready")
    playground.run()
    playground.examples.select_option(label="Used twice: gradients add")
    expect(line).to_be_hidden()
    expect(playground.figures()).to_have_count(1)


def test_the_recording_is_that_of_the_program_in_another_language(playground: Playground) -> None:
    without_python(playground)
    playground.page.goto(f"{playground.url}?lang=de")
    line = playground.page.get_by_text("Aufgezeichnet. „Ausführen“ rechnet es hier nach.")
    expect(line).to_be_visible()
    expect(playground.page.locator(".cards")).to_contain_text("loss = 16.0")
    # A node leads to the line that made it.
    playground.page.locator("g.node").first.hover()
    expect(playground.page.locator(".cm-pointed-line")).to_have_text("a = Node(2.0)")


def test_nobody_is_told_of_what_nobody_ran(playground: Playground) -> None:
    playground.open("#example=two-moons")
    shown(playground)
    spoken = playground.page.locator(".spoken")
    expect(spoken).to_contain_text("Ready")
    expect(spoken).to_have_text("Ready")


def test_an_embed_fetches_python_when_someone_asks_for_it(playground: Playground) -> None:
    asked: list[str] = []
    playground.page.on("request", lambda request: asked.append(request.url))
    playground.page.goto(f"{playground.url}?embed#example=first-expression")
    shown(playground)
    playground.page.mouse.move(300, 300)
    playground.figures().get_by_role("slider", name="Step").fill("3")
    expect(playground.status).to_contain_text("when you first use it")
    assert not [url for url in asked if "/python/" in url]
    playground.figures().get_by_label("Check gradients").check()
    expect(playground.body).to_have_attribute("data-runs", "1", timeout=BOOT_MS)
    expect(playground.figures()).to_contain_text("agree with central differences")


def test_an_embed_that_is_edited_fetches_python(playground: Playground) -> None:
    playground.page.goto(f"{playground.url}?embed#example=first-expression")
    shown(playground)
    playground.write("print(2)")
    playground.page.mouse.move(200, 200)
    playground.wait_for("ready")


def test_saving_data_fetches_python_for_a_run(playground: Playground) -> None:
    asked: list[str] = []
    playground.page.on("request", lambda request: asked.append(request.url))
    playground.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    playground.open(waits=False)
    shown(playground)
    playground.page.mouse.move(300, 300)
    playground.editor.press("Control+End")
    expect(playground.status).to_contain_text("when you first use it")
    assert not [url for url in asked if "/python/" in url]
    assert "loss = 16.0" in playground.run()


def damaged(playground: Playground, change: str, *, is_sealed: bool) -> None:
    """Open the page with another recording of the first example on its way."""
    name = "recorded-first-expression-"

    def answer(route: Route) -> None:
        content = route.fetch().text().replace("first expression", change, 1)
        route.fulfill(body=content, content_type="application/json")

    def reseal(route: Route) -> None:
        page = route.fetch().text()
        (path,) = set(re.findall(rf"{name}\w+\.json", page))
        content = playground.page.request.get(f"{playground.url}app/{path}").text()
        changed = content.replace("first expression", change, 1)
        sealed = resealed(page, {integrity(content.encode()): integrity(changed.encode())})
        route.fulfill(body=sealed, content_type="text/html")

    playground.watch.expects_errors = True
    playground.page.route(f"**/{name}*", answer)
    if is_sealed:
        playground.page.route(playground.url, reseal)
    playground.open()


def test_a_recording_that_is_not_the_build_s_is_not_shown(playground: Playground) -> None:
    damaged(playground, "worse expression", is_sealed=False)
    expect(playground.results.get_by_text(EMPTY)).to_be_visible()
    assert "loss = 16.0" in playground.run()


def test_a_recording_of_an_older_program_is_not_shown(playground: Playground) -> None:
    damaged(playground, "expression\\n\\n\\n", is_sealed=True)
    expect(playground.results.get_by_text(EMPTY)).to_be_visible()


def test_a_recording_that_does_not_come_leaves_the_page_as_it_was(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.route("**/recorded-*", lambda route: route.fulfill(status=404))
    playground.open()
    expect(playground.results.get_by_text(EMPTY)).to_be_visible()
    expect(playground.page.get_by_text(LINE)).to_have_count(0)
    assert "loss = 16.0" in playground.run()
