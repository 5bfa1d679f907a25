"""One training step, here and in micrograd 0.1.0 from PyPI, side by side in one process.

`python build.py bench` runs it with the folder that holds the peer. Both sides run the same code
by turns, and only the ratios of their best processor times are told: the times of a machine that
has other work to do mean nothing. What a step leaves for the cyclic collector is cleared away
between the steps, which favours the peer.
"""

from __future__ import annotations

import gc
import math
import platform
import sys
import time
import tracemalloc
from importlib import import_module
from pathlib import Path
from random import Random, seed
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Sample = tuple[list[float], float]
    Step = Callable[[Any, list[Sample]], float]

ROOT = Path(__file__).parents[2]
BEGIN, END = "<!-- bench: begin -->\n", "<!-- bench: end -->\n"
RATE = 1e-4


class Library(NamedTuple):
    """One of the two that are compared: what makes its network, and its other modules."""

    mlp: Callable[..., Any]
    origin: Any


def load(folder: Path) -> Library:
    """Import the `micrograd` that a folder holds, beside any other that is imported."""
    kept = _drop()
    sys.path.insert(0, str(folder))
    try:
        mlp = import_module("micrograd.nn").MLP
        here = Path(sys.modules["micrograd.nn"].__file__ or "").parent.parent
        if here.resolve() != folder.resolve():
            raise ImportError(f"micrograd came from {here} and not from {folder}")
        origin = import_module("micrograd.origin") if folder == ROOT else None
        return Library(mlp, origin)
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
    """Measure; return what was compared, and how many times more the peer needs."""

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
    if not math.isclose(theirs(), mine(), rel_tol=1e-9):
        raise AssertionError("the two do not compute the same loss")
    steps = [theirs, mine, recorded, runs(peer, expression_step), runs(ours, expression_step)]
    times = best_times(steps, rounds)
    return [
        ("time of a training step through `nn.MLP`", times[0] / times[1]),
        ("the same while origins are recorded", times[0] / times[2]),
        ("the same with neurons written as `x*w + b`", times[3] / times[4]),
        ("peak memory of the step", peak_memory(theirs) / peak_memory(mine)),
    ]


def table(measured: list[tuple[str, float]]) -> str:
    """Write a Markdown table."""
    head = f"micrograd 0.1.0 needs, on {platform.python_implementation()}"
    version = platform.python_version()
    lines = [f"| {head} {version} | times as much |", "| --- | ---: |"]
    lines += (f"| {name} | {ratio:.1f} |" for name, ratio in measured)
    return "\n".join(lines) + "\n"


def write_between_marks(path: Path, text: str) -> None:
    """Put a text in place of what stands between a file's two marks."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{path} must hold the marks {BEGIN.strip()} and {END.strip()}")
    path.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")


def main(folder: str) -> None:
    """Measure against the peer in a folder; print the table and put it into the README."""
    libraries = load(Path(folder)), load(ROOT)
    text = table(rows(*libraries, [16, 16, 1], two_moons(100), rounds=12))
    print(text, end="")
    write_between_marks(ROOT / "README.md", text)


if __name__ == "__main__":
    main(sys.argv[1])
