"""Measures how long a visitor has to wait for the page.

A press is handled in a task, and its effect is visible in a frame. So the page runs tasks and
frames all the time, and the longest wait counts. It is compared with the longest wait of an idle
page in the same run, while a worker computes as a program does. Other programs share the machine,
and a page without processor time looks busy. So the best of three counts, and a wait is ignored if
no task of the page itself used the processor for long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SHARE = 6.0
"""Of an idle page's longest wait, which is a frame's 17 ms on a machine with nothing else to do."""

WATCH = """() => {
    globalThis.waits = [];
    const { port1, port2 } = new MessageChannel();
    globalThis.asked = performance.now();
    port1.onmessage = () => requestAnimationFrame(() => {
        if (!globalThis.waits) return;
        const now = performance.now();
        waits.push(now - asked);
        asked = now;
        port2.postMessage(0);
    });
    port2.postMessage(0);
}"""

LONGEST_TASK = 125.0
"""Milliseconds of the processor, whatever else goes on: CodeMirror parses for 100 ms at a time, and
stops when a key is pressed, which this measure does not see."""

BEGIN = "() => { waits.length = 0; asked = performance.now(); }"

LONGEST = """async (more) => {
    await new Promise(resolve => setTimeout(resolve, more));
    return Math.max(...waits, performance.now() - asked);
}"""

COMPUTE = """ms => new Promise(resolve => {
    const code = `const end = performance.now() + ${ms}; while (performance.now() < end); close()`;
    const worker = new Worker(`data:text/javascript,${encodeURIComponent(code)}`);
    setTimeout(() => { worker.terminate(); resolve(); }, ms);
})"""

RUN = """() => new Promise((resolve, reject) => {
    const { body } = document;
    const runs = body.dataset.runs;
    const observer = new MutationObserver(() => {
        if (body.dataset.runs === runs) return;
        observer.disconnect();
        resolve();
    });
    observer.observe(body, { attributes: true, attributeFilter: ["data-runs"] });
    setTimeout(() => reject(new Error("the run goes on")), 90_000);
    document.querySelector("button.run").click();
})"""

START = """milliseconds => new Promise((resolve, reject) => {
    const { body } = document;
    const observer = new MutationObserver(() => {
        if (body.dataset.state !== "running") return;
        observer.disconnect();
        setTimeout(resolve, milliseconds);
    });
    observer.observe(body, { attributes: true, attributeFilter: ["data-state"] });
    setTimeout(() => reject(new Error("the run does not begin")), 60_000);
    document.querySelector("button.run").click();
})"""


class Waits:
    """How long the page takes to answer.

    What is done meanwhile is done from within the page: the driver's own questions hold the page
    for seconds when there is much in it.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        page.evaluate(WATCH)

    def longest(self, act: Callable[[], object]) -> float:
        """Return the longest wait, in milliseconds, while something is done and a bit after it."""
        self._page.evaluate(BEGIN)
        act()
        longest: float = self._page.evaluate(LONGEST, 500)
        return longest

    def idle(self) -> float:
        """Return the longest wait beside a worker that computes."""
        return self.longest(lambda: self._page.evaluate(COMPUTE, 1_500))

    def _traced(self, act: Callable[[], object]) -> tuple[float, float]:
        """Return the longest wait, and the longest task of a page in milliseconds of processor."""
        events: list[dict[str, Any]] = []
        session = self._page.context.new_cdp_session(self._page)
        session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
        end = {"type": "the end"}
        session.on("Tracing.tracingComplete", lambda _: events.append(end))
        session.send("Tracing.start", {"traceConfig": {"includedCategories": ["toplevel"]}})
        wait = self.longest(act)
        session.send("Tracing.end")
        while end not in events[-1:]:
            self._page.wait_for_timeout(20)
        session.detach()
        pages = {
            (event["pid"], event["tid"])
            for event in events
            if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
        }
        assert pages
        tasks = [e.get("tdur", 0) for e in events if (e.get("pid"), e.get("tid")) in pages]
        return wait, max(tasks) / 1000

    def check(self, act: Callable[[], object], after: Callable[[], object] = int) -> None:
        """Check that the page answers while something is done, three times at most.

        Args:
            act: What is done.
            after: What ends it, which is not measured.
        """
        found = []
        for _ in range(3):
            idle = self.idle()
            busy, task = self._traced(act)
            found.append(f"{busy:.0f} ms beside {idle:.0f} ms, a task of {task:.0f} ms")
            if busy <= SHARE * idle or task <= LONGEST_TASK:
                return
            after()
        raise AssertionError(f"the longest waits: {', '.join(found)}")

    def run(self) -> None:
        """Run the program to its end."""
        self._page.evaluate(RUN)

    def start(self, milliseconds: float) -> None:
        """Run the program for a while; it goes on."""
        self._page.evaluate(START, milliseconds)
