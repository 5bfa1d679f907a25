"""Lets a restored interpreter run before the archives are there from which Python imports.

The snapshot contains the modules that most programs import. Whoever needs another one, or reads a
module's source, waits until the archives have come: the standard library and the wheels.
"""

from __future__ import annotations

import sys
import zipimport
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Collection

    from playground_host.run.stdin import Suspender


def are_needed(names: Collection[str]) -> bool:
    """Tell whether one of these modules would be imported from an archive."""
    finders = [each for each in map(sys.path_importer_cache.get, sys.path) if each]
    archives = [each for each in finders if isinstance(each, zipimport.zipimporter)]
    return any(
        name not in sys.modules and any(_contains(archive, name) for archive in archives)
        for name in names
    )


def _contains(archive: zipimport.zipimporter, name: str) -> bool:
    """Look it up in the archive's table of contents, which the snapshot contains."""
    try:
        archive.is_package(name)
    except ImportError:
        return False
    return True


def wait_for(arrival: Awaitable[None], suspender: Suspender) -> None:
    """Let whoever reads an archive wait for the arrival, which fills the empty archives.

    The reader gets an `ImportError` if it can't be suspended, or if they could not be fetched.
    """
    # Whatever `zipimport` reads, it reads by this function.
    read = zipimport._get_data  # type: ignore[attr-defined]  # noqa: SLF001

    def wait_and_read(archive: str, entry: Any) -> bytes:
        if _is_empty(archive) and suspender.can_run_sync():
            suspender.run_sync(arrival)
        if _is_empty(archive):
            raise ImportError(f"{archive} could not be fetched", path=archive)
        content: bytes = read(archive, entry)
        return content

    zipimport._get_data = wait_and_read  # type: ignore[attr-defined]  # noqa: SLF001


def _is_empty(archive: str) -> bool:
    return Path(archive).stat().st_size == 0
