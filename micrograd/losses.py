"""Loss functions: how far a network's predictions are from their targets, as one node.

Each takes a list of predictions and a list of targets of equal length, with nodes or numbers, and
has the name of PyTorch's function if `torch.nn.functional` has it. It raises a TypeError for other
elements, and a ValueError if the lists differ in length. `MLP.train` also takes the short names in
`LOSSES`.
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

    Where a square is infinite, or a difference exceeds 9e307, a gradient may be infinite here and
    finite in PyTorch, which divides first.

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

    The targets t are probabilities, from 0 to 1; the predictions y are any finite numbers, so the
    network's last layer is linear. The value is exact to the last digits; PyTorch's loses digits if
    a large negative prediction has a target of 0. Near 0 the gradient loses digits, as PyTorch's
    does.

    >>> round(binary_cross_entropy_with_logits([Node(0.0)], [Node(1.0)]).data, 12)
    0.69314718056
    """
    # One loss is p (1 - t) + n t + log(1 + e**-(p + n)), where p = max(y, 0) and n = max(-y, 0). No
    # term is negative, so no digits cancel. Computing n as p - y makes the slope right at y = 0.
    pairs = _pairs(predictions, targets)
    total = Node(0.0)
    for y, t in pairs:
        p = y.relu()
        n = p - y
        total = total + (p * (1.0 - t) + n * t + _log_1_plus((-(p + n)).exp()))
    return total / len(pairs)


def _log_1_plus(u: Node) -> Node:
    """Return log(1 + u) for u from 0 to 1, with all digits even if u is tiny.

    1 + u is rounded to w. The rounding error is exactly u - (w - 1); its share is added.
    """
    w = 1.0 + u
    return w.log() + (u - (w - 1.0)) / w


def _pairs(predictions: Sequence[Node], targets: Sequence[Node]) -> list[tuple[Node, Node]]:
    """Pair predictions and targets as nodes; a single number or node may be without a list."""
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
    """Return what a loss needs as a target if it can't use this one, else "".

    >>> wrong_target("hinge", 0.0)
    '-1 or 1 for the hinge loss'
    """
    if name == "hinge" and target not in (-1.0, 1.0):
        return "-1 or 1 for the hinge loss"
    if name == "bce_with_logits" and not 0.0 <= target <= 1.0:
        return "from 0 to 1 for the bce_with_logits loss"
    return ""
