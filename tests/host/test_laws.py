"""The laws of the site's modules hold, and what breaks one is said."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import build
import laws

if TYPE_CHECKING:
    from pathlib import Path


def test_ours_keep_them() -> None:
    assert len(laws.imports(build.SITE)) > 300
    assert laws.faults() == []


BREAKS = [
    ("contract/files.js", 'import { element } from "../app/ui/element.js";', "contract/ knows"),
    ("app/ui/menu.js", "/** @type {import('../words/words.js').Words} */", "app/ui/ knows"),
    ("app/words/en.js", 'import "../graph/card.js";', "app/words/ knows"),
    ("app/graph/card.js", 'const more = import("../training/card.js");', "app/graph/ knows no"),
    ("app/lessons/panel.js", 'export { x } from "../main.js";', "app/lessons/ knows no other"),
    ("app/editor/help.js", 'import { a } from "../../worker/port.js";', "app/editor/ knows no"),
    ("worker/port.js", 'import { element } from "../app/ui/element.js";', "worker/ knows"),
    ("app/graph/model/folds.js", 'import { a } from "../view/scene.js";', "graph/model/ knows"),
    ("app/training/model/points.js", 'import "../card.js";', "training/model/ knows"),
]


@pytest.mark.parametrize(("path", "line", "said"), BREAKS)
def test_what_breaks_one_is_said(tmp_path: Path, path: str, line: str, said: str) -> None:
    for folder in ("app", "contract", "worker"):
        shutil.copytree(build.SITE / folder, tmp_path / folder)
    with (tmp_path / path).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    (fault,) = laws.faults(tmp_path)
    assert fault.startswith(f"site/{path} imports ")
    assert said in fault
    assert "belongs" in fault
    command = [sys.executable, str(build.SITE / "build" / "laws.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.returncode == 1
    assert done.stdout.strip() == fault


def maps() -> list[str]:
    """The maps of the code, in the README and in the docs."""
    pages = (build.ROOT / "README.md", build.SITE / "docs" / "contributing.md")
    return [
        found
        for page in pages
        for found in re.findall("```mermaid\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    ]


def under(name: str, arrows: list[tuple[str, str]]) -> set[str]:
    """What an arrow leads to, and what is below that."""
    direct = {below for above, below in arrows if above == name}
    return direct.union(*(under(below, arrows) for below in direct))


def test_the_maps_show_each_room_and_no_arrow_that_is_not_there() -> None:
    first, second = maps()
    assert first == second
    rooms = {laws.room(path) for pair in laws.imports(build.SITE) for path in pair}
    parts = rooms - {*laws.FLOOR, laws.WORKER, laws.JOIN}
    (named,) = re.findall(r'parts\["its parts: ([^"]+)"\]', first)
    assert named.split(", ") == sorted(part.removeprefix("app/") for part in parts)
    of_map = {"wings": {laws.JOIN}, "parts": parts, "words": {laws.WORDS}, "ui": {laws.UI}}
    of_map |= {"contract": {laws.CONTRACT}, "worker": {laws.WORKER}}
    real = {(laws.room(a), laws.room(b)) for a, b in laws.imports(build.SITE)}
    arrows = re.findall(r"^    (\w+)(?:\[.*\])? --> (\w+)", first, re.MULTILINE)
    assert arrows.pop() == ("host", "package")
    for above, below in arrows:
        assert {(a, b) for a in of_map[above] for b in of_map[below]} & real, (above, below)
    # "Imports it, and anything below it" says the same as the law.
    for name, here in of_map.items():
        allowed = {room for each in under(name, arrows) for room in of_map[each]}
        for room in here:
            expected = rooms - {laws.JOIN, laws.WORKER} if room == laws.JOIN else laws.below(room)
            assert allowed == set(expected), name
    for path in re.findall(r'"(?:site/|micrograd/)[^":]*', first):
        assert (build.ROOT / path.strip('"').partition(" ")[0]).exists(), path


def test_the_picture_of_the_build_has_all_rooms() -> None:
    drawn = laws.dot()
    for name in {laws.room(path) for pair in laws.imports(build.SITE) for path in pair}:
        assert f'"{name}"' in drawn
    assert '"app/graph" -> "contract"' in drawn


def test_a_model_touches_no_document(tmp_path: Path) -> None:
    model = tmp_path / "app" / "graph" / "model"
    model.mkdir(parents=True)
    shutil.copy(build.SITE / "biome.json", tmp_path)
    (model / "wide.js").write_text("export const wide = () => window.innerWidth > 800;\n")
    biome = build.SITE / "node_modules" / ".bin" / "biome"
    command = [str(biome), "lint", f"--config-path={tmp_path}", "."]
    done = subprocess.run(  # noqa: S603 - ours
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "model/ touches no document" in done.stdout + done.stderr
