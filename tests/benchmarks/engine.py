"""One training step, here and in micrograd 0.1.0 from PyPI, side by side in one process.

`python build.py bench` runs it with the folder of the other package and the path of a browser. Both
packages run the same code in turns, and only the ratios of their best processor times are reported,
because times on a busy machine mean nothing. The garbage collector runs between the steps, which
favours the other package. Then the same is measured in Pyodide, in a bare page.
"""

from __future__ import annotations

import gc
import json
import math
import platform
import sys
import time
import tracemalloc
from importlib import import_module
from pathlib import Path
from random import Random, seed
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.benchmarks.tables import README, markdown, write_between_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    Sample = tuple[list[float], float]
    Step = Callable[[Any, list[Sample]], float]

ROOT = Path(__file__).parents[2]
RATE = 1e-4

# What runs in the page: this module, on the same two libraries.
IN_PAGE = """
import json, sys
import pyodide
sys.path.insert(0, "/files/ours")
from tests.benchmarks.engine import measure
json.dumps([pyodide.__version__, measure("/files/peer")])
"""


class Library(NamedTuple):
    """One of the two that are compared: what makes its network, and its other modules."""

    mlp: Callable[..., Any]
    origin: Any
    tape: Any


def load(folder: Path) -> Library:
    """Import the `micrograd` that a folder holds, beside any other that is imported."""
    kept = _drop()
    sys.path.insert(0, str(folder))
    try:
        mlp = import_module("micrograd.nn").MLP
        here = Path(sys.modules["micrograd.nn"].__file__ or "").parent.parent
        if here.resolve() != folder.resolve():
            raise ImportError(f"micrograd came from {here} and not from {folder}")
        is_ours = folder == ROOT
        modules = [import_module(f"micrograd.{name}") for name in ("origin", "tape") if is_ours]
        return Library(mlp, *modules or (None, None))
    finally:
        sys.path.remove(str(folder))
        _drop()
        sys.modules.update(kept)


def _drop() -> dict[str, Any]:
    names = [name for name in sys.modules if name.partition(".")[0] == "micrograd"]
    return {name: sys.modules.pop(name) for name in names}


def two_moons(count: int) -> list[Sample]:
    """Make points on two interleaved half circles, with noise; the targets are 1 and -1."""
    random = Random(3)  # noqa: S311 - reproducible on purpose
    samples = []
    for i in range(count):
        angle, upper = math.pi * random.random(), i % 2 == 1
        x, y = math.cos(angle), math.sin(angle)
        point = [x, y] if upper else [1.0 - x, 0.5 - y]
        samples.append(([z + random.gauss(0.0, 0.1) for z in point], 1.0 if upper else -1.0))
    return samples


def network_step(model: Any, samples: list[Sample]) -> float:
    """Take one training step as a user writes it."""
    return _descend(model, sum((model(x) - target) ** 2 for x, target in samples))


def expression_step(model: Any, samples: list[Sample]) -> float:
    """Take the same step with the neurons written out as expressions."""
    loss: Any = 0.0
    for x, target in samples:
        values: list[Any] = x
        for layer in model.layers:
            values = [
                sum((w * v for w, v in zip(neuron.w, values, strict=True)), neuron.b)
                for neuron in layer.neurons
            ]
            if layer is not model.layers[-1]:
                values = [value.relu() for value in values]
        loss = loss + (values[0] - target) ** 2
    return _descend(model, loss)


def tape_step(library: Library, model: Any, samples: list[Sample]) -> Callable[[], float]:
    """Capture the network's step on a tape; return what takes it there."""
    tape = library.tape.Tape(sum((model(x) - target) ** 2 for x, target in samples))

    def step() -> float:
        loss = tape.forward()
        model.zero_grad()
        tape.backward()
        for parameter in model.parameters():
            parameter.data -= RATE * parameter.grad
        return float(loss)

    return step


def _descend(model: Any, loss: Any) -> float:
    model.zero_grad()
    loss.backward()
    for parameter in model.parameters():
        parameter.data -= RATE * parameter.grad
    return float(loss.data)


def new_model(library: Library, sizes: list[int]) -> Any:
    """Make a network of two inputs whose parameters are always the same."""
    seed(1)
    return library.mlp(2, sizes)


def best_times(steps: list[Callable[[], float]], rounds: int) -> list[float]:
    """Run the steps by turns; return the best processor time of each, in seconds."""
    best = [math.inf] * len(steps)
    for _ in range(rounds):
        for i, step in enumerate(steps):
            gc.collect()
            start = time.process_time()
            step()
            best[i] = min(best[i], time.process_time() - start)
    return best


def peak_memory(step: Callable[[], float]) -> int:
    """Return how many bytes a step needs at most at one time."""
    gc.collect()
    tracemalloc.start()
    step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def rows(
    peer: Library, ours: Library, sizes: list[int], samples: list[Sample], rounds: int
) -> list[tuple[str, float]]:
    """Measure; return what was compared, and how many times more the first of two needs."""

    def runs(library: Library, step: Step) -> Callable[[], float]:
        model = new_model(library, sizes)
        return lambda: step(model, samples)

    def recorded() -> float:
        was_on = ours.origin.record_origins()
        try:
            return ours_recorded()
        finally:
            ours.origin.record_origins(was_on)

    ours_recorded = runs(ours, network_step)
    theirs, mine = runs(peer, network_step), runs(ours, network_step)
    taped = tape_step(ours, new_model(ours, sizes), samples)
    losses = theirs(), mine(), taped()
    if not all(math.isclose(losses[0], loss, rel_tol=1e-9) for loss in losses):
        raise AssertionError(f"they do not compute the same loss: {losses}")
    expressions = runs(peer, expression_step), runs(ours, expression_step)
    times = best_times([theirs, mine, recorded, *expressions, taped], rounds)
    return [
        (
            "time of a training step through `nn.MLP`: micrograd 0.1.0 / this package",
            times[0] / times[1],
        ),
        ("the same while origins are recorded", times[0] / times[2]),
        ("the same with neurons written as `x*w + b`", times[3] / times[4]),
        ("peak memory of the step", peak_memory(theirs) / peak_memory(mine)),
        ("time of the step: this package / its own tape", times[1] / times[5]),
    ]


def measure(folder: str) -> list[tuple[str, float]]:
    """Measure against the peer in a folder."""
    libraries = load(Path(folder)), load(ROOT)
    return rows(*libraries, [16, 16, 1], two_moons(100), rounds=12)


def measure_in_page(folder: str, browser: str) -> tuple[str, list[tuple[str, float]]]:
    """Measure in a page of a browser; return which Pyodide it was, and the rows."""
    # Imported here, because this module runs in that page too, where there is no Playwright.
    from tests.benchmarks.page import run_in_page  # noqa: PLC0415

    folders = [
        (Path(folder), "peer"),
        (ROOT / "micrograd", "ours/micrograd"),
        (ROOT / "tests" / "benchmarks", "ours/tests/benchmarks"),
    ]
    version, measured = json.loads(run_in_page(IN_PAGE, folders, browser))
    return version, [(name, ratio) for name, ratio in measured]


def table(columns: dict[str, list[tuple[str, float]]]) -> str:
    """Write a Markdown table of what was measured: one column per interpreter."""
    first = next(iter(columns.values()))
    ratios = [[f"{ratio:.1f}" for _, ratio in column] for column in columns.values()]
    names = [name for name, _ in first]
    return markdown(["ratio", *columns], zip(names, *ratios, strict=True))


def main(folder: str, browser: str) -> None:
    """Measure against the peer in a folder; print the table and put it into the README."""
    native = f"{platform.python_implementation()} {platform.python_version()}"
    columns = {native: measure(folder)}
    version, measured = measure_in_page(folder, browser)
    columns[f"Pyodide {version} in Chromium"] = measured
    text = table(columns)
    print(text, end="")
    write_between_marks(README, "engine", text)


if __name__ == "__main__":
    main(*sys.argv[1:])
