"""Make the site's pictures: `preview.png` for links to the page, and the installed page's icons.

The preview is a screenshot of the page; the icons are made from `icon.svg`.

python3 build.py build
.venv/bin/python -m tests.make_preview
"""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
PROGRAM = """from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)

d = a * b
e = d + c
loss = e * e

loss.backward()
loss
"""


def main() -> None:
    """Show a program and its graph in the middle of the backward pass, and take a picture."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=ROOT / "dist")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 630}, color_scheme="light")
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.locator("body[data-state=ready]").wait_for()
        page.get_by_role("textbox", name="Code editor").press("Control+a")
        page.keyboard.insert_text(PROGRAM)
        page.get_by_role("button", name="Run", exact=True).click()
        page.locator('body[data-runs="1"]').wait_for()
        for _ in range(2):
            page.get_by_role("button", name="One step back").click()
        page.get_by_role("slider", name="Step").blur()
        page.screenshot(path=ROOT / "site" / "preview.png")
        page.close()
        for size in (192, 512):
            draw_icon(browser, size)
        browser.close()


def draw_icon(browser: Browser, size: int) -> None:
    """Draw the icon on paper, with so much of it around that a system may cut its corners."""
    page = browser.new_page(viewport={"width": size, "height": size}, color_scheme="light")
    icon = (ROOT / "site" / "icon.svg").read_text(encoding="utf-8")
    style = "margin: 0; height: 100vh; display: grid; place-items: center; background: #fff"
    page.set_content(f'<body style="{style}">{icon.replace("<svg", "<svg width=60%")}</body>')
    page.screenshot(path=ROOT / "site" / f"icon-{size}.png")
    page.close()


if __name__ == "__main__":
    main()
