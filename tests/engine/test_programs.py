"""The package as people start it: the first programs, the commands, the imports."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import micrograd
from micrograd import pytorch_example
from tests.programs import EXPRESSION, TRAINING

ROOT = Path(__file__).parents[2]


def run(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a directory, with this package on its path and warnings as errors."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-W", "error", *arguments],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_first_program_writes_both_diagrams(tmp_path: Path) -> None:
    numbers = "print([round(v, 4) for v in (o.data, x1.grad, w1.grad, x2.grad, w2.grad, b.grad)])"
    result = run(tmp_path, "-c", EXPRESSION + numbers)

    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "wrote graph-1-before-backpropagation.svg and .dot",
        "wrote graph-2-after-backpropagation.svg and .dot",
        "[0.7071, -1.5, 1.0, 0.5, 0.0, 0.5]",
    ]


def test_the_training_program_learns_its_samples(tmp_path: Path) -> None:
    predictions = "print(*(mlp(x).data for x in inputs))"
    result = run(tmp_path, "-c", TRAINING + predictions)
    lines = result.stdout.splitlines()
    losses = [float(line.rpartition(" ")[2]) for line in lines[:-1]]

    assert result.stderr == ""
    assert lines[0].startswith("round 1 of 500: loss ")
    assert losses[-1] < losses[0]
    assert [float(x) for x in lines[-1].split()] == pytest.approx([1, -1, -1, 1], abs=0.2)


def test_the_package_runs_its_first_example(tmp_path: Path) -> None:
    result = run(tmp_path, "-m", "micrograd")

    assert (result.returncode, result.stderr) == (0, "")
    assert "x1     2.0000  -1.5000" in result.stdout
    assert "o      0.7071   1.0000" in result.stdout
    assert len(list(tmp_path.glob("graph-*.svg"))) == 2
    assert len(list(tmp_path.glob("graph-*.dot"))) == 2


def test_the_neuron_module_trains_and_prints_its_predictions(tmp_path: Path) -> None:
    result = run(tmp_path, "-m", "micrograd.neuron")
    rows = [line.split() for line in result.stdout.splitlines()[-4:]]

    assert (result.returncode, result.stderr) == (0, "")
    for row in rows:
        assert float(row[-1]) == pytest.approx(float(row[-2]), abs=0.2)


def test_the_pytorch_example_without_pytorch_says_what_to_install(tmp_path: Path) -> None:
    # None in sys.modules is how Python itself marks a module that cannot be imported.
    script = (
        "import runpy, sys; sys.modules['torch'] = None;"
        "runpy.run_module('micrograd.pytorch_example', run_name='__main__')"
    )
    result = run(tmp_path, "-c", script)

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == "this example needs PyTorch: pip install torch\n"


def test_the_pytorch_example_finds_no_difference_worth_the_name(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    result = run(tmp_path, "-m", "micrograd.pytorch_example")
    last = result.stdout.splitlines()[-1]

    assert (result.returncode, result.stderr) == (0, "")
    assert last.startswith("largest difference: ")
    assert float(last.rpartition(" ")[2]) < 1e-12


def test_the_recorded_numbers_are_those_of_pytorch() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    computed = pytorch_example.numbers_of_pytorch(torch)
    _, recorded = pytorch_example.recorded_numbers()
    for title, numbers in computed.items():
        assert recorded[title] == pytest.approx(numbers, rel=1e-12, abs=1e-15)


def test_where_pytorch_cannot_be_the_comparison_is_with_recorded_numbers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert pytorch_example.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("PyTorch can't be here: its numbers were recorded, from version 2.")
    assert float(lines[-1].removeprefix("largest difference: ")) < 1e-12


def test_everything_is_importable_from_the_package(tmp_path: Path) -> None:
    imports = "from micrograd import MLP, Graph, Layer, Neuron, Node, display"
    script = f"{imports}; display.display(MLP(1, [1]))"

    assert run(tmp_path, "-c", script).stdout == "MLP(1, [1])\n"


def test_the_package_lists_what_it_has_and_refuses_what_it_has_not() -> None:
    assert set(micrograd.__all__) <= set(dir(micrograd))
    for name in micrograd.__all__:
        assert getattr(micrograd, name) is not None
    with pytest.raises(AttributeError, match="module 'micrograd' has no attribute 'Nod'"):
        getattr(micrograd, "Nod")  # noqa: B009 - the name is wrong on purpose


def test_importing_a_node_does_not_import_the_networks(tmp_path: Path) -> None:
    script = "import sys, micrograd.node; print('micrograd.neuron' in sys.modules)"

    assert run(tmp_path, "-c", script).stdout == "False\n"


def test_the_version_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert micrograd.__version__ == project["version"]
    assert project["dependencies"] == []


def test_the_programs_of_the_readme_do_what_they_say(tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    graph, training, own, tape = (run(tmp_path, "-c", block) for block in blocks)
    assert graph.stderr == training.stderr == own.stderr == tape.stderr == ""
    assert "graph-2-after-backpropagation.svg" in graph.stdout
    assert float(training.stdout.splitlines()[-1]) == pytest.approx(1.0, abs=0.3)
    assert float(tape.stdout) == pytest.approx(math.sqrt(2.0))
    rows = [line.split() for line in own.stdout.splitlines()[1:]]
    assert [(name, grad, verdict) for name, _, grad, _, _, verdict in rows] == [
        ("x", "-12.0", "agrees"),
        ("y", "11.0", "agrees"),
    ]


def test_the_packager_is_found_beside_the_build_script_of_its_name() -> None:
    result = run(ROOT, "-m", "build", "--version")

    assert re.search(r"^build \d|pip install build$", result.stdout + result.stderr, re.MULTILINE)
