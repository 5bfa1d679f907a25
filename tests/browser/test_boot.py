"""How an interpreter starts: from the snapshot, and without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINES, Playground, Watch, new_context

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Route

SNAPSHOT = re.compile(r"/snapshot-\w+[.]bin$")
ARCHIVES = re.compile(r"/python/.*[.](zip|whl)$")

# The seed of a string's hash lies in the snapshot: it is the same in all that start from it.
HASH = "print(hash('seed'))"
RANDOM = "import random\nprint(random.random())"


def test_interpreters_start_from_one_snapshot(playground: Playground) -> None:
    playground.open()
    first = playground.run(HASH)
    assert playground.run(HASH) == first


@pytest.mark.same_page
def test_random_numbers_differ_from_run_to_run(playground: Playground) -> None:
    playground.open()
    first = playground.run(RANDOM)
    assert playground.run(RANDOM) != first


@pytest.mark.same_page
def test_nothing_of_the_build_is_in_a_programs_way(playground: Playground) -> None:
    playground.open()
    assert playground.run("print(sorted(n for n in dir() if not n.startswith('__')))") == "[]"
    source = "import os, sys\nprint(os.getcwd(), sys.argv, os.environ['HOME'])"
    assert playground.run(source) == "/home/pyodide [''] /home/pyodide"


@pytest.mark.same_page
def test_sources_are_at_hand(playground: Playground) -> None:
    playground.open()
    source = "import inspect, micrograd\nprint(inspect.getsource(micrograd.Node)[:10])"
    assert playground.run(source) == "class Node"


@pytest.fixture(scope="module")
def hash_in_the_snapshot(browser: Browser, engine: str, site_url: str) -> str:
    """What all interpreters print that start from the snapshot."""
    context = new_context(browser, engine)
    page = context.new_page()
    playground = Playground(page, site_url, Watch(page, site_url))
    playground.open()
    found = playground.run(HASH)
    context.close()
    return found


def shorter(_: Route) -> bytes:
    return b"no Zstandard"


def spoilt(route: Route) -> bytes:
    """Return what a route brings, with a wrong bit."""
    content = bytearray(route.fetch().body())
    content[len(content) // 2] ^= 1
    return bytes(content)


@pytest.mark.parametrize("damage", [shorter, spoilt])
def test_a_damaged_snapshot_costs_only_time(
    playground: Playground, hash_in_the_snapshot: str, damage: Callable[[Route], bytes]
) -> None:
    playground.page.route(SNAPSHOT, lambda route: route.fulfill(body=damage(route)))
    playground.open()
    text = playground.run(f"{HASH}\nfrom micrograd import Node\nprint(Node(2.0) * 3)")
    own, node = text.splitlines()
    assert own != hash_in_the_snapshot
    assert node.startswith("Node(")


def test_a_snapshot_damaged_on_its_way_is_fetched_again(playground: Playground) -> None:
    asked: list[str] = []

    def spoil_the_first(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(body=spoilt(route))
        else:
            route.continue_()

    playground.page.route(SNAPSHOT, spoil_the_first)
    playground.open()
    first = playground.run(HASH)
    assert playground.run(HASH) == first
    assert len(asked) == 2


def test_a_missing_snapshot_costs_only_time(playground: Playground) -> None:
    playground.watch.expects_errors = True
    playground.page.route(SNAPSHOT, lambda route: route.fulfill(status=404))
    playground.open()
    assert playground.run("import fractions\nprint(fractions.Fraction(1, 2))") == "1/2"


@pytest.fixture
def held(playground: Playground) -> list[Route]:
    """What the page asked for of the archives from which Python imports; none of it comes yet."""
    routes: list[Route] = []
    playground.page.route(ARCHIVES, lambda route: routes.append(route))  # noqa: PLW0108 - the driver sets attributes on it
    return routes


def release(held: list[Route]) -> None:
    while held:
        held.pop().continue_()


def test_python_is_ready_before_the_archives_come(
    playground: Playground, held: list[Route]
) -> None:
    playground.open()
    source = "from micrograd import Node\nx = Node(2.0)\n(x * x).backward()\nprint(x.grad)"
    assert playground.run(source) == "4.0"
    assert "ZeroDivisionError" in playground.run("1 / 0")
    assert "No module named 'nowhere'" in playground.run("import nowhere")
    assert held


@ENGINES
@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("import fractions\nprint(fractions.Fraction(1, 2))", "1/2"),
        ("print(__import__('frac' + 'tions').Fraction(1, 2))", "1/2"),
        ("import inspect, json\nprint(inspect.getsource(json.loads)[:9])", "def loads"),
        (
            "import importlib.resources as r\nprint((r.files('micrograd') / 'py.typed').is_file())",
            "True",
        ),
    ],
    ids=["import", "hidden import", "source", "resource"],
)
def test_who_needs_the_archives_waits_for_them(
    playground: Playground, held: list[Route], source: str, printed: str
) -> None:
    playground.open()
    playground.start(source)
    expect(playground.status).to_have_text(re.compile("Loading|Running"))
    release(held)
    playground.wait_for_runs(1)
    expect(playground.results).to_have_text(printed)


def test_a_run_says_that_it_waits_for_the_standard_library(
    playground: Playground, held: list[Route]
) -> None:
    playground.open()
    playground.start("import fractions")
    expect(playground.status).to_have_text("Loading python_stdlib.zip")
    release(held)
    playground.wait_for_runs(1)


def test_archives_that_do_not_come_are_missed_only_by_who_needs_them(
    playground: Playground,
) -> None:
    playground.watch.expects_errors = True
    playground.page.route(ARCHIVES, lambda route: route.abort())
    playground.open()
    assert playground.run("print(6 * 7)") == "42"
    needs = "import fractions\nprint(fractions.Fraction(1, 2))"
    assert "could not be fetched" in playground.run(needs)
    playground.page.unroute_all()
    # The spare may have asked for them already.
    playground.run("pass")
    assert playground.run(needs) == "1/2"


def test_stop_finds_the_spare_ready(playground: Playground) -> None:
    playground.open()
    # The program gives the spare time to boot, and says when.
    playground.start("import time\ntime.sleep(5)\nprint('by now')\nwhile True: pass")
    expect(playground.results).to_contain_text("by now")
    playground.page.evaluate(
        """() => {
          window.states = [];
          const note = () => window.states.push(document.body.dataset.state);
          new MutationObserver(note).observe(document.body, {attributeFilter: ["data-state"]});
        }"""
    )
    playground.stop_button.click()
    playground.wait_for_runs(1)
    assert playground.run("print('next')") == "next"
    states = playground.page.evaluate("window.states")
    assert states[0] == "ready"
    assert "booting" not in states[: states.index("running")]
