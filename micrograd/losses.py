"""Loss functions: how far a network's predictions are from their targets, as one node.

Each takes a list of predictions and a list of targets, nodes or numbers of equal number, and is
named as in `torch.nn.functional` where PyTorch has it. TypeError says that something is neither,
ValueError that the lists differ in length. `MLP.train` knows them by the short names in `LOSSES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from micrograd.arguments import as_list, is_number, plain, same_length
from micrograd.node import Node, as_float

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Loss = Callable[[Sequence[Node], Sequence[Node]], Node]


def squared_error(predictions: Sequence[Node], targets: Sequence[Node]) -> Node:
    """Return the sum of (prediction - target)**2, as the lectures write it.

    >>> squared_error([Node(1.0), Node(2.0)], [Node(0.0), Node(4.0)]).data
    5.0
    """
    errors = ((y - t) ** 2 for y, t in _pairs(predictions, targets))
    return sum(errors, Node(0.0))


def mse_loss(predictions: Sequence[Node], targets: Sequence[Node]) -> Node:
    """Return the mean of (prediction - target)**2.

    >>> mse_loss([Node(1.0), Node(2.0)], [Node(0.0), Node(4.0)]).data
    2.5
    """
    pairs = _pairs(predictions, targets)
    return sum(((y - t) ** 2 for y, t in pairs), Node(0.0)) / len(pairs)


def hinge_loss(predictions: Sequence[Node], targets: Sequence[Node]) -> Node:
    """Return the mean of max(1 - target * prediction, 0): the max-margin loss.

    The targets are -1 and 1.

    >>> hinge_loss([Node(3.0), Node(0.5)], [Node(1.0), Node(-1.0)]).data
    0.75
    """
    pairs = _pairs(predictions, targets)
    return sum(((1.0 - t * y).relu() for y, t in pairs), Node(0.0)) / len(pairs)


def binary_cross_entropy_with_logits(predictions: Sequence[Node], targets: Sequence[Node]) -> Node:
    """Return the mean of -t log sigmoid(y) - (1 - t) log(1 - sigmoid(y)).

    The targets are probabilities, from 0 to 1; the predictions are any finite numbers, so the
    network's last layer is linear. Its value is exact to the last digits; PyTorch's loses some
    where large negative predictions have a target of 0. The gradient loses some, as PyTorch's does,
    where it is next to 0.

    >>> round(binary_cross_entropy_with_logits([Node(0.0)], [Node(1.0)]).data, 12)
    0.69314718056
    """
    # It is p (1 - t) + n t + log(1 + e**-(p + n)), where p is max(y, 0) and n is max(-y, 0). None
    # of the terms is negative, so nothing cancels. As n is p - y, the slope at 0 is the right one.
    pairs = _pairs(predictions, targets)
    total = Node(0.0)
    for y, t in pairs:
        p = y.relu()
        n = p - y
        total = total + (p * (1.0 - t) + n * t + _log_1_plus((-(p + n)).exp()))
    return total / len(pairs)


def _log_1_plus(u: Node) -> Node:
    """Return log(1 + u), where u is at least 0 and at most 1, in full also where u is tiny.

    1 + u is rounded to some w. What is lost is u - (w - 1), to the last bit, and adds its share.
    """
    w = 1.0 + u
    return w.log() + (u - (w - 1.0)) / w


def _pairs(predictions: Sequence[Node], targets: Sequence[Node]) -> list[tuple[Node, Node]]:
    """Pair predictions and targets; a number among them becomes a node, and one alone will do."""
    ours, theirs = _nodes(predictions, "predictions"), _nodes(targets, "targets")
    same_length(ours, theirs, "predictions and targets")
    return list(zip(ours, theirs, strict=True))


def _nodes(values: object, name: str) -> list[Node]:
    values = plain(values)
    if is_number(values):
        values = [values]
    return [
        value if isinstance(value, Node) else Node(as_float(value, f"{name}[{i}]"))
        for i, value in enumerate(as_list(values, name, "nodes"))
    ]


LOSSES: dict[str, Loss] = {
    "squared_error": squared_error,
    "mse": mse_loss,
    "hinge": hinge_loss,
    "bce_with_logits": binary_cross_entropy_with_logits,
}


def wrong_target(name: str, target: float) -> str:
    """Say what a loss wants of a target that it can't use; nothing if it can.

    >>> wrong_target("hinge", 0.0)
    '-1 or 1 for the hinge loss'
    """
    if name == "hinge" and target not in (-1.0, 1.0):
        return "-1 or 1 for the hinge loss"
    if name == "bce_with_logits" and not 0.0 <= target <= 1.0:
        return "from 0 to 1 for the bce_with_logits loss"
    return ""
