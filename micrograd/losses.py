"""Loss functions: how far a network's predictions are from their targets, as one node.

Each takes a list of predictions and a list of targets, nodes of equal number, and is named as in
`torch.nn.functional` where PyTorch has it. `MLP.train` knows them by the short names in `LOSSES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Loss = Callable[[Sequence[Node], Sequence[Node]], Node]


def squared_error(predictions: Sequence[Node], targets: Sequence[Node]) -> Node:
    """Return the sum of (prediction - target)**2, as the lectures write it.

    >>> squared_error([Node(1.0), Node(2.0)], [Node(0.0), Node(4.0)]).data
    5.0
    """
    errors = ((y - t) ** 2 for y, t in zip(predictions, targets, strict=True))
    return sum(errors, Node(0.0))


def mse_loss(predictions: Sequence[Node], targets: Sequence[Node]) -> Node:
    """Return the mean of (prediction - target)**2.

    >>> mse_loss([Node(1.0), Node(2.0)], [Node(0.0), Node(4.0)]).data
    2.5
    """
    return squared_error(predictions, targets) / len(predictions)


def hinge_loss(predictions: Sequence[Node], targets: Sequence[Node]) -> Node:
    """Return the mean of max(1 - target * prediction, 0): the max-margin loss.

    The targets are -1 and 1.

    >>> hinge_loss([Node(3.0), Node(0.5)], [Node(1.0), Node(-1.0)]).data
    0.75
    """
    margins = ((1.0 - t * y).relu() for y, t in zip(predictions, targets, strict=True))
    return sum(margins, Node(0.0)) / len(predictions)


def binary_cross_entropy_with_logits(predictions: Sequence[Node], targets: Sequence[Node]) -> Node:
    """Return the mean of -t log sigmoid(y) - (1 - t) log(1 - sigmoid(y)).

    The targets are probabilities, from 0 to 1; the predictions are any numbers, so the network's
    last layer is linear. It is computed as max(y, 0) - y t + log(1 + e**-|y|), which overflows
    nowhere, and max(y, 0) as (y + |y|) / 2, whose slope at 0 is the right one: a half.

    >>> round(binary_cross_entropy_with_logits([Node(0.0)], [Node(1.0)]).data, 12)
    0.69314718056
    """
    total = Node(0.0)
    for y, t in zip(predictions, targets, strict=True):
        size = y.abs()
        total = total + ((y + size) * 0.5 - y * t + (1.0 + (-size).exp()).log())
    return total / len(predictions)


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
