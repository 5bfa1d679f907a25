"""The docs: their programs run, and their links carry them."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import docs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record

ROOT = Path(__file__).parents[2]

PAGES = sorted((ROOT / "site" / "docs").glob("*.md"))
PROGRAMS = {
    f"{path.stem}-{i}": block
    for path in PAGES
    for i, block in enumerate(
        re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    )
}


@pytest.mark.parametrize(
    "name", [name for name, block in PROGRAMS.items() if not block.startswith(docs.ELSEWHERE)]
)
def test_the_docs_programs_run(name: str, run_program: Callable[..., Record]) -> None:
    assert run_program(PROGRAMS[name]).result == ("finished", "")


def test_an_exported_network_goes_on_in_pytorch_as_the_docs_say(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    export, goes_on = (PROGRAMS[f"scaling-out-{i}"] for i in (0, 1))

    def run(program: str) -> str:
        return subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-W", "ignore", "-c", program],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    (tmp_path / "model.py").write_text(run(export), encoding="utf-8")
    data = "from micrograd.data import two_moons\ninputs, targets = two_moons(100)\n"
    first = (
        "first = ((model(torch.tensor(inputs)) - torch.tensor(targets).unsqueeze(1)) ** 2).sum()"
    )
    program = goes_on.replace("inputs = torch", f"{first}\ninputs = torch", 1)
    ours = run(f"{export}\nprint(sum((mlp(x).data - t) ** 2 for x, t in zip(inputs, targets)))")
    start, end = run(f"{data}{program}\nprint(first.item())\nprint(loss.item())").split()
    assert float(start) == pytest.approx(float(ours.split()[-1]), rel=1e-9)
    assert float(end) < float(start)


def test_a_program_has_a_link_that_carries_it() -> None:
    page = docs.markdown("```python\nprint('<&>')\n```\n\n```python\n# needs it\n```\n")
    (coded,) = re.findall(r'href="\.\./#code=1\.([\w-]+)"', page)
    content = zlib.decompress(base64.urlsafe_b64decode(coded + "==="), wbits=-zlib.MAX_WBITS)
    assert json.loads(content) == {"files": {"main.py": "print('<&>')\n"}}
    assert "print(&#x27;&lt;&amp;&gt;&#x27;)" in page


def test_the_teachers_program_prints_a_link_that_the_page_reads(
    run_program: Callable[..., Record],
) -> None:
    (name,) = [name for name, program in PROGRAMS.items() if '"lesson": lesson' in program]
    printed = run_program(PROGRAMS[name]).printed().strip()
    script = (
        'import { decodeLink } from "./site/contract/link.js";'
        "console.log(JSON.stringify(await decodeLink(process.argv[1])));"
    )
    node = shutil.which("node") or str(Path(sys.executable).with_name("node"))
    done = subprocess.run(  # noqa: S603 - our own script
        [node, "--input-type=module", "--eval", script, "#" + printed.partition("#")[2]],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    shared = json.loads(done.stdout)
    assert "y = ..." in shared["files"]["main.py"]
    solved = shared["files"]["main.py"].replace("...", "x * x + 1\ny.backward()")
    lesson = json.dumps({key: shared["lesson"][key] for key in ("check", "answers")})
    answers = [
        json.loads(run_program(source, lesson=lesson).verdict)
        for source in (shared["files"]["main.py"], solved)
    ]
    assert [answer["passed"] for answer in answers] == [False, True]


def test_the_picture_beside_links_is_as_large_as_the_page_says() -> None:
    head = (ROOT / "site" / "preview.png").read_bytes()[:24]
    page = (ROOT / "site" / "index.html").read_text(encoding="utf-8")
    for name, size in zip(("width", "height"), struct.unpack(">2I", head[16:]), strict=True):
        assert f'"og:image:{name}" content="{size}"' in page


CONTRIBUTING = ROOT / "site" / "docs" / "contributing.md"
MAPS = {
    ROOT / "README.md": ROOT,
    CONTRIBUTING: ROOT,
    ROOT / "site" / "app" / "README.md": ROOT / "site" / "app",
    ROOT / "site" / "worker" / "README.md": ROOT / "site" / "worker",
}
"""The pages that say where the code is, and where their paths begin."""
PATH = re.compile(r"`([\w.*<>/-]+(?:/|\.(?:css|html|js|json|md|mjs|py|svg|toml|ts|yml)))`")
OF_NO_FOLDER = {"main.py", "check.py", "lesson.md", "lesson.de.md", "lesson.<language>.md"}
"""The visitor's own file, and those that each lesson has."""


def is_there(path: str, folder: Path) -> bool:
    """Whether a path leads to a file, or is of what the build makes, which Git does not keep."""
    if path in OF_NO_FOLDER or path in (ROOT / ".gitignore").read_text().splitlines():
        return True
    beginnings = (folder, ROOT) if path.startswith("micrograd/") else (folder,)
    return any(next(each.glob(path.rstrip("/")), None) for each in beginnings)


@pytest.mark.parametrize("page", MAPS, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_path_on_a_map_of_the_code_leads_there(page: Path) -> None:
    paths = PATH.findall(page.read_text(encoding="utf-8"))
    assert len(paths) > 10
    assert [path for path in paths if not is_there(path, MAPS[page])] == []


def test_what_is_said_to_be_somewhere_is_there() -> None:
    """Each name in a row of "Where is …?" is in a file of that row."""
    _, _, rest = CONTRIBUTING.read_text(encoding="utf-8").partition("## Where is …?")
    rows = [row for row in rest.partition("##")[0].splitlines() if row.startswith("| ")][2:]
    assert len(rows) >= 8
    for row in rows:
        files = [ROOT / path for path in PATH.findall(row) if path not in OF_NO_FOLDER]
        code = "".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
        names = [name for name in re.findall(r"`(\w+)`", row) if name not in code]
        assert names == [], row
