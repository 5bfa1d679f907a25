"""Bundle scripts and styles with esbuild, and read what it says of them.

For each bundle it writes a metafile: what went in, what came out, and who imports whom. The weight
of the page and the list of licences are read from these.
"""

from __future__ import annotations

import json
from pathlib import Path

from output import CACHE, MODULES, OUT, SITE, run

METAFILES = CACHE / "metafiles"


def bundle(
    entry: str,
    folder: Path,
    *options: str,
    aliases: dict[str, Path] | None = None,
    names: str = "[name]-[hash]",
) -> str:
    """Bundle one entry into `folder`; return the path below `dist/`."""
    metafile = metafile_of(entry, folder)
    command = [
        str(MODULES / ".bin" / "esbuild"),
        entry,
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--legal-comments=none",
        "--log-level=warning",
        f"--entry-names={names}",
        "--chunk-names=[name]-[hash]",
        "--external:node:*",
        "--external:ws",
        f"--outdir={folder}",
        f"--metafile={metafile}",
        *(f"--alias:{name}={path}" for name, path in (aliases or {}).items()),
        *options,
    ]
    run(command, cwd=SITE)
    return path_of(entry, metafile)


def metafile_of(entry: str, folder: Path) -> Path:
    """Return the metafile of an entry that is bundled into a folder."""
    return METAFILES / f"{Path(entry).stem}-{folder.name}.json"


def path_of(entry: str, metafile: Path) -> str:
    """Return where below `dist/` an entry of a bundle is."""
    outputs = json.loads(metafile.read_text())["outputs"]
    made = next(path for path, info in outputs.items() if info.get("entryPoint") == entry)
    return below_dist(made)


def below_dist(path: str) -> str:
    """Return a path of esbuild's as one below `dist/`."""
    return (SITE / path).resolve().relative_to(OUT).as_posix()


def inputs() -> set[str]:
    """Return the files that went into any bundle so far."""
    return {
        name
        for metafile in METAFILES.iterdir()
        for name in json.loads(metafile.read_text())["inputs"]
    }
