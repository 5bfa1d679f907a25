"""A scalar autograd engine, neural networks on it, and pictures of what they compute.

>>> from micrograd import Node
>>> x = Node(3.0, label="x")
>>> (x * x).backpropagate()
>>> x.grad
6.0

`micrograd.display` is the module; `from micrograd.display import display` is the function.
"""

from importlib import import_module
from typing import TYPE_CHECKING

# `graph` registers the drawer of nodes, so that every program that has nodes can show them.
from micrograd import display, graph
from micrograd.graph import Graph
from micrograd.node import Node

if TYPE_CHECKING:
    from micrograd.engine import Value
    from micrograd.neuron import MLP, Layer, Neuron
    from micrograd.tape import Tape

__all__ = [
    "MLP",
    "Graph",
    "Layer",
    "Neuron",
    "Node",
    "Tape",
    "Value",
    "__version__",
    "display",
    "graph",
]

__version__ = "0.2.0"

# Modules that can be run with `python -m` must not be imported before they run.
_LAZY = {
    "MLP": "neuron",
    "Layer": "neuron",
    "Neuron": "neuron",
    "Tape": "tape",
    "Value": "engine",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for."""
    if name in _LAZY:
        return getattr(import_module(f"micrograd.{_LAZY[name]}"), name)
    raise AttributeError(f"module 'micrograd' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
