"""Computes a graph again with other values, for "what if" questions and gradient checks.

The program's own nodes don't change: each operation is made again with new parents. A program's own
operation is made again by its class, if this gives the same value again. A value with a closure is
made again by the package's operation of the same name, if this gives the same values.
"""

# ruff: noqa: SLF001 - this needs the nodes' private attributes.

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from micrograd import slope as slopes
from micrograd.fused import WeightedSum
from micrograd.node import Node
from micrograd.operations import operation
from micrograd.recognition import own_operation
from micrograd.trace import between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from micrograd.recognition import Maker
    from micrograd.trace import Data, Trace

_TOLERANCE = 1e-6  # as in `micrograd.check`
_NEAR = 1e-12

# The most operations that a check may make again; the rest is left unchecked.
CHECK_LIMIT = 400_000


class TrialError(ValueError):
    """An error: a graph can't be computed again, or the question is wrong."""


def what_if(trace: Trace, values: Mapping[str, float]) -> Data:
    """Compute a graph with other values in some leaves, and compare it with the original.

    Args:
        trace: the trace of the graph.
        values: the new values, by the ids of leaves.

    Returns:
        The numbers of all nodes (`nodes`), the `output`, its `change`, and the change that the
        gradients predict (`prediction`). `recognised` lists the program's own operations that were
        replaced by the package's; `agrees` tells whether the package's operations give the
        program's gradients at the original values.

    Raises:
        TrialError: if an id is not a leaf's, or an operation can't be made again.

    >>> from micrograd.trace import Trace
    >>> a = Node(3.0)
    >>> answer = what_if(Trace(a * a), {"n0": 3.5})
    >>> answer["change"], answer["prediction"]
    (3.25, 3.0)
    """
    leaves = _leaves(trace, values)
    with trace.as_told():
        old = _passed(trace, {}, gradients={})
        new = _passed(
            trace, {leaves[name]: values[name] for name in values}, trace.initial_gradients
        )
        numbers = {name: _numbers(new[node]) for node, name in trace.ids.items()}
        for node, name in trace.ids.items():
            if trace.opened.get(name):
                numbers.update(_insides(name, new[node]))
        names = _stood_in_for(trace)
        gradients = _claimed(trace, old)
    output = new[trace.output].data
    return {
        "nodes": numbers,
        "output": output,
        "change": output - old[trace.output].data,
        "prediction": math.fsum(
            gradients[leaf] * (values[name] - trace.value(leaf)) for name, leaf in leaves.items()
        )
        if all(map(math.isfinite, values.values()))
        else math.nan,
        "recognised": names,
        "agrees": not names
        or all(
            math.isclose(gradient, old[node].grad, rel_tol=_TOLERANCE, abs_tol=_NEAR)
            for node, gradient in gradients.items()
        ),
    }


def nearby(trace: Trace, name: str, values: Sequence[float]) -> Data:
    """Compute the output for several values of one leaf, to see how far its gradient holds.

    Args:
        trace: the trace of the graph.
        name: the id of a leaf.
        values: the leaf's values.

    Returns:
        The `outputs`, None where an operation has no value or not a finite one; the leaf's own
        value (`at`), the `output` there, and the `gradient`: the slope of the tangent.

    Raises:
        TrialError: if the id is not a leaf's, an operation can't be made again, or it is too much.

    >>> from micrograd.trace import Trace
    >>> a = Node(3.0)
    >>> nearby(Trace(a * a), "n0", [2.0, 4.0])
    {'outputs': [4.0, 16.0], 'at': 3.0, 'output': 9.0, 'gradient': 6.0}
    """
    leaf = _leaves(trace, [name])[name]
    with trace.as_told():
        old = _passed(trace, {}, gradients={})
        output_for = _Check(trace).output_for(leaf)
        return {
            "outputs": [_finite(output_for, value) for value in values],
            "at": trace.value(leaf),
            "output": old[trace.output].data,
            "gradient": _claimed(trace, old)[leaf],
        }


def _finite(f: Callable[[float], float], value: float) -> float | None:
    try:
        output = f(value)
    except TrialError:
        raise
    except _SpentError:
        raise TrialError("the graph is too large to be computed for many values") from None
    except Exception:  # noqa: BLE001 - outside its domain an operation raises what it likes
        return None
    return output if math.isfinite(output) else None


def _leaves(trace: Trace, names: Iterable[str]) -> dict[str, Node]:
    """Return the leaves with these ids, of which the output is known as a function."""
    by_id = {name: node for node, name in trace.ids.items()}
    for name in names:
        if name not in by_id or by_id[name]._prev:
            raise TrialError(f"{name!r} is no leaf of this graph")
    known = _computed_from(trace)
    for name in names:
        for lost, op in trace.lost.items():
            if lost not in known[by_id[name]]:
                called = lost.label or op or "a node"
                raise TrialError(
                    f"{called[:50]!r} does not name all its operands, so it is not known how it"
                    " depends on this value"
                )
    return {name: by_id[name] for name in names}


def _claimed(trace: Trace, old: Mapping[Node, Node]) -> dict[Node, float]:
    """Return the gradient of each node that the program stands for.

    It is that of the pass from zero; the program's own, if the package's operations replaced some
    of the program's.

    Args:
        trace: the trace of the graph.
        old: the nodes computed again with the values that they have, by the original nodes.
    """
    if not _stood_in_for(trace):
        return {node: twin.grad for node, twin in old.items()}
    return {node: _or(trace.gradient(node), twin.grad) for node, twin in old.items()}


def check(trace: Trace) -> Data:
    """Compare the gradient of each node, and of each operand, with central differences.

    The gradients are those of the pass; for nodes that the program gave others, the program's.
    """
    with trace.as_told():
        return _Check(trace).answer()


def _passed(
    trace: Trace, values: Mapping[Node, float], gradients: Mapping[Node, float]
) -> dict[Node, Node]:
    """Compute a graph again, forward and backward; return the new node of each node."""
    twins: dict[Node, Node] = {}
    for node in trace.order:
        if node._prev:
            twins[node] = made_again(node, [twins[parent] for parent in node._prev], trace)
        else:
            twins[node] = Node(values.get(node, trace.value(node)))
            twins[node].grad = gradients.get(node, 0.0)
    twins[trace.output].grad += 1.0
    for node in reversed(trace.order):
        twins[node]._backward()
    return twins


def _computed_from(trace: Trace) -> dict[Node, set[Node]]:
    """Return, for each node, the nodes that lost operands among it and what it comes from.

    The output is known as a function of a node only if these are all there are: the operands of
    another one may depend on the node.
    """
    found: dict[Node, set[Node]] = {}
    for node in trace.order:
        own = {node} & trace.lost.keys()
        found[node] = own.union(*(found[parent] for parent in node._prev))
    return found


def _or(number: float | None, other: float) -> float:
    return other if number is None else number


def _numbers(node: Node) -> Data:
    return {"data": node.data, "grad": node.grad}


def _insides(name: str, neuron: Node) -> dict[str, Data]:
    """Return the numbers of a neuron's products and sums, by their ids in the trace."""
    if not isinstance(neuron, WeightedSum):
        return {}
    inner = between(neuron.expand(), set(neuron._prev))
    return {f"{name}_{i}": _numbers(node) for i, node in enumerate(inner)}


def made_again(node: Node, parents: Sequence[Node], trace: Trace | None = None) -> Node:
    """Return a new node with the operation of a node and other parents.

    Raises:
        TrialError: if that is not possible.
    """
    return maker_of(node, trace)(parents)


def maker_of(node: Node, trace: Trace | None = None) -> Maker:
    """Return a function that makes a node again from other parents.

    Args:
        node: the node.
        trace: a trace that may have recognised the node's operation; then the package's operation
            replaces it, with the package's derivative.

    Raises:
        TrialError: if that is not possible.
    """
    if trace and node in trace.other_values:
        name = (node.label or node._op or type(node).__name__)[:50]
        raise TrialError(
            f"{name!r} holds another value than its operation gives with what its operands hold"
        )
    maker = _maker(node) or (trace.recognised.get(node) if trace else None)
    if maker is None:
        line = f", made in line {node.origin.line}," if node.origin else ""
        name = node._op or type(node).__name__
        raise TrialError(
            f"the operation {name[:50]!r}{line} can't be computed again: only its function knows"
            " how its value came about"
        )
    return maker


def _stood_in_for(trace: Trace) -> list[str]:
    """List the program's own operations that are replaced by the package's of the same name."""
    return sorted({node._op[:50] for node in trace.recognised if _maker(node) is None})


def _maker(node: Node) -> Maker | None:
    kind: Any = operation(node)
    if kind is Node:
        return None  # a value with a closure
    return own_operation(node) or _proven(node, lambda parents: kind(*parents))


def _proven(node: Node, maker: Maker) -> Maker | None:
    """Return a maker if it gives the same value for the same parents, else None."""
    try:
        again = maker(node._prev)
    except Exception:  # noqa: BLE001 - a constructor of somebody else's
        return None
    return maker if again.data == node.data and len(again._prev) == len(node._prev) else None


class _SpentError(Exception):
    """Raised when the check has made as many operations again as it may."""


class _Check:
    """Changes every node a little, up and down, and measures the slope of the output."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.left = CHECK_LIMIT
        self.makers: dict[Node, Maker] = {}
        self.places = {node: i for i, node in enumerate(trace.order)}
        self.users: dict[Node, list[Node]] = {}
        for node in trace.order:
            for parent in dict.fromkeys(node._prev):
                self.users.setdefault(parent, []).append(node)

    def answer(self) -> Data:
        edges = {}
        by_id = {name: node for node, name in self.trace.ids.items()}
        for edge in self.trace.data["edges"]:
            if edge["inside"] is None:
                node, position = by_id[edge["target"]], edge["position"]
                firsts = self.trace.first_places(node)
                if firsts is not None and position not in firsts:
                    continue  # all places together have one verdict
                at = tuple(node._prev)[position].data
                measure = self._operation_for(node, position)
                edges[edge["id"]] = self._verdict(at, edge["derivative"], measure)
        nodes = {}
        known = _computed_from(self.trace)
        for node, name in reversed(self.trace.ids.items()):
            gradient = self.trace.program_grads.get(node, self.trace.gradient(node))
            if known[node] == self.trace.lost.keys():
                nodes[name] = self._verdict(node.data, gradient, self.output_for(node))
            else:
                nodes[name] = _untold("cut", gradient)
        return {"nodes": nodes, "edges": edges, "recognised": _stood_in_for(self.trace)}

    def output_for(self, node: Node) -> Callable[[float], float]:
        """Return the output as a function of a node."""
        affected = {node}
        queue = [node]
        cost = 0
        for each in queue:  # which grows as it is walked
            for user in self.users.get(each, ()):
                if user not in affected and cost <= self.left:
                    affected.add(user)
                    queue.append(user)
                    cost += _cost(user)
        order = sorted(queue[1:], key=self.places.__getitem__)

        def output(value: float) -> float:
            self._spend(cost)
            twins = {node: Node(value)}
            for each in order:
                twins[each] = self._made(each, [twins.get(parent, parent) for parent in each._prev])
            return twins[self.trace.output].data

        return output

    def _operation_for(self, node: Node, position: int) -> Callable[[float], float]:
        """Return a node as a function of one operand, or of all places that share one edge."""
        places = [position]
        if self.trace.first_places(node) is not None:
            places = [i for i, each in enumerate(node._prev) if each is tuple(node._prev)[position]]

        def operation(value: float) -> float:
            self._spend(_cost(node))
            parents = list(node._prev)
            for place in places:
                parents[place] = Node(value)
            return self._made(node, parents).data

        return operation

    def _made(self, node: Node, parents: Sequence[Node]) -> Node:
        maker = self.makers.get(node)
        if maker is None:
            maker = self.makers[node] = maker_of(node, self.trace)
        return maker(parents)

    def _spend(self, cost: int) -> None:
        if cost > self.left:
            raise _SpentError
        self.left -= cost

    def _verdict(self, at: float, gradient: float | None, f: Callable[[float], float]) -> Data:
        unchecked = _untold("unchecked", gradient)
        if gradient is None:
            return unchecked
        try:
            found = slopes.measure(f, at, gradient)
        except Exception:  # noqa: BLE001 - also what somebody else's constructor raises
            return unchecked
        word = slopes.verdict(gradient, found, _TOLERANCE)
        return {
            "gradient": gradient,
            "slope": found.slope,
            "tolerance": slopes.relative(gradient, found, _TOLERANCE),
            "verdict": "hidden" if word in ("stairs", "rough") else word,
        }


def _untold(verdict: str, gradient: float | None) -> Data:
    return {"gradient": gradient, "slope": None, "tolerance": None, "verdict": verdict}


def _cost(node: Node) -> int:
    """Return the cost of an operation: one with many operands counts as several."""
    return 1 + len(node._prev) // 32
