"""Links that earlier versions of the page made: each still opens, and its program still runs.

`tests/links_made_before.json` is only ever added to: a link in a mail or a script can't be mended.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.examples import examples
from tests.host.test_fork import run
from tests.lessons import FOLDERS, ours

if TYPE_CHECKING:
    from collections.abc import Mapping

MADE_BEFORE: dict[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("links_made_before.json").read_text(encoding="utf-8")
)
LINKS = {link["name"]: link for link in MADE_BEFORE["links"]}


def read(link: str) -> Mapping[str, Any]:
    """Unpack a link without the page's own code."""
    coded = link.removeprefix("#code=1.")
    packed = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
    content: dict[str, Any] = json.loads(zlib.decompress(packed, -zlib.MAX_WBITS))
    return content


@pytest.mark.parametrize("name", LINKS)
def test_the_program_of_a_link_still_runs(name: str, tmp_path: Path) -> None:
    files = read(LINKS[name]["link"])["files"]
    assert sorted(files) == LINKS[name]["files"]
    told = run(files, tmp_path)
    assert told["outcome"] == "finished", told["problem"]
    # The last digits are the C library's.
    assert re.sub(r"(\.\d{12})\d+", r"\1", told["printed"]) == LINKS[name]["prints"]


def test_every_example_that_a_link_has_named_is_there() -> None:
    assert set(MADE_BEFORE["examples"]) <= set(examples())


@ours
def test_every_lesson_that_a_link_has_named_is_there() -> None:
    assert set(MADE_BEFORE["lessons"]) <= set(FOLDERS)
