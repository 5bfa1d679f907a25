"""Make Python's parts, the files that an interpreter starts from.

They are the worker's code with Pyodide's glue and our WebAssembly in it, Pyodide's
WebAssembly and standard library, the wheels, the lock file that names them, and the snapshot.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tomllib
from pathlib import Path

import esbuild
import pyodide_glue
from output import CACHE, MODULES, OUT, ROOT, SITE, integrity_of, place, run

PYODIDE = MODULES / "pyodide"

# Pyodide asks for its parts below this address, which resolves nowhere; worker/python.js answers.
PARTS_URL = "http://pyodide.invalid/"

# What files are called that are packed by Zstandard. Under its own name a host may take it for the
# encoding of a file.
PACKED = ".bin"

# The packages of the site that not every program needs.
LATE = ("graphviz",)

# Chromium refuses to start a worker whose URL is longer than 2,097,152 characters, in silence.
WORKER_URL_LIMIT = 1_800_000


def place_parts(wheels: list[Path]) -> dict[str, object]:
    """Put Python's parts into `python/`; return how the page finds them."""
    lock = json.dumps(make_lock(PYODIDE / "pyodide-lock.json", wheels)).encode()
    snapshot = make_snapshot(wheels)
    return {
        "firstLines": bundle_loader(),
        "worker": described(bundle_worker(snapshot)),
        "wasm": place_packed(PYODIDE / "pyodide.asm.wasm"),
        "snapshot": place_packed(snapshot),
        "stdlib": place_part(PYODIDE / "python_stdlib.zip"),
        "lock": described(place(lock, "python/lock.json")),
        **{
            kind: {wheel.name: place_part(wheel) for wheel in wheels if is_late(wheel) == late}
            for kind, late in (("wheels", False), ("lateWheels", True))
        },
    }


def is_late(wheel: Path) -> bool:
    """Tell whether a wheel is fetched only when a program imports it."""
    return wheel.name.split("-")[0] in LATE


def place_part(source: Path) -> dict[str, object]:
    """Put a file into `python/`; return how the page finds it."""
    return described(place(source.read_bytes(), f"python/{source.name}"))


def place_packed(source: Path) -> dict[str, object]:
    """Put a file into `python/` packed by Zstandard; return how the page finds it."""
    content = source.read_bytes()
    folder = CACHE / "packed" / source.name
    packed = folder / hashlib.sha256(content).hexdigest()[:16] / f"{source.name}{PACKED}"
    if not packed.exists():
        shutil.rmtree(folder, ignore_errors=True)
        packed.parent.mkdir(parents=True)
        run(["node", str(SITE / "build" / "pack.js"), str(source), str(packed)])
    unpacked = {"bytes": len(content), "integrity": integrity_of(content)}
    return {**place_part(packed), "unpacked": unpacked}


def described(path: str) -> dict[str, object]:
    """Return what the page knows of a part."""
    content = (OUT / path).read_bytes()
    return {"bytes": len(content), "path": path, "integrity": integrity_of(content)}


def bundle_worker(snapshot: Path) -> str:
    """Bundle the worker, with all that it must have at once; return its path.

    That is Pyodide's glue, our WebAssembly, and the head of the snapshot.
    """
    head = CACHE / "snapshot.head"
    content = snapshot.read_bytes()
    # The second word of `contract/snapshot-format.js` is its length.
    head.write_bytes(content[: int.from_bytes(content[4:8], "little")])
    glue = CACHE / "pyodide.asm.mjs"
    glue.write_text(pyodide_glue.shorten((PYODIDE / glue.name).read_text()))
    path = esbuild.bundle(
        "worker/python-worker.js",
        OUT / "python",
        # Else every frame of a JavaScript stack holds the worker's whole code: its URL.
        "--footer:js=//# sourceURL=python-worker.js",
        # Emscripten asks for CommonJS, which is not there.
        "--log-override:commonjs-variable-in-esm=silent",
        "--loader:.wasm=binary",
        "--loader:.head=binary",
        aliases={
            f"pyodide/{glue.name}": glue,
            "built-passes": compile_ours("passes", "--importMemory", "--enable", "simd"),
            "built-depth": compile_ours("depth"),
            "built-snapshot-head": head,
        },
    )
    check_worker((OUT / path).read_text())
    return path


def bundle_loader() -> str:
    """Return the code that loads the worker; it stands in the page and is no file of `dist/`."""
    loader = OUT / esbuild.bundle("worker/worker-loader.js", OUT / "python")
    code = loader.read_text().strip()
    loader.unlink()
    return code


def check_worker(code: str) -> None:
    """Refuse a worker that would not start as a `data:` URL."""
    # encodeURIComponent leaves 71 characters as they are; a byte of any other becomes three.
    plain = set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()")
    length = sum(1 if byte in plain else 3 for byte in code.encode())
    if length > WORKER_URL_LIMIT:
        sys.exit(f"the worker's URL would have {length:,} characters; {WORKER_URL_LIMIT:,} may be")


def compile_ours(name: str, *options: str) -> Path:
    """Compile one of the worker's files in AssemblyScript; return where its WebAssembly is.

    Nothing of it may lie in the memory, which is Python's.
    """
    path = CACHE / f"{name}.wasm"
    options = (*options, "--noExportMemory", "--noAssert", "--runtime", "stub", "-O3")
    source = f"worker/{name}.ts"
    run([str(MODULES / ".bin" / "asc"), source, *options, "--outFile", str(path)], cwd=SITE)
    return path


def build_wheels() -> list[Path]:
    """Return the wheels that the page serves: the package, its runner, and those of PyPI."""
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


def make_snapshot(wheels: list[Path]) -> Path:
    """Return the memory snapshot of an interpreter with our wheels' modules in it.

    Made again only when what it is made from has changed: no two snapshots are the same bytes,
    and visitors keep theirs by its name.
    """
    script = SITE / "build" / "make-snapshot.js"
    ours = [wheel for wheel in wheels if wheel.name.startswith(("micrograd", "playground"))]
    sources = [script, SITE / "contract" / "snapshot-format.js", *ours]
    sources.append(PYODIDE / "pyodide.asm.wasm")
    sources += [PYODIDE / name for name in ("pyodide.asm.mjs", "python_stdlib.zip")]
    key = hashlib.sha256(b"".join(map(Path.read_bytes, sources))).hexdigest()[:16]
    path = CACHE / "snapshots" / key / "snapshot"
    if not path.exists():
        shutil.rmtree(CACHE / "snapshots", ignore_errors=True)
        path.parent.mkdir(parents=True)
        run(["node", str(script), str(path), *map(str, ours)], cwd=SITE)
    return path
