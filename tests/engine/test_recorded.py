"""What the page's tests stand on is what the package says today."""

from __future__ import annotations

from tests.engine import record_graph, record_numbers


def test_the_recorded_graph_is_the_packages() -> None:
    recorded = record_graph.PATH.read_text(encoding="utf-8")
    assert record_graph.recorded() == recorded


def test_the_recorded_numbers_are_pythons() -> None:
    assert record_numbers.recorded() == record_numbers.PATH.read_text(encoding="utf-8")
