"""The laws of the site's modules: which may import which, types in comments included.

    python site/build/laws.py [FOLDER]

The floor is `contract/` (what travels between the page, the workers and Python), above it
`app/ui/` (the kit), above it `app/words/` (all sentences). Each other folder of `app/` is a part.
It stands on the floor, and knows no other part. The modules that lie in `app/` itself join the
parts. `worker/` knows the contract alone. A `model/` inside a part knows nothing of what draws it.
That it touches no document is the linter's business (`site/biome.json`).
"""

from __future__ import annotations

import math
import posixpath
import re
import sys
from collections import Counter
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent

CONTRACT, UI, WORDS, WORKER, JOIN = "contract", "app/ui", "app/words", "worker", "app"
FLOOR = (CONTRACT, UI, WORDS)
"""From the bottom: each knows what is below it."""

# In code (`from "…"`, `import("…")`, `import "…"`), and in comments (`{import("…").Type}`).
_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")


def imports(site: Path) -> list[tuple[str, str]]:
    """Return all imports of the page's and the workers' modules: who imports, and what.

    Args:
        site: The folder that holds `app/`, `contract/` and `worker/`.
    """
    return [
        (importer, posixpath.normpath(posixpath.join(posixpath.dirname(importer), imported)))
        for folder in (JOIN, CONTRACT, WORKER)
        for path in sorted((site / folder).rglob("*.js"))
        if (importer := path.relative_to(site).as_posix())
        for imported in _IMPORT.findall(path.read_text(encoding="utf-8"))
    ]


def room(path: str) -> str:
    """Return where a module is: `contract`, `worker`, a part as `app/graph`, or `app` itself."""
    first, *others = path.split("/")
    return f"app/{others[0]}" if first == JOIN and len(others) > 1 else first


def below(here: str) -> tuple[str, ...]:
    """Return the rooms that a room stands on."""
    if here in FLOOR:
        return FLOOR[: FLOOR.index(here)]
    return (CONTRACT,) if here == WORKER else FLOOR


def fault(importer: str, imported: str) -> str | None:
    """Return what an import breaks and where the thing belongs, or `None`."""
    here, there = room(importer), room(imported)
    model, is_model, _ = importer.partition("/model/")
    if is_model and there == here and not imported.startswith(f"{model}/model/"):
        return f"{model}/model/ knows nothing of what draws it; what it needs belongs there"
    if here in (there, JOIN) or there in below(here):
        return None
    if here in FLOOR:
        return f"{here}/ knows nothing above it; what it needs belongs there, or is an argument"
    if here == WORKER:
        return "worker/ knows the contract alone; what both sides need belongs into contract/"
    return (
        f"{here}/ knows no other part; what parts share belongs into app/ui/ or contract/, "
        "and what one needs of another is an argument that a wing or app/cards.js gives it"
    )


def faults(site: Path = SITE) -> list[str]:
    """Return a sentence for each import that breaks a law."""
    return [
        f"site/{importer} imports {imported}: {said}."
        for importer, imported in imports(site)
        if (said := fault(importer, imported))
    ]


def dot(site: Path = SITE) -> str:
    """Return the rooms and who imports whom as Graphviz DOT; a number says how many imports."""
    pairs = [(room(importer), room(imported)) for importer, imported in imports(site)]
    arrows = Counter((here, there) for here, there in pairs if here != there)
    lines = [
        f'"{here}" -> "{there}" [label="{count}", penwidth={1 + math.log2(count) / 3:.1f}];'
        for (here, there), count in sorted(arrows.items())
    ]
    style = 'bgcolor="white"; rankdir=LR; ranksep=1; node [shape=box, fontname="sans-serif"];'
    edge = 'edge [fontname="sans-serif", fontsize=10, color="#666666"];'
    return "\n".join(["digraph {", style, edge, *lines, "}"])


if __name__ == "__main__":
    found = faults(*map(Path, sys.argv[1:]))
    print("\n".join(found))
    sys.exit(bool(found))
