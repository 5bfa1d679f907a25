"""A bare page with Pyodide, in which a benchmark's module runs as it does natively.

It needs neither the site nor a server: requests of an installed Chromium are answered from files.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zipfile import ZipFile

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page, Route

ROOT = Path(__file__).parents[2]
PYODIDE = ROOT / "site" / "node_modules" / "pyodide"
SCRIPTS = {
    "/scripts/accelerator.js": ROOT / "site" / "worker" / "accelerator.js",
    "/scripts/passes.wasm": ROOT / ".cache" / "passes.wasm",
    "/scripts/peers.js": Path(__file__).parent / "peers.js",
}
HOST = "http://localhost:1"  # nobody is asked there

RUN = """async (program) => {
    const { loadPyodide } = await import("/pyodide/pyodide.mjs");
    const pyodide = await loadPyodide({ indexURL: "/pyodide/" });
    const files = await (await fetch("/files.zip")).arrayBuffer();
    pyodide.unpackArchive(files, "zip", { extractDir: "/files" });
    globalThis.pyodide = pyodide;
    return pyodide.runPythonAsync(program);
}"""


def run_in_page(program: str, folders: Iterable[tuple[Path, str]], browser: str) -> str:
    """Run a program in a page of a browser of its own, as `run_in` does; `browser` is its path."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # whom Chromium's sandbox refuses
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox"] if is_root else []
        )
        result = run_in(chromium.new_page(), program, folders)
        chromium.close()
        return result


def run_in(page: Page, program: str, folders: Iterable[tuple[Path, str]]) -> str:
    """Run a program in Pyodide; return its last expression, a string.

    `folders` are put below `/files`, each under its name.
    """
    files = _zipped(folders)

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body="<!doctype html>", content_type="text/html")
        elif path == "/files.zip":
            route.fulfill(body=files)
        elif path in SCRIPTS:
            route.fulfill(path=SCRIPTS[path])
        elif path.startswith("/pyodide/"):
            route.fulfill(path=PYODIDE / Path(path).name)
        else:
            route.abort()

    page.route(f"{HOST}/**", answer)
    page.goto(f"{HOST}/")
    return str(page.evaluate(RUN, program))


def _zipped(folders: Iterable[tuple[Path, str]]) -> bytes:
    """Put the Python files of some folders into an archive."""
    archive = io.BytesIO()
    with ZipFile(archive, "w") as zipped:
        for folder, name in folders:
            for path in sorted(folder.rglob("*.py")):
                zipped.write(path, Path(name) / path.relative_to(folder))
    return archive.getvalue()
