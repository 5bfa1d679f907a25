"""Make `index.html` and the service worker, the two files that name all others.

Both keep their own names: the page is asked for by its folder, and the service worker knows all
files of its version by hash.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import esbuild
import python_parts
import size_budget
from examples import known_at_first
from output import OUT, SITE, integrity_of, write_json

if TYPE_CHECKING:
    from pathlib import Path

# The page's scripts: the page itself, what begins to load Python before that is there, what is seen
# meanwhile, and what says that the others do not come.
MAIN, START, FIRST = "app/main.js", "app/python-start.js", "app/first-paint.js"
WATCH = "app/watch-start.js"
# What the page imports as soon as it has begun: it draws what is seen first.
CARDS = "app/cards.js"
SCRIPTS = (MAIN, START, FIRST, WATCH)
# All in one go: a module that several import is the same one in each.
TOGETHER = ("--splitting", *SCRIPTS[1:])

# Files whose names say nothing of their content; those by which the page is installed are such.
INSTALLED = ("manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png")
NAMES_KEPT = ("index.html", *INSTALLED, "licences.txt", "docs")

# For those who show links to the page; no visitor needs it. They want its whole address, which
# only the host knows.
PREVIEW = "preview.png"
ADDRESS = os.environ.get("SITE_URL", "")


def write_page(built: dict[str, object], programs: list[dict[str, str]]) -> None:
    """Bundle the page's scripts and its style, and write `index.html` with their names in it.

    `built` says where below `dist/` the page finds what it fetches later.
    """
    aliases = {
        "built-files": write_json("built-files.json", built),
        "built-examples": write_json("built-examples.json", known_at_first(programs)),
    }
    check_weight(aliases)
    esbuild.bundle(MAIN, OUT / "app", *TOGETHER, aliases=aliases)
    metafile = esbuild.metafile_of(MAIN, OUT / "app")
    paths = {name: esbuild.path_of(name, metafile) for name in SCRIPTS}
    paths["style.css"] = esbuild.bundle("style.css", OUT)
    write_index(paths, chunks_of(metafile), programs[0]["source"])
    for name in (*INSTALLED, PREVIEW):
        shutil.copy(SITE / name, OUT)
    # Without it GitHub Pages leaves out files whose names begin with an underscore.
    (OUT / ".nojekyll").touch()


def check_weight(aliases: dict[str, Path]) -> None:
    """Refuse a page whose own JavaScript is too heavy; say what it weighs."""
    folder = OUT / "own"
    esbuild.bundle(MAIN, folder, "--packages=external", *TOGETHER, aliases=aliases)
    at_first, in_all = size_budget.weigh(esbuild.metafile_of(MAIN, folder), SITE, SCRIPTS)
    shutil.rmtree(folder)
    words = f"own JavaScript, gzipped: {at_first:,} bytes at first, {in_all:,} in all"
    if at_first > size_budget.LIMIT:
        sys.exit(
            f"{words}; at first {size_budget.LIMIT:,} may be: import later what can come later"
        )
    print(words)


def chunks_of(metafile: Path) -> list[str]:
    """Return where below `dist/` the files are that the page's scripts import as they start.

    The smallest come first: what is seen first needs only such. What draws the cards comes last.
    """
    outputs = json.loads(metafile.read_text())["outputs"]
    first = size_budget.loaded_at_first(outputs, SCRIPTS)
    cards = size_budget.loaded_at_first(outputs, [CARDS]) - first
    chunks = [path for path in first if "entryPoint" not in outputs[path]]
    return [
        esbuild.below_dist(path)
        for group in (chunks, cards)
        for path in sorted(group, key=lambda path: outputs[path]["bytes"])
    ]


def write_index(paths: dict[str, str], chunks: list[str], program: str) -> None:
    """Write `index.html` with the names that the bundles got, and a program to begin with.

    The chunks are asked for with the scripts that import them, not after those are read. A browser
    runs no module whose hash is another than the one written here.
    """
    page = (SITE / "index.html").read_text(encoding="utf-8")
    for source, built in paths.items():
        if f'"{source}"' not in page:
            sys.exit(f"index.html does not load {source}")
        # In a frame without an origin, and in a file, only what has no hash here comes, to say so.
        is_checked = source not in (WATCH, "style.css")
        page = page.replace(f'"{source}"', with_hash(built) if is_checked else f'"{built}"')
    preloads = "".join(
        f'    <link rel="modulepreload" href={with_hash(path)} />\n' for path in chunks
    )
    page = page.replace("  </head>", f"{preloads}  </head>")
    hashes = json.dumps({"integrity": hashes_of_files()}, separators=(",", ":"))
    inline = page.partition('"importmap">')[2].partition("</script>")[0]
    page = page.replace(inline, hashes)
    page = page.replace("HASH OF HASHES", integrity_of(hashes.encode()))
    page = page.replace("FIRST EXAMPLE", html.escape(program, quote=False))
    page = page.replace(f'"{PREVIEW}"', f'"{ADDRESS}{PREVIEW}"')
    (OUT / "index.html").write_text(page, encoding="utf-8")


def with_hash(path: str) -> str:
    """Return a file's path as an attribute's value, and an attribute with its hash."""
    return f'"{path}" integrity="{integrity_of((OUT / path).read_bytes())}"'


def hashes_of_files() -> dict[str, str]:
    """Return the hashes of the modules and the data that the page's code loads, by path."""
    return {
        f"./{path.relative_to(OUT).as_posix()}": integrity_of(path.read_bytes())
        for path in sorted((OUT / "app").iterdir())
        if "-worker-" not in path.name
    }


def write_service_worker() -> None:
    """Bundle the service worker with the list of all files that it keeps: the last thing to do."""
    precache = {"built-precache": write_json("built-precache.json", list_files(OUT))}
    esbuild.bundle("worker/service-worker.js", OUT, aliases=precache, names="[name]")


def list_files(out: Path) -> dict[str, object]:
    """List all files that the service worker keeps, and name their version."""
    files = [
        {
            # The page itself is asked for by its folder.
            "path": path_of_page(path.relative_to(out).as_posix()),
            "integrity": integrity_of(path.read_bytes()),
            "isNamedByHash": not {path.name, path.parent.name} & set(NAMES_KEPT),
            **describe_unpacked(path),
        }
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in (".nojekyll", PREVIEW)
    ]
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    return {"version": version, "files": files}


def describe_unpacked(path: Path) -> dict[str, dict[str, str]]:
    """Return what the service worker knows of a packed file, which it keeps unpacked."""
    if path.suffix != python_parts.PACKED:
        return {}
    type_ = "application/wasm" if ".wasm-" in path.name else "application/octet-stream"
    return {"unpacked": {"integrity": integrity_of(unpack(path)), "type": type_}}


def unpack(path: Path) -> bytes:
    """Return the content of a file that is packed by Zstandard, which Node.js has."""
    code = "process.stdout.write(zlib.zstdDecompressSync(fs.readFileSync(process.argv[1])))"
    return subprocess.check_output(["node", "-e", code, str(path)])  # noqa: S603, S607 - our own command


def path_of_page(path: str) -> str:
    """Return how a file is asked for: a folder's page by its folder."""
    return path.removesuffix("index.html") or "./"
