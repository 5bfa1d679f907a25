"""Compares training in the page, with the accelerator, with other implementations.

`python build.py bench` runs it with the folder of the other package and the path of a browser. All
implementations run in one bare page with Pyodide, in turns, and must reach the same parameters.
Only ratios of medians are reported.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from importlib import import_module
from pathlib import Path
from random import seed
from typing import TYPE_CHECKING, Any

from tests.benchmarks import engine
from tests.benchmarks.tables import README, markdown, write_between_marks

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SIZES = [2, 16, 16, 1]
LARGE = [2, 64, 64, 1]
RATE = 1e-3
TURNS = 7

IN_PAGE = """
import sys
sys.path[:0] = ["/files/ours", "/files/host"]
from pyodide.code import run_js
scripts = [await run_js(f"import('/scripts/{name}.js')") for name in ("accelerator", "peers")]
accelerator, peers = scripts
passes = await (await run_js("fetch('/scripts/passes.wasm')")).arrayBuffer()
accelerator.installAccelerator(run_js("globalThis.pyodide"), passes)
from tests.benchmarks.training import measure
import json
json.dumps(measure("/files/peer", peers))
"""


def measure(peer: str, peers: Any) -> dict[str, float]:
    """Measure all ratios; `peers` is the module of `peers.js`."""
    found = against_the_original(Path(peer))
    found |= against_javascript(peers)
    found |= capture_included()
    return found | larger()


def against_the_original(peer: Path) -> dict[str, float]:
    """Compare a round of `train` with a step of micrograd 0.1.0, both with its relu network."""
    theirs = engine.load(peer)
    nn = import_module("micrograd.nn")
    samples = engine.two_moons(100)
    seed(1)
    model = theirs.mlp(2, SIZES[1:])
    seed(1)
    mlp = nn.MLP(2, SIZES[1:])
    ratios = []
    for _ in range(3):
        slow = timed(lambda: engine.network_step(model, samples))
        ratios.append(slow / seconds_of_a_round(mlp, samples))
    return {"original": statistics.median(ratios)}


def against_javascript(peers: Any) -> dict[str, float]:
    """Compare with an object per link, and with loops over flat arrays."""
    ffi = import_module("pyodide.ffi")
    samples = engine.two_moons(100)
    mlp = network(SIZES)
    start = [p.data for p in mlp.parameters()]
    arguments = [ffi.to_js(x) for x in (SIZES, start, *map(list, zip(*samples, strict=True)))]
    linked, dense = peers.linkedPeer(*arguments), peers.densePeer(*arguments)
    train(mlp, samples, 20)
    for _ in range(20):
        linked.step(RATE)
        dense.step(RATE)
    reached = [p.data for p in mlp.parameters()]
    for side in (linked, dense):
        worst = max(abs(a - b) for a, b in zip(reached, side.parameters(), strict=True))
        if not worst < 1e-9:
            raise ValueError(f"the sides do not agree: by {worst}")
    passes = accelerated_passes(mlp, samples)
    rounds, flat = [], []
    for _ in range(TURNS):
        linked_step = timed(lambda: linked.step(RATE), 50)
        rounds.append(linked_step / seconds_of_a_round(mlp, samples))
        flat.append(timed(passes, 200) / timed(dense.passes, 200))
    return {"linked": statistics.median(rounds), "dense": statistics.median(flat)}


def capture_included() -> dict[str, float]:
    """Compare 100 rounds of `train`, capture included, with the pure-Python replay."""
    tape: Any = import_module("micrograd.tape")
    replay = import_module("micrograd.replay")
    samples = engine.two_moons(100)
    ratios = []
    for _ in range(3):
        fast = timed(lambda: train(network(SIZES), samples, 100))
        accelerator, tape.Replay = tape.Replay, replay.Replay
        slow = timed(lambda: train(network(SIZES), samples, 100))
        tape.Replay = accelerator
        ratios.append(fast / slow)
    return {"pure": statistics.median(ratios)}


def larger() -> dict[str, float]:
    """Tell how the passes of a larger network on more samples cost, per product and per number."""
    small, large = engine.two_moons(100), engine.two_moons(1000)
    sides = [(network(SIZES), small, 100), (network(LARGE), large, 3)]
    costs, memories = [], []
    for mlp, samples, times in sides:
        tape = captured(mlp, samples)
        per_sample = sum(len(n.w) for layer in mlp.layers for n in layer.neurons)
        products = per_sample * len(samples)
        passes = passes_of(tape)
        passes()
        costs.append(statistics.median(timed(passes, times) for _ in range(TURNS)) / products)
        memories.append(bytes_of(tape) / products)
    return {
        "time_per_product": costs[1] / costs[0],
        "memory_per_product": memories[1] / memories[0],
    }


def network(sizes: list[int]) -> Any:
    """Make the network that all sides begin with."""
    seed(2)
    return import_module("micrograd.neuron").MLP(sizes[0], sizes[1:])


def train(mlp: Any, samples: list[engine.Sample], num_rounds: int) -> None:
    """Take rounds as a program does."""
    inputs, targets = zip(*samples, strict=True)
    mlp.train(inputs, targets, learning_rate=RATE, num_rounds=num_rounds)


def seconds_of_a_round(mlp: Any, samples: list[engine.Sample]) -> float:
    """Measure a round of `train` without the capture, which both counts have."""
    few = timed(lambda: train(mlp, samples, 10))
    many = timed(lambda: train(mlp, samples, 1010))
    return (many - few) / 1000


def captured(mlp: Any, samples: list[engine.Sample]) -> Any:
    """Capture the loss of all samples."""
    loss = sum((mlp(x) - target) ** 2 for x, target in samples)
    return import_module("micrograd.tape").Tape(loss)


def accelerated_passes(mlp: Any, samples: list[engine.Sample]) -> Callable[[], None]:
    """Return what goes forward and back, without the copies from and to the nodes."""
    return passes_of(captured(mlp, samples))


def passes_of(tape: Any) -> Callable[[], None]:
    """Return what goes forward and back on a tape's arrays."""
    replay, gradients = tape._replay, tape.gradients
    zeros = type(gradients)("d", bytes(8 * len(gradients)))

    def passes() -> None:
        replay.forward()
        gradients[:] = zeros
        gradients[-1] = 1.0
        replay.backward()

    return passes


def bytes_of(tape: Any) -> int:
    """Count what a tape's arrays take."""
    arrays = [*tape.program[1:], tape.values, tape.gradients]
    return sum(len(each) * each.itemsize for each in arrays)


def timed(act: Callable[[], object], times: int = 1) -> float:
    """Measure an act's seconds, each time."""
    start = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - start) / times


def table(found: dict[str, float]) -> str:
    """Write what was measured as a table."""
    rows = [
        ("time of a round: micrograd 0.1.0 / `train` (relu)", "original", "500", 0),
        ("time of a round: an object per link, in JavaScript / `train`", "linked", "2.5", 2),
        (
            "the accelerator's two passes / loops over flat arrays, in JavaScript",
            "dense",
            "1.2",
            2,
        ),
        ("100 rounds of `train`, capture included / the pure-Python tape", "pure", "0.1", 3),
        (
            "time per product: MLP(2, [64, 64, 1]) on 1,000 samples / this network",
            "time_per_product",
            "",
            2,
        ),
        ("memory per product: the same", "memory_per_product", "", 2),
    ]
    head = ["ratio", "Pyodide in Chromium", "goal"]
    return markdown(head, [(text, f"{found[key]:.{n}f}", goal) for text, key, goal, n in rows])


def main(peer: str, browser: str) -> None:
    """Measure in a page; print the table and write it into the README."""
    page = import_module("tests.benchmarks.page")
    folders = [
        (Path(peer), "peer"),
        (ROOT / "micrograd", "ours/micrograd"),
        (ROOT / "tests" / "benchmarks", "ours/tests/benchmarks"),
        (ROOT / "site" / "python" / "playground_host", "host/playground_host"),
    ]
    found = json.loads(page.run_in_page(IN_PAGE, folders, browser))
    print(table(found))
    write_between_marks(README, "training", table(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
