"""Make `site/preview.png`, which stands beside links to the page, from the page itself.

python3 build.py build
.venv/bin/python -m tests.make_preview
"""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

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
        browser.close()


if __name__ == "__main__":
    main()
