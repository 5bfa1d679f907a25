"""Imports and sources that wait for the archives, which are empty until they have come."""

from __future__ import annotations

import importlib
import inspect
import sys
import zipimport
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from zipfile import ZipFile

import pytest

from playground_host import archives
from tests.host.conftest import Suspender

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from pathlib import Path
    from typing import Any

PROGRAM = "answer = 42\n"


@dataclass
class Arrival(Suspender):
    """The archive's place is filled while the program is suspended, if it comes at all."""

    place: Path | None = None
    content: bytes = b""
    waits: int = 0

    def run_sync(self, awaitable: Awaitable[Any]) -> Any:
        del awaitable
        assert self.place is not None
        self.place.write_bytes(self.content)
        self.waits += 1


@pytest.fixture
def arrival(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Arrival:
    """An archive on the path whose table of contents was read before it was emptied."""
    place = tmp_path / "late.zip"
    with ZipFile(place, "w") as archive:
        archive.writestr("late_module.py", PROGRAM)
    content = place.read_bytes()
    monkeypatch.syspath_prepend(str(place))
    monkeypatch.setattr(zipimport, "_get_data", zipimport._get_data)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.path_importer_cache, str(place), zipimport.zipimporter(str(place)))
    monkeypatch.delitem(sys.modules, "late_module", raising=False)
    place.write_bytes(b"")
    return Arrival(place=place, content=content)


def wait_for(arrival: Arrival) -> None:
    archives.wait_for(cast("Awaitable[None]", None), arrival)


def test_only_what_is_in_an_archive_and_not_imported_needs_one(arrival: Arrival) -> None:
    assert archives.are_needed(["late_module"])
    assert not archives.are_needed(["json", "nowhere"])
    wait_for(arrival)
    importlib.import_module("late_module")
    assert not archives.are_needed(["late_module"])


def test_an_import_waits_once_and_sources_are_read(arrival: Arrival) -> None:
    wait_for(arrival)
    module = importlib.import_module("late_module")
    assert (module.answer, arrival.waits) == (42, 1)
    assert inspect.getsource(module) == PROGRAM
    assert arrival.waits == 1


def test_an_import_that_can_not_wait_is_an_import_error(arrival: Arrival) -> None:
    arrival.can = False
    wait_for(arrival)
    with pytest.raises(ImportError, match=r"late\.zip could not be fetched"):
        importlib.import_module("late_module")


def test_an_archive_that_does_not_come_is_an_import_error(arrival: Arrival) -> None:
    arrival.content = b""
    wait_for(arrival)
    with pytest.raises(ImportError, match=r"late\.zip could not be fetched"):
        importlib.import_module("late_module")
