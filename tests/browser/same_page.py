"""One page for many tests: it is opened once, and made as new before each of them.

Loading the page and booting Python cost ten times what a short run costs. A test that only runs
programs and reads their results needs no load of its own: mark it, its class or its file with
`same_page`. All runs have new interpreters anyway. Tests of the first visit, of the boot, of links,
of the network, or with scripts of their own in the page stay without the mark, and have a browser
that has never seen the site.

The page is made as new by its own way to a first visit: with no drafts and no fragment it opens the
first program. Then everything that can be seen of it must be as after its load; if something is
not, it is loaded again. From there a lesson or an example is opened as by a click on a link to it.
What can't be seen may stay: the variables that the console would read, how the next training is to
begin, the trainings that another can be compared with. Tests of these have a first visit too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

BOOT_MS = 60_000

FORGET = """() => {
    window.dispatchEvent(new Event("pagehide"));  // the page saves what it has not saved yet
    localStorage.clear();
    sessionStorage.clear();
}"""

BEGIN_ANEW = f"""(first) => {{
    if (document.body.dataset.state === "running") document.querySelector("button.stop").click();
    ({FORGET})();
    history.replaceState(null, "", location.pathname);
    window.dispatchEvent(new Event("hashchange"));
    for (const name of Object.keys(globalThis)) if (!first.includes(name)) delete globalThis[name];
    return document.querySelector("button.go-on").textContent;
}}"""

# Who opens the list of lessons after their progress has gone is to start with them again.
FORGET_PLACE = """async () => {
    const end = performance.now() + 5_000;
    const until = async (isSo) => {
        while (!isSo() && performance.now() < end)
            await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const goOn = document.querySelector("button.go-on");
    const before = goOn.textContent;
    document.querySelector("footer button.quiet").click();
    await until(() => goOn.textContent !== before);
    document.querySelector("dialog[open]")?.close();
    await until(() => history.state === null);
}"""

SCREEN = """() => {
    const media = ["print", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)",
        "(forced-colors: active)", "(prefers-contrast: more)"];
    const matched = media.map((each) => matchMedia(each).matches);
    return JSON.stringify([innerWidth, innerHeight, ...matched]);
}"""

LOOK = """() => {
    const body = document.body.cloneNode(true);
    body.removeAttribute("data-runs");
    for (const each of body.querySelectorAll(".console, .spoken")) each.replaceChildren();
    // What is hidden is filled anew before it is shown.
    for (const each of body.querySelectorAll("[hidden], dialog:not([open])")) each.remove();
    for (const each of [body, ...body.querySelectorAll("*")]) {
        if (each.getAttribute("style") === "") each.removeAttribute("style");
        const attributes = Array.from(each.attributes).sort((a, b) => (a.name < b.name ? -1 : 1));
        for (const { name } of attributes) each.removeAttribute(name);
        for (const attribute of attributes) each.setAttributeNode(attribute);
    }
    const root = document.documentElement;
    return {
        url: location.href,
        title: document.title,
        root: Object.fromEntries(Array.from(root.attributes, (each) => [each.name, each.value])),
        body: body.outerHTML,
        styles: document.adoptedStyleSheets.length + document.styleSheets.length,
        focus: document.activeElement.tagName,
        scroll: [scrollX, scrollY],
        stored: [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie],
        globals: Object.keys(globalThis),
    };
}"""

SETTLE = f"""async () => {{
    const look = () => JSON.stringify(({LOOK})());
    let last = look();
    const end = performance.now() + 10_000;
    for (let same = 0; same < 5 && performance.now() < end; ) {{
        await new Promise((resolve) => setTimeout(resolve, 50));
        const now = look();
        same = now === last ? same + 1 : 0;
        last = now;
    }}
    return last;
}}"""

IS_AS = f"""async (first) => {{
    const look = {LOOK};
    const then = JSON.parse(first);
    const end = performance.now() + 500;
    for (;;) {{
        const now = look();
        const left = Object.keys(now)
            .filter((key) => JSON.stringify(now[key]) !== JSON.stringify(then[key]));
        if (left.length === 0 || performance.now() > end) return left;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }}
}}"""


FOLLOW = """(fragment) => new Promise((resolve) => {
    const before = document.title;
    const isOpen = () => document.title !== before
        && (fragment.startsWith("#example=") || document.querySelector(".lesson:not([hidden])"));
    const isRefused = () => document.querySelector("[role=alert]:not([hidden])");
    const observer = new MutationObserver(() => {
        if (!isOpen() && !isRefused()) return;
        observer.disconnect();
        resolve();
    });
    const all = { attributes: true, characterData: true, childList: true, subtree: true };
    observer.observe(document, all);
    location.hash = fragment;
})"""


def first_look(page: Page) -> str:
    """Return how the page looks after its load, when everything that comes later has come.

    Of a page that never comes to rest it is one of its looks: then each test loads it.
    """
    expect(page.locator("body")).to_have_attribute("data-state", "ready", timeout=BOOT_MS)
    page.wait_for_load_state("networkidle")
    return str(page.evaluate(SETTLE))


class SamePage:
    """The page, its context, and how it looked after its load."""

    def __init__(self, new_context: Callable[[], BrowserContext]) -> None:
        self._new_context = new_context
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        # By size and media, with which a page may look different.
        self._first: dict[str, str] = {}

    @property
    def page(self) -> Page:
        if self._page is None:
            self._context = self._new_context()
            self._page = self._context.new_page()
        return self._page

    def close(self) -> None:
        """Close it: the next test gets another one."""
        if self._context:
            self._context.close()
        self._context = self._page = None

    def as_a_visitor(self) -> None:
        """Undo what a test has told the driver."""
        for other in self.page.context.pages:
            if other != self.page:
                other.close()
        self.page.unroute_all()
        self.page.set_viewport_size({"width": 1280, "height": 720})
        self.page.emulate_media(
            media="null",
            color_scheme="null",
            reduced_motion="null",
            forced_colors="null",
            contrast="null",
        )

    def open(self, url: str) -> None:
        """Open this address: in the page as it is, if it can be made as new, else by a load."""
        address, _, fragment = url.partition("#")
        screen = str(self.page.evaluate(SCREEN))
        if screen not in self._first:
            self._load(address, address)
            self._first[screen] = first_look(self.page)
        elif self.page.url.partition("#")[0] != address or self._begin_anew(self._first[screen]):
            self._load(address, url)
            return
        if fragment.startswith(("lesson=", "example=")):
            self._follow(fragment)
        elif fragment:
            self._load(address, url)

    def _follow(self, fragment: str) -> None:
        """Go to a lesson or an example as a click on a link to it does; wait until it is there."""
        self.page.evaluate(FOLLOW, f"#{fragment}")

    def _load(self, address: str, url: str) -> None:
        """Load the page, without anything in the browser's storage."""
        if self._first:
            if not self.page.url.startswith(address):
                self.page.goto(address)
            self.page.evaluate(FORGET)
        self.page.goto("about:blank")
        self.page.goto(url)

    def _begin_anew(self, first: str) -> list[str]:
        """Make the page as new; return what of it is not."""
        go_on = self.page.evaluate(BEGIN_ANEW, json.loads(first)["globals"])
        expect(self.page.locator("body")).to_have_attribute("data-state", "ready", timeout=BOOT_MS)
        if f">{go_on}<" not in first:
            self.page.evaluate(FORGET_PLACE)
        self.page.evaluate("document.activeElement.blur()")
        left: list[str] = self.page.evaluate(IS_AS, first)
        return left
