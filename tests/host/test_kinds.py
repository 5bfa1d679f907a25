"""The MIME types that Python displays are those of the page's table of kinds."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from playground_host.guests.figures import PIXELS_MIME
from tests.host.conftest import node

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "micrograd", ROOT / "site" / "python" / "playground_host")
OWN = "application/vnd.micrograd."

TYPES = """\
import { KINDS } from "./site/contract/kinds.js";
process.stdout.write(JSON.stringify(Object.values(KINDS).flatMap(({ types }) => types)));
"""


def constants() -> Iterator[str]:
    """Yield the MIME types with `vnd.` in the packages' code."""
    for package in PACKAGES:
        for path in package.rglob("*.py"):
            for each in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    text = each.value
                    is_type = "/vnd." in text and not any(sign.isspace() for sign in text)
                    # How dense an image is, is told beside it: no kind of its own.
                    if is_type and text != PIXELS_MIME:
                        yield text


def test_the_page_has_a_kind_for_each_type_and_no_other() -> None:
    types, sent = node(TYPES), set(constants())
    assert len(types) == len(set(types)), "a type of two kinds"
    assert sent <= set(types), "add the kind to site/contract/kinds.js"
    assert {each for each in types if each.startswith(OWN)} <= sent, "no program displays it"
