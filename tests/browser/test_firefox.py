"""The page's main jobs in Firefox; what else differs by browser is tested in each where it stands.

What a visitor would notice: Firefox takes longer to start Python.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_links import link_to
from tests.programs import EXPRESSION, TRAINING

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.parametrize("engine", ["firefox"], indirect=True)


def test_the_main_job(playground: Playground) -> None:
    playground.open()
    text = playground.run(EXPRESSION + "import js\nprint(js.self.origin)")
    assert "null" in text
    expect(playground.figures()).to_have_count(1)
    expect(playground.figures().locator("g.value").first).to_contain_text("grad")
    playground.figures().get_by_role("slider", name="Step").press("Home")
    expect(playground.figures().locator("g.value").first).not_to_contain_text("grad")
    text = playground.run(TRAINING.replace("500", "50"))
    assert "loss" in text
    text = playground.run("x = 1\nx / 0")
    assert "ZeroDivisionError" in text
    playground.results.get_by_role("button", name="line 2").click()
    expect(playground.page.locator(".cm-activeLine")).to_have_text("x / 0")


# One page for all: after each, the next Run works, and that is the next one's Stop.
ENDLESS = (
    "while True: pass",
    "while True: print('x' * 1000)",
    "sum(range(10**15))",
    "10**10**8",
    "import time\ntime.sleep(3600)",
)


def test_interpreters_start_from_one_snapshot(playground: Playground) -> None:
    playground.open()
    source = "import random\nprint(hash('seed'), random.random())"
    first, second = playground.run(source).split(), playground.run(source).split()
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_stop_ends_the_worst_and_the_next_run_works(playground: Playground) -> None:
    # The driver reports "undefined" as an error when a worker that still runs is ended.
    playground.watch.expects_errors = True
    playground.open()
    for run, program in enumerate(ENDLESS, start=1):
        playground.start(f"print('before')\n{program}")
        expect(playground.results).to_contain_text("before", timeout=60_000)
        playground.stop_button.click(timeout=2_000)
        playground.wait_for_runs(run, seconds=5)
        expect(playground.status).to_have_text("Stopped")
        expect(playground.results).to_contain_text("before")
    assert playground.run("print('next')") == "next"


BREAKING = {
    "x = []\nfor i in range(200_000): x = [x]\nrepr(x)": "RecursionError",
    "import js\njs.postMessage('rubbish')\nwhile True: pass": "the channel of its worker",
    "import js\njs.self.close()\nwhile True: pass": "the program closed its worker",
    "x = [0]\nwhile True: x += x": "MemoryError",
    "def f(): f()\nf()": "RecursionError",
}


def test_what_breaks_is_said_and_the_next_run_works(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.open()
    for program, sentence in BREAKING.items():
        assert sentence in playground.run(program)
        assert playground.source() == program
    assert playground.run("print('next')") == "next"


def test_links_and_drafts(playground: Playground) -> None:
    playground.open(waits=False)
    playground.write("print('mine')")
    playground.share_button.click()
    expect(playground.page).to_have_url(re.compile("#code="))
    link = "#" + playground.page.url.split("#")[1]
    playground.open(link_to("print('theirs')"), waits=False)
    expect(playground.notice).to_contain_text("came from a link")
    playground.notice.get_by_role("button", name="Back to my draft").click()
    expect(playground.editor).to_have_text("print('mine')")
    playground.page.reload()
    expect(playground.editor).to_have_text("print('mine')")
    # Firefox writes to the console of each load that a visitor leaves half done.
    playground.wait_for("ready")
    playground.page.goto("about:blank")
    playground.open(link)
    assert playground.run() == "mine"
