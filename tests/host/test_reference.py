"""What the editor completes and explains."""

from __future__ import annotations

import re
from pathlib import Path

import reference

ROOT = Path(__file__).parents[2]


def test_every_module_that_our_programs_import_is_offered() -> None:
    programs = [*(ROOT / "site" / "examples").glob("*.py")]
    programs += [path for path in (ROOT / "site" / "lessons").rglob("solution*") if path.is_file()]
    texts = [*(ROOT / "site" / "docs").glob("*.md"), ROOT / "README.md", *programs]
    imported = {
        name
        for path in texts
        for name in re.findall(
            r"^from (micrograd\.\w+) import", path.read_text("utf-8"), re.MULTILINE
        )
    }
    offered = set(reference.reference(ROOT)["modules"])
    assert {"micrograd.node", "micrograd.tape"} <= imported
    assert imported <= offered


def test_no_module_that_holds_the_package_together_is_offered() -> None:
    offered = reference.reference(ROOT)["modules"]
    inner = {"arguments", "backward_pass", "called", "copies", "mirror", "slope", "trace"}
    assert not {f"micrograd.{name}" for name in inner} & set(offered)
