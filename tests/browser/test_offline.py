"""Later visits: without the network, and with a new version in its place."""

from __future__ import annotations

import re
import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import build
from tests.browser.conftest import Playground, Watch
from tests.browser.sealed import integrity, resealed
from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import ThreadingHTTPServer
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CONTROLLED = """new Promise((resolve) => {
  navigator.serviceWorker.addEventListener("controllerchange", resolve);
  if (navigator.serviceWorker.controller) resolve();
})"""
VERSIONS = "caches.keys().then((names) => names.length)"
KEPT = """(path) => caches.match(new URL(path, location.href)).then((it) => it?.text())"""
SPOIL = """async (path) => {
  const [name] = await caches.keys();
  const headers = { "content-type": "text/javascript" };
  const url = new URL(path, location.href);
  await (await caches.open(name)).put(url, new Response("spoilt", { headers }));
}"""
COUNT = """caches.keys().then((names) => Promise.all(
  names.map(async (name) => (await (await caches.open(name)).keys()).length)))"""
HAS = f"""async (wanted) => {{
  for (const end = performance.now() + 15_000; performance.now() < end; ) {{
    if (`${{await {COUNT}}}` === `${{wanted}}`) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }}
  return false;
}}"""


class Host:
    """A static host with a folder of its own, which can be deployed to and can go away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(build.DIST, folder)
        handler = type("Handler", (build.SiteHandler,), {"translate_path": self._translate})
        self.server: ThreadingHTTPServer = build.site_server(0, handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://localhost:{self.server.server_port}/"

    def _translate(self, path: str) -> str:
        name = path.split("?", maxsplit=1)[0].strip("/") or "index.html"
        return str(self.folder / name)

    def path_of(self, pattern: str) -> str:
        """Where below the folder the one file is that has such a name."""
        (found,) = self.folder.glob(pattern)
        return found.relative_to(self.folder).as_posix()

    def deploy(self, *, page_too: bool = True) -> None:
        """Put a version in place whose title and whose script's name are other ones."""
        old = next(self.folder.glob("app/main-*.js"))
        new = old.with_name("main-NEWER000.js")
        old.rename(new)
        index, worker = self.folder / "index.html", self.folder / "service-worker.js"
        page = resealed(index.read_text(), {old.name: new.name})
        page = page.replace("<title>", "<title>Newer ")
        before, after = integrity(index.read_bytes()), integrity(page.encode())
        code = worker.read_text().replace(old.name, new.name).replace(before, after)
        worker.write_text(re.sub(r'="[0-9a-f]{16}"', '="0123456789abcdef"', code, count=1))
        if page_too:
            index.write_text(page)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path / "site")
    yield host
    host.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def visitor(page: Page, host: Host) -> Playground:
    visitor = Playground(page, host.url, Watch(page, host.url.rstrip("/")))
    visitor.open()
    page.evaluate(CONTROLLED)
    return visitor


def test_a_later_visit_needs_no_network(visitor: Playground, host: Host) -> None:
    host.close()
    visitor.page.reload()
    visitor.wait_for("ready")
    visitor.run(EXPRESSION)
    expect(visitor.figures()).not_to_have_count(0)
    visitor.open("?anything#example=reuse")
    expect(visitor.editor).to_contain_text("Node")
    visitor.watch.check()


def test_a_new_version_waits_until_it_is_asked_for(visitor: Playground, host: Host) -> None:
    host.deploy()
    visitor.page.reload()
    visitor.wait_for("ready")
    assert visitor.page.title() == "micrograd playground"
    visitor.write("print('kept')")
    expect(visitor.page.locator(".new-version")).to_be_visible()
    # What the old page loads late comes from its own version, which the host has no more.
    assert visitor.run() == "kept"
    visitor.page.get_by_role("button", name="Load it").click()
    expect(visitor.page).to_have_title("Newer micrograd playground")
    visitor.wait_for("ready")
    assert visitor.source() == "print('kept')"
    assert visitor.page.evaluate(VERSIONS) == 1
    visitor.watch.check()


def test_half_a_deployment_is_not_taken(visitor: Playground, host: Host) -> None:
    host.deploy(page_too=False)
    update = "navigator.serviceWorker.ready.then((it) => it.update()).catch(() => {})"
    visitor.page.evaluate(update)
    gone = """navigator.serviceWorker.ready.then((it) => new Promise((resolve) => {
      const look = () => it.installing ? it.installing.onstatechange = look : resolve(!it.waiting);
      look();
    }))"""
    assert visitor.page.evaluate(gone)
    visitor.page.reload()
    visitor.wait_for("ready")
    assert visitor.page.title() == "micrograd playground"
    # Each visit tries the new version again, and drops what it has kept.
    visitor.page.wait_for_function(f"() => {VERSIONS}.then((count) => count === 1)")


def test_a_version_that_waits_keeps_its_files_while_the_old_one_is_reloaded(
    visitor: Playground, host: Host
) -> None:
    page = visitor.page
    (kept,) = page.evaluate(COUNT)
    host.deploy()
    for _ in range(2):
        page.reload()
        visitor.wait_for("ready")
        expect(page.locator(".new-version")).to_be_visible()
    assert page.evaluate(COUNT) == [kept, kept]
    page.get_by_role("button", name="Load it").click()
    expect(page).to_have_title("Newer micrograd playground")
    visitor.wait_for("ready")
    host.close()
    page.reload()
    visitor.wait_for("ready")
    assert visitor.run("print('without a network')") == "without a network"


def test_files_that_the_browser_dropped_come_again(visitor: Playground, host: Host) -> None:
    page = visitor.page
    (kept,) = page.evaluate(COUNT)
    page.evaluate("caches.keys().then(([name]) => caches.delete(name))")
    page.reload()
    visitor.wait_for("ready")
    assert page.evaluate(HAS, [kept])
    host.close()
    page.reload()
    visitor.wait_for("ready")


def test_what_a_portal_answers_is_never_kept(visitor: Playground, host: Host) -> None:
    visitor.watch.expects_errors = True
    page = visitor.page
    path = host.path_of("app/drafts-dialog-*.js")
    right = (host.folder / path).read_text()
    page.evaluate(SPOIL, path)
    (host.folder / path).write_text("<!doctype html><title>Login</title>")
    asked = "(path) => fetch(path, { cache: 'reload' }).then((response) => response.text())"
    assert "Login" in page.evaluate(asked, path)
    assert page.evaluate(KEPT, path) == "spoilt"
    (host.folder / path).write_text(right)
    assert page.evaluate(asked, path) == right
    assert page.evaluate(KEPT, path) == right


def test_a_new_version_takes_over_only_files_that_are_whole(
    visitor: Playground, host: Host
) -> None:
    page = visitor.page
    path = host.path_of("app/drafts-dialog-*.js")
    page.evaluate(SPOIL, path)
    host.deploy()
    page.reload()
    visitor.wait_for("ready")
    expect(page.locator(".new-version")).to_be_visible()
    page.get_by_role("button", name="Load it").click()
    expect(page).to_have_title("Newer micrograd playground")
    visitor.wait_for("ready")
    assert page.evaluate(KEPT, path) == (host.folder / path).read_text()


@pytest.mark.parametrize("refusal", ["delete Navigator.prototype.serviceWorker", "delete caches"])
def test_refused_storage_costs_only_speed(page: Page, host: Host, refusal: str) -> None:
    page.add_init_script(refusal)
    visitor = Playground(page, host.url, Watch(page, host.url.rstrip("/")))
    visitor.open()
    assert visitor.run("print('as ever')") == "as ever"
    visitor.watch.check()
