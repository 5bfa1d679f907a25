"""The same computations in PyTorch and here, their gradients side by side.

Run it with `python -m micrograd.pytorch_example`. The package itself never needs PyTorch.
"""

from __future__ import annotations

import random
import sys
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

from micrograd.neuron import MLP
from micrograd.node import Node

if TYPE_CHECKING:
    Row = tuple[str, float, float]  # what it is, its number here, its number in PyTorch

INPUTS = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
TARGETS = [1.0, -1.0, -1.0, 1.0]

NEURON = {"x1": 2.0, "w1": -3.0, "x2": 0.0, "w2": 1.0, "b": 6.8813735870195432}


def neuron_rows(torch: Any) -> list[Row]:
    """Return value and gradients of tanh(x1*w1 + x2*w2 + b), computed both ways."""
    ours = {name: Node(value, label=name) for name, value in NEURON.items()}
    theirs = {name: _leaf(torch, value) for name, value in NEURON.items()}
    o, torch_o = _neuron(**ours), _neuron(**theirs)
    o.backward()
    torch_o.backward()
    return [
        ("o", o.data, torch_o.item()),
        *((f"do/d{name}", ours[name].grad, theirs[name].grad.item()) for name in NEURON),
    ]


def _neuron(x1: Any, w1: Any, x2: Any, w2: Any, b: Any) -> Any:
    return (x1 * w1 + x2 * w2 + b).tanh()


def mlp_rows(torch: Any) -> list[Row]:
    """Return loss and gradients of a small network with the same parameters, both ways."""
    mlp = MLP(3, [2, 1])
    squares = [(mlp(x) - t) ** 2 for x, t in zip(INPUTS, TARGETS, strict=True)]
    loss = sum(squares, Node(0.0))
    loss.backward()

    outputs = torch.tensor(INPUTS, dtype=torch.float64)
    leaves = []
    for layer in mlp.layers:
        w = _leaf(torch, [[w.data for w in neuron.w] for neuron in layer.neurons])
        b = _leaf(torch, [neuron.b.data for neuron in layer.neurons])
        outputs = (outputs @ w.T + b).tanh()
        leaves.append((w, b))
    torch_loss = ((outputs.squeeze(1) - _leaf(torch, TARGETS)) ** 2).sum()
    torch_loss.backward()

    rows = [("L", loss.data, torch_loss.item())]
    for i, (layer, (w, b)) in enumerate(zip(mlp.layers, leaves, strict=True)):
        for j, neuron in enumerate(layer.neurons):
            name = f"dL/dlayers[{i}].neurons[{j}]"
            rows += (
                (f"{name}.w[{k}]", ours.grad, w.grad[j, k].item())
                for k, ours in enumerate(neuron.w)
            )
            rows.append((f"{name}.b", neuron.b.grad, b.grad[j].item()))
    return rows


def _leaf(torch: Any, data: object) -> Any:
    return torch.tensor(data, dtype=torch.float64, requires_grad=True)


def print_table(title: str, rows: list[Row]) -> None:
    """Print numbers side by side."""
    print(f"{title}\n{'':<30} {'micrograd':>20} {'PyTorch':>20}")
    for name, ours, theirs in rows:
        print(f"{name:<30} {ours:>20.15f} {theirs:>20.15f}")
    print()


def main() -> int:
    """Print both comparisons and the largest difference; return the process's exit code."""
    try:
        with warnings.catch_warnings():
            # PyTorch warns when NumPy is not installed; nothing here needs NumPy.
            warnings.simplefilter("ignore")
            torch = import_module("torch")
    except ImportError:
        print("this example needs PyTorch: pip install torch", file=sys.stderr)
        return 1
    random.seed(1)
    neuron, mlp = neuron_rows(torch), mlp_rows(torch)
    print_table("o = tanh(x1*w1 + x2*w2 + b)", neuron)
    print_table("MLP(3, [2, 1]), four samples, L = sum of squared errors", mlp)
    largest = max(abs(ours - theirs) for _, ours, theirs in neuron + mlp)
    print(f"largest difference: {largest:.1e}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
