"""The files that a program writes: the page lists them, and saves them when the visitor asks.

They lie in the interpreter's own file system, which ends with it.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from micrograd.trace import json_text
from playground_host import queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground_host.run.outlet import Outlet

MIME = "application/vnd.micrograd.files+json"

MOST = 50
"""The most files of a list; the others are only counted."""

LARGEST = 10_000_000
"""The most bytes of a file that the page can save."""

_LOOKED_AT = 5_000
_NAME = 200


class Written:
    """Tell which files in a folder are new or have changed since it was last looked at.

    Hidden files and folders, and Python's caches, are no work of the program's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = self._state()
        queries.answers("files.read")(self._read)

    def look(self) -> None:
        """Take the files as they are now for known."""
        self._seen = self._state()

    def tell(self, outlet: Outlet) -> None:
        """Display the list of what was written since, if anything was."""
        before, self._seen = self._seen, self._state()
        names = [name for name, state in self._seen.items() if before.get(name) != state]
        if not names:
            return
        files = [{"name": name, "bytes": self._seen[name][1]} for name in names[:MOST]]
        told = json_text({"files": files, "more": len(names) - len(files)})
        outlet.display(json.dumps({MIME: told, "text/plain": "\n".join(names[:MOST])}))

    def _state(self) -> dict[str, tuple[int, int]]:
        """Return each file's time and size, by its path from the folder."""
        found = {}
        for path in self._paths():
            try:
                state = path.stat()
            except OSError:
                continue  # it was removed, or leads nowhere
            name = path.relative_to(self._folder).as_posix()
            if len(name) <= _NAME:
                found[name] = (state.st_mtime_ns, state.st_size)
        return found

    def _paths(self) -> Iterator[Path]:
        looked_at = 0
        for folder, folders, names in os.walk(self._folder):
            folders[:] = sorted(
                name for name in folders if not name.startswith(".") and name != "__pycache__"
            )
            for name in sorted(names):
                looked_at += 1
                if looked_at > _LOOKED_AT:
                    return
                if not name.startswith("."):
                    yield Path(folder, name)

    def _read(self, data: dict[str, Any]) -> dict[str, Any]:
        path = self._folder / str(data.get("name"))
        if path.stat().st_size > LARGEST:
            raise ValueError(f"more than {LARGEST:,} bytes")
        return {"base64": base64.b64encode(path.read_bytes()).decode("ascii")}
