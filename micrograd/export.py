"""Writes a computation as a PyTorch program, for work that is too large for scalars.

`pytorch_program` writes the source code for a node's graph or for a network; this module does not
need PyTorch. Numbers are written with all digits, so the program continues with the same numbers.
"""

# ruff: noqa: SLF001 - a program is made from the nodes' private attributes.

from __future__ import annotations

import builtins
from collections import Counter
from keyword import iskeyword
from reprlib import repr as short_repr
from typing import TYPE_CHECKING
from unicodedata import normalize

from micrograd import neuron
from micrograd.arguments import as_list
from micrograd.fused import parts
from micrograd.neuron import MLP, Layer, Neuron
from micrograd.node import Node, Power, as_float
from micrograd.operations import ROWS, operation
from micrograd.tape import is_known, stranger_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Names with another meaning in the written program, or in code that a user adds to it.
_TAKEN = {"torch", "nn", "model", *vars(builtins)}
_MAX_NAME = 1_000

_BY_GRAPH = "write the program of an output's graph instead, pytorch_program(mlp(inputs))"

_MODULES = {row.activation: row.module for row in ROWS.values() if row.activation}


def pytorch_program(computation: Node | MLP) -> str:
    """Return the source code of a PyTorch program that computes the same.

    A node's program computes the node from its leaves and runs its backward pass. A leaf's label
    becomes its name if it is a Python identifier (normalised to NFKC), unique, and not taken. A
    network's program makes `model`, with its parameters.

    Args:
        computation: the output of a graph, or a network.

    Returns:
        The program, which imports torch.

    Raises:
        TypeError: if it is neither, or has an operation that PyTorch doesn't have; or if the
            network, a layer or a neuron has its own `__call__` or `forward`.
        ValueError: if the neurons of one layer differ in their activation or their number of
            weights, a layer doesn't fit the one before, or a parameter is used in two places or
            is computed from other nodes.

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
    raise TypeError(f"computation: expected a node or an MLP, got {short_repr(computation)}")


def _expression(output: Node) -> str:
    order = output.topological_order()
    if stranger := stranger_among(order):
        raise TypeError(f"PyTorch has the package's own operations, and {stranger!r} is not one")
    names = _names(order)
    lines = ["import torch", ""]
    for each in order:
        operands = [names[id(parent)] for parent in each._prev]
        lines.append(f"{names[id(each)]} = {_formula(each, operands) if operands else _leaf(each)}")
    return "\n".join([*lines, f"{names[id(output)]}.backward()", ""])


def _names(order: Sequence[Node]) -> dict[int, str]:
    """Name each node by its label if that is a unique identifier, else by a number."""
    labels = [_as_name(each.label) for each in order]
    counts = Counter(labels)
    free = (name for i in range(1, 2 * len(order) + 2) if (name := f"v{i}") not in counts)
    return {
        id(each): label if label and counts[label] == 1 else next(free)
        for each, label in zip(order, labels, strict=True)
    }


def _as_name(label: object) -> str:
    """Return a label as Python's parser reads it, or "" if it can't be a name in the program."""
    if not isinstance(label, str) or len(label) > _MAX_NAME:
        return ""
    name = normalize("NFKC", label)
    is_special = name.startswith("__") and name.endswith("__")
    is_free = name.isidentifier() and not iskeyword(name) and name not in _TAKEN
    return name if is_free and not is_special else ""


def _leaf(leaf: Node) -> str:
    return f"torch.tensor({_number(leaf.data)}, dtype=torch.float64, requires_grad=True)"


def _number(number: float) -> str:
    text = repr(as_float(number, "data"))
    return text.replace("inf", "torch.inf").replace("nan", "torch.nan")


def _formula(made: Node, operands: Sequence[str]) -> str:
    row = ROWS[operation(made)]
    if not row.activation:
        c = _number(made.exponent) if isinstance(made, Power) else ""
        return row.pytorch.format(a=operands[0], b=operands[-1], c=c)
    inputs, weights, bias = parts(tuple(operands))
    products = (f"{w} * {x}" for x, w in zip(inputs, weights, strict=True))
    return row.pytorch.format(a=" + ".join([bias, *products]))


def _network(mlp: MLP) -> str:
    _refuse_own_ways(mlp)
    _refuse_what_does_not_fit(mlp)
    modules, settings, number = [], [], 0
    for i, layer in enumerate(mlp.layers):
        activations = {each.activation for each in layer.neurons}
        are_known = all(is_known(neuron.ACTIVATIONS.get(name)) for name in activations)
        if len(activations) > 1 or not activations <= _MODULES.keys() or not are_known:
            raise ValueError(f"layers[{i}] must have one activation that PyTorch has for all")
        neurons = layer.neurons
        modules.append(f"nn.Linear({len(neurons[0].w)}, {len(neurons)})")
        weights = ", ".join(f"[{_numbers(each.w)}]" for each in neurons)
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


def _parts(mlp: MLP) -> Iterator[tuple[str, MLP | Layer | Neuron]]:
    """Yield the network, its layers and their neurons, each with its name."""
    yield "the network", mlp
    for i, layer in enumerate(as_list(mlp.layers, "layers", "layers")):
        place = f"layers[{i}]"
        if not isinstance(layer, Layer):
            raise TypeError(f"{place} must be a Layer, not {short_repr(layer)}: {_BY_GRAPH}")
        yield place, layer
        for j, each in enumerate(as_list(layer.neurons, f"{place}.neurons", "neurons")):
            if not isinstance(each, Neuron):
                name = f"{place}.neurons[{j}]"
                raise TypeError(f"{name} must be a Neuron, not {short_repr(each)}: {_BY_GRAPH}")
            yield f"{place}.neurons[{j}]", each


def _refuse_own_ways(mlp: MLP) -> None:
    """Raise a TypeError if a part of the network has its own `__call__` or `forward`."""
    for place, part in _parts(mlp):
        # Python looks up `__call__` on the class, not on the object.
        for name, method in (("__call__", type(part).__call__), ("forward", part.forward)):
            if not _is_ours(method):
                raise TypeError(
                    f"{place} has a {name} of its own, which nn.Sequential does not know: "
                    f"{_BY_GRAPH}"
                )


def _is_ours(method: object) -> bool:
    function = getattr(method, "__func__", method)
    return getattr(function, "__globals__", None) is vars(neuron)


def _refuse_what_does_not_fit(mlp: MLP) -> None:
    """Raise a ValueError if a layer or parameter does not fit into `nn.Sequential`."""
    width = mlp.n_inputs
    seen: set[int] = set()
    for i, layer in enumerate(mlp.layers):
        for j, each in enumerate(layer.neurons):
            place = f"layers[{i}].neurons[{j}]"
            if len(each.w) != width:
                raise ValueError(f"{place} must have {width} weights, not {len(each.w)}")
            for name, parameter in [*((f"w[{k}]", w) for k, w in enumerate(each.w)), ("b", each.b)]:
                if parameter._prev or id(parameter) in seen:
                    what = "is computed from others" if parameter._prev else "stands in two places"
                    raise ValueError(f"{place}.{name} must be a parameter of its own: it {what}")
                seen.add(id(parameter))
        width = len(layer.neurons)


def _numbers(nodes: Iterable[Node]) -> str:
    return ", ".join(_number(each.data) for each in nodes)
