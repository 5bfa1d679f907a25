"""Record the graph for the page's tests: `python -m tests.engine.record_graph`.

It is the graph of a small program, run as the page runs it. Its numbers are sums of powers of two,
so every machine gets the same.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

from micrograd.graph import Graph
from micrograd.origin import record_origins

PATH = Path(__file__).parent / "recorded" / "graph.json"

PROGRAM = """\
from micrograd.neuron import MLP
from micrograd.node import Node

mlp = MLP(2, [2, 1], activation="relu")
for i, parameter in enumerate(mlp.parameters()):
    parameter.data = (i % 4) / 4 - 0.25
inputs = [[1.0, -0.5], [0.25, 2.0]]
targets = [0.5, -1.0]
loss = Node(0.0)
for row, target in zip(inputs, targets):
    error = mlp(row) - target
    loss = loss + error * error
loss.label = "loss"
"""


def recorded() -> str:
    """Return the JSON of the program's graph, after its backward pass."""
    main = ModuleType("__main__")
    real, sys.modules["__main__"] = sys.modules["__main__"], main
    was_on = record_origins()
    try:
        exec(compile(PROGRAM, "main.py", "exec"), main.__dict__)  # noqa: S102 - it is ours, above
        before = Graph(main.__dict__["loss"], "before")
        main.__dict__["loss"].backward()
        graph = Graph(main.__dict__["loss"], "after", before=before)
    finally:
        record_origins(was_on)
        sys.modules["__main__"] = real
    data = json.loads(graph.to_json())
    data["id"] = "g1"
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(recorded(), encoding="utf-8")
