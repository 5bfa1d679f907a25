"""Packages from elsewhere: a wheel by its address, and Pyodide's own distribution.

The network is played by the test: what the page asks an https address for, it answers.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

import build
from tests.browser.sealed import integrity, resealed

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import Playground

CORS = {"Access-Control-Allow-Origin": "*"}
WHEEL_URL = "https://packages.test/tiny-1.0-py3-none-any.whl"


def make_wheel(name: str, source: str, version: str = "1.0") -> bytes:
    """Return a wheel of one module, whole: with its metadata and the hashes of its record."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": source,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
        f",{len(text.encode())}".replace("=,", ",")
        for path, text in files.items()
    ]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,\n"])
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return content.getvalue()


def test_a_pure_wheel_is_installed_from_its_address(playground: Playground) -> None:
    playground.watch.expects_strangers = True
    wheel = make_wheel("tiny", "answer = 42\n")
    playground.page.context.route(WHEEL_URL, lambda route: route.fulfill(body=wheel, headers=CORS))
    playground.open()
    source = f"import micropip\nawait micropip.install({WHEEL_URL!r})\nimport tiny\ntiny.answer"
    assert playground.run(source) == "42"
    # An interpreter of its own: what one program installed is not there for the next.
    assert "ModuleNotFoundError" in playground.run("import tiny")


def test_a_wheel_that_does_not_come_is_an_error_in_python(playground: Playground) -> None:
    playground.watch.expects_strangers = True
    playground.watch.expects_errors = True
    playground.page.context.route("https://**", lambda route: route.abort())
    playground.open()
    text = playground.run(f"import micropip\nawait micropip.install({WHEEL_URL!r})")
    assert "Error" in text
    assert playground.run("print('next')") == "next"


def _sha256(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


class Distribution:
    """Pyodide's distribution with a package of the test's, whose hash the lock file names."""

    def __init__(
        self, playground: Playground, name: str = "numpy", source: str = "pi = 3\n"
    ) -> None:
        self.wheel = make_wheel(name, source)
        self.served: bytes | None = self.wheel
        self.requests = 0
        self.holds = False
        self.held: list[Route] = []
        (path,) = (build.DIST / "python").glob("lock-*.json")
        built = path.read_bytes()
        lock = json.loads(built)
        entry = lock["packages"][name]
        entry["sha256"] = hashlib.sha256(self.wheel).hexdigest()
        entry["depends"] = []
        assert entry["file_name"].startswith("https://cdn.jsdelivr.net/pyodide/v")
        text = json.dumps(lock, separators=(",", ":")).ljust(len(built))
        assert len(text) == len(built)
        self._hashes = tuple(_sha256(content) for content in (built, text.encode()))
        scripts = [file.read_bytes() for file in (build.DIST / "app").glob("*.js")]
        old, new = (each.encode() for each in self._hashes)
        changes = {
            integrity(script): integrity(script.replace(old, new))
            for script in scripts
            if old in script
        }
        page = resealed((build.DIST / "index.html").read_text(), changes)
        playground.page.context.route(
            playground.url, lambda route: route.fulfill(body=page, content_type="text/html")
        )
        playground.watch.expects_strangers = True
        playground.page.context.route(
            re.compile(r"/python/lock-\w+[.]json$"),
            lambda route: route.fulfill(body=text, content_type="application/json"),
        )
        # The page holds what it fetches to the sizes and hashes of its build.
        playground.page.context.route(re.compile(r"/app/[^/]+[.]js$"), self._name_hash)
        playground.page.context.route(entry["file_name"], self._serve)

    def _name_hash(self, route: Route) -> None:
        built, served = self._hashes
        file = build.DIST / "app" / route.request.url.rpartition("/")[2]
        body = file.read_text().replace(built, served)
        route.fulfill(body=body, content_type="text/javascript")

    def _serve(self, route: Route) -> None:
        self.requests += 1
        if self.holds:
            self.held.append(route)
        else:
            self.answer(route)

    def answer(self, route: Route) -> None:
        if self.served is None:
            route.abort()
        else:
            route.fulfill(body=self.served, headers=CORS)


def test_an_import_loads_from_the_distribution_and_says_so(playground: Playground) -> None:
    distribution = Distribution(playground)
    distribution.holds = True
    playground.open()
    playground.start("import numpy\nprint(numpy.pi)")
    expect(playground.status).to_have_text("Loading numpy")
    # Stop works meanwhile, and the next run loads anew.
    playground.stop_button.click()
    playground.wait_for_runs(1)
    playground.start("import numpy\nprint(numpy.pi)")
    expect(playground.status).to_have_text("Loading numpy")
    playground.page.wait_for_timeout(100)
    distribution.answer(distribution.held[-1])
    playground.wait_for_runs(2)
    expect(playground.results).to_have_text("3")


def test_what_is_there_already_is_not_spoken_of(playground: Playground) -> None:
    playground.open()
    playground.start("import micrograd\ndisplay(1.5)\nwhile True: pass")
    expect(playground.results).to_contain_text("1.5")
    expect(playground.status).to_have_text("Running…")
    playground.stop_button.click()


@pytest.mark.parametrize("kind", ["another wheel", "no wheel", "no network"])
def test_what_is_not_the_package_is_refused_in_a_sentence(
    playground: Playground, kind: str
) -> None:
    playground.watch.expects_errors = True
    distribution = Distribution(playground)
    if kind == "no network":
        playground.page.context.unroute_all()
        playground.page.context.route("https://**", lambda route: route.abort())
    else:
        forged = make_wheel("numpy", "print('forged')\n")
        distribution.served = forged if kind == "another wheel" else b"<html>busy</html>"
    playground.open()
    text = playground.run("import numpy")
    assert "numpy could not be loaded" in text
    assert "ModuleNotFoundError" in text
    assert "forged" not in text
    assert playground.run("print('next')") == "next"


def test_a_package_that_came_once_needs_no_network(playground: Playground) -> None:
    distribution = Distribution(playground)
    playground.open()
    assert playground.run("import numpy\nprint(numpy.pi)") == "3"
    distribution.served = None
    assert playground.run("import numpy\nprint(numpy.pi + 1)") == "4"
    playground.open()
    assert playground.run("import numpy\nprint(numpy.pi + 2)") == "5"
    assert distribution.requests == 1


def test_what_has_another_hash_is_not_kept(playground: Playground) -> None:
    playground.watch.expects_errors = True
    distribution = Distribution(playground)
    distribution.served = make_wheel("numpy", "print('forged')\n")
    playground.open()
    assert "numpy could not be loaded" in playground.run("import numpy")
    distribution.served = distribution.wheel
    assert playground.run("import numpy\nprint(numpy.pi)") == "3"


def test_the_progress_of_a_large_package_is_told_in_megabytes(playground: Playground) -> None:
    ballast = base64.b64encode(random.Random(1).randbytes(1_000_000)).decode()  # noqa: S311 - no secret
    distribution = Distribution(playground, source=f"pi = 3\nballast = '{ballast}'\n")
    size = f"{len(distribution.wheel) / 1e6:.1f}"
    playground.open()
    playground.page.evaluate(
        """() => {
            const status = document.querySelector("header [role=status]");
            globalThis.told = [];
            new MutationObserver(() => globalThis.told.push(status.textContent)).observe(status, {
                childList: true,
                characterData: true,
                subtree: true,
            });
        }"""
    )
    assert playground.run("import numpy\nprint(numpy.pi)") == "3"
    assert f"Loading numpy: {size} MB" in playground.page.evaluate("told")


# As much of matplotlib as the runner asks of a figure.
FIGURES = """
import os, struct, sys, types, zlib
chosen = os.environ.get("MPLBACKEND")
def part(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
head = struct.pack(">IIBBBBB", 400, 200, 8, 0, 0, 0, 0)
rows = zlib.compress((b"\\0" + b"\\x80" * 400) * 200)
class Figure:
    dpi, axes, canvas = 100, [1], None
    def get_size_inches(self): return 2, 1
    def savefig(self, file, *, format, dpi, **options):
        assert (format, dpi) == ("png", 200)
        png = part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
        file.write(b"\\x89PNG\\r\\n\\x1a\\n" + png)
figure = types.ModuleType("matplotlib.figure")
figure.Figure = Figure
sys.modules["matplotlib.figure"] = figure
"""


def test_a_figure_is_a_picture_for_dense_screens(playground: Playground) -> None:
    Distribution(playground, "matplotlib", FIGURES.replace("\\\\", "\\"))
    playground.open()
    playground.run("import matplotlib\nprint(matplotlib.chosen)\nmatplotlib.figure.Figure()")
    expect(playground.results).to_contain_text("module://playground_host.guests.backend")
    image = playground.results.get_by_role("img", name="Displayed image")
    expect(image).to_have_attribute("width", "200")
    expect(image).to_have_attribute("height", "100")
    assert image.evaluate("(it) => it.decode().then(() => it.naturalWidth)") == 400
