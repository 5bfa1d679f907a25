"""How two processes share the tests: one has all of the browser's, the other the rest meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer


class BrowserApart(LoadScopeScheduling):  # type: ignore[misc] # it has no types
    """Keep the browser's tests in one process: two browsers at a time only slow each other down."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowserApart:
    return BrowserApart(config, log)
