"""The same computations in PyTorch and here, with their numbers side by side.

Run it with `python -m micrograd.pytorch_example`. The package itself never needs PyTorch. In the
browser, which can't run PyTorch, the numbers were recorded.
"""

from __future__ import annotations

import json
import random
import sys
import warnings
from importlib import import_module, resources
from reprlib import repr as short_repr
from types import ModuleType
from typing import TYPE_CHECKING, Any

from micrograd.arguments import as_text
from micrograd.neuron import MLP
from micrograd.node import Node, as_float

if TYPE_CHECKING:
    Numbers = dict[str, dict[str, float]]  # by the computation's title, then by name

INPUTS = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
TARGETS = [1.0, -1.0, -1.0, 1.0]

NEURON = {"x1": 2.0, "w1": -3.0, "x2": 0.0, "w2": 1.0, "b": 6.8813735870195432}
PAIR = {"a": -1.5, "b": 0.75}

TITLES = [
    "o = tanh(x1*w1 + x2*w2 + b)",
    "e = (a*b + b**3 + 1).relu() / 2 + exp(b - a) / a",
    "MLP(3, [2, 1]), four samples, L = sum of squared errors",
    "training it: L in 20 rounds, learning rate 0.05",
]
ROUNDS, RATE = 20, 0.05
RECORDED = "pytorch_numbers.json"


def numbers_here() -> Numbers:
    """Compute the numbers with this package."""
    found = {title: _expression_here(*each) for title, each in _expressions()}
    random.seed(1)
    mlp = MLP(3, [2, 1])
    loss = sum(((mlp(x) - t) ** 2 for x, t in zip(INPUTS, TARGETS, strict=True)), Node(0.0))
    loss.backward()
    rows = {"L": loss.data}
    for i, layer in enumerate(mlp.layers):
        for j, neuron in enumerate(layer.neurons):
            name = f"dL/dlayers[{i}].neurons[{j}]"
            rows |= {f"{name}.w[{k}]": w.grad for k, w in enumerate(neuron.w)}
            rows[f"{name}.b"] = neuron.b.grad
    history = mlp.train(INPUTS, TARGETS, RATE, ROUNDS)
    return {**found, TITLES[2]: rows, TITLES[3]: _rounds(history)}


def numbers_of_pytorch(torch: Any) -> Numbers:
    """Compute the numbers with PyTorch, from the same parameters.

    Raises:
        TypeError: if `torch` is not the module.
    """
    if not (isinstance(torch, ModuleType) and hasattr(torch, "tensor")):
        raise TypeError(f"torch must be PyTorch's module, not {short_repr(torch)}")
    found = {title: _expression_there(torch, *each) for title, each in _expressions()}
    random.seed(1)
    layers = [
        (
            _leaf(torch, [[w.data for w in neuron.w] for neuron in layer.neurons]),
            _leaf(torch, [neuron.b.data for neuron in layer.neurons]),
        )
        for layer in MLP(3, [2, 1]).layers
    ]
    parameters = [parameter for layer in layers for parameter in layer]

    def loss_of_all() -> Any:
        outputs = torch.tensor(INPUTS, dtype=torch.float64)
        for w, b in layers:
            outputs = (outputs @ w.T + b).tanh()
        return ((outputs.squeeze(1) - torch.tensor(TARGETS, dtype=torch.float64)) ** 2).sum()

    loss = loss_of_all()
    loss.backward()
    rows = {"L": loss.item()}
    for i, (w, b) in enumerate(layers):
        for j in range(len(b)):
            name = f"dL/dlayers[{i}].neurons[{j}]"
            rows |= {f"{name}.w[{k}]": w.grad[j, k].item() for k in range(w.shape[1])}
            rows[f"{name}.b"] = b.grad[j].item()
    optimizer = torch.optim.SGD(parameters, lr=RATE)
    losses = []
    for _ in range(ROUNDS):
        loss = loss_of_all()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return {**found, TITLES[2]: rows, TITLES[3]: _rounds(losses)}


def recorded_numbers() -> tuple[str, Numbers]:
    """Return the numbers recorded from PyTorch, and its version."""
    text = resources.files("micrograd").joinpath(RECORDED).read_text(encoding="utf-8")
    recorded = json.loads(text)
    return recorded["version"], recorded["numbers"]


def _expressions() -> list[tuple[str, tuple[Any, str, dict[str, float]]]]:
    return [(TITLES[0], (_neuron, "o", NEURON)), (TITLES[1], (_pair, "e", PAIR))]


def _neuron(x1: Any, w1: Any, x2: Any, w2: Any, b: Any) -> Any:
    return (x1 * w1 + x2 * w2 + b).tanh()


def _pair(a: Any, b: Any) -> Any:
    return (a * b + b**3 + 1.0).relu() / 2.0 + (b - a).exp() / a


def _expression_here(compute: Any, output: str, values: dict[str, float]) -> dict[str, float]:
    leaves = {name: Node(value, label=name) for name, value in values.items()}
    result = compute(**leaves)
    result.backward()
    return {
        output: result.data,
        **{f"d{output}/d{name}": leaf.grad for name, leaf in leaves.items()},
    }


def _expression_there(
    torch: Any, compute: Any, output: str, values: dict[str, float]
) -> dict[str, float]:
    leaves = {name: _leaf(torch, value) for name, value in values.items()}
    result = compute(**leaves)
    result.backward()
    return {
        output: result.item(),
        **{f"d{output}/d{name}": leaf.grad.item() for name, leaf in leaves.items()},
    }


def _leaf(torch: Any, data: object) -> Any:
    return torch.tensor(data, dtype=torch.float64, requires_grad=True)


def _rounds(losses: list[float]) -> dict[str, float]:
    return {f"round {n}": loss for n, loss in enumerate(losses, start=1)}


def print_table(title: str, ours: dict[str, float], theirs: dict[str, float]) -> None:
    """Print numbers side by side.

    Raises:
        TypeError: if the title is not a string, or the numbers are not in dicts.
        ValueError: if `theirs` lacks one of the names in `ours`.
    """
    as_text(title, "title")
    for side, numbers in (("ours", ours), ("theirs", theirs)):
        if not isinstance(numbers, dict):
            raise TypeError(f"{side} must be a dict of numbers, not {short_repr(numbers)}")
        for name, number in numbers.items():
            as_float(number, f"{side}[{name!r}]")
    if missing := [name for name in ours if name not in theirs]:
        raise ValueError(f"theirs must have a number for {missing[0]!r}, as ours has")
    print(f"{title}\n{'':<30} {'micrograd':>20} {'PyTorch':>20}")
    for name, number in ours.items():
        print(f"{name:<30} {number:>20.15f} {theirs[name]:>20.15f}")
    print()


def is_in_browser() -> bool:
    """Tell whether this Python runs in a browser."""
    return str(sys.platform) == "emscripten"


def main() -> int:
    """Print the comparisons and the largest difference; return the process's exit code."""
    try:
        with warnings.catch_warnings():
            # PyTorch warns when NumPy is not installed; nothing here needs NumPy.
            warnings.simplefilter("ignore")
            torch = import_module("torch")
    except ImportError:
        if not is_in_browser():
            print("this example needs PyTorch: pip install torch", file=sys.stderr)
            return 1
        version, theirs = recorded_numbers()
        print(f"PyTorch can't be here: its numbers were recorded, from version {version}\n")
    else:
        theirs = numbers_of_pytorch(torch)
    ours = numbers_here()
    for title, numbers in ours.items():
        print_table(title, numbers, theirs[title])
    largest = max(
        abs(number - theirs[title][name])
        for title, numbers in ours.items()
        for name, number in numbers.items()
    )
    print(f"largest difference: {largest:.1e}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
