"""Measures Python's start against a bare page that only calls `loadPyodide()`; in Chromium.

`python build.py bench` runs it. One server serves both pages with gzip, at the pace of a line, and
they are visited in turns. It reports medians; on a shared machine only the ratios are meaningful.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
import threading
import time
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple, cast

from playwright.sync_api import sync_playwright

import build
from tests.benchmarks.tables import README, markdown, write_between_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

VISITS = 5
PIECE = 8_192
"""As many bytes go over a line at a time, whichever file they are of."""
SLOWER = 4
"""As many times slower is the page's thread of a slower processor."""


class Line(NamedTuple):
    """A line to the visitor: bytes in a second, and seconds before each answer."""

    speed: float
    latency: float


UNLIMITED = Line(float("inf"), 0)
LINES = {
    "10 Mbit/s": Line(1_250_000, 0.02),
    "50 Mbit/s": Line(6_250_000, 0.02),
    "unlimited": UNLIMITED,
}
GOALS = {"10 Mbit/s": "0.80", "50 Mbit/s": "0.60", "unlimited": "0.42"}
SLOW = Line(200_000, 0.15)
"""1.6 Mbit/s, as Chromium's "slow 4G" has it."""

BARE = b"""<!doctype html><body><script type="module">
import { loadPyodide } from "./pyodide.mjs";
window.started = performance.now();
await loadPyodide();
document.body.dataset.state = "ready";
</script>"""

# Notes when a graph can be walked and when the page is ready for the first time, and the longest
# task of its thread.
WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ type: "longtask", buffered: true });
new MutationObserver(() => {
  if (document.body?.dataset.state === "ready") window.ready ??= performance.now();
  if (document.querySelector(".walk .node") && document.querySelector(".walk .slider"))
    requestAnimationFrame(() => { window.graph ??= performance.now(); });
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-state"] });
"""
GRAPH = """new Promise((resolve) => {
  const look = () => window.graph ? resolve(window.graph) : requestAnimationFrame(look);
  look();
})"""

# Resolves to the milliseconds from a click to what the page shows then.
CLICKED = """new Promise((resolve) => {
  const button = [...document.querySelectorAll("button")].find((b) => b.textContent === "%s");
  const start = performance.now();
  new MutationObserver((_, observer) => {
    if (!(%s)) return;
    observer.disconnect();
    resolve(performance.now() - start);
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
  button.click();
})"""
IS_READY = "document.body.dataset.state === 'ready'"
PRINTED = "document.querySelector('.results').textContent.includes('printed')"
ARCHIVES = re.compile(r"/python/.*[.](zip|whl)$")
FILES = {
    "Python's WebAssembly": "/python/pyodide.asm.wasm-",
    "the snapshot of its memory": "/python/snapshot-",
    "the code of its worker": "/python/python-worker-",
    "the list of its packages": "/python/lock-",
}
CONTROLLED = """new Promise((resolve) => {
  navigator.serviceWorker.addEventListener("controllerchange", resolve);
  if (navigator.serviceWorker.controller) resolve();
})"""

FLOOD = "while True: print('x' * 1000)"
# Long enough for the spare to boot; then there is something to stop.
ENDLESS = "import time\ntime.sleep(4)\nprint('printed')\nwhile True: pass"


class Times(NamedTuple):
    """What one visit took, in milliseconds."""

    ready: float
    boot: float
    longest: float


class Host(ThreadingHTTPServer):
    """A static host at the other end of a line."""

    line = UNLIMITED

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Server)
        self.sent: dict[str, int] = {}
        """The bytes of each file that was asked for."""
        self._turn = threading.Lock()
        self._free_at = 0.0

    def handle_error(self, *_: object) -> None:
        """Say nothing of a page that was closed before all had come."""

    def wait_for_turn(self, size: int) -> None:
        """Wait until so many bytes have gone over the line, which all answers share."""
        with self._turn:
            self._free_at = max(time.monotonic(), self._free_at) + size / self.line.speed
            end = self._free_at
        time.sleep(max(0.0, end - time.monotonic()))


class Server(SimpleHTTPRequestHandler):
    """Serve `dist/` and the bare page as a static host does: packed, and kept by the browser."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with a file's packed bytes."""
        host = cast("Host", self.server)
        name = self.path + "index.html" * self.path.endswith("/")
        content = packed(name)
        host.sent[name] = len(content or b"")
        time.sleep(host.line.latency)
        self.send_response(404 if content is None else 200)
        if content is not None:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", self.guess_type(name.replace("mjs", "js")))
            self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        for start in range(0, len(content or b""), PIECE):
            piece = (content or b"")[start : start + PIECE]
            host.wait_for_turn(len(piece))
            self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@cache
def packed(path: str) -> bytes | None:
    """Return a file as it goes over the wire."""
    folder, _, name = path.lstrip("/").partition("/")
    if path == "/bare/index.html":
        return gzip.compress(BARE)
    root = build.SITE / "node_modules" / "pyodide" if folder == "bare" else build.DIST
    file = root / name
    return gzip.compress(file.read_bytes()) if file.is_file() else None


def visit(page: Page, url: str) -> Times:
    """Open a page; wait until Python is there."""
    page.goto(url)
    page.locator("body[data-state=ready]").wait_for(state="attached", timeout=60_000)
    ready, started, longest = page.evaluate("[window.ready, window.started ?? 0, window.longest]")
    return Times(ready, ready - started, longest)


def new_page(context: BrowserContext) -> Page:
    """Return a page that notes when it is ready."""
    context.add_init_script(WATCH)
    return context.new_page()


@contextmanager
def first_page(browser: Browser) -> Iterator[Page]:
    """Open the page of somebody who was never here."""
    # Nothing is kept for a visitor who does not come back: the download stands for itself.
    context = browser.new_context(service_workers="block")
    yield new_page(context)
    context.close()


def first_visits(browser: Browser, host: Host, site: str) -> Iterator[list[str]]:
    """Compare first visits at three speeds, and say when they see a graph that they can walk."""
    graphs: dict[str, float] = {}
    for name, line in LINES.items():
        host.line = line
        page, bare, graph = [], [], []
        for _ in range(VISITS):
            with first_page(browser) as mine:
                page.append(visit(mine, f"{site}dist/").ready)
                graph.append(float(mine.evaluate(GRAPH)))
            with first_page(browser) as theirs:
                bare.append(visit(theirs, f"{site}bare/").ready)
        ours, others = statistics.median(page), statistics.median(bare)
        graphs[name] = statistics.median(graph)
        yield row(f"first visit at {name}: navigation to ready", ours, others, GOALS[name])
    host.line = SLOW
    slow = []
    for _ in range(VISITS):
        with first_page(browser) as mine:
            mine.goto(f"{site}dist/")
            slow.append(float(mine.evaluate(GRAPH)))
    host.line = UNLIMITED
    graphs["1.6 Mbit/s and 150 ms"] = statistics.median(slow)
    goals = {"10 Mbit/s": "1.5 s", "1.6 Mbit/s and 150 ms": "5 s"}
    for name, milliseconds in graphs.items():
        said = f"first visit at {name}: navigation to a graph that can be walked"
        yield [said, f"{milliseconds / 1000:.2f} s", "", goals.get(name, "")]


def files(browser: Browser, host: Host, site: str) -> Iterator[list[str]]:
    """Say how many bytes a first visit fetches until it is ready, and after that."""
    host.sent.clear()
    with first_page(browser) as page:
        # The files that come later are asked for when Python is ready.
        page.route(ARCHIVES, lambda route: route.abort())
        visit(page, f"{site}dist/")
        sent = dict(host.sent)
    for name, pattern in FILES.items():
        found = [path for path in sent if re.search(pattern, path)]
        yield [name, f"{sum(sent.pop(path) for path in found):,}", ""]
    yield ["the page itself: HTML, style, scripts, a recorded run", f"{sum(sent.values()):,}", ""]
    yield ["all of it, until ready", f"{sum(host.sent.values()):,}", "7,000,000"]
    later = [path for path in (build.DIST / "python").iterdir() if path.suffix in (".zip", ".whl")]
    size = sum(len(gzip.compress(path.read_bytes())) for path in later)
    yield ["after that: the standard library, the packages", f"{size:,}", ""]


def slower_visits(browser: Browser, site: str) -> Iterator[list[str]]:
    """Compare later visits where the page's thread is slower."""
    times: dict[str, float] = {}
    for folder in ("dist", "bare"):
        page = new_page(browser.new_context())
        visit(page, f"{site}{folder}/")
        if folder == "dist":
            page.evaluate(CONTROLLED)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        ready = [visit(page, f"{site}{folder}/").ready for _ in range(VISITS)]
        times[folder] = statistics.median(ready)
        page.context.close()
    yield row(f"later visit, the page's thread {SLOWER} times slower", times["dist"], times["bare"])


def later_visits(browser: Browser, site: str) -> Iterator[list[str]]:
    """Compare later visits, and what a run costs then."""
    page, bare = new_page(browser.new_context()), new_page(browser.new_context())
    visit(page, f"{site}dist/")
    page.evaluate(CONTROLLED)
    visit(bare, f"{site}bare/")
    pairs = [(visit(page, f"{site}dist/"), visit(bare, f"{site}bare/")) for _ in range(VISITS)]
    ready = statistics.median(ours.ready for ours, _ in pairs)
    bare_ready = statistics.median(theirs.ready for _, theirs in pairs)
    bare_boot = statistics.median(theirs.boot for _, theirs in pairs)
    yield row("later visit: navigation to ready", ready, bare_ready, "0.30")
    yield row("a new interpreter from the snapshot", spare_time(page), bare_boot, "0.25")
    yield ["Run to first printed line, spare ready", f"{run_time(page):.0f} ms", "", "50 ms"]
    yield ["Stop to ready again, spare ready", f"{stop_time(page):.0f} ms", "", "100 ms"]
    longest = statistics.median(mine.longest for mine, _ in pairs)
    yield ["the page's longest task while Python boots", task(longest), "", "50 ms"]
    yield ["the same while a program floods output", task(flood(page)), "", "50 ms"]


def task(milliseconds: float) -> str:
    """Write how long the longest task was; the browser tells of none below 50 ms."""
    return f"{milliseconds:.0f} ms" if milliseconds else "below 50 ms"


def write(page: Page, source: str) -> None:
    """Put a program in the editor's place."""
    page.get_by_role("textbox", name="Code editor").press("Control+a")
    page.keyboard.insert_text(source)


def spare_time(page: Page) -> float:
    """Return how long a new interpreter takes after a short run, in milliseconds."""
    write(page, "pass")
    ended = "document.body.dataset.runs !== '%s' && document.body.dataset.state === 'ready'"
    times: list[float] = []
    for _ in range(VISITS):
        runs = page.locator("body").get_attribute("data-runs")
        page.evaluate(
            """window.booting = 0; new MutationObserver((_, o) => {
              if (document.body.dataset.state !== "booting") return;
              window.booting = performance.now();
              o.disconnect();
            }).observe(document.body, { attributeFilter: ["data-state"] });"""
        )
        page.evaluate(CLICKED % ("Run", ended % runs))
        times.append(page.evaluate("performance.now() - window.booting"))
    return statistics.median(times)


def run_time(page: Page) -> float:
    """Return how long Run takes to the first printed line, in milliseconds."""
    write(page, "print('printed')")
    times: list[float] = []
    for _ in range(VISITS):
        page.locator("body[data-state=ready]").wait_for()
        times.append(page.evaluate(CLICKED % ("Run", PRINTED)))
    return statistics.median(times)


def stop_time(page: Page) -> float:
    """Return how long Stop takes until the page is ready, in milliseconds."""
    write(page, ENDLESS)
    times: list[float] = []
    for _ in range(VISITS):
        page.locator("body[data-state=ready]").wait_for()
        page.evaluate(CLICKED % ("Run", PRINTED))
        times.append(page.evaluate(CLICKED % ("Stop", IS_READY)))
    return statistics.median(times)


def flood(page: Page) -> float:
    """Return the page's longest task while a program prints without end, in milliseconds."""
    write(page, FLOOD)
    page.evaluate("window.longest = 0")
    page.evaluate(CLICKED % ("Run", "document.querySelector('.results').textContent.length > 9e5"))
    page.evaluate(CLICKED % ("Stop", IS_READY))
    return float(page.evaluate("window.longest"))


def row(name: str, mine: float, bare: float, must: str = "") -> list[str]:
    """Write one comparison with the bare page."""
    return [name, f"{mine / 1000:.2f} s", f"{mine / bare:.2f} of {bare / 1000:.2f} s", must]


def main(executable: str) -> None:
    """Measure in a browser; print the table and put it into the README."""
    server = Host()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://localhost:{server.server_port}/"
    arguments = ["--no-sandbox"] if build.is_root() else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        rows = [
            *later_visits(browser, site),
            *slower_visits(browser, site),
            *first_visits(browser, server, site),
        ]
        sizes = list(files(browser, server, site))
        browser.close()
    server.shutdown()
    text = markdown(["median of five", "here", "against a bare page", "goal"], rows)
    print(text, end="")
    write_between_marks(README, "host", text)
    table = markdown(["what a first visit fetches, packed", "bytes", "goal"], sizes)
    print(table, end="")
    write_between_marks(README, "bytes", table)


if __name__ == "__main__":
    main(*sys.argv[1:])
