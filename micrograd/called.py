"""The name of each node of a graph in sentences and formulas; every name is unique.

The name is the node's label, or the variable that holds it. A node that has neither gets an alias
here: an unused letter. One that shares its label gets its variable as an alias, or the label with a
number. The page shows aliases in the boxes too, so that a formula uses the names in the picture. A
weight is called by its place in its neuron: `w[0]`.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from micrograd.names import Names
    from micrograd.node import Node

LONGEST = 24
"""The most characters that a name may have in a formula."""

# Without the letters that formulas and neurons use, or that look like numbers.
_LETTERS = "uvpqrtcdfghijkmnyz"


_JOINER = "\u200d"  # holds emoji together, though it does not count as printable


class Called:
    """Name the nodes of a graph.

    Args:
        nodes: the nodes of the graph, which get their names first, in this order. Other nodes, such
            as those inside neurons, get theirs when they are first looked up.
        names: the names that the program's variables give to nodes.

    >>> from micrograd.names import find_names
    >>> from micrograd.node import Node
    >>> a = Node(2.0, label="a")
    >>> b = a * 3.0
    >>> called = Called([a, *b._prev[1:], b], find_names({"a": a}))
    >>> [called[node] for node in (a, *b._prev[1:], b)], called.alias(a)
    (['a', 'u', 'v'], '')
    """

    def __init__(self, nodes: Sequence[Node], names: Names) -> None:
        self._names = names
        self._called: dict[Node, str] = {}
        self._aliases: dict[Node, str] = {}
        self._labels = Counter(_short(node.label) for node in nodes)
        own = {name for node in nodes for name in (_short(node.label), self._variable(node))}
        weights = (node for node in nodes if id(node) in names.owners)
        self._taken = {_short(node.label) or self._variable(node) for node in weights} - {""}
        self._letters = _letters(own | names.variables)
        for node in nodes:
            self._name(node)

    def __getitem__(self, node: Node) -> str:
        """Return a node's name in a formula."""
        if node not in self._called:
            self._name(node)
        return self._called[node]

    def alias(self, node: Node) -> str:
        """Return a node's alias; "" if its name is its label or its variable."""
        self[node]
        return self._aliases.get(node, "")

    def _variable(self, node: Node) -> str:
        return _short(self._names.nodes.get(id(node), ""))

    def _name(self, node: Node) -> None:
        label, variable = _short(node.label), self._variable(node)
        if id(node) in self._names.owners and (label or variable):
            self._called[node] = label or variable  # of its neuron
            return
        names = [label, variable] if self._labels[label] == 1 else [variable]
        found = next((name for name in names if name and name not in self._taken), "")
        if not found:
            found = self._alias(label or variable)
        seen = label or variable
        # The page shows a label that can't be read here.
        if found != seen and (label or not str(node.label).strip()):
            self._aliases[node] = found
        self._taken.add(found)
        self._called[node] = found

    def _alias(self, name: str) -> str:
        if name == "":
            return next(self._letters)
        return next(each for i in count(1) if (each := f"{name}#{i}") not in self._taken)


def _letters(taken: set[str]) -> Iterator[str]:
    return (
        letter for letter in chain(_LETTERS, (f"v{i}" for i in count(1))) if letter not in taken
    )


def _short(name: object) -> str:
    """Return a name that fits into a formula, or ""."""
    text = " ".join(str(name)[:100].split())
    if not text.replace(_JOINER, "").isprintable():
        return ""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}…"
