"""A backward pass over a graph for trial, beside the gradients that the program's nodes hold.

The pass is this package's: each node hands its gradient on once, after all its users. The gradients
of a program may come from other passes, from an engine with another order, or from assignments.
"""

# ruff: noqa: SLF001 - a pass runs the nodes' own backward functions.

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from micrograd.mirror import Mirror
from micrograd.node import Node
from micrograd.recognition import is_near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BackwardPass(NamedTuple):
    """What a backward pass did, and what the program's nodes held."""

    gradients: dict[Node, float]
    """The gradients that the pass gives, from zero."""
    initial: dict[Node, float]
    """The leaves' gradients to which the pass adds."""
    has_run: bool
    """Whether the program ran this pass: all nodes but the leaves hold its gradients."""
    program_grads: dict[Node, float]
    """The gradients that the program's nodes hold, where they differ from those of the pass."""
    fault: str
    """The error of an operation, which ended the pass; or ""."""
    is_zero: bool
    """Whether the nodes hold only zeros, so that a pass of their own engine may have left them."""


def backward_pass(order: Sequence[Node], known: Mapping[Node, float] | None = None) -> BackwardPass:
    """Run a backward pass from the last node. Afterwards the nodes hold its gradients.

    Args:
        order: the nodes, each after its parents.
        known: the leaves' gradients before the program's own pass, if they were recorded.

    >>> from micrograd.node import Node
    >>> a = Node(3.0)
    >>> b = a * a
    >>> b.backward()
    >>> b.backward()
    >>> found = backward_pass([a, b])
    >>> found.gradients[a], found.program_grads[a], found.has_run
    (6.0, 12.0, True)
    """
    held = {node: node.grad for node in order}
    gradients, fault = _run(order, {})
    between = [node for node in order if node._prev]
    has_run = known is not None or (
        bool(between) and all(_is_same(gradients[node], held[node]) for node in between)
    )
    is_begun = has_run or any(held[node] for node in between)
    if known is not None:
        initial = dict(known)
    elif is_begun or any(isinstance(node, Mirror) for node in order):
        initial = {}  # nobody knows what the leaves held, or what another engine's pass does
    else:
        initial = {node: held[node] for node in order if not node._prev}
    if any(initial.values()):
        _, fault = _run(order, initial)
    program_grads = {}
    for node in order:
        if not is_near(node.grad, held[node]):
            if is_begun:
                program_grads[node] = held[node]
        elif has_run:
            node.grad = held[node]  # to the last bit
    is_zero = not any(held.values()) and _may_have_run(order)
    return BackwardPass(gradients, initial, has_run, program_grads, fault, is_zero)


def _may_have_run(order: Sequence[Node]) -> bool:
    """Tell whether the nodes' engine is not the package's, and has gradients."""
    if isinstance(order[-1], Mirror):
        return all(isinstance(node, Mirror) and node.holds_gradient for node in order)
    return type(order[-1]).backward is not Node.backward


def _run(order: Sequence[Node], initial: Mapping[Node, float]) -> tuple[dict[Node, float], str]:
    """Do the same as `Node.backward`, even if a program has replaced that.

    Returns:
        The gradients at the end, and the error that ended the pass.
    """
    for node in order:
        node.grad = 0.0 if node._prev else initial.get(node, 0.0)
    order[-1].grad += 1.0
    fault = ""
    try:
        for node in reversed(order):
            node._backward()
    except Exception as error:  # noqa: BLE001 - the visitor's operation may raise anything
        fault = f"{type(error).__name__}: {error}"[:500]
    return {node: node.grad for node in order}, fault


def _is_same(a: float, b: float) -> bool:
    return a == b or (a != a and b != b)  # noqa: PLR0124 - NaN
