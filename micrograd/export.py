"""The same computation as a PyTorch program: where scalars end, it goes on.

`pytorch_program` writes the source of a program for a node's graph or for a network; nothing here
needs PyTorch. Numbers are written in full, so the program starts where the computation here stands.
"""

# ruff: noqa: SLF001 - a program is made of what nodes remember.

from __future__ import annotations

from keyword import iskeyword
from reprlib import repr as short_repr
from typing import TYPE_CHECKING

from micrograd import node
from micrograd.fused import ReluNeuron, SigmoidNeuron, TanhNeuron, WeightedSum
from micrograd.neuron import MLP
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TAKEN = {"torch", "nn", "model", "INF", "NAN"}

# What an operation on operands {0} and {1} is called there.
_FORMS: dict[type[Node], str] = {
    node.Add: "{0} + {1}",
    node.Subtract: "{0} - {1}",
    node.Multiply: "{0} * {1}",
    node.Divide: "{0} / {1}",
    node.DivideNumber: "{0} / {1}",
    node.NodePower: "{0} ** {1}",
    node.Negate: "-{0}",
    node.Exp: "torch.exp({0})",
    node.Tanh: "torch.tanh({0})",
    node.Relu: "torch.relu({0})",
    node.Sigmoid: "torch.sigmoid({0})",
    node.Log: "torch.log({0})",
    node.Sin: "torch.sin({0})",
    node.Cos: "torch.cos({0})",
    node.Sqrt: "torch.sqrt({0})",
    node.Abs: "torch.abs({0})",
}
_NEURONS: dict[type[Node], str] = {
    WeightedSum: "{}",
    TanhNeuron: "torch.tanh({})",
    ReluNeuron: "torch.relu({})",
    SigmoidNeuron: "torch.sigmoid({})",
}
_MODULES = {"tanh": "nn.Tanh()", "relu": "nn.ReLU()", "sigmoid": "nn.Sigmoid()", "linear": ""}


def pytorch_program(computation: Node | MLP) -> str:
    """Write the PyTorch program that computes the same, as source code.

    A node's program computes it from its leaves and runs its backward pass; leaves have their
    labels as names where they can. A network's program makes `model`, with its parameters.

    Args:
        computation: the output of a graph, or a network.

    Returns:
        The program, which imports torch.

    Raises:
        TypeError: if it is neither, or is made with an operation that PyTorch doesn't have.
        ValueError: if the neurons of one layer differ in their activation.

    >>> a, b = Node(2.0, label="a"), Node(-3.0, label="b")
    >>> print(pytorch_program(a * b + 1.0))
    import torch
    <BLANKLINE>
    a = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(-3.0, dtype=torch.float64, requires_grad=True)
    v1 = a * b
    v2 = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    v3 = v1 + v2
    v3.backward()
    <BLANKLINE>
    """
    if isinstance(computation, MLP):
        return _network(computation)
    if isinstance(computation, Node):
        return _expression(computation)
    raise TypeError(f"expected a node or an MLP, got {short_repr(computation)}")


def _expression(output: Node) -> str:
    order = output.topological_order()
    names = _names(order)
    lines = ["import torch", ""]
    for each in order:
        operands = [names[parent] for parent in each._prev]
        lines.append(f"{names[each]} = {_formula(each, operands) if operands else _leaf(each)}")
    return "\n".join([*lines, f"{names[output]}.backward()", ""])


def _names(order: Sequence[Node]) -> dict[Node, str]:
    """Name each node by its label where that is a name and no other node's; else by a number."""
    labels = [each.label for each in order]
    counts = {label: labels.count(label) for label in set(labels) if label}
    names = {
        each: each.label for each in order if counts.get(each.label) == 1 and _is_name(each.label)
    }
    used = set(names.values())
    free = (name for i in range(1, 2 * len(order) + 2) if (name := f"v{i}") not in used)
    return {each: names[each] if each in names else next(free) for each in order}


def _is_name(label: str) -> bool:
    return label.isidentifier() and not iskeyword(label) and label not in _TAKEN


def _leaf(leaf: Node) -> str:
    return f"torch.tensor({_number(leaf.data)}, dtype=torch.float64, requires_grad=True)"


def _number(number: float) -> str:
    text = repr(float(number))
    return f'float("{text}")' if text.strip("-") in ("inf", "nan") else text


def _formula(made: Node, operands: Sequence[str]) -> str:
    kind = type(made)
    if isinstance(made, node.Power) and kind is node.Power:
        return f"{operands[0]} ** {_number(made.exponent)}"
    if kind in _FORMS:
        return _FORMS[kind].format(*operands)
    if kind in _NEURONS:
        n = len(operands) // 2
        products = (f"{w} * {x}" for x, w in zip(operands[:n], operands[n:-1], strict=True))
        return _NEURONS[kind].format(" + ".join([operands[-1], *products]))
    raise TypeError(
        f"PyTorch has the package's own operations, and {made._op or kind.__name__!r} is not one"
    )


def _network(mlp: MLP) -> str:
    modules, settings, number = [], [], 0
    for i, layer in enumerate(mlp.layers):
        activations = {neuron.activation for neuron in layer.neurons}
        if len(activations) > 1 or not activations <= _MODULES.keys():
            raise ValueError(f"layers[{i}] must have one activation that PyTorch has for all")
        neurons = layer.neurons
        modules.append(f"nn.Linear({len(neurons[0].w)}, {len(neurons)})")
        weights = ", ".join(f"[{_numbers(neuron.w)}]" for neuron in neurons)
        settings += [
            f"    model[{number}].weight.copy_(torch.tensor([{weights}]))",
            f"    model[{number}].bias.copy_(torch.tensor([{_numbers(n.b for n in neurons)}]))",
        ]
        module = _MODULES[activations.pop()]
        modules += [module] if module else []
        number = len(modules)
    return "\n".join(
        [
            "import torch",
            "from torch import nn",
            "",
            "torch.set_default_dtype(torch.float64)",
            f"model = nn.Sequential({', '.join(modules)})",
            "with torch.no_grad():",
            *settings,
            "",
        ]
    )


def _numbers(nodes: Iterable[Node]) -> str:
    return ", ".join(_number(each.data) for each in nodes)
