"""List the licence of everything in `dist/`.

Which of npm's packages are in it, esbuild's metafiles say.
"""

from __future__ import annotations

import json
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import esbuild
from output import MODULES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def write_licences(path: Path, wheels: Iterable[Path]) -> None:
    """List the licence of everything in `dist/`: this project's, npm's packages, the wheels."""
    folders = {npm_folder(name) for name in esbuild.inputs() if "node_modules/" in name}
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
