"""The hashes of the page's files, for tests that change a file on its way."""

from __future__ import annotations

import base64
import hashlib
import re


def integrity(content: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def resealed(page: str, changes: dict[str, str]) -> str:
    """Change names and hashes in `index.html`, and let its policy allow its import map again."""
    before = _import_map(page)
    for old, new in changes.items():
        page = page.replace(old, new)
    return page.replace(integrity(before.encode()), integrity(_import_map(page).encode()))


def _import_map(page: str) -> str:
    found = re.search(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)
    assert found
    return found[1]
