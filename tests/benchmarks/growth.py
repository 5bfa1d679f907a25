"""Measures how time grows with size: each task at one size and at four times that size, in turns.

`python build.py bench` runs it. A linear task takes four times as long, a quadratic one sixteen
times.
"""

from __future__ import annotations

import copy
import gc
import pickle
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from micrograd.engine import Value
from micrograd.export import pytorch_program
from micrograd.graph import Graph
from micrograd.neuron import MLP
from micrograd.node import Node
from tests.benchmarks.tables import README, markdown, write_between_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    Task = Callable[[], object]

TURNS = 5


def trained(rounds: int) -> Task:
    """Train with a tolerance, which looks at the losses so far in each round."""

    def task() -> object:
        mlp = MLP(1, [1], activation="linear")
        return mlp.train([[0.0], [1.0]], [0.0, 1.0], 1e-7, rounds, tolerance=0.0)

    return task


def operation_of_many(count: int) -> Task:
    """Draw an operation of a program's own that has many children."""
    nodes = [Value(float(i)) for i in range(count)]
    out = Value(sum(node.data for node in nodes), nodes, "total")

    def _backward() -> None:
        for node in nodes:
            node.grad += out.grad

    out._backward = _backward
    return partial(Graph, out)


def chain(count: int) -> Node:
    """Make a chain of additions, each with a name."""
    y = Node(1.0, label="x")
    for i in range(count):
        y = y + 1.0
        y.label = f"y{i}"
    return y


TASKS: dict[str, tuple[Callable[[int], Task], int]] = {
    "`train(tolerance=…)`, by rounds": (trained, 4_000),
    "a graph, by one operation's children": (operation_of_many, 1_000),
    "a graph, by operations in a chain": (lambda n: partial(Graph, chain(n)), 1_000),
    "`pytorch_program`, by labels": (lambda n: partial(pytorch_program, chain(n)), 1_000),
    "the backward pass, by operations": (lambda n: chain(n).backward, 10_000),
    "`deepcopy`, by operations": (lambda n: partial(copy.deepcopy, chain(n)), 5_000),
    "`pickle`, by operations": (lambda n: partial(pickle.dumps, chain(n)), 5_000),
}


def growth(make: Callable[[int], Task], size: int, turns: int = TURNS) -> float:
    """Return how many times as long a task takes at four times a size."""
    tasks = make(size), make(4 * size)
    best = [float("inf")] * 2
    for _ in range(turns):
        for i, task in enumerate(tasks):
            gc.collect()
            start = time.process_time()
            task()
            best[i] = min(best[i], time.process_time() - start)
    return best[1] / best[0]


def main() -> None:
    """Measure; print the table and write it into the README."""
    rows: list[Any] = [
        (name, f"{size:,}", f"{growth(make, size):.1f}") for name, (make, size) in TASKS.items()
    ]
    text = markdown(["what grows", "from", "time at four times the size"], rows)
    print(text)
    write_between_marks(README, "growth", text)


if __name__ == "__main__":
    main()
