"""How two processes share the tests.

The first begins with the browser's tests that measure how long the page takes to answer, the second
with those that need no browser: a second browser would slow the page down. When these are done, the
second takes browser tests too, from the other end. A file's tests stay together, because they share
a page, and Firefox's, so that it is started once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer
    from xdist.workermanage import WorkerController

BROWSER = "tests/browser/"
MEASURING = [
    f"{BROWSER}test_{name}.py"
    for name in ("calm", "stop", "editor", "lessons", "graph", "kept", "links")
]
IN_FIREFOX = f"{BROWSER}in Firefox"
"""The tests that run in each browser, where it is Firefox."""


class BrowserApart(LoadScopeScheduling):  # type: ignore[misc] # it has no types
    """Give the browser's tests to the first process, all others to the second, then the rest."""

    def _split_scope(self, nodeid: str) -> str:
        if not nodeid.startswith(BROWSER):
            return nodeid
        file, _, name = nodeid.partition("::")
        return IN_FIREFOX if "firefox" in name.partition("[")[2] else file

    def _assign_work_unit(self, node: WorkerController) -> None:
        scope = choose(list(self.workqueue), is_first=node is self.nodes[0])
        self.workqueue.move_to_end(scope, last=False)
        super()._assign_work_unit(node)


def choose(waiting: list[str], *, is_first: bool) -> str:
    """Return what a process does next."""
    browser = [scope for scope in waiting if scope.startswith(BROWSER)]
    others = [scope for scope in waiting if not scope.startswith(BROWSER)]
    measuring = [scope for scope in MEASURING if scope in browser]
    rest = [scope for scope in browser if scope not in measuring]
    order = [*measuring, *rest, *others] if is_first else [*others, *reversed(rest), *measuring]
    return order[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowserApart:
    return BrowserApart(config, log)
