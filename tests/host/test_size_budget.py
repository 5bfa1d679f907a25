"""What the build counts as loaded at first, and what it weighs."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import size_budget

if TYPE_CHECKING:
    from pathlib import Path


# As esbuild writes it: a script that imports a chunk, which imports another, and a part for later.
OUTPUTS: dict[str, dict[str, object]] = {
    "out/main.js": {
        "entryPoint": "app/main.js",
        "imports": [
            {"path": "out/chunk-a.js", "kind": "import-statement"},
            {"path": "out/cards.js", "kind": "dynamic-import"},
            {"path": "react", "kind": "import-statement", "external": True},
        ],
    },
    "out/chunk-a.js": {"imports": [{"path": "out/chunk-b.js", "kind": "import-statement"}]},
    "out/chunk-b.js": {"imports": [{"path": "out/chunk-a.js", "kind": "import-statement"}]},
    "out/cards.js": {
        "entryPoint": "app/cards.js",
        "imports": [{"path": "out/chunk-c.js", "kind": "import-statement"}],
    },
    "out/chunk-c.js": {"imports": []},
}


def test_what_a_script_imports_is_loaded_with_it_and_what_it_asks_for_later_is_not() -> None:
    first = size_budget.loaded_at_first(OUTPUTS, ["app/main.js"])
    assert first == {"out/main.js", "out/chunk-a.js", "out/chunk-b.js"}


def test_files_are_weighed_as_they_go_over_the_wire(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for path in OUTPUTS:
        (tmp_path / path).write_text(f"export const path = '{path}';" * 1_000)
    metafile = tmp_path / "meta.json"
    metafile.write_text(json.dumps({"outputs": OUTPUTS}))
    at_first, in_all = size_budget.weigh(metafile, tmp_path, ["app/main.js"])
    sizes = {path: len(gzip.compress((tmp_path / path).read_bytes(), 9)) for path in OUTPUTS}
    assert in_all == sum(sizes.values())
    assert at_first == in_all - sizes["out/cards.js"] - sizes["out/chunk-c.js"]
