"""The small pictures in the list of lessons and examples."""

from __future__ import annotations

import math

import pytest

import pictures


def test_a_picture_is_of_the_first_graph_that_a_program_shows() -> None:
    program = "from micrograd import Node\na = Node(2.0)\nb = a * a + a\nb\n"
    shown = pictures.run_apart({"main.py": f"print('text')\n{program}"})
    drawn = pictures.picture(**shown)
    # The numbers a, a * a and b, and the operations * and +; an arrow for each operand and result.
    assert drawn.count("M", drawn.index('class="boxes"')) == 5
    assert drawn.count("M", 0, drawn.index('class="boxes"')) == 6


def test_without_a_graph_it_is_of_the_trainings_and_without_them_of_the_text() -> None:
    train = (
        "from micrograd.neuron import MLP\nfor rate in (0.1, 0.2):\n"
        "    MLP(1, [1]).train([[1.0]], [1.0], learning_rate=rate, num_rounds=9, verbose=False)\n"
    )
    drawn = pictures.picture(**pictures.run_apart({"main.py": train}))
    assert drawn.count("M") == 2
    assert pictures.picture([], [], "a < b\n\nc\n") == "<pre>a &lt; b\nc</pre>"


@pytest.mark.parametrize("losses", [[1.0, math.inf], [0.0, 0.0], [2.0, 2.0], [1.0, math.nan]])
def test_curves_of_any_losses_are_drawn(losses: list[float]) -> None:
    drawn = pictures.of_losses([losses, [4.0, 1.0, 0.25]])
    assert "nan" not in drawn
    assert "inf" not in drawn


def test_a_program_that_fails_ends_the_build() -> None:
    with pytest.raises(Exception, match="status 1"):
        pictures.run_apart({"main.py": "1 / 0"})
