"""The page itself: its names, its states, its look on small and dark screens, its policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import build
from tests.browser.same_page import BOOT_MS
from tests.examples import examples, title
from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import Playground

# `blob:` is for the code that a worker's first lines import. Only a script that runs can make such
# an address, so no text, link or picture gets one in. The hash is that of the import map, which
# stands in the page itself and has the hashes of the scripts.
POLICY = (
    "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval' '{map}'; "
    "worker-src 'self' data:; "
    "connect-src 'self' https:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
CARDS = re.compile(r"/cards-\w+[.]js$")
AXE = build.SITE / "node_modules" / "axe-core" / "axe.min.js"


def test_controls_have_their_names(playground: Playground) -> None:
    playground.open(waits=False)
    for control in (
        playground.run_button,
        playground.stop_button,
        playground.share_button,
        playground.examples,
        playground.editor,
        playground.results,
        playground.status,
    ):
        expect(control).to_be_visible()
    options = playground.examples.locator("optgroup[label=Examples] option")
    expect(options).to_have_text([title(path) for path in examples().values()])


def test_the_page_edits_and_shares_before_python_is_there(playground: Playground) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    playground.page.route(re.compile(r"[.]wasm-\w+[.]bin$"), hold)
    playground.open(waits=False)
    playground.write("print('early')")
    playground.share_button.click()
    expect(playground.notice).to_contain_text("copied")
    playground.run_button.click()
    expect(playground.body).to_have_attribute("data-state", "booting")
    expect(playground.status).to_have_text(re.compile(r"Runs once Python is here: \d+[.]\d of"))
    expect(playground.page.get_by_role("progressbar", name="Python's download")).to_be_visible()
    held[0].continue_()
    playground.wait_for_runs(1)
    expect(playground.results).to_have_text("early")
    expect(playground.page.get_by_role("progressbar")).to_be_hidden()


def test_python_that_cannot_start_is_said_and_run_tries_again(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.route(re.compile(r"[.]wasm-\w+[.]bin$"), lambda route: route.abort())
    playground.open(waits=False)
    playground.wait_for("failed")
    expect(playground.results).to_contain_text("Python could not start")
    playground.page.unroute_all()
    assert playground.run("print('second try')") == "second try"


def test_a_browser_without_webassembly_is_told_what_to_do(playground: Playground) -> None:
    playground.watch.expects_errors = True
    # The workers have it still.
    playground.page.add_init_script("delete globalThis.WebAssembly")
    playground.page.route(re.compile(r"[.]wasm-\w+[.]bin$"), lambda route: route.abort())
    playground.open(waits=False)
    playground.wait_for("failed")
    expect(playground.results).to_contain_text("this browser has no WebAssembly")
    expect(playground.results).to_contain_text("in another browser")


def test_a_run_waits_for_the_code_that_draws_its_results(playground: Playground) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    playground.page.route(CARDS, hold)
    playground.open(waits=False)
    playground.start(EXPRESSION)
    expect(playground.status).to_contain_text("Python is loading", timeout=BOOT_MS)
    expect(playground.body).to_have_attribute("data-runs", "0")
    held[0].continue_()
    playground.wait_for_runs(1)
    expect(playground.figures()).to_have_count(1)


def test_code_that_does_not_come_is_said_and_run_tries_again(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.route(CARDS, lambda route: route.abort())
    playground.open(waits=False)
    playground.wait_for("failed")
    expect(playground.results).to_contain_text("Python could not start")
    playground.page.unroute_all()
    playground.run(EXPRESSION)
    expect(playground.figures()).to_have_count(1)


def test_a_wheel_with_a_wrong_hash_is_refused(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.route(
        re.compile(r"micrograd-.*[.]whl$"), lambda route: route.fulfill(body=b"forged")
    )
    playground.open()
    found = playground.run("from micrograd import export")
    assert "could not be fetched" in found


def test_the_policy_has_not_grown(playground: Playground) -> None:
    playground.open(waits=False)
    policy = playground.page.locator("meta[http-equiv='Content-Security-Policy']")
    text = playground.page.locator("script[type=importmap]").text_content() or ""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    expect(policy).to_have_attribute("content", POLICY.format(map=f"sha256-{digest}"))
    # It names no other addresses than those that the code asks for.
    assert list(json.loads(text)) == ["integrity"]


def test_everything_shipped_has_its_licence() -> None:
    text = (build.DIST / "licences.txt").read_text(encoding="utf-8")
    for name in (
        "micrograd playground",
        "pyodide ",
        "@codemirror/view ",
        "@viz-js/viz ",
        "dompurify ",
        "micropip-",
        "CPython",
        "Graphviz",
        "@lezer/python ",
    ):
        assert name in text, name
    assert text.count("Permission is hereby granted") >= 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_every_width_and_theme_is_usable(playground: Playground, width: int, scheme: str) -> None:
    playground.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    playground.page.set_viewport_size({"width": width, "height": 740})
    playground.open()
    playground.run(EXPRESSION + "print('x' * 500)\n1 / 0")
    assert playground.has_no_horizontal_scroll()
    for control in (playground.run_button, playground.results):
        expect(control).to_be_in_viewport(ratio=0.5)
    expect(playground.figures().first.locator(".node.output")).to_be_in_viewport()
    playground.show_code()
    expect(playground.editor).to_be_in_viewport(ratio=0.5)
    playground.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = playground.page.evaluate("axe.run()")["violations"]
    assert not found, json.dumps(found, indent=1)[:4000]


def test_the_theme_can_be_chosen_and_is_kept(playground: Playground) -> None:
    playground.open(waits=False)
    theme = playground.page.get_by_role("combobox", name="Theme")
    background = "getComputedStyle(document.body).backgroundColor"
    theme.select_option("Dark")
    assert playground.page.evaluate(background) == "rgb(22, 24, 27)"
    playground.page.reload()
    expect(theme).to_have_value("dark")
    theme.select_option("Light")
    assert playground.page.evaluate(background) == "rgb(255, 255, 255)"


def test_a_test_that_has_opened_no_page_fails_at_once(playground: Playground) -> None:
    for use in (playground.run, playground.start, playground.write):
        with pytest.raises(pytest.fail.Exception, match=r"call playground\.open\(\) first"):
            use("print(1)")
