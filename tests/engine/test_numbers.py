"""How the page writes numbers is how Python does."""

from __future__ import annotations

from tests.engine import record_numbers


def test_the_recorded_numbers_are_pythons() -> None:
    assert record_numbers.recorded() == record_numbers.PATH.read_text(encoding="utf-8")
