"""A scalar autograd engine, neural networks on it, and pictures of what they compute.

>>> from micrograd import Node
>>> x = Node(3.0, label="x")
>>> (x * x).backpropagate()
>>> x.grad
6.0

`micrograd.display` is the module; `from micrograd.display import display` is the function.

The modules, in a good order for reading (the import contract in `pyproject.toml` says which module
imports which):

- *The engine*: `node` has one class per operation, with the derivative beside the formula. A node
  remembers its operands; the backward pass walks the nodes in reverse and lets each add its share
  to its operands' gradients. It has no recursion, no closures and no reference cycles, so a chain
  of a million operations is fine. `subclass`, `conversion` and `copies` let a node be what Python
  expects of an object; `operations` has a row for each operation: its code, its words, its PyTorch
  form. `engine` has Karpathy's names for the same.
- *Networks*: `fused` makes a neuron one node, which trains an order of magnitude faster; small
  networks are still drawn as products and sums. `neuron` has `Neuron`, `Layer` and `MLP`; `nn` has
  the same under Karpathy's names. `losses`, `optim` and `data` are for training.
- *Training*: `tape` captures a graph once and replays it without nodes (`replay`). `descent` takes
  the rounds. `training` and `history` serve both `MLP.train` and your own loop; `watch` is a hook
  for a front end that shows trainings.
- *Pictures*: `display` follows IPython's display protocol; one hook decides where displayed objects
  go. `graph` copies a node's numbers and describes itself as DOT, JSON and SVG. `trace` has
  the order of both passes' steps and each share; their sums equal Python's gradients to the last
  bit. `backward_pass` runs the pass for trial, and finds the program's own gradients that differ.
  `names` finds the variables that hold a node, `called` gives letters to the other nodes, `origin`
  finds the line that made a node; none of them runs the program's code. `formulas`, `layout` and
  `notebook` draw.
- *Checks*: `check` compares gradients with central differences. `slope` measures a derivative at
  several steps and extrapolates, with an estimate of its own error. `trial` computes a graph again
  with other values. A picture may have to run a program's own `_backward`; `rehearsal` then
  undoes what this has changed. `mirror` makes nodes from another engine's values,
  `recognition` finds which operations they were, and `elsewhere` tries these at other numbers.
- *Other*: `export` and `pytorch_example` lead to PyTorch. `arguments` checks arguments.
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
    """Import a public name when it is first used."""
    if name in _LAZY:
        return getattr(import_module(f"micrograd.{_LAZY[name]}"), name)
    raise AttributeError(f"module 'micrograd' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
