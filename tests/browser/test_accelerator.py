"""The tape's accelerator in the page: Python's numbers, for every operation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ENGINES

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

COMPARE = """
import json, math, random
from itertools import product
from micrograd import fused, replay, tape
from micrograd.data import two_moons
from micrograd.losses import LOSSES
from micrograd.neuron import ACTIVATIONS, MLP
from micrograd.node import Node

Fast = tape.Replay
inf, nan = math.inf, math.nan
GRID = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1 / 3, 2.0, -2.0, 3.0, -8.0, 30.0]
GRID += [1e-200, -1e200, inf, -inf, nan]
worst = [0.0, ""]
count = 0

def close(a, b):
    if math.isnan(a) or math.isnan(b) or math.isinf(a) or math.isinf(b) or a == b:
        return 0.0 if a == b or (math.isnan(a) and math.isnan(b)) else inf
    return abs(a - b) / max(abs(a), abs(b))

def compare(name, output):
    global count
    found = []
    for kind in (Fast, replay.Replay):
        tape.Replay = kind
        output.zero_grad()
        captured = tape.Tape(output)
        for _ in range(2):
            captured.forward()
            captured.backward()
        found.append([*captured.values, *captured.gradients])
    count += 1
    scale = max((abs(x) for x in found[1] if math.isfinite(x)), default=1.0)
    for a, b in zip(*found):
        off = close(a, b)
        if off > worst[0] and not abs(a - b) < 1e-16 * min(scale, 1e3):
            worst[:] = off, name

for name in "exp tanh relu sigmoid log sin cos sqrt abs __neg__".split():
    for a in GRID:
        compare(f"{name}({a})", getattr(Node(a), name)() * 1.5)
for a, b in product(GRID, GRID):
    x, y = Node(a), Node(b)
    for name, made in [("+", x + y), ("-", x - y), ("*", x * y), ("/", x / y), ("**", x ** y),
                       ("**c", x ** b), ("c/", a / y), ("c**", a ** y)]:
        compare(f"{a} {name} {b}", made * 1.5)
    for kind in ACTIVATIONS.values():
        neuron = kind([x, Node(0.5)], [y, Node(-0.5)], Node(0.125))
        compare(f"{kind.__name__}({a}, {b})", neuron * 3.0)
for activation, loss, sizes in product(ACTIVATIONS, LOSSES, ([5, 1], [8, 9, 1], [16, 16, 1])):
    random.seed(4)
    mlp = MLP(2, sizes, activation)
    points, targets = two_moons(7)
    wanted = [Node((t + 1) / 2) for t in targets]
    compare(f"{activation} {loss}", LOSSES[loss]([mlp(p) for p in points], wanted))
# weights that are nodes of the same layer, inputs that are weights, rows that overlap
for n in (2, 3, 4, 5):
    random.seed(n)
    row = [Node(random.uniform(-1, 1)) for _ in range(20)]
    for kind in ACTIVATIONS.values():
        layer = []
        for i in range(12):
            weights = layer[-n:] if len(layer) >= n and i % 2 else [*row[i : i + n], *row[:n]][:n]
            layer.append(kind(row[:n], weights, row[i]))
        top = [kind(layer[:n], layer[n : 2 * n], layer[-1]) for _ in range(5)]
        compare(f"{kind.__name__} shared {n}", sum((x * x for x in top), layer[0]))
print(json.dumps([count, worst, Fast.__module__]))
"""


def test_the_accelerator_computes_what_python_does(playground: Playground) -> None:
    playground.open()
    text = playground.run(COMPARE, seconds=120)
    count, worst, module = json.loads(text)

    assert module == "playground_host.accelerator"
    assert count > 3_000
    assert worst[0] <= 1e-12, worst


TRAIN = """
import json, random
from micrograd import replay, tape
from micrograd.data import two_moons
from micrograd.neuron import MLP

def train(rounds):
    random.seed(1)
    mlp = MLP(2, [16, 16, 1])
    history = mlp.train(*two_moons(100), learning_rate=0.002, num_rounds=rounds)
    return [*history, *(p.data for p in mlp.parameters())], history

module = tape.Replay.__module__
fast, history = train(60)
ballast = bytearray(200_000_000)  # Python's memory grows, and moves
again, _ = train(60)
fast_method, tape.Replay = tape.Replay, replay.Replay
slow, _ = train(60)
worst = max(abs(a - b) / max(abs(a), abs(b), 1e-3) for a, b in zip(fast, slow))
print(json.dumps([module, hasattr(fast_method, "descend"), worst, fast == again]))
"""


@ENGINES
def test_rounds_taken_at_once_are_those_of_python(playground: Playground) -> None:
    playground.open()
    playground.run(TRAIN, seconds=120)
    text = playground.results.locator(".card.text").last.inner_text()
    module, descends, worst, is_same = json.loads(text)
    assert (module, descends, is_same) == ("playground_host.accelerator", True, True)
    # Rounding differs in the last bits, and sixty rounds carry it on.
    assert worst < 1e-9
