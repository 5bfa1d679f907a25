"""Record the runs of the examples: the page shows their results before Python is there."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

import esbuild
from output import CACHE, OUT, SITE, place, run

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 100_000
"""The most bytes of a recording, packed: it comes before Python does."""


def place_recordings(programs: list[dict[str, str]], python: dict[str, Any]) -> None:
    """Put a recording of each example beside the page's scripts, which find it by its name.

    `python` says where Python's parts are. The runs are recorded again only when what they depend
    on has changed.
    """
    script = bundle_script()
    parts = {name: part["path"] for name, part in python.items() if "path" in part}
    wheels = {name: wheel["path"] for name, wheel in python["wheels"].items()}
    # No two snapshots are the same bytes, and what makes them is in the others.
    dependencies = [OUT / path for name, path in parts.items() if name != "snapshot"]
    dependencies += [OUT / path for path in wheels.values()]
    key = hashlib.sha256(json.dumps(programs).encode() + script.read_bytes())
    for path in dependencies:
        key.update(path.read_bytes())
    folder = CACHE / "recordings" / key.hexdigest()[:16]
    if not folder.exists():
        record(script, folder, programs, locate({**parts, "wheels": wheels}))
    script.unlink()
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        if (size := len(gzip.compress(content))) > LIMIT:
            sys.exit(f"the recording of {path.stem} has {size:,} bytes, packed; {LIMIT:,} may be")
        place(content, f"app/recorded-{path.name}")


def bundle_script() -> Path:
    """Bundle the script that records: what is in it is what a recording depends on."""
    return OUT / esbuild.bundle("build/record-examples.js", OUT / "app", "--platform=node")


def locate(parts: dict[str, Any]) -> dict[str, Any]:
    """Return whole paths in place of those below `dist/`."""
    return {
        name: locate(path) if isinstance(path, dict) else str(OUT / path)
        for name, path in parts.items()
    }


def record(
    script: Path, folder: Path, programs: list[dict[str, str]], parts: dict[str, Any]
) -> None:
    """Run the programs, and write their recordings."""
    shutil.rmtree(folder.parent, ignore_errors=True)
    made = folder.with_suffix(".new")
    made.mkdir(parents=True)
    asked = {
        each["id"]: {"source": each["source"], "out": str(made / f"{each['id']}.json")}
        for each in programs
    }
    run(["node", str(script), json.dumps({"parts": parts, "programs": asked})], cwd=SITE)
    made.rename(folder)
