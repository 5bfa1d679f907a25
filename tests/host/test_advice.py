"""Mistakes that are no errors: each is told with its line, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.programs import EXPRESSION, TRAINING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "site" / "examples").glob("*.py"))

LOOP = """\
from micrograd.neuron import MLP
import random
random.seed(1)
mlp = MLP(2, [4, 1])
rows = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]
for step in range(5):
    loss = sum((mlp(row) - 1.0) ** 2 for row in rows)
    {zero}
    loss.backward()
    for p in mlp.parameters():
        p.data -= 0.05 * p.grad
"""

MISTAKES = {
    "stale-gradients": (LOOP.format(zero="pass"), 9, "mlp.layers[0].neurons[0].w[0]"),
    "changed-data": (
        "from micrograd.node import Node\na = Node(2.0)\nb = a * 3.0\na.data = 5.0\nb.backward()\n",
        3,
        "b",
    ),
    "dead-relu": (
        (
            "from micrograd.neuron import Layer\n"
            "layer = Layer(2, 2, 'relu')\n"
            "for p in layer.neurons[0].parameters(): p.data = 1.0\n"
            "layer.neurons[1].b.data = -50.0\n"
            "loss = sum((sum(layer([i, 1.0])) - i) ** 2 for i in range(5))\n"
            "loss.backward()\n"
        ),
        5,
        "layer.neurons[1]",
    ),
    "no-path": (
        (
            "from micrograd.neuron import Layer\n"
            "layer = Layer(2, 2)\n"
            "for step in range(3):\n"
            "    loss = (layer([1.0, 2.0])[0] - 0.5) ** 2\n"
            "    layer.zero_grad()\n"
            "    loss.backward()\n"
        ),
        2,
        "layer.neurons[1].b",
    ),
    "not-finite": (
        (
            "from micrograd.node import Node\n"
            "a = Node(0.0)\n"
            "b = a * 2.0\n"
            "c = b.log()\n"
            "(c * a).backward()\n"
        ),
        4,
        "c",
    ),
}


def advice(record: Record) -> list[tuple[str, str, int, str]]:
    return [found for kind, found in record.events if kind == "advice"]  # type: ignore[misc]


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_is_told_with_its_line(kind: str, run_program: Callable[..., Record]) -> None:
    source, line, name = MISTAKES[kind]
    record = run_program(source)

    assert record.result == ("finished", "")
    assert advice(record) == [(kind, "main.py", line, name)]


FAULTLESS = {
    "a training loop": LOOP.format(zero="mlp.zero_grad()"),
    "gradients added up over the samples of a step": """\
from micrograd.neuron import MLP
mlp = MLP(1, [2, 1])
for step in range(4):
    mlp.zero_grad()
    for x in (0.5, 1.0, 1.5):
        ((mlp([x]) - x) ** 2).backward()
    for p in mlp.parameters():
        p.data -= 0.1 * p.grad
""",
    "the same pass twice": """\
from micrograd.node import Node
a = Node(2.0)
b = a * a
b.backward()
b.backward()
""",
    "the lectures' engine": """\
from micrograd.engine import Value
a = Value(-4.0); b = Value(2.0)
c = a + b
d = a * b + b**3
c += c + 1
c += 1 + c + (-a)
d += d * 2 + (b + a).relu()
d += 3 * d + (b - a).relu()
e = c - d
f = e**2
g = f / 2.0
g += 10.0 / f
g.backward()
a.data += 0.01 * a.grad
""",
    "the lectures' training": """\
import random
from micrograd.nn import MLP
random.seed(1337)
model = MLP(2, [16, 16, 1])
X = [[random.uniform(-1, 1), random.uniform(-1, 1)] for _ in range(30)]
y = [1 if a * b > 0 else -1 for a, b in X]
for k in range(5):
    scores = [model(row) for row in X]
    losses = [(1 + -yi * s).relu() for yi, s in zip(y, scores)]
    total = sum(losses) * (1.0 / len(losses)) + 1e-4 * sum(p * p for p in model.parameters())
    model.zero_grad()
    total.backward()
    for p in model.parameters():
        p.data -= 0.1 * p.grad
""",
    "nothing at all": "",
    "the seed's expression": EXPRESSION,
    "the seed's training": TRAINING.replace("500", "5"),
    **{path.stem: path.read_text(encoding="utf-8").replace("500", "5") for path in EXAMPLES},
}


@pytest.mark.parametrize("name", FAULTLESS)
def test_a_program_that_means_what_it_does_hears_nothing(
    name: str, run_program: Callable[..., Record]
) -> None:
    record = run_program(FAULTLESS[name])

    assert record.result == ("finished", "")
    assert advice(record) == []


OWN = """\
class Value:
    def __init__(self, data, prev=()):
        self.data, self.grad, self._prev = data, 0.0, prev
        self._backward = lambda: None

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))

        def backward():
            self.grad += other.data * out.grad
            other.grad = other.grad + self.data * out.grad

        out._backward = backward
        return out

    def zero_grad(self):
        self.grad = 0.0

    def backward(self):
        self.grad = 1.0
        self._backward()
        for each in self._prev:
            each._backward()


w, b, two = Value(3.0), Value(1.0), Value(2.0)
params = [b, w]
"""
OWN_LOOP = """\
for step in range({rounds}):
    loss = w * two
    {zero}
    loss.backward()
    for p in params:
        p.data {step} 0.1 * p.grad
"""


@pytest.mark.parametrize("step", ["-=", "+= -", "= p.data -"])
def test_a_loop_on_one_s_own_engine_that_keeps_gradients_is_told(
    step: str, run_program: Callable[..., Record]
) -> None:
    """By hand: the slope of 2·w is 2 in each round, and w has had 3 rounds of it."""
    loop = OWN_LOOP.format(rounds=3, zero="pass", step=step)
    record = run_program(f"{OWN}{loop}print(w.grad)\n")

    assert record.printed() == "6.0\n"
    line = f"{OWN}{loop}".split("\n").index("    loss.backward()") + 1
    assert advice(record) == [("stale-gradients", "main.py", line, "w")]
    split = run_program(
        f"from engine import Value\nw, b, two = {OWN.rsplit('two = ', maxsplit=1)[-1]}{loop}",
        engine=OWN.split("\n\n\nw, b", 1)[0],
    )
    assert [found[0] for found in advice(split)] == ["stale-gradients"]


@pytest.mark.parametrize(
    "loop",
    [
        OWN_LOOP.format(rounds=3, zero="for p in params: p.grad = 0.0", step="-="),
        OWN_LOOP.format(rounds=3, zero="for p in params: p.zero_grad()", step="-="),
        OWN_LOOP.format(rounds=3, zero="for p in params: p.grad *= 0", step="-="),
        OWN_LOOP.format(rounds=3, zero="[setattr(p, 'grad', 0) for p in params]", step="-="),
        OWN_LOOP.format(rounds=3, zero="w.grad = b.grad = two.grad = 0.0", step="-="),
        OWN_LOOP.format(rounds=3, zero="w.grad, b.grad = 0.0, 0.0", step="-="),
        OWN_LOOP.format(rounds=3, zero="w = Value(3.0); params = [w, b]", step="-="),
        OWN_LOOP.format(rounds=1, zero="pass", step="-="),
        OWN_LOOP.format(rounds=0, zero="pass", step="-="),
        OWN_LOOP.format(rounds=3, zero="b = Value(1.0); params = [b, w]", step="-="),
        "for x in range(3):\n    loss = w * two\n    loss.backward()\n",
    ],
)
def test_a_loop_on_one_s_own_engine_that_may_be_right_hears_nothing(
    loop: str, run_program: Callable[..., Record]
) -> None:
    record = run_program(f"{OWN}{loop}")

    assert record.result == ("finished", "")
    assert advice(record) == []


def test_a_program_that_ended_by_an_error_is_advised_too(
    run_program: Callable[..., Record],
) -> None:
    record = run_program(MISTAKES["not-finite"][0] + "1 / 0\n")

    assert record.kinds() == ["error", "advice"]


def test_looking_at_a_pass_raises_nothing_of_its_own(run_program: Callable[..., Record]) -> None:
    record = run_program(
        "from micrograd.node import Node\n"
        "globals()[5] = a = Node(2.0)\n"
        "b = a * 3.0\n"
        "a.data = None\n"
        "b.label = 7\n"
        "b.backward()\n"
    )

    assert "advice" not in record.kinds()
    assert "TypeError: data must be a number, not None" in record.problem[0]
    assert record.problem[2] == 6


SET_BEFORE = """\
from micrograd.node import Node

w = Node(3.0)
for step in range(3):
    w.grad = {gradient}
    loss = w * w
    loss.backward()
    w.data -= 0.1 * w.grad
"""


@pytest.mark.parametrize("gradient", ["0.1 * w.data", "0.9 * w.grad", "1.0", "0.0"])
def test_a_gradient_that_the_program_sets_is_not_that_of_the_pass_before(
    gradient: str, run_program: Callable[..., Record]
) -> None:
    assert advice(run_program(SET_BEFORE.format(gradient=gradient))) == []


def test_a_gradient_that_nobody_set_is_that_of_the_pass_before(
    run_program: Callable[..., Record],
) -> None:
    found = advice(run_program(SET_BEFORE.format(gradient="w.grad")))
    assert [kind for kind, *_ in found] == ["stale-gradients"]
