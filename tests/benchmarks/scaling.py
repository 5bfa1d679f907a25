"""Compares a training step here and in PyTorch, for growing networks.

`python build.py bench` runs it if PyTorch is installed. Both take the same steps in turns, on one
thread; the ratios of their medians go into the docs.
"""

from __future__ import annotations

import random
import statistics
import warnings
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from micrograd.data import two_moons
from micrograd.losses import mse_loss
from micrograd.neuron import MLP
from micrograd.node import Node
from micrograd.optim import SGD
from micrograd.tape import Tape
from tests.benchmarks.tables import markdown, write_between_marks
from tests.benchmarks.training import timed

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[2] / "site" / "docs" / "scaling-out.md"
WIDTHS = [2, 8, 32, 64]
SAMPLES = 50
TURNS = 5


def steps_here(mlp: MLP, inputs: list[list[float]], targets: list[float]) -> Callable[[], object]:
    """Return a step of training, on a tape."""
    outputs = [mlp(x) for x in inputs]
    tape = Tape(mse_loss(outputs, [Node(t) for t in targets]))
    optimizer = SGD(mlp.parameters(), lr=0.01)

    def step() -> None:
        tape.forward()
        optimizer.zero_grad()
        tape.backward()
        optimizer.step()

    return step


def steps_there(
    torch: Any, width: int, inputs: list[list[float]], targets: list[float]
) -> Callable[[], object]:
    """Return the same step in PyTorch."""
    nn = torch.nn
    model = nn.Sequential(
        nn.Linear(2, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1)
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    x, t = torch.tensor(inputs), torch.tensor(targets).unsqueeze(1)

    def step() -> None:
        loss = ((model(x) - t) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return step


def main() -> None:
    """Measure; print the table and write it into the docs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch warns that there is no NumPy
        try:
            torch = import_module("torch")
        except ImportError:
            print("PyTorch is not installed: nothing to compare with")
            return
    torch.set_num_threads(1)
    inputs, targets = two_moons(SAMPLES)
    rows = []
    for width in WIDTHS:
        random.seed(1)
        mlp = MLP(2, [width, width, 1], output_activation="linear")
        here, there = steps_here(mlp, inputs, targets), steps_there(torch, width, inputs, targets)
        there()
        ratios = [timed(here, 3) / timed(there, 30) for _ in range(TURNS)]
        count = len(mlp.parameters())
        rows.append((f"MLP(2, [{width}, {width}, 1])", f"{count:,}", ratio(ratios)))
    text = markdown(["network", "parameters", "time here, of PyTorch's"], rows)
    print(text)
    write_between_marks(DOCS, "scaling", text)


def ratio(ratios: list[float]) -> str:
    """Write the median of some ratios."""
    median = statistics.median(ratios)
    return f"{median:.1f}" if median < 10.0 else f"{median:,.0f}"


if __name__ == "__main__":
    main()
