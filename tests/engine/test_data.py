"""The data sets: the same for a seed, of the shape that they claim, and learnable."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path
from typing import Any

import pytest

from micrograd import data
from micrograd.neuron import MLP

CLASSES = [data.two_moons, data.circles, data.spirals, data.xor]
SEEDED = [*CLASSES, data.curve]


@pytest.mark.parametrize("make", SEEDED)
def test_a_seed_decides_the_points(make: Any) -> None:
    assert make(20, noise=0.1, seed=4) == make(20, noise=0.1, seed=4)
    assert make(20, noise=0.1, seed=4) != make(20, noise=0.1, seed=5)
    state = random.getstate()
    make(20)
    assert random.getstate() == state


@pytest.mark.parametrize("make", CLASSES)
@pytest.mark.parametrize("count", [1, 7, 100])
def test_classes_come_by_turns(make: Any, count: int) -> None:
    inputs, targets = make(count)
    assert targets == [-1.0, 1.0] * (count // 2) + [-1.0] * (count % 2)
    assert [len(point) for point in inputs] == [2] * count


def test_the_shapes_without_noise_are_exact() -> None:
    for (x, y), target in zip(*data.two_moons(50, noise=0.0), strict=True):
        x0, y0 = (0.0, 0.0) if target > 0 else (1.0, 0.5)
        assert math.hypot(x - x0, y - y0) == pytest.approx(1.0)
        assert (y - y0) * target >= 0.0
    for (x, y), target in zip(*data.spirals(50, noise=0.0), strict=True):
        turn = 3.0 * math.pi * math.hypot(x, y) + (math.pi if target > 0 else 0.0)
        assert math.cos(math.atan2(y, x) - turn) == pytest.approx(1.0)
    for (x,), y in zip(*data.curve(9, noise=0.0), strict=True):
        assert y == pytest.approx(math.sin(math.pi * x))
    assert data.xor(6)[0][4:] == [[0.0, 0.0], [0.0, 1.0]]


def test_a_small_network_learns_the_moons() -> None:
    random.seed(1)
    inputs, targets = data.two_moons(40, seed=1)
    mlp = MLP(2, [8, 1])
    mlp.train(inputs, targets, 0.05, 150, loss="mse", optimizer="adam")
    right = sum(mlp(x).data * t > 0 for x, t in zip(inputs, targets, strict=True))
    assert right >= 36


@pytest.mark.parametrize("make", SEEDED)
def test_wrong_arguments_are_named(make: Any) -> None:
    cases: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"n_samples": 0}, ValueError, "n_samples must be at least 1, got 0"),
        ({"n_samples": 2.5}, TypeError, r"n_samples must be an integer, not 2\.5"),
        ({"noise": -1.0}, ValueError, "noise must be a finite number, 0 or more"),
        ({"noise": math.nan}, ValueError, "noise must be a finite number, .* not nan"),
        ({"noise": "a"}, TypeError, "noise must be a number, not 'a'"),
        ({"seed": "a"}, TypeError, "seed must be an integer, not 'a'"),
    ]
    for arguments, error, sentence in cases:
        with pytest.raises(error, match=sentence):
            make(**arguments)


@pytest.mark.parametrize("separator", [",", ", ", ";", "\t", " ", "   "])
def test_rows_of_numbers_are_samples_and_targets(separator: str) -> None:
    rows = [["x", "y", "class"], ["1", "-2.5", "1"], ["3e-2", "4", "-1"]]
    text = "\n".join(["# mine", "", *(separator.join(row) for row in rows), ""])
    assert data.from_csv(text) == ([[1.0, -2.5], [0.03, 4.0]], [1.0, -1.0])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("\ufeff1,2,3\n4,5,6", [[1, 2, 3], [4, 5, 6]]),  # as Excel saves UTF-8
        ("\ufeffa;b\r\n0,5;1\r\n", [[0.5, 1]]),
        ("sep=;\nx;y\n1,5;2", [[1.5, 2]]),
        ("0,5;1,5;2\n1;2;3", [[0.5, 1.5, 2], [1, 2, 3]]),
        ("0,5\t-1,5e-1\n1\t2", [[0.5, -0.15], [1, 2]]),
        ("0,5 1,5\n1 2", [[0.5, 1.5], [1, 2]]),
        ("a;b\n1.234,5;0,5\n\n1.000;2\n;;\n", [[1234.5, 0.5], [1000, 2]]),
        ("1 234,5;2", [[1234.5, 2]]),
        ("1\u202f234,5;2", [[1234.5, 2]]),
        ('"1,234.5","2"\n3,4', [[1234.5, 2], [3, 4]]),
        ('"1,234","2"', [[1234, 2]]),
        ('"0,5","1,5"\n"1,5","2"', [[0.5, 1.5], [1.5, 2]]),
        ("1,234;2,345", [[1.234, 2.345]]),
        ("1,234;2.5", [[1234, 2.5]]),
        ("1.234;2.345", [[1.234, 2.345]]),
        ("\u22121;2", [[-1, 2]]),
        (".5,-5.,+1E2", [[0.5, -5, 100]]),
        ("x one, y two\n1, 2", [[1, 2]]),
    ],
)
def test_rows_are_read_as_spreadsheets_write_them(text: str, rows: list[list[float]]) -> None:
    inputs, targets = data.from_csv(text)
    assert [[*sample, target] for sample, target in zip(inputs, targets, strict=True)] == rows


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "text must hold at least one row of numbers, got none"),
        ("a,b", "text must hold at least one row of numbers, got none"),
        ("1,2\n3", "line 2 must hold two numbers or more, got '3'"),
        ("1,2\n3,4,5", "line 2 must hold 2 numbers as those before, got 3"),
        ("1,2\n3,four", "line 2, column 2 must be a number, got 'four'"),
        ("1,2\n3,", "line 2, column 2 must be a number, got ''"),
        ("1,nan", "line 1, column 2 must be a finite number, got 'nan'"),
        ("1,2\na,b", "line 2, column 1 must be a number, got 'a'"),
        ("1e400,2", "line 1, column 1 must be a finite number, got '1e400'"),
        ("1.5,2\n1,5;2", "line 1, column 1 must be a number with a decimal comma, as others"),
        ("0,5;1\n0.5;2", "line 2, column 1 must be a number with a decimal comma, as others"),
        ("0.5;1\n0,5;2", "line 2, column 1 must be a number, got '0,5'"),
        ('1;"a;b"', "line 1, column 2 must be a number, got 'a;b'"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        data.from_csv(text)


@pytest.mark.parametrize("name", ["points.csv", "my points.TXT", "a.tsv"])
def test_a_file_is_read_by_its_name_its_path_or_open(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text("\ufeffx;y;Größe\n0,5;1;-1\n", encoding="utf-8")
    wanted = ([[0.5, 1.0]], [-1.0])
    assert data.from_csv(name) == wanted
    assert data.from_csv(Path(name)) == wanted
    with Path(name).open(encoding="utf-8") as file:
        assert data.from_csv(file) == wanted


def test_a_file_of_another_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Größe;y\n0,5;1\n".encode("latin-1"))
    assert data.from_csv(tmp_path / "a.csv") == ([[0.5]], [1.0])


def test_a_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"points\.csv"):
        data.from_csv("points.csv")


def test_only_text_is_read_as_rows() -> None:
    with pytest.raises(TypeError, match="text must be a string, not 3"):
        data.from_csv(3)  # type: ignore[arg-type]
