"""A scalar autograd engine, neural networks on it, and pictures of what they compute.

>>> from micrograd import Node
>>> x = Node(3.0, label="x")
>>> (x * x).backpropagate()
>>> x.grad
6.0

`micrograd.display` is the module; `from micrograd.display import display` is the function.

The rooms, in the order in which they are best read (the import contract in `pyproject.toml` says
which module stands on which):

- *The engine*: `node` has one class per operation, with the derivative beside the formula. A node
  remembers its operands; the backward pass walks the nodes in reverse and lets each add its share
  to its operands' gradients. It has no recursion, no closures and no reference cycles, so a chain
  of a million operations is fine. `subclass`, `conversion` and `copies` let a node be what Python
  expects of an object; `operations` has a row for each operation: its code, its words, its PyTorch
  form. `engine` has Karpathy's names for the same.
- *Networks*: `fused` makes a neuron one node, which trains an order of magnitude faster; small
  networks are still drawn as products and sums. `neuron` has `Neuron`, `Layer` and `MLP`, `nn`
  Karpathy's names. `losses`, `optim` and `data` are what a training needs.
- *Training*: `tape` captures a graph once and replays it without nodes (`replay`, `descent`).
  `training` and `history` are what `MLP.train` and one's own loop share; `watch` is the hook for
  who looks on.
- *Pictures*: `display` follows IPython's display protocol and has one hook that decides where shown
  things go. `graph` copies a node's numbers and describes itself as DOT, JSON and SVG. `story`
  tells a graph step by step, in additions that end at Python's gradients to the last bit. `names`
  finds what the program's variables call a node, `called` gives letters to the others, `origin` the
  line that made it, without running any of the program's code; `formulas`, `layout` and `notebook`
  draw.
- *Checks*: `check` compares gradients with central differences. `slope` measures a derivative at
  several steps and extrapolates, with an estimate of its own error. `trial` computes a shown graph
  again with other values. A picture may have to run a program's own `_backward`; `rehearsal` undoes
  what that changed. `mirror` makes nodes of another engine's values, and `recognition` finds which
  operations they were.
- *Ways out*: `export` and `pytorch_example` go on in PyTorch. `arguments` checks what callers give.
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
