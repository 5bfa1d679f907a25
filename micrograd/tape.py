"""A graph that is captured once and replayed: the same numbers as from nodes, in less time.

Making nodes is most of the cost of an expression. In training, the same graph is computed again and
again with other leaves. A `Tape` captures it once, as a program in flat arrays, and replays that
program. `micrograd.replay` describes the arrays and runs them; if there is a module
`micrograd._tape`, it runs them instead.
"""

# ruff: noqa: SLF001 - a tape is made from the nodes' private attributes.

from __future__ import annotations

from array import array
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from micrograd import replay
from micrograd.arguments import as_count, as_node, as_nodes, as_rate
from micrograd.node import Node, Power, as_float
from micrograd.operations import ROWS, is_own, operation

try:
    from micrograd._tape import Replay  # type: ignore[import-not-found]
except ImportError:
    from micrograd.replay import Replay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def _rules(operation: type[Node]) -> tuple[object, object]:
    """Return the functions that compute an operation's derivatives."""
    return operation._backward, getattr(operation, "_share", None)


# The original functions: a learner may replace them later.
_RULES = {kind: _rules(kind) for kind in ROWS}


class ReplayError(TypeError):
    """An error: the graph has an operation that a tape does not know."""


class Descent(NamedTuple):
    """The result of rounds of gradient descent: their losses, and the kept parameters by round."""

    losses: array[float]
    kept: dict[int, Sequence[float]]


class Tape:
    """Capture the graph of an output, to compute it again without making nodes.

    The tape keeps the operations and their parents. The leaves remain the program's nodes: change
    their `data`, and `forward` computes the output anew.

    Args:
        output: the node whose graph is captured.

    Attributes:
        output: that node.
        nodes: all nodes of its graph: the leaves, then the operations, each after its parents.
        leaves: the nodes without parents.
        program: the operations in flat arrays; `micrograd.replay` describes them.
        values: each node's value, an array of floats in the order of `nodes`.
        gradients: each node's gradient, likewise.

    Raises:
        TypeError: if `output` is not a node.
        ReplayError: if an operation is not the package's own, so that its formula is not known.

    >>> x = Node(3.0)
    >>> tape = Tape(x * x)
    >>> x.data = 5.0
    >>> tape.forward()
    25.0
    >>> tape.backward()
    >>> x.grad
    10.0
    """

    def __init__(self, output: Node) -> None:
        order = as_node(output, "output").topological_order()
        self.output = output
        self.leaves = [each for each in order if not each._prev]
        operations = [each for each in order if each._prev]
        self.nodes = self.leaves + operations
        _refuse_strangers(operations + self.leaves)
        self.program = _program(self.nodes, operations)
        self.values = _numbers(each.data for each in self.nodes)
        self.gradients = _gradients(self.nodes)
        self._replay = Replay(self.program, self.values, self.gradients)

    def forward(self) -> float:
        """Compute every value from the leaves' `data`; return the output's.

        Raises:
            TypeError: if a leaf's `data` is not a number.
            ValueError: if it is an integer too large for a float.
        """
        self.values[: len(self.leaves)] = _numbers(leaf.data for leaf in self.leaves)
        self._replay.forward()
        return self.values[-1]

    def backward(self) -> None:
        """Add the derivative of the output with respect to each leaf to that leaf's `grad`.

        The values are those of the last `forward`, or of the graph when it was captured.
        """
        others = array("d", bytes(8 * len(self.program.codes)))  # 0.0 for each operation
        self.gradients[:] = _gradients(self.leaves) + others
        self.gradients[-1] += 1.0  # the derivative of the output with respect to itself
        self._replay.backward()
        # `gradients` also has the inner nodes; the leaves are its first elements.
        for leaf, gradient in zip(self.leaves, self.gradients, strict=False):
            leaf.grad = gradient

    def descend(
        self, parameters: Sequence[Node], lr: float, first: int, count: int, every: int
    ) -> Descent | None:
        """Take rounds of plain gradient descent at once, if there is an accelerator for it.

        Args:
            parameters: the nodes to move by -lr times their gradient; a node that is not a leaf of
                the graph is not moved.
            lr: the learning rate.
            first: the number of the first round.
            count: the number of rounds.
            every: the parameters are kept after each round whose number is a multiple of this.

        Returns:
            The losses of the rounds, and the kept parameters. There are fewer than `count` rounds
            if a loss or a parameter would not be finite. None if there is no accelerator for it.

        Raises:
            TypeError: if a parameter is not a node, the rate not a number, or a count not an
                integer.
            ValueError: if a number is out of its range.
        """
        parameters = as_nodes(parameters, "parameters")
        lr = as_rate(lr, "lr")
        first, count = as_count(first, "first", 0), as_count(count, "count", 0)
        every = as_count(every, "every")
        take: Callable[..., int] | None = getattr(self._replay, "descend", None)
        if take is None:
            return None
        index = {id(leaf): i for i, leaf in enumerate(self.leaves)}
        moved = array("i", [index[id(node)] for node in parameters if id(node) in index])
        losses = array("d", bytes(8 * count))
        numbers = [n for n in range(first, first + count) if n % every == 0]
        kept = array("d", bytes(8 * len(moved) * len(numbers)))
        self.values[: len(self.leaves)] = _numbers(leaf.data for leaf in self.leaves)
        taken = take(moved, lr, first, every, losses, kept)
        for i in moved:
            self.leaves[i].data = self.values[i]
            self.leaves[i].grad = self.gradients[i]
        rows = {n: kept[i * len(moved) : (i + 1) * len(moved)] for i, n in enumerate(numbers)}
        whole = {n: self._whole(parameters, index, row) for n, row in rows.items()}
        return Descent(losses[:taken], {n: p for n, p in whole.items() if n < first + taken})

    @staticmethod
    def _whole(
        parameters: Sequence[Node], index: dict[int, int], moved: array[float]
    ) -> Sequence[float]:
        """Return the kept numbers of all parameters, with those that did not move."""
        if len(moved) == len(parameters):
            return moved
        numbers = iter(moved)
        return [next(numbers) if id(node) in index else node.data for node in parameters]

    def write_back(self) -> None:
        """Write the values and gradients of the last replay into the computed nodes.

        Neither pass needs this: call it to read or draw the inner nodes.

        >>> x = Node(3.0)
        >>> square = x * x
        >>> tape = Tape(square + 1.0)
        >>> x.data = 5.0
        >>> tape.forward(), square.data
        (26.0, 9.0)
        >>> tape.write_back()
        >>> square.data
        25.0
        """
        n = len(self.leaves)
        results = zip(self.nodes[n:], self.values[n:], self.gradients[n:], strict=True)
        for each, value, gradient in results:
            each.data = value
            each.grad = gradient

    def __repr__(self) -> str:
        return f"<Tape of {len(self.program.codes):,} operations on {len(self.leaves):,} leaves>"


def _numbers(numbers: Iterable[float]) -> array[float]:
    """Return an array of the leaves' data; raise an error if an element is not a number."""
    listed = list(numbers)
    try:
        return array("d", listed)
    except (TypeError, OverflowError):
        return array("d", [as_float(number, "data") for number in listed])


def _gradients(nodes: Iterable[Node]) -> array[float]:
    """Return an array of gradients; None, PyTorch's cleared gradient, becomes 0."""
    listed: list[float | None] = [each.grad for each in nodes]
    return _numbers(0.0 if gradient is None else gradient for gradient in listed)


def _program(nodes: list[Node], operations: list[Node]) -> replay.Program:
    """Return the operations as a program: see `micrograd.replay`."""
    index = {id(each): i for i, each in enumerate(nodes)}
    prevs = [each._prev for each in operations]
    return replay.Program(
        n_leaves=len(nodes) - len(operations),
        codes=array("i", [ROWS[operation(each)].code for each in operations]),
        parent_offsets=array("i", accumulate(map(len, prevs), initial=0)),
        parents=array("i", map(index.__getitem__, map(id, chain.from_iterable(prevs)))),
        constants=array(
            "d", [each.exponent if isinstance(each, Power) else 0.0 for each in operations]
        ),
    )


def _refuse_strangers(nodes: list[Node]) -> None:
    """Raise a ReplayError if a node has a learner's own operation."""
    if name := stranger_among(nodes):
        raise ReplayError(
            f"a tape can replay the package's own operations, and {name!r} is not one of them"
        )


def stranger_among(nodes: Sequence[Node]) -> str:
    """Return the name of the first node that does not use the package's own rules, or "".

    >>> stranger_among([Node(1.0), Node(2.0).tanh()])
    ''
    """
    ours = {kind for kind in set(map(operation, nodes)) if is_known(kind)}
    for each in nodes:
        # A leaf adds to no gradient, unless a program has given it a `_backward`.
        is_idle = not each._prev and (
            type(each) is Node or getattr(each._backward, "__func__", None) is Node._backward
        )
        if not is_idle and (operation(each) not in ours or not is_own(each)):
            return each._op or type(each).__name__
    return ""


def is_known(kind: object) -> bool:
    """Tell whether a class is an operation of the package with its original derivatives.

    >>> is_known(Power), is_known(Node)
    (True, False)
    """
    return isinstance(kind, type) and kind in _RULES and _RULES[kind] == _rules(kind)
