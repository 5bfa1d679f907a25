"""Optimizers: how far each parameter moves down its gradient, as in `torch.optim`.

An optimizer holds parameters and what it remembers of earlier steps; `update` is its arithmetic on
numbers alone.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from reprlib import repr as short_repr

from micrograd.node import Node, as_float


class Optimizer(ABC):
    """Move parameters by their gradients.

    Args:
        params: the nodes to move; one that occurs twice is moved once.
        lr: the learning rate; a finite number, 0 or more. It may be changed between steps.

    Raises:
        TypeError: if an argument is of the wrong kind.
        ValueError: if a number is out of its range.
    """

    def __init__(self, params: Iterable[Node], lr: float) -> None:
        if not isinstance(params, Iterable):
            raise TypeError(f"params must be a sequence of nodes, not {short_repr(params)}")
        self.params = list(dict.fromkeys(params))
        for i, node in enumerate(self.params):
            if not isinstance(node, Node):
                raise TypeError(f"params[{i}] must be a node, not {short_repr(node)}")
        self.lr = _at_least_0(lr, "lr")

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.params:
            parameter.grad = 0.0

    def step(self) -> None:
        """Move every parameter once, by the gradient that it has."""
        numbers = self.update([p.data for p in self.params], [p.grad for p in self.params])
        for parameter, number in zip(self.params, numbers, strict=True):
            parameter.data = number

    @property
    def is_plain(self) -> bool:
        """Whether a step is no more than -lr times the gradient."""
        return False

    @abstractmethod
    def update(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """Return where a step takes the parameters' numbers; remember what the next one needs."""


class SGD(Optimizer):
    """Gradient descent, with momentum: p -= lr * velocity.

    Args:
        params: the nodes to move.
        lr: the learning rate.
        momentum: how much of its velocity a parameter keeps from step to step.
        dampening: how much of a gradient is left out of the velocity.
        weight_decay: how much of each parameter is added to its gradient.
        nesterov: look ahead by one more velocity.

    Raises:
        TypeError: if an argument is of the wrong kind.
        ValueError: if a number is out of its range.

    >>> x = Node(1.0)
    >>> optimizer = SGD([x], lr=0.1)
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x.data
    0.8
    """

    def __init__(  # noqa: PLR0913, PLR0917 - PyTorch's
        self,
        params: Iterable[Node],
        lr: float = 1e-3,
        momentum: float = 0.0,
        dampening: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
    ) -> None:
        super().__init__(params, lr)
        self.momentum = _at_least_0(momentum, "momentum")
        self.dampening = as_float(dampening, "dampening")
        self.weight_decay = _at_least_0(weight_decay, "weight_decay")
        self.nesterov = nesterov
        if nesterov and (self.momentum == 0.0 or self.dampening != 0.0):
            raise ValueError("nesterov needs a momentum above 0 and a dampening of 0")
        self._velocities: list[float] = []

    @property
    def is_plain(self) -> bool:
        """Whether a step is no more than -lr times the gradient."""
        return type(self) is SGD and not self.momentum and not self.weight_decay

    def update(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """Return where a step takes the numbers."""
        lr, momentum, decay = self.lr, self.momentum, self.weight_decay
        if decay:
            gradients = [g + decay * p for p, g in zip(numbers, gradients, strict=True)]
        if momentum:
            kept = 1.0 - self.dampening
            velocities = [
                momentum * v + kept * g for v, g in zip(self._velocities, gradients, strict=False)
            ] or gradients  # the first step's velocity is its gradient
            self._velocities = velocities
            gradients = (
                [g + momentum * v for g, v in zip(gradients, velocities, strict=True)]
                if self.nesterov
                else velocities
            )
        return [p - lr * g for p, g in zip(numbers, gradients, strict=True)]

    def __repr__(self) -> str:
        more = f", momentum={self.momentum:g}" if self.momentum else ""
        more += f", weight_decay={self.weight_decay:g}" if self.weight_decay else ""
        return f"SGD(lr={self.lr:g}{more})"


class Adam(Optimizer):
    """Adam: steps of about lr whatever the size of the gradients (Kingma and Ba, 2014).

    Args:
        params: the nodes to move.
        lr: the learning rate.
        betas: how much the running means of the gradients and of their squares keep per step.
        eps: added to the divisor.
        weight_decay: how much of each parameter is added to its gradient.

    Raises:
        TypeError: if an argument is of the wrong kind.
        ValueError: if a number is out of its range.

    >>> x = Node(1.0)
    >>> optimizer = Adam([x], lr=0.1)
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> round(x.data, 6)
    0.9
    """

    def __init__(
        self,
        params: Iterable[Node],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(params, lr)
        self.betas = tuple(as_float(beta, "betas") for beta in betas)
        if len(self.betas) != 2 or not all(0.0 <= beta < 1.0 for beta in self.betas):
            raise ValueError(f"betas must be two numbers from 0 to below 1, not {betas!r}")
        self.eps = _at_least_0(eps, "eps")
        self.weight_decay = _at_least_0(weight_decay, "weight_decay")
        self._steps = 0
        self._means = [0.0] * len(self.params)
        self._squares = [0.0] * len(self.params)

    def update(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """Return where a step takes the numbers."""
        (beta1, beta2), decay = self.betas, self.weight_decay
        if decay:
            gradients = [g + decay * p for p, g in zip(numbers, gradients, strict=True)]
        self._steps += 1
        self._means = [
            m + (g - m) * (1.0 - beta1) for m, g in zip(self._means, gradients, strict=True)
        ]
        self._squares = [
            beta2 * s + (1.0 - beta2) * g * g for s, g in zip(self._squares, gradients, strict=True)
        ]
        # Both means start at 0, which makes the first ones too small.
        size = self.lr / (1.0 - beta1**self._steps)
        root = math.sqrt(1.0 - beta2**self._steps)
        return [
            p - size * m / (math.sqrt(s) / root + self.eps)
            for p, m, s in zip(numbers, self._means, self._squares, strict=True)
        ]

    def __repr__(self) -> str:
        more = f", weight_decay={self.weight_decay:g}" if self.weight_decay else ""
        return f"Adam(lr={self.lr:g}{more})"


OPTIMIZERS: dict[str, type[SGD | Adam]] = {"sgd": SGD, "adam": Adam}


def _at_least_0(value: object, name: str) -> float:
    number = as_float(value, name)
    if not (math.isfinite(number) and number >= 0.0):
        raise ValueError(f"{name} must be a finite number, 0 or more, not {number!r}")
    return number
