#!/usr/bin/env python3
"""Set the project up, build the site, serve it, check it, test it.

    python3 build.py serve     builds dist/, serves it on localhost, opens the browser
    python3 build.py test      runs all checks and all tests, also those in browsers
    python3 build.py build     builds dist/
    python3 build.py check     checks format, lint, types and imports
    python3 build.py bench     measures the project against other implementations

It needs only Python 3.11 or newer. It makes `.venv`, downloads Node.js if it is missing, installs
the packages of the lock files, and finds or installs a browser. Each command first looks at what is
installed, and installs only what is missing or out of date.
`site/build/make_dist.py` makes `dist/`.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import venv
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from runpy import run_module
from typing import TYPE_CHECKING

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a sentence, and no traceback
    sys.exit(f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}")
import tomllib

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Command = list[str | Path]

ROOT = Path(__file__).resolve().parent
SITE = ROOT / "site"
DIST = ROOT / "dist"
JS_TESTS = ROOT / "tests" / "js"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

PIP = "pip==26.3"  # the first that reads dependency groups is 25.1
PEER = "micrograd==0.1.0"  # not in a dependency group, because it has this project's name
NODE_MAJOR = 24  # its zlib has Zstandard, which packs the snapshot
PORT = 8000

# The commands and files that may be a browser, by its engine. The first is also Debian's package.
BROWSERS = {
    "chromium": (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
    "firefox": (
        "firefox-esr",
        "firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("build", help="make dist/").set_defaults(do=lambda _: build())
    command = commands.add_parser("serve", help="make dist/ and serve it on localhost")
    command.add_argument("--port", type=port_number, default=PORT, help=f"{PORT} unless told")
    command.add_argument("--no-browser", action="store_true", help="open no browser")
    command.set_defaults(do=lambda args: serve(args.port, opens_browser=not args.no_browser))
    commands.add_parser("check", help="format, lint, types, imports").set_defaults(
        do=lambda _: check()
    )
    command = commands.add_parser("test", help="check, and run every test")
    command.add_argument("pytest", nargs="*", help="given to pytest as it is; skips the checks")
    command.set_defaults(do=lambda args: test(args.pytest))
    commands.add_parser("bench", help="measure against a peer").set_defaults(do=lambda _: bench())
    args, more = parser.parse_known_args(arguments)
    if more and args.command != "test":
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        args.pytest += more
    try:
        args.do(args)
    except KeyboardInterrupt:
        sys.exit(130)


# The commands


def build() -> None:
    """Make `dist/`."""
    prepare()
    say("building dist/")
    run([PYTHON, SITE / "build" / "make_dist.py"])


def serve(port: int, *, opens_browser: bool) -> None:
    """Make `dist/` and serve it until Ctrl+C, on another port if this one is in use."""
    build()
    with site_server(port) as server:
        url = f"http://localhost:{server.server_port}/"
        say(f"serving {url} (Ctrl+C ends)")
        if opens_browser:
            threading.Thread(target=webbrowser.open, args=[url], daemon=True).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def check() -> None:
    """Run all static checks; exit with the names of those that failed."""
    prepare()
    modules = SITE / "node_modules" / ".bin"
    biome: Command = [modules / "biome", "ci", "--error-on-warnings"]
    workflows = sorted((ROOT / ".github" / "workflows").iterdir())
    checks: list[tuple[str, Command, Path]] = [
        ("Python's format", [BIN / "ruff", "format", "--check", "--quiet"], ROOT),
        ("Python's lint", [BIN / "ruff", "check", "--quiet"], ROOT),
        ("Python's types", [BIN / "mypy", "--no-error-summary"], ROOT),
        ("Python's imports", [BIN / "lint-imports", "--no-logo"], ROOT),
        ("the site's format and lint", [*biome, "."], SITE),
        ("the site's laws", [PYTHON, SITE / "build" / "laws.py"], ROOT),
        ("JavaScript tests' format and lint", [*biome, f"--config-path={SITE}", "."], JS_TESTS),
        ("the page's types", [modules / "tsc", "--project", "app/tsconfig.json"], SITE),
        ("the workers' types", [modules / "tsc", "--project", "worker/tsconfig.json"], SITE),
        ("workflows", ["node", SITE / "build" / "lint-workflows.js", *workflows], ROOT),
        ("workflows' security", [BIN / "zizmor", "--offline", "--quiet", *workflows], ROOT),
    ]
    failures = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ends = pool.map(lambda each: run(each[1], cwd=each[2], checks=False, quiet=True), checks)
        for (name, _, _), end in zip(checks, ends, strict=True):
            say(f"checked {name}")
            if end.returncode:
                print(end.stdout)
                failures.append(name)
    if failures:
        sys.exit(f"not clean: {', '.join(failures)}")


def test(pytest_arguments: Sequence[str]) -> None:
    """Check, build, and run every test; with arguments for pytest, only build and run these."""
    paths = [word.rstrip("/") for word in pytest_arguments if not word.startswith("-")]
    needs_site = not paths or any(path == "tests" or "browser" in path for path in paths)
    if not pytest_arguments:
        check()
    if needs_site:
        build()
    if not pytest_arguments:
        say("testing JavaScript")
        run(["node", "--test", *sorted(JS_TESTS.glob("*.test.js"))])
    if needs_site:
        for engine in BROWSERS:
            os.environ[browser_variable(engine)] = str(
                find_browser(engine) or install_browser(engine)
            )
        install_webkit()
    prepare_venv()
    say("testing with pytest")
    # The browser's tests leave a part of two processors idle: tests/conftest.py.
    arguments = pytest_arguments or ["--numprocesses=2", "--dist=loadscope"]
    sys.exit(run([PYTHON, "-m", "pytest", *arguments], checks=False).returncode)


def bench() -> None:
    """Run the comparisons, and write their tables into the README."""
    prepare()
    folder = ROOT / ".cache" / PEER
    if not folder.exists():
        say(f"bringing {PEER}, apart from the project")
        pip_install(["--target", str(folder), "--no-deps", PEER])
    browser = find_browser("chromium") or install_browser("chromium")
    say("measuring the engine")
    run([PYTHON, "-m", "tests.benchmarks.engine", folder, browser])
    run([PYTHON, "-m", "tests.benchmarks.growth"])
    say("measuring the page")
    run([PYTHON, SITE / "build" / "make_dist.py"])
    run([PYTHON, "-m", "tests.benchmarks.host", browser])
    run([PYTHON, "-m", "tests.benchmarks.graph", browser])
    say("measuring training")
    run([PYTHON, "-m", "tests.benchmarks.training", folder, browser])
    run([PYTHON, "-m", "tests.benchmarks.scaling"])


# What the commands need on this machine: each function installs it only if it is missing


def prepare() -> None:
    """Install the virtual environment, Node.js and the npm packages, if they are missing."""
    prepare_venv()
    # From here on `node`, `npm` and Python's tools come from these paths.
    os.environ["PYTHONPATH"] = str(SITE / "python")
    if str(BIN) not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([str(BIN), os.environ["PATH"]])
    prepare_node()
    prepare_npm_packages()


def prepare_venv() -> None:
    """Make `.venv` with pip and the pinned development dependencies, if they are missing."""
    if not is_running([PYTHON, "-I", "-c", ""]):
        say("making .venv")
        try:
            venv.create(VENV, with_pip=True, clear=VENV.exists())
        except subprocess.CalledProcessError:
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("this Python cannot make a venv: on Debian, apt install python3-venv")
    pins = [*read_group("dev"), PIP]
    missing = missing_pins(pins)
    if not missing:
        return
    say(f"installing {', '.join(missing)}")
    if PIP in missing:
        # uv makes environments without pip.
        run([PYTHON, "-m", "ensurepip"], quiet=True)
        pip_install([PIP])
    pip_install(["--group", f"{ROOT / 'pyproject.toml'}:dev"])


def read_group(name: str) -> list[str]:
    """Return the pins of one of pyproject.toml's dependency groups."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        pins: list[str] = tomllib.load(file)["dependency-groups"][name]
    return pins


def missing_pins(pins: Iterable[str]) -> list[str]:
    """Return the pins that are not installed in the virtual environment at their version."""
    program = (
        "import importlib.metadata as m, json;"
        "print(json.dumps([f'{d.name}=={d.version}' for d in m.distributions()]))"
    )
    there: list[str] = json.loads(run([PYTHON, "-I", "-c", program], quiet=True).stdout)
    # Names are compared as the index does: case and the kind of dash don't count.
    names = {pin.lower().replace("_", "-") for pin in there}
    return [pin for pin in pins if pin.lower().replace("_", "-") not in names]


def pip_install(arguments: Sequence[str]) -> None:
    """Install into the virtual environment."""
    pip: Command = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run([*pip, *arguments])


def prepare_node() -> None:
    """Find an installed Node.js that is new enough, or install PyPI's."""
    if shutil.which("npm") and (node := shutil.which("node")):
        found = run([node, "--version"], quiet=True, checks=False)
        major = re.match(r"v(\d+)", found.stdout)
        if found.returncode == 0 and major and int(major[1]) >= NODE_MAJOR:
            return
    say("bringing Node.js")
    pip_install(read_group("node"))


def prepare_npm_packages() -> None:
    """Install the npm packages of the lock file, if they are missing."""
    lock = hashlib.sha256((SITE / "package-lock.json").read_bytes()).hexdigest()
    stamp = SITE / "node_modules" / ".installed"
    is_there = (SITE / "node_modules" / ".bin" / "esbuild").exists()
    if is_there and stamp.exists() and stamp.read_text() == lock:
        return
    say("installing npm's packages")
    # The packages' install scripts are not needed, so foreign code does not run here.
    run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=SITE)
    stamp.write_text(lock)


def browser_variable(engine: str) -> str:
    """Return the environment variable for a browser's path, such as PLAYGROUND_CHROMIUM."""
    return f"PLAYGROUND_{engine.upper()}"


def find_browser(engine: str) -> Path | None:
    """Return an installed browser of this engine, which may be Playwright's own; else None."""
    named = [os.environ.get(browser_variable(engine), ""), *map(shutil.which, BROWSERS[engine])]
    for path in [*named, playwright_browser(engine)]:
        # It must start: it may be a stub, or a system library may be missing.
        if path and is_running([path, "--version"]):
            return Path(path)
    return None


def playwright_browser(engine: str) -> str:
    """Return the path of Playwright's own browser, even if it is not installed."""
    program = (
        "from playwright.sync_api import sync_playwright as p\n"
        f"with p() as a: print(a.{engine}.executable_path)"
    )
    return run([PYTHON, "-c", program], quiet=True, checks=False).stdout.strip()


def install_browser(engine: str) -> Path:
    """Install Playwright's own browser, or else, as root on Debian or Ubuntu, the system's."""
    say(f"installing {engine} for the tests")
    done = run([PYTHON, "-m", "playwright", "install", engine], checks=False, quiet=True)
    if find_browser(engine) is None and is_root() and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run(["apt-get", "update", "-qq"], checks=False, quiet=True)
        install: Command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        done = run([*install, BROWSERS[engine][0]], checks=False, quiet=True)
    found = find_browser(engine)
    if found is None:
        print(done.stdout[-2_000:])
        sys.exit(f"the tests need {engine}: install it")
    return found


def install_webkit() -> None:
    """Install WebKitGTK's driver as root on Debian or Ubuntu; elsewhere its tests are skipped."""
    is_there = shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    if is_there or not is_root() or not shutil.which("apt-get"):
        return
    say("installing WebKitGTK's driver for the tests")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(["apt-get", "update", "-qq"], checks=False, quiet=True)
    install: Command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    run([*install, "webkit2gtk-driver", "xvfb"], checks=False, quiet=True)


def is_root() -> bool:
    """Tell whether this process runs as root, which Chromium's sandbox refuses."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


# Helpers


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """Serve `dist/` as a static host does, with the MIME types that it needs."""

    extensions_map = {  # noqa: RUF012 - the base class has it so
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def end_headers(self) -> None:
        """Disable caching, so that the browser shows a new build at once."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Log no requests."""


def site_server(
    port: int, handler_class: type[SiteHandler] = SiteHandler
) -> http.server.ThreadingHTTPServer:
    """Return a server of `dist/` on localhost, on a free port if this one is in use."""
    handler = functools.partial(handler_class, directory=str(DIST))
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)


def run(
    command: Command, *, cwd: Path = ROOT, checks: bool = True, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a command; end with its exit code if it fails, unless `checks` is false.

    With `quiet` its output is printed only if the command fails and `checks` is true.
    """
    words = [str(word) for word in command]
    words[0] = shutil.which(words[0]) or words[0]  # on Windows npm is npm.cmd
    done = subprocess.run(
        words,
        cwd=cwd,
        check=False,
        encoding="utf-8",
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if checks and done.returncode:
        print(done.stdout or "", end="")
        sys.exit(f"failed ({done.returncode}): {' '.join(words)}")
    return done


def is_running(command: Command) -> bool:
    """Tell whether a command can be run, and succeeds."""
    try:
        return run(command, checks=False, quiet=True).returncode == 0
    except OSError:
        return False


def port_number(text: str) -> int:
    """Read a port from the command line.

    Raises:
        ValueError: if it is not a number from 0 (any free port) to 65535.
    """
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError(port)
    return port


def say(sentence: str) -> None:
    """Print a message about the progress."""
    print(f"· {sentence}", flush=True)


def build_package() -> None:
    """Run the packager `build` for `python -m build`, which would find this file instead."""
    sys.path[:] = [place for place in sys.path if Path(place or ".").resolve() != ROOT]
    sys.modules.pop("build", None)
    if find_spec("build") is None:
        sys.exit("python -m build makes a wheel with the package build: pip install build")
    run_module("build", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    if sys.modules[__name__].__spec__ is None:
        main()
    else:  # by `-m`
        build_package()
