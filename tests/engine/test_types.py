"""What a type checker says of a user's small program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
START = """\
from micrograd import MLP
from micrograd.node import Node
mlp, x, xs = MLP(2, [1]), [0.5, 1.0], [[0.5, 1.0]]
"""
RIGHT = """\
def one() -> Node:
    return mlp(x)
def several() -> list[Node]:
    return mlp(x)
def number() -> float:
    y: float = mlp(x).data
    return y + mlp(0.5).grad + mlp(Node(1.0)).data
def loss() -> Node:
    outputs = [mlp(x) for x in xs]
    return sum(((y - 1.0) ** 2 for y in outputs), Node(0.0))
def unpacked() -> Node:
    a, b = mlp(x)
    return a * b + mlp(x)[0] + sum(mlp(x), Node(0.0))
mlp.train(xs, [1.0])
mlp.train([0.5], [[1.0]], loss="mse")
"""
WRONG = """\
def text() -> str:
    return mlp(x)
def number() -> float:
    return mlp(x)
y = mlp("0.5")
z = mlp(x).grid
mlp.train(1.0, [1.0])
"""


def test_what_a_network_gives_has_a_type(tmp_path: Path) -> None:
    (tmp_path / "right.py").write_text(START + RIGHT)
    (tmp_path / "wrong.py").write_text(START + WRONG)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}"]
    done = subprocess.run(  # noqa: S603 - our own
        [*mypy, "right.py", "wrong.py"],
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if ": error:" in line]
    places = {tuple(line.split(":")[:2]) for line in errors}
    assert places == {("wrong.py", str(line)) for line in (5, 7, 8, 9, 10)}, done.stdout
