"""Two processes share the tests as `tests/conftest.py` says."""

from __future__ import annotations

import pytest

from tests.conftest import BROWSER, IN_FIREFOX, MEASURING, BrowserApart, choose

BOOT, PAGE = f"{BROWSER}test_boot.py", f"{BROWSER}test_page.py"
OTHER = "tests/engine/test_node.py::test_it"


def test_nothing_measures_the_page_beside_a_second_browser_while_there_is_other_work() -> None:
    waiting = [PAGE, BOOT, *MEASURING, OTHER]
    assert choose(waiting, is_first=True) == MEASURING[0]
    assert choose(waiting, is_first=False) == OTHER
    waiting.remove(OTHER)
    assert choose(waiting, is_first=False) == BOOT
    assert choose([PAGE, BOOT], is_first=True) == PAGE
    assert choose([OTHER], is_first=True) == OTHER
    assert choose(MEASURING[3:], is_first=False) == MEASURING[3]


@pytest.mark.parametrize(
    ("test", "scope"),
    [
        (OTHER, OTHER),
        (f"{BOOT}::test_it", BOOT),
        (f"{BOOT}::test_it[import-chromium]", BOOT),
        (f"{BOOT}::test_it[import-firefox]", IN_FIREFOX),
        (f"{PAGE}::test_it[firefox]", IN_FIREFOX),
        (f"{BROWSER}test_firefox.py::test_it", f"{BROWSER}test_firefox.py"),
    ],
)
def test_a_file_of_the_browser_s_and_firefox_stay_together(test: str, scope: str) -> None:
    assert BrowserApart._split_scope(None, test) == scope  # type: ignore[arg-type]
