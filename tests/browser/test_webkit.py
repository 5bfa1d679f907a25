"""The page's main jobs in WebKitGTK, the nearest to Safari that runs here, as a smoke test.

Driven by Selenium, since Playwright drives no stock WebKit. What a visitor would notice there: no
program can be suspended (no JSPI), so `input()` says that it can't ask.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service

from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.webkitgtk.webdriver import WebDriver

# Selenium's own module for this driver calls it so.
pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")

BOOT_SECONDS = 120


def minibrowser() -> Path | None:
    """Where Debian's package puts the browser that its driver drives."""
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen that no one looks at."""
    path = shutil.which("Xvfb")
    if path is None:
        pytest.skip("Xvfb is not installed: WebKitGTK is not tested")
    command = [path, "-displayfd", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as screen:  # noqa: S603 - ours
        assert screen.stdout
        yield f":{screen.stdout.readline().strip()}"
        screen.terminate()


@pytest.fixture(scope="module")
def driver(display: str) -> Iterator[WebDriver]:
    browser, path = minibrowser(), shutil.which("WebKitWebDriver")
    if browser is None or path is None:
        pytest.skip("WebKitGTK's driver is not installed: WebKitGTK is not tested")
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(browser)
    options.add_argument("--automation")
    # As root WebKit's sandbox can't be made.
    environment = {
        **os.environ,
        "DISPLAY": display,
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }
    driver = webdriver.WebKitGTK(options=options, service=Service(path, env=environment))
    yield driver
    driver.quit()


class Visit:
    """The page, opened in WebKit."""

    def __init__(self, driver: WebDriver, url: str) -> None:
        self.driver = driver
        driver.get(url)
        self.wait_for("data-state", "ready")

    def wait_for(self, attribute: str, value: str) -> None:
        """Wait for an attribute of the page's body."""
        body = self.driver.find_element(By.TAG_NAME, "body")
        wait = WebDriverWait(self.driver, BOOT_SECONDS)
        wait.until(lambda _: body.get_attribute(attribute) == value)

    def press(self, name: str) -> None:
        """Press a button of the bar."""
        path = f"//button[normalize-space()='{name}']"
        self.driver.find_element(By.XPATH, path).click()

    def start(self, source: str) -> None:
        """Put a program in the editor's place and press Run."""
        editor = self.driver.find_element(By.CSS_SELECTOR, "[role=textbox]")
        editor.send_keys(Keys.CONTROL + "a" + Keys.NULL)
        self.driver.execute_script(
            "document.execCommand('insertText', false, arguments[0])", source
        )
        self.press("Run")

    def runs(self) -> int:
        body = self.driver.find_element(By.TAG_NAME, "body")
        return int(body.get_attribute("data-runs") or "0")

    def run(self, source: str) -> str:
        """Run a program to its end; return the text of the results."""
        runs = self.runs()
        self.start(source)
        self.wait_for("data-runs", str(runs + 1))
        return self.results()

    def results(self) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, ".results").text.strip()


@pytest.fixture(scope="module")
def visit(driver: WebDriver, site_url: str) -> Visit:
    return Visit(driver, site_url)


def test_the_first_program_is_drawn(visit: Visit) -> None:
    visit.run(EXPRESSION)
    figures = visit.driver.find_elements(By.CSS_SELECTOR, "[role=figure], figure")
    assert figures
    assert "grad" in figures[-1].text


def test_stop_ends_a_loop_and_the_next_run_works(visit: Visit) -> None:
    runs = visit.runs()
    visit.start("print('before')\nwhile True: pass")
    WebDriverWait(visit.driver, BOOT_SECONDS).until(lambda _: "before" in visit.results())
    visit.press("Stop")
    visit.wait_for("data-runs", str(runs + 1))
    assert visit.run("print('next')") == "next"


def test_interpreters_start_from_one_snapshot(visit: Visit) -> None:
    source = "import random\nprint(hash('seed'))\nprint(random.random())"
    first, second = visit.run(source).split(), visit.run(source).split()
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_what_is_not_in_the_snapshot_is_imported(visit: Visit) -> None:
    source = "import fractions, inspect\nprint(inspect.getsource(fractions.Fraction)[:14])"
    assert visit.run(source) == "class Fraction"


def test_input_says_that_it_cannot_ask(visit: Visit) -> None:
    assert "cannot wait for input here" in visit.run("input()")


def test_a_training_is_shown_and_says_that_it_cannot_be_steered(visit: Visit) -> None:
    text = visit.run(
        "from micrograd.neuron import MLP\n"
        "from micrograd import tape\n"
        "MLP(1, [4, 1]).train([[0.0], [1.0]], [0.5, -0.5], 0.1, num_rounds=200)\n"
        "print(tape.Replay.__module__)"
    )
    assert "200 rounds · loss" in text
    assert "This browser cannot suspend a running program" in text
    assert "playground_host.accelerator" in text


def test_a_program_has_no_origin(visit: Visit) -> None:
    assert "null" in visit.run("import js\nprint(js.self.origin)")


def test_deep_structures_are_freed_and_an_error_to_read(visit: Visit) -> None:
    """WebKit's stack is another one than Chromium's and Firefox's."""
    chain = "x = []\nfor _ in range(100_000): x = [x]\n"
    values = "class A: pass\nfor _ in range(100_000):\n    a = A(); a.x = x; x = a\n"
    assert visit.run(f"{chain}{values}x = a = None\nprint('freed')") == "freed"
    assert "RecursionError" in visit.run(f"{chain}repr(x)")
