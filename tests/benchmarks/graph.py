"""Measures drawing a graph, and a step, against `viz.renderString` alone; in Chromium.

`python build.py bench` runs it. Graphviz draws the same boxes and arrows, with the same texts, in a
bare page, in turns with the runs. It reports medians; only differences and ratios are meaningful.
"""

from __future__ import annotations

import statistics
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

import build
from tests.benchmarks.host import Server, write
from tests.benchmarks.tables import README, markdown, write_between_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

RUNS = 7
STEPS = 40
VIZ = build.SITE / "node_modules" / "@viz-js" / "viz" / "dist" / "viz.js"

NEURON = """\
from micrograd.neuron import Neuron
out = Neuron(2)([1.0, -2.0])
out.backpropagate(visualize=True)
"""
NETWORK = """\
from micrograd.neuron import MLP
mlp = MLP({shape})
loss = sum((mlp([i / 9] * {inputs}) - 1.0) ** 2 for i in range({rows}))
loss.backpropagate(visualize=True)
"""
GRAPHS = {
    "a neuron": NEURON,
    "MLP(3, [4, 4, 1]), one sample": NETWORK.format(shape="3, [4, 4, 1]", inputs=3, rows=1),
    "MLP(2, [16, 16, 1]), one sample": NETWORK.format(shape="2, [16, 16, 1]", inputs=2, rows=1),
    "the same, 100 samples": NETWORK.format(shape="2, [16, 16, 1]", inputs=2, rows=100),
}

# Resolves to the milliseconds from a run's end to its last card being in the document.
DRAWN = """new Promise((resolve) => {
  const { runs } = document.body.dataset;
  let ended;
  new MutationObserver((_, observer) => {
    const isOver = document.querySelector(".status").textContent.startsWith("Finished");
    if (isOver) ended ??= performance.now();
    if (document.body.dataset.runs === runs) return;
    observer.disconnect();
    resolve(performance.now() - ended);
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
  document.querySelector("button.run").click();
})"""

# Resolves to the milliseconds of steps one after the other, or of jumps, each within its frame:
# script, layout and paint.
STEP = """async ([count, jumps]) => {
  const slider = document.querySelector("figure input[type=range]");
  const times = [];
  for (let i = 0; i < count; i++) {
    const from = jumps ? (i * 0.618) % 1 : 0.6;
    slider.value = String(Math.floor(from * Number(slider.max)) + (jumps ? 0 : i));
    times.push(await new Promise((resolve) => requestAnimationFrame(() => {
      const start = performance.now();
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      // A message comes after this frame was laid out and painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - start);
      port2.postMessage(null);
    })));
  }
  return times;
}"""

VIZ_ALONE = """async (dot) => {
  window.viz ??= (await import("/bare/viz.js")).instance();
  const viz = await window.viz;
  const start = performance.now();
  viz.renderString(dot, { format: "svg" });
  return performance.now() - start;
}"""


def rows(page: Page, bare: Page) -> Iterator[list[str]]:
    """Measure each graph."""
    for name, program in GRAPHS.items():
        write(page, program)
        page.evaluate(DRAWN)  # the first starts the layout worker
        drawn, alone = [], []
        dot = drawn_dot(page)
        bare.evaluate(VIZ_ALONE, dot)
        for _ in range(RUNS):
            page.locator("body[data-state=ready]").wait_for()
            drawn.append(page.evaluate(DRAWN))
            alone.append(bare.evaluate(VIZ_ALONE, dot))
        mine, theirs = statistics.median(drawn), statistics.median(alone)
        boxes = page.locator("figure g.node").count()
        goal = f"{1.3 * theirs + 50:.0f} ms"
        yield [name, str(boxes), f"{mine:.0f} ms", f"{theirs:.0f} ms", goal, *steps(page)]
        if "one sample" in name:
            page.get_by_role("combobox", name="Detail").select_option("open")
            page.locator("figure g.node.neuron").first.wait_for(state="detached")
            boxes = page.locator("figure g.node").count()
            yield ["the same with everything open", str(boxes), "", "", "", *steps(page)]


def steps(page: Page) -> list[str]:
    """Return how long a step takes, and a jump to anywhere."""
    step, jump = (page.evaluate(STEP, [STEPS, jumps]) for jumps in (False, True))
    return [f"{statistics.median(step):.0f} ms", f"{statistics.median(jump):.0f} ms"]


def drawn_dot(page: Page) -> str:
    """Return the DOT of what is drawn."""
    page.get_by_text("Copy and save").click()
    page.get_by_role("button", name="Copy DOT of this step").click()
    page.get_by_role("button", name="Copied").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def main(executable: str) -> None:
    """Measure in a browser; print the table and put it into the README."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://localhost:{server.server_port}/"
    arguments = ["--no-sandbox"] if build.is_root() else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page, bare = context.new_page(), browser.new_context().new_page()
        bare.route("**/viz.js", lambda route: route.fulfill(path=VIZ))
        bare.route("**/bare/", lambda route: route.fulfill(body="<!doctype html>"))
        bare.goto(f"{site}bare/")
        page.goto(f"{site}dist/")
        page.locator("body[data-state=ready]").wait_for(timeout=60_000)
        table = list(rows(page, bare))
        browser.close()
    server.shutdown()
    head = ["median of seven", "boxes", "end of run to drawn", "`renderString` alone", "goal"]
    head += ["a step", "a jump"]
    text = markdown(head, table)
    print(text, end="")
    write_between_marks(README, "graph", text)


if __name__ == "__main__":
    main(*sys.argv[1:])
