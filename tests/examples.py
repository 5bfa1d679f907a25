"""The expected output of each program of the Examples menu, natively and in the page."""

from __future__ import annotations

import ast
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "site" / "examples"

# By id: what its output must match, and how many graphs it shows.
EXPECTED: dict[str, tuple[str, int]] = {
    "first-expression": (r"loss = 16\.0\n.*by about -0\.24", 1),
    "reuse": (r"gradient of a: -3\.0", 1),
    # Three different numbers: a local derivative of 1 would hide a factor.
    "chain-rule": (r"by hand +1\.0 (\S+) (?!\1\n)(\S+)\nby backward\(\) 1\.0 \1 \2\n", 1),
    "tanh-neuron": (r"x1: -1\.5000\n.*w1: 1\.0000\n.*x2: 0\.5000\n.*w2: 0\.0000", 1),
    "four-samples": (r"target +1\.0 +prediction +0\.9\d+\ntarget +-1\.0 +prediction +-0\.9", 0),
    "two-moons": (r"(9[89]|100) of 100 points are on the right side", 0),
    "xor": (r"\[1\] +\[-?0\.0, .*\n.*\[2, 1\] +\[-0\.9\d, 0\.9\d, 0\.9\d, -0\.9", 0),
    "gradient-check": (r"x +0\.5 .* agrees\ny +-2\.0 .* agrees", 1),
    "own-operation": (r"^Cube gives x the gradient 6\.0\nWrongCube gives x the gradient 4\.0", 2),
    "vanishing-gradients": (r"weight 1\.0: .* 9\.99e-01\n.*\n.*weight 4\.0: .*e-13", 1),
    "learning-rate": (r"rate 0\.1: .* 0\.0261\nrate 3\.0: .*e\+141", 0),
    "fit-a-curve": (r"round 1: loss .*\n(?:.*\n)*round 200: loss 0\.00\d+", 0),
    "pytorch": (
        r"value +micrograd +(\S+) +PyTorch +\1\n(?:gradient.*micrograd +(\S+) .*\2\n){2}",
        1,
    ),
}


def examples() -> dict[str, Path]:
    """Return the programs by id, in the order of the menu."""
    return {path.stem.split("-", 1)[1]: path for path in sorted(FOLDER.glob("*.py"))}


def title(path: Path) -> str:
    """Return the first line of a program's docstring: its name in the menu."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    return (docstring or "").split("\n", 1)[0]
