"""The built site in a real browser, served below a sub-path as GitHub Pages does.

Every test fails on an error in the console and on any request to another origin, unless it has
declared that it expects one. The page of a failing test is saved in `.test-results/`.
"""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

import build
from tests.browser.same_page import BOOT_MS, SamePage
from tests.lessons import names_ours, ours

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Locator,
        Page,
        Playwright,
        Request,
    )

SUB_PATH = "/some/where/"
RESULTS = build.ROOT / ".test-results"
expect.set_options(timeout=15_000)


class Handler(build.SiteHandler):
    """Serve `dist/` below the sub-path, and nothing beside it."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(SUB_PATH):
            return str(build.DIST / "nothing-here")
        return super().translate_path("/" + path.removeprefix(SUB_PATH))


@pytest.fixture(scope="package")
def site_url() -> Iterator[str]:
    if not (build.DIST / "index.html").exists():
        pytest.fail("there is no dist/: run `python3 build.py test`")
    with build.site_server(0, Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}{SUB_PATH}"
        server.shutdown()


ENGINES = pytest.mark.parametrize("engine", ["chromium", "firefox"], indirect=True)
"""For tests that run in each browser; without it a test runs in Chromium."""


@pytest.fixture(scope="package")
def engine(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "chromium"))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright, engine: str) -> Iterator[Browser]:
    path = build.find_browser(engine)
    if path is None:
        pytest.fail(f"no {engine} is installed: run `python3 build.py test`")
    if engine == "firefox":
        # A stock Firefox is driven by this channel; Playwright's own by none.
        channel = None if "ms-playwright" in path.parts else "moz-firefox"
        browser = playwright.firefox.launch(executable_path=path, channel=channel)
    else:
        arguments = ["--disable-background-networking"]
        if build.is_root():
            arguments.append("--no-sandbox")
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
    yield browser
    browser.close()


def new_context(browser: Browser, engine: str) -> BrowserContext:
    if engine != "chromium":
        return browser.new_context()
    # No service worker: it keeps 20 MB for a visitor who comes back, and none does here.
    context = browser.new_context(service_workers="block")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context


@pytest.fixture(scope="package")
def same_page(browser: Browser, engine: str) -> Iterator[SamePage]:
    same_page = SamePage(lambda: new_context(browser, engine))
    yield same_page
    same_page.close()


def shares(test: pytest.Item) -> bool:
    """Tell whether a test may have the page that others have had."""
    return bool(test.get_closest_marker("same_page")) and not test.get_closest_marker("first_visit")


@pytest.fixture
def page(
    browser: Browser, engine: str, same_page: SamePage, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of a browser that has never seen the site; the same one for tests marked so."""
    if shares(request.node):
        same_page.as_a_visitor()
        yield same_page.page
        return
    context = new_context(browser, engine)
    yield context.new_page()
    context.close()


PASTE = """(editor, text) => {
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", { value: { getData: () => text, files: [] } });
    editor.dispatchEvent(event);
}"""


# Firefox writes it of a file that was still on its way when the test left the page.
HASH_OF_NOTHING = "The computed hash is “47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=”"


class Watch:
    """What a page said and asked for, against what the test expects of it."""

    def __init__(self, page: Page, origin: str) -> None:
        self.console: list[str] = []
        self.strangers: list[str] = []
        self.expects_errors = False
        self.expects_strangers = False
        self._origin = origin
        self._page = page
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)
        page.context.on("request", self._on_request)

    def end(self) -> None:
        """Watch no more: another test may get the page."""
        self._page.remove_listener("console", self._on_console)
        self._page.remove_listener("pageerror", self._on_error)
        self._page.context.remove_listener("request", self._on_request)

    def _on_error(self, error: object) -> None:
        self.console.append(f"error: {error}")

    def _on_console(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and f"{url.scheme}://{url.netloc}" != self._origin:
            self.strangers.append(request.url)

    def check(self) -> None:
        faults = [line for line in self.console if line.startswith(("error", "warning"))]
        expected = ("Service Worker registration blocked", HASH_OF_NOTHING)
        errors = [line for line in faults if not any(each in line for each in expected)]
        assert self.expects_errors or not errors
        assert self.expects_strangers or not self.strangers


class Playground:
    """The page as a visitor uses it: by the names of its controls."""

    def __init__(
        self, page: Page, url: str, watch: Watch, same_page: SamePage | None = None
    ) -> None:
        self.page = page
        self.url = url
        self.watch = watch
        self._same_page = same_page
        self._earlier_runs = 0
        self.body = page.locator("body")
        self.editor = page.get_by_role("textbox", name="Code editor")
        self.results = page.get_by_role("region", name="Results")
        self.status = page.get_by_role("banner").get_by_role("status")
        self.notice = page.get_by_role("alert")
        self.examples = page.get_by_role("combobox", name="Examples")
        self.run_button = page.get_by_role("button", name="Run", exact=True)
        self.stop_button = page.get_by_role("button", name="Stop", exact=True)
        self.share_button = page.get_by_role("button", name="Share", exact=True)

    def open(self, fragment: str = "", *, waits: bool = True) -> None:
        """Open the page; wait until Python is ready unless told not to."""
        if self._same_page:
            self._same_page.open(self.url + fragment)
            self._same_page = None  # what the test opens later, it navigates to
        else:
            self.page.goto(self.url + fragment)
        expect(self.editor).to_be_visible()
        self._earlier_runs = self._all_runs()
        if waits:
            self.wait_for("ready")

    def is_unopened(self) -> bool:
        """Tell whether this is a page as another test has left it."""
        return self._same_page is not None

    def has_page(self) -> None:
        """Fail at once if no page is there, rather than wait for its controls."""
        if self.is_unopened() or self.page.url == "about:blank":
            pytest.fail("no page is open: call playground.open() first")

    def wait_for(self, state: str) -> None:
        expect(self.body).to_have_attribute("data-state", state, timeout=BOOT_MS)

    def show_code(self) -> None:
        """On a narrow screen the results may lie before the code."""
        switch = self.page.get_by_role("button", name="Code", exact=True)
        if switch.is_visible():
            switch.click()

    def runs(self) -> int:
        """The number of runs that have ended since the page was opened."""
        return self._all_runs() - self._earlier_runs

    def _all_runs(self) -> int:
        return int(self.body.get_attribute("data-runs") or "0")

    def write(self, source: str) -> None:
        """Replace the program, as pasting over it does."""
        self.has_page()
        self.show_code()
        self.editor.press("Control+a")
        browser = self.page.context.browser
        if not source:
            self.editor.press("Delete")
        elif browser and browser.browser_type.name == "firefox":
            # Its driver types the text in, and with it empty lines that no one typed.
            self.editor.evaluate(PASTE, source)
        else:
            self.page.keyboard.insert_text(source)

    def source(self) -> str:
        """The program in the editor, read as a visitor sees it (short ones: all lines drawn)."""
        lines = self.page.locator(".cm-line").all_inner_texts()
        return "\n".join(line.removesuffix("\n") for line in lines)

    def start(self, source: str) -> None:
        """Press Run on a program; do not wait for its end."""
        self.write(source)
        self.run_button.click()

    def run(self, source: str | None = None, seconds: float = 60.0) -> str:
        """Run a program to its end; return the text of the results."""
        self.has_page()
        runs = self.runs()
        if source is not None:
            self.write(source)
        self.run_button.click()
        self.wait_for_runs(runs + 1, seconds)
        return self.results.inner_text().strip()

    def wait_for_runs(self, runs: int, seconds: float = 60.0) -> None:
        every = str(self._earlier_runs + runs)
        expect(self.body).to_have_attribute("data-runs", every, timeout=seconds * 1000)

    def figures(self) -> Locator:
        return self.page.get_by_role("figure", name=re.compile("^Computational graph"))

    def has_no_horizontal_scroll(self) -> bool:
        root = "document.documentElement"
        return bool(self.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))


@pytest.fixture
def playground(
    page: Page, site_url: str, same_page: SamePage, request: pytest.FixtureRequest
) -> Generator[Playground, None, None]:
    url = urlsplit(site_url)
    watch = Watch(page, f"{url.scheme}://{url.netloc}")
    is_shared = shares(request.node)
    playground = Playground(page, site_url, watch, same_page if is_shared else None)
    yield playground
    try:
        report = request.node.stash.get(REPORT, None)
        if report is None or not report.failed:
            watch.check()
            assert not playground.is_unopened(), "a test marked same_page has to call open()"
            return
        keep(page, watch, request.node.name)
        same_page.close()
    except AssertionError:
        keep(page, watch, request.node.name)
        same_page.close()
        raise
    finally:
        watch.end()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is told of our lessons where the course is another one."""
    for item in items:
        if isinstance(item, pytest.Function) and names_ours(item.function):
            item.add_marker(ours)


REPORT = pytest.StashKey[pytest.TestReport]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report


def keep(page: Page, watch: Watch, name: str) -> None:
    """Keep screenshot, console and page source of a failed test."""
    folder = RESULTS / re.sub(r"[^\w-]+", "-", name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "console.txt").write_text("\n".join([*watch.console, *watch.strangers]))
    Path(folder / "page.html").write_text(page.content(), encoding="utf-8")
    page.screenshot(path=folder / "screenshot.png")
