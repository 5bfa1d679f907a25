"""Where `dist/` is made, and how a file gets its place and its name in it.

What the page loads has a hash of its content in its name, so that a host may cache it for good and
a new version never meets a file of the old one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent
ROOT = SITE.parent
CACHE = ROOT / ".cache"
MODULES = SITE / "node_modules"

DIST = ROOT / "dist"
OUT = CACHE / "dist"
"""What becomes `dist/` when all went well."""


def place(content: bytes, path: str) -> str:
    """Write a file below `dist/`, with a hash in its name; return that path."""
    named = Path(path)
    named = named.with_stem(f"{named.stem}-{hashlib.sha256(content).hexdigest()[:8]}")
    (OUT / named).parent.mkdir(exist_ok=True)
    (OUT / named).write_bytes(content)
    return named.as_posix()


def place_json(name: str, content: object) -> str:
    """Write JSON that the page fetches when it first needs it; return its path below `dist/`."""
    return place(json.dumps(content, separators=(",", ":")).encode(), f"app/{name}.json")


def write_json(name: str, content: object) -> Path:
    """Write JSON that esbuild puts into a script; return where it is."""
    path = CACHE / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def integrity_of(content: bytes) -> str:
    """Return a file's hash as `fetch` takes it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def run(command: list[str], cwd: Path = ROOT) -> None:
    """Run a command; end with its exit code if it fails."""
    code = subprocess.run(command, cwd=cwd, check=False).returncode  # noqa: S603 - our own commands
    if code:
        sys.exit(code)
