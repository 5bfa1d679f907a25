"""The benchmark's own workings, on a size that takes no time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import micrograd
from tests.benchmarks import engine, growth, tables

if TYPE_CHECKING:
    from pathlib import Path


def test_it_measures_one_library_against_another_and_leaves_the_imported_one_alone() -> None:
    libraries = engine.load(engine.ROOT), engine.load(engine.ROOT)
    measured = engine.rows(*libraries, [2, 1], engine.two_moons(2), rounds=1)

    assert libraries[0].mlp is not libraries[1].mlp
    assert sys.modules["micrograd"] is micrograd
    assert all(ratio > 0.0 for _, ratio in measured)
    assert engine.table({"here": [("a step", 2.04)], "there": [("a step", 3.0)]}) == (
        "| ratio | here | there |\n| --- | ---: | ---: |\n| a step | 2.0 | 3.0 |\n"
    )


def test_both_steps_are_the_same_step() -> None:
    samples = engine.two_moons(4)
    ours = engine.load(engine.ROOT)
    models = [engine.new_model(ours, [3, 1]) for _ in range(2)]
    losses = [
        step(model, samples)
        for step, model in zip((engine.network_step, engine.expression_step), models, strict=True)
    ]

    assert losses[0] == pytest.approx(losses[1])
    assert [p.data for p in models[0].parameters()] == pytest.approx(
        [p.data for p in models[1].parameters()]
    )


def test_a_folder_without_the_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportError, match="micrograd"):
        engine.load(tmp_path)


def test_the_table_goes_between_the_marks(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    begin, end = "<!-- bench engine: begin -->\n", "<!-- bench engine: end -->\n"
    path.write_text(f"a\n{begin}old\n{end}b\n", encoding="utf-8")
    tables.write_between_marks(path, "engine", "new\n")

    assert path.read_text(encoding="utf-8") == f"a\n{begin}new\n{end}b\n"
    assert begin in tables.README.read_text(encoding="utf-8")
    path.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="must hold the marks"):
        tables.write_between_marks(path, "engine", "new\n")


@pytest.mark.parametrize("name", growth.TASKS)
def test_no_task_of_the_package_grows_faster_than_its_size(name: str) -> None:
    make, size = growth.TASKS[name]
    # Linear is 4, quadratic 16. A busy machine blurs it, so the best of three counts.
    assert min(growth.growth(make, size // 2, turns=2) for _ in range(3)) < 9.0
