"""Record PyTorch's results in float64, so that the tests need no PyTorch.

`torch.json` has operations, expressions and networks. `edges.json` has every operation with
subnormal, huge and infinite operands, and with gradients that are 0, 1, infinite or nan. JavaScript
tests read it too, so numbers that JSON lacks are strings there.

Run `python -m tests.engine.record_torch` with PyTorch installed; a test compares the recording with
the installed PyTorch.
"""

from __future__ import annotations

import json
import math
import operator
from importlib import import_module
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.engine import networks
from tests.engine.expressions import compute, random_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tests.engine.expressions import Step

PATH = Path(__file__).parent / "recorded" / "torch.json"
EDGES_PATH = PATH.with_name("edges.json")

INF = float("inf")
NAN = float("nan")
GRID = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1 / 3, 2.0, -2.0, 3.0, -8.0, 1e-200, -1e200, 1000.0]
GRID += [INF, -INF, NAN]

EDGES = [0.0, -0.0, 5e-324, -1e-310, 1e-5, 0.3, 1.0, -2.0, 1e160, -1.7e308, INF, -INF, NAN]
UPSTREAM = [0.0, 1.0, INF, NAN]

UNARY: dict[str, Callable[[Any], Any]] = {
    "-a": operator.neg,
    "a.exp()": lambda a: a.exp(),
    "a.tanh()": lambda a: a.tanh(),
    "a.relu()": lambda a: a.relu(),
    "a.sigmoid()": lambda a: a.sigmoid(),
    "a.log()": lambda a: a.log(),
    "a.sin()": lambda a: a.sin(),
    "a.cos()": lambda a: a.cos(),
    "a.sqrt()": lambda a: a.sqrt(),
    "a.abs()": lambda a: a.abs(),
    "abs(a)": abs,
}
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "a + b": operator.add,
    "a - b": operator.sub,
    "a * b": operator.mul,
    "a / b": operator.truediv,
    "a ** b": operator.pow,
}
# Which operands are nodes (tensors); the others are numbers.
FORMS = {"node, node": (True, True), "node, number": (True, False), "number, node": (False, True)}


def evaluate(
    operation: Callable[..., Any], operands: list[float], are_nodes: tuple[bool, ...], leaf: Any
) -> list[float]:
    """Return the value and the gradient of each operand that is a node."""
    output, leaves = operated(operation, operands, are_nodes, leaf)
    output.backward()
    return [float(output.data), *(float(value.grad) for value in leaves)]


def operated(
    operation: Callable[..., Any],
    operands: Sequence[float],
    are_nodes: tuple[bool, ...],
    leaf: Any,
) -> tuple[Any, list[Any]]:
    """Compute an operation; return its output, and those operands that are nodes."""
    values: list[Any] = [
        leaf(x) if is_node else x for x, is_node in zip(operands, are_nodes, strict=True)
    ]
    leaves = [value for value, is_node in zip(values, are_nodes, strict=True) if is_node]
    return operation(*values), leaves


def operations() -> Iterator[tuple[str, Callable[..., Any], tuple[bool, ...]]]:
    """Give every operation in every form: its name there, itself, which operands are nodes."""
    for name, unary in UNARY.items():
        yield f"{name} (node)", unary, (True,)
    for name, binary in BINARY.items():
        for form, are_nodes in FORMS.items():
            yield f"{name} ({form})", binary, are_nodes


def edges(
    leaf: Any,
    backpropagate: Callable[[Any, list[Any], float], list[float]],
    grid: Sequence[float] = EDGES,
) -> dict[str, list[list[float]]]:
    """Evaluate every operation between the grid's numbers, below each gradient of `UPSTREAM`.

    Args:
        leaf: makes a leaf of one library.
        backpropagate: takes an output, its leaves, and the gradient that arrives at the output;
            returns the output's value and the leaves' gradients.
        grid: the numbers that operands take.
    """
    return {
        name: [
            row
            for operands in product(grid, repeat=len(are_nodes))
            for gradient in UPSTREAM
            for row in [backpropagate(*operated(operation, operands, are_nodes, leaf), gradient)]
        ]
        for name, operation, are_nodes in operations()
    }


def torch_backpropagate(output: Any, leaves: list[Any], gradient: float) -> list[float]:
    """Let a gradient arrive at an output of PyTorch."""
    (output * gradient).backward()
    return [output.item(), *(leaf.grad.item() for leaf in leaves)]


def recorded_edges() -> dict[str, list[list[float]]]:
    """Return the recording of the edges."""
    rows = json.loads(EDGES_PATH.read_text(encoding="utf-8"))["rows"]
    return {name: [[float(x) for x in row] for row in each] for name, each in rows.items()}


def _numbers_of_json(numbers: Iterable[float]) -> list[float | str]:
    names = {INF: "Infinity", -INF: "-Infinity"}
    return ["NaN" if math.isnan(x) else names.get(x, x) for x in numbers]


def table(leaf: Any) -> dict[str, list[list[float]]]:
    """Evaluate every operation in every form over the grid, with leaves of one library."""
    return {
        name: [
            evaluate(operation, list(operands), are_nodes, leaf)
            for operands in product(GRID, repeat=len(are_nodes))
        ]
        for name, operation, are_nodes in operations()
    }


def evaluate_expression(leaves: list[float], steps: list[Step], leaf: Any) -> list[list[float]]:
    """Return the value, then the leaves' gradients after one and after two backward passes."""
    nodes = [leaf(x) for x in leaves]
    output = compute(nodes, steps)
    passes = []
    for _ in range(2):
        output.backward(**({"retain_graph": True} if hasattr(output, "retain_grad") else {}))
        passes.append([float(node.grad) for node in nodes])
    return [[float(output.data)], *passes]


def expressions() -> Iterator[tuple[list[float], list[Step]]]:
    """Give fifty expressions of up to thirty operations, always the same."""
    random = Random(20240229)  # noqa: S311 - reproducible on purpose
    for _ in range(50):
        leaves = [random.uniform(-2.0, 2.0) for _ in range(random.randint(1, 4))]
        yield leaves, random_steps(random, len(leaves), random.randint(1, 30))


def network_rows(torch: Any) -> dict[str, list[float]]:
    """Compute in PyTorch what the tests of networks compare with."""
    rows = {"two losses": networks.two_losses(torch_leaf(torch))}
    for name in networks.ACTIVATIONS:
        rows[f"training, {name}"] = networks.torch_training(torch, name)
        rows[f"one input thrice, {name}"] = networks.torch_one_input_thrice(torch, name)
    return rows


def recorded() -> Any:
    """Return the recording."""
    return json.loads(PATH.read_text(encoding="utf-8"))


def torch_leaf(torch: Any) -> Callable[[float], Any]:
    """Return what makes a leaf of PyTorch."""
    return lambda value: torch.tensor(value, dtype=torch.float64, requires_grad=True)


def main() -> None:
    """Write the recording."""
    torch = import_module("torch")
    recording = {"torch": torch.__version__, "rows": table(torch_leaf(torch))}
    recording["networks"] = network_rows(torch)
    recording["expressions"] = [
        evaluate_expression(leaves, steps, torch_leaf(torch)) for leaves, steps in expressions()
    ]
    text = json.dumps(recording).replace("]], ", "]],\n").replace("[[", "[\n[")
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(text + "\n", encoding="utf-8")
    rows = edges(torch_leaf(torch), torch_backpropagate)
    found = {
        "torch": torch.__version__,
        "grid": _numbers_of_json(EDGES),
        "upstream": _numbers_of_json(UPSTREAM),
        "rows": {name: list(map(_numbers_of_json, each)) for name, each in rows.items()},
    }
    EDGES_PATH.write_text(json.dumps(found).replace("]], ", "]],\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
