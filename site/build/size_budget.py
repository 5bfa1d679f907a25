"""What the page's own JavaScript weighs: gzipped, without what others wrote.

Weighed by bundling once more with npm's packages left out, as files that are never served: so a
shared word between our code and theirs counts for neither.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# Of what the page loads before it can be used, in bytes.
LIMIT = 40_000


def weigh(metafile: Path, root: Path, entries: Iterable[str]) -> tuple[int, int]:
    """Return how many bytes the page loads of itself at first, and how many in all.

    `entries` are the scripts of the page, `root` is where the bundler ran.
    """
    outputs = json.loads(metafile.read_text())["outputs"]
    weights = {path: len(gzip.compress((root / path).read_bytes(), 9)) for path in outputs}
    first = loaded_at_first(outputs, entries)
    return sum(weights[path] for path in first), sum(weights.values())


def loaded_at_first(outputs: Mapping[str, dict[str, object]], entries: Iterable[str]) -> set[str]:
    """Return the files that the entries are or import, however far, and not those asked for later.

    `outputs` are those of esbuild's metafile.
    """
    asked = set(entries)
    waiting = [path for path, info in outputs.items() if info.get("entryPoint") in asked]
    found: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        imports: list[dict[str, str]] = outputs[path]["imports"]  # type: ignore[assignment]
        waiting += [
            each["path"]
            for each in imports
            if each["kind"] == "import-statement" and each["path"] in outputs
        ]
    return found
