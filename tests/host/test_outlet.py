"""How text leaves a run: at once in moderation, in larger pieces in a flood, and not for ever."""

from __future__ import annotations

import pytest

from playground_host.run.outlet import DISPLAY_CHARACTERS, DISPLAY_LIMIT, TEXT_LIMIT, Outlet
from tests.host.conftest import Record


class Clock:
    """A clock that stands until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def record() -> Record:
    return Record()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_line_leaves_at_once(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    outlet.write("stdout", "a")
    assert record.events == []
    outlet.write("stdout", "\n")
    assert record.events == [("stdout", "a\n")]


def test_the_streams_keep_their_order(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    outlet.write("stdout", "a")
    outlet.write("stderr", "b")
    outlet.write("stdout", "c")
    outlet.flush()
    assert record.events == [("stdout", "a"), ("stderr", "b"), ("stdout", "c")]


def test_a_flood_is_sent_in_few_pieces_and_whole(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    for i in range(50_000):
        clock.now += 1e-5
        outlet.write("stdout", f"{i}\n")
    outlet.flush()
    assert len(record.events) < 3_000
    assert record.printed() == "".join(f"{i}\n" for i in range(50_000))


def test_after_a_flood_lines_leave_at_once_again(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    for _ in range(10_000):
        outlet.write("stdout", "x\n")
    clock.now += 1.0
    sent = len(record.events)
    outlet.write("stdout", "y\n")
    assert len(record.events) == sent + 1


def test_text_ends_at_its_limit_and_the_cut_is_told_once(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    for _ in range(5):
        outlet.write("stdout", "x" * (TEXT_LIMIT // 3))
    assert len(record.printed()) == TEXT_LIMIT
    assert [event for event in record.events if event[0] == "truncated"] == [
        ("truncated", ("text", TEXT_LIMIT))
    ]


def test_displays_end_at_their_limit_and_the_cut_is_told_once(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    for _ in range(DISPLAY_LIMIT + 10):
        outlet.display('{"text/plain": "1"}')
    assert len(record.displayed()) == DISPLAY_LIMIT
    assert record.events[-1] == ("truncated", ("displays", DISPLAY_LIMIT))
    assert record.kinds() == ["display", "truncated"]


def test_a_display_of_monstrous_size_is_not_sent(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    outlet.display('{"text/plain": "first"}')
    outlet.display('"' + "x" * DISPLAY_CHARACTERS + '"')
    assert record.kinds() == ["display", "truncated"]
    assert record.events[-1] == ("truncated", ("displays", 1))


def test_a_part_of_a_line_leaves_after_a_pause(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    clock.now += 1.0
    outlet.write("stdout", "working ...")
    assert record.events == [("stdout", "working ...")]


def test_two_streams_in_turn_are_few_pieces_too(record: Record, clock: Clock) -> None:
    outlet = Outlet(record, clock)
    for _ in range(100_000):
        outlet.write("stdout", "x")
        outlet.write("stderr", "y")
    outlet.flush()
    assert len(record.events) < 3_000
    assert record.printed() == "x" * 100_000
    assert record.printed("stderr") == "y" * 100_000
