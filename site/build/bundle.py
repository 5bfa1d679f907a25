"""Make `dist/`: the static page, from `site/`, the package, and what npm and PyPI hold.

Run by `build.py`, in its virtual environment and with Node on the path:

    python site/build/bundle.py

Every file that the page loads has a hash of its content in its name, so that a host may cache it
for good and a new version never meets a file of the old one. `index.html` and the service worker,
which knows all files of its version by hash, keep their names.
"""

from __future__ import annotations

import ast
import base64
import gzip
import hashlib
import html
import json
import os
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import documents
import laws
import lesson_files
import pyodide_glue
import reference
import size_budget

SITE = Path(__file__).resolve().parent.parent
ROOT = SITE.parent
DIST = ROOT / "dist"
CACHE = ROOT / ".cache"
MODULES = SITE / "node_modules"

# The page's scripts: the page itself, what begins to load Python before that is there, what is seen
# meanwhile, and what says that the others do not come.
MAIN, START, FIRST = "app/main.js", "app/python-start.js", "app/first-paint.js"
WATCH = "app/watch-start.js"
SCRIPTS = (MAIN, START, FIRST, WATCH)
# All in one go: a module that several import is the same one in each.
TOGETHER = ("--splitting", *SCRIPTS[1:])

# Each has a file of words in app/words, and lessons in it.
LANGUAGES = ("en", "de", "es")

# Pyodide asks for its parts below this address, which resolves nowhere; worker/python.js answers.
PARTS_URL = "http://pyodide.invalid/"

# Files whose names say nothing of their content; those by which the page is installed are such.
INSTALLED = ("manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png")
NAMES_KEPT = ("index.html", *INSTALLED, "licences.txt", "docs")

# For those who show links to the page; no visitor needs it. They want its whole address, which
# only the host knows.
PREVIEW = "preview.png"
ADDRESS = os.environ.get("SITE_URL", "")

# Chromium refuses to start a worker whose URL is longer than 2,097,152 characters, in silence.
WORKER_URL_LIMIT = 1_800_000

# Shipped inside Pyodide's and viz.js's WebAssembly, with no licence file in their npm packages.
EMBEDDED = """\
In Pyodide:
CPython and its standard library: PSF License 2, below, https://docs.python.org/3/license.html
Emscripten's runtime: MIT or NCSA, https://github.com/emscripten-core/emscripten/blob/main/LICENSE
musl libc: MIT, https://musl.libc.org/
libffi: MIT, https://github.com/libffi/libffi
zlib: zlib licence, https://zlib.net/zlib_license.html
bzip2: bzip2 licence, https://sourceware.org/bzip2/
XZ Utils (liblzma): 0BSD, https://tukaani.org/xz/
SQLite: public domain, https://sqlite.org/copyright.html
Zstandard: BSD-3-Clause, https://github.com/facebook/zstd
mpdecimal: BSD-2-Clause, https://www.bytereef.org/mpdecimal/
Expat: MIT, https://github.com/libexpat/libexpat
HACL*: MIT or Apache-2.0, https://github.com/hacl-star/hacl-star

In @viz-js/viz:
Graphviz: Eclipse Public License, https://graphviz.org/license/
Expat: MIT, https://github.com/libexpat/libexpat
Emscripten's runtime and musl libc: as above

In micropip, besides what it vendors with licence files:
mousebender (adapted): https://github.com/brettcannon/mousebender
"""

# For npm packages that name MIT and carry no text of it.
MIT = """\
Copyright (c) {author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def main() -> None:
    """Build everything anew; `dist/` changes only when all went well."""
    CACHE.mkdir(exist_ok=True)
    out = CACHE / "dist"
    shutil.rmtree(out, ignore_errors=True)
    (out / "python").mkdir(parents=True)
    wheels = build_wheels()
    bundles: list[Path] = []
    examples = read_examples()
    built = {
        "layoutWorker": bundle("worker/layout-worker.js", out / "app", bundles),
        "unpackWorker": bundle("worker/unpack-worker.js", out / "app", bundles),
        "notebookWorker": bundle("app/program/notebook-worker.js", out / "app", bundles),
        "chartWorker": bundle("worker/chart-worker.js", out / "app", bundles),
        "sources": place_json("sources", read_sources(), out),
        "examples": place_json("examples", {each["id"]: each["source"] for each in examples}, out),
        "reference": place_json("reference", reference.reference(ROOT), out),
        "lessons": {
            language: place_json(
                f"lessons-{language}", lesson_files.read_lessons(SITE / "lessons", language), out
            )
            for language in LANGUAGES
        },
        "python": place_python(wheels, out, bundles),
    }
    aliases = {
        "built-files": write_json("built-files.json", built),
        "built-examples": write_json("built-examples.json", known_at_first(examples)),
    }
    check_weight(out / "own", aliases)
    bundle(MAIN, out / "app", bundles, *TOGETHER, aliases=aliases)
    paths = {name: path_of(name, bundles[-1]) for name in SCRIPTS}
    chunks = chunks_of(bundles[-1])
    paths["style.css"] = bundle("style.css", out, bundles)
    write_index(out, paths, chunks)
    documents.write_documents(SITE / "docs", out / "docs", bundle("docs/docs.css", out, bundles))
    (out / "docs" / documents.MAP).write_text(draw(laws.dot()), encoding="utf-8")
    write_licences(out / "licences.txt", bundles, wheels)
    precache = {"built-precache": write_json("built-precache.json", list_files(out))}
    bundle("worker/service-worker.js", out, bundles, aliases=precache, names="[name]")
    shutil.rmtree(DIST, ignore_errors=True)
    out.rename(DIST)


def build_wheels() -> list[Path]:
    """Return the wheels that the page serves: the package, its runner, and micropip."""
    # Files in a wheel carry a time: a fixed one makes equal content equal bytes, and names.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")
    folder = CACHE / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    own = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    run([*own, str(ROOT), str(SITE / "python")])
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["site"]
    downloads = CACHE / "downloads"
    # Pyodide's Python, not ours, decides which wheels fit.
    target = ["--python-version", "3.14", "--only-binary", ":all:", "--no-deps"]
    for pin in pins:
        name = pin.replace("==", "-")
        if not list(downloads.glob(f"{name}-*.whl")):
            run([*pip, "download", *target, "--dest", str(downloads), pin])
        shutil.copy(next(downloads.glob(f"{name}-*.whl")), folder)
    return sorted(folder.glob("*.whl"))


def bundle(
    entry: str,
    folder: Path,
    bundles: list[Path],
    *options: str,
    aliases: dict[str, Path] | None = None,
    names: str = "[name]-[hash]",
) -> str:
    """Bundle one entry with esbuild into `folder`; return the path below `dist/`.

    The list of what went into it is appended to `bundles`.
    """
    metafile = CACHE / f"{Path(entry).stem}-{folder.name}.meta.json"
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
    bundles.append(metafile)
    return path_of(entry, metafile)


def path_of(entry: str, metafile: Path) -> str:
    """Return where below `dist/` a bundled entry is."""
    outputs = json.loads(metafile.read_text())["outputs"]
    made = next(path for path, info in outputs.items() if info.get("entryPoint") == entry)
    return below_dist(made)


def chunks_of(metafile: Path) -> list[str]:
    """Return where below `dist/` the files are that the page's scripts import as they start.

    The smallest come first: what is seen first needs only such.
    """
    outputs = json.loads(metafile.read_text())["outputs"]
    first = size_budget.loaded_at_first(outputs, SCRIPTS)
    chunks = [path for path in first if "entryPoint" not in outputs[path]]
    return [below_dist(path) for path in sorted(chunks, key=lambda path: outputs[path]["bytes"])]


def below_dist(path: str) -> str:
    """Return a path of the bundler's as one below `dist/`."""
    return (SITE / path).resolve().relative_to(CACHE / "dist").as_posix()


def check_weight(folder: Path, aliases: dict[str, Path]) -> None:
    """Refuse a page whose own JavaScript is too heavy; say what it weighs. Leaves no `folder`."""
    options = ("--packages=external", *TOGETHER)
    metafiles: list[Path] = []
    bundle(MAIN, folder, metafiles, *options, aliases=aliases)
    at_first, in_all = size_budget.weigh(metafiles[0], SITE, SCRIPTS)
    shutil.rmtree(folder)
    words = f"own JavaScript, gzipped: {at_first:,} bytes at first, {in_all:,} in all"
    if at_first > size_budget.LIMIT:
        sys.exit(
            f"{words}; at first {size_budget.LIMIT:,} may be: import later what can come later"
        )
    print(words)


def place_python(wheels: list[Path], out: Path, bundles: list[Path]) -> dict[str, object]:
    """Put Python's parts into `python/`; return how the page finds them."""
    pyodide = MODULES / "pyodide"
    # Else every frame of a JavaScript stack holds the worker's whole code: its URL.
    options = ["--footer:js=//# sourceURL=python-worker.js"]
    # Emscripten asks for CommonJS, which is not there.
    options.append("--log-override:commonjs-variable-in-esm=silent")
    glue = CACHE / "pyodide.asm.mjs"
    glue.write_text(pyodide_glue.shorten((pyodide / glue.name).read_text()))
    options.append("--loader:.wasm=binary")
    aliases = {f"pyodide/{glue.name}": glue, "built-passes": compile_passes()}
    worker = out / bundle(
        "worker/python-worker.js", out / "python", bundles, *options, aliases=aliases
    )
    check_worker(worker.read_text())
    first = out / bundle("worker/worker-loader.js", out / "python", bundles)
    first_lines = first.read_text().strip()
    first.unlink()
    lock = CACHE / "lock.json"
    lock.write_text(json.dumps(make_lock(pyodide / "pyodide-lock.json", wheels)))

    def place(source: Path) -> dict[str, object]:
        content = source.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        path = Path("python", f"{source.stem}-{digest[:8]}{source.suffix}")
        (out / path).write_bytes(content)
        return {**describe(content), "path": path.as_posix(), "integrity": integrity_of(content)}

    return {
        "firstLines": first_lines,
        "worker": {
            **describe(worker.read_bytes()),
            "path": worker.relative_to(out).as_posix(),
            "integrity": integrity_of(worker.read_bytes()),
        },
        "wasm": place(pyodide / "pyodide.asm.wasm"),
        "snapshot": place(make_snapshot(wheels)),
        "stdlib": place(pyodide / "python_stdlib.zip"),
        "lock": place(lock),
        "wheels": {wheel.name: place(wheel) for wheel in wheels},
    }


def compile_passes() -> Path:
    """Compile the accelerator's passes; return where their WebAssembly is.

    Nothing of it may lie in the memory, which is Python's.
    """
    path = CACHE / "passes.wasm"
    options = ["--enable", "simd", "--importMemory", "--noExportMemory", "--noAssert"]
    options += ["--runtime", "stub", "-O3", "--outFile", str(path)]
    run([str(MODULES / ".bin" / "asc"), "worker/passes.ts", *options], cwd=SITE)
    return path


def place_json(name: str, content: object, out: Path) -> str:
    """Write what the page fetches when it is first needed; return the path below `dist/`."""
    coded = json.dumps(content, separators=(",", ":")).encode()
    path = f"app/{name}-{hashlib.sha256(coded).hexdigest()[:8]}.json"
    (out / path).write_bytes(coded)
    return path


def describe(content: bytes) -> dict[str, int]:
    """Return a file's bytes, and how many go over the wire: hosts pack by gzip."""
    return {"bytes": len(content), "packedBytes": len(gzip.compress(content, 6))}


def integrity_of(content: bytes) -> str:
    """Return a file's hash as `fetch` takes it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def list_files(out: Path) -> dict[str, object]:
    """List all files that the service worker keeps, and name their version."""
    files = [
        {
            # The page itself is asked for by its folder.
            "path": path_of_page(path.relative_to(out).as_posix()),
            "integrity": integrity_of(path.read_bytes()),
            "isNamedByHash": not {path.name, path.parent.name} & set(NAMES_KEPT),
            "isPacked": path.name.startswith("snapshot-"),
        }
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in (".nojekyll", PREVIEW)
    ]
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    return {"version": version, "files": files}


def path_of_page(path: str) -> str:
    """Return how a file is asked for: a folder's page by its folder."""
    return path.removesuffix("index.html") or "./"


def make_snapshot(wheels: list[Path]) -> Path:
    """Return the memory snapshot of an interpreter with our wheels' modules in it.

    Made again only when what it is made from has changed: no two snapshots are the same bytes,
    and visitors keep theirs by its name.
    """
    script = SITE / "build" / "make-snapshot.js"
    ours = [wheel for wheel in wheels if not wheel.name.startswith("micropip")]
    sources = [script, SITE / "contract" / "snapshot-format.js", *ours]
    sources.append(MODULES / "pyodide" / "pyodide.asm.wasm")
    sources += [MODULES / "pyodide" / name for name in ("pyodide.asm.mjs", "python_stdlib.zip")]
    key = hashlib.sha256(b"".join(map(Path.read_bytes, sources))).hexdigest()[:16]
    path = CACHE / "snapshots" / key / "snapshot.bin"
    if not path.exists():
        shutil.rmtree(CACHE / "snapshots", ignore_errors=True)
        path.parent.mkdir(parents=True)
        run(["node", str(script), str(path), *map(str, ours)], cwd=SITE)
    return path


def check_worker(code: str) -> None:
    """Refuse a worker that would not start as a `data:` URL."""
    # encodeURIComponent leaves 71 characters as they are; a byte of any other becomes three.
    plain = set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()")
    length = sum(1 if byte in plain else 3 for byte in code.encode())
    if length > WORKER_URL_LIMIT:
        sys.exit(f"the worker's URL would have {length:,} characters; {WORKER_URL_LIMIT:,} may be")


def make_lock(pyodides: Path, wheels: list[Path]) -> dict[str, object]:
    """Make the site's lock file: Pyodide's packages from its own host, our wheels from us.

    A wheel of ours replaces an entry of the same name; a snippet that imports another package
    lets Pyodide fetch it, checked by the hash that stands here.
    """
    lock: dict[str, object] = json.loads(pyodides.read_text())
    version = json.loads(pyodides.with_name("package.json").read_text())["version"]
    host = f"https://cdn.jsdelivr.net/pyodide/v{version}/full/"
    packages: dict[str, dict[str, object]] = lock["packages"]  # type: ignore[assignment]
    for package in packages.values():
        package["file_name"] = f"{host}{package['file_name']}"
    for wheel in wheels:
        module, version = wheel.name.split("-")[:2]
        name = module.replace("_", "-")
        packages[name] = {
            "name": name,
            "version": version,
            "file_name": f"{PARTS_URL}{wheel.name}",
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
            "install_dir": "site",
            "package_type": "package",
            "imports": [module],
            "depends": ["micrograd"] if name == "playground-host" else [],
            "unvendored_tests": False,
        }
    return lock


def read_sources() -> dict[str, str]:
    """Return the package's files by name, for visitors to read."""
    package = ROOT / "micrograd"
    return {
        f"micrograd/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted(package.glob("*.py"))
        if not path.name.startswith("__")
    }


def read_examples() -> list[dict[str, str]]:
    """Return the examples in the order of their file names: `1-tanh-neuron.py` is `tanh-neuron`.

    An example's title is the first line of its docstring.
    """
    examples = []
    for path in sorted((SITE / "examples").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        docstring = ast.get_docstring(ast.parse(source)) or sys.exit(f"{path}: no docstring")
        title = docstring.splitlines()[0].rstrip(".")
        examples.append({"id": path.stem.split("-", 1)[1], "title": title, "source": source})
    return examples


def known_at_first(examples: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return what the page knows before more is fetched: all titles, and the first program."""
    names = [{"id": each["id"], "title": each["title"]} for each in examples]
    return [examples[0], *names[1:]]


def write_json(name: str, content: object) -> Path:
    """Write a file for the bundler."""
    path = CACHE / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def write_index(out: Path, paths: dict[str, str], chunks: list[str]) -> None:
    """Write the page itself, with the names that the bundles got.

    The chunks are asked for with the scripts that import them, not after those are read.
    """
    page = (SITE / "index.html").read_text(encoding="utf-8")
    for source, built in paths.items():
        if f'"{source}"' not in page:
            sys.exit(f"index.html does not load {source}")
        page = page.replace(f'"{source}"', f'"{built}"')
    preloads = "".join(f'    <link rel="modulepreload" href="{path}" />\n' for path in chunks)
    page = page.replace("  </head>", f"{preloads}  </head>")
    first = html.escape(read_examples()[0]["source"], quote=False)
    page = page.replace("FIRST EXAMPLE", first)
    page = page.replace(f'"{PREVIEW}"', f'"{ADDRESS}{PREVIEW}"')
    (out / "index.html").write_text(page, encoding="utf-8")
    for name in (*INSTALLED, PREVIEW):
        shutil.copy(SITE / name, out)
    # Without it GitHub Pages leaves out files whose names begin with an underscore.
    (out / ".nojekyll").touch()


def draw(dot: str) -> str:
    """Return Graphviz's picture of DOT, as SVG."""
    return subprocess.run(  # noqa: S603 - our own program
        [shutil.which("node") or "node", SITE / "build" / "draw.js"],
        input=dot,
        check=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
    ).stdout


def write_licences(path: Path, bundles: list[Path], wheels: list[Path]) -> None:
    """List the licence of everything in `dist/`: this project's, npm's packages, the wheels."""
    inputs = {name for meta in bundles for name in json.loads(meta.read_text())["inputs"]}
    folders = {npm_folder(name) for name in inputs if "node_modules/" in name}
    sections = [("micrograd playground", (ROOT / "LICENSE").read_text(encoding="utf-8"))]
    sections += [npm_licence(folder) for folder in sorted(folders | {MODULES / "pyodide"})]
    sections += [
        wheel_licence(wheel) for wheel in wheels if not wheel.name.startswith("playground")
    ]
    sections.append(("Inside the WebAssembly files and the wheels", EMBEDDED))
    sections.append(("Python Software Foundation License", python_licence()))
    rule = "=" * 78
    text = "\n".join(f"{rule}\n{name}\n{rule}\n\n{words.strip()}\n" for name, words in sections)
    path.write_text(text, encoding="utf-8")


def npm_folder(name: str) -> Path:
    """Return the folder of the npm package that a bundled file belongs to."""
    parts = name.rsplit("node_modules/", 1)[1].split("/")
    return MODULES.joinpath(*parts[: 2 if parts[0].startswith("@") else 1])


def npm_licence(folder: Path) -> tuple[str, str]:
    """Return an npm package's name and its licence: the text, or the name and where it stands."""
    package = json.loads((folder / "package.json").read_text())
    title = f"{package['name']} {package['version']} ({package['license']})"
    files = sorted(file for file in folder.iterdir() if file.name.upper().startswith("LICEN"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    repository = package.get("repository", {})
    url = repository if isinstance(repository, str) else repository.get("url", "")
    if not texts and package["license"] == "MIT":
        author = package.get("author", f"the authors of {package['name']}")
        texts = [MIT.format(author=author if isinstance(author, str) else author["name"])]
    return title, "\n".join([*texts, url])


def python_licence() -> str:
    """Return the text of Python's licence, which a package of the Python team carries too."""
    files = metadata.files("typing_extensions") or []
    return next(file for file in files if file.name == "LICENSE").read_text()


def wheel_licence(wheel: Path) -> tuple[str, str]:
    """Return a wheel's name and the licence files that it carries."""
    with ZipFile(wheel) as archive:
        # What a wheel has vendored lies beside its licence, wherever that is.
        names = [n for n in archive.namelist() if Path(n).name.upper().startswith("LICEN")]
        texts = [archive.read(name).decode() for name in names if not name.endswith((".py", "/"))]
    if not texts:
        sys.exit(f"{wheel.name} carries no licence")
    return "-".join(wheel.name.split("-")[:2]), "\n".join(texts)


def run(command: list[str], cwd: Path = ROOT) -> None:
    """Run a command; end with its exit code if it fails."""
    code = subprocess.run(command, cwd=cwd, check=False).returncode  # noqa: S603 - our own commands
    if code:
        sys.exit(code)


if __name__ == "__main__":
    main()
