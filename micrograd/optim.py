"""Optimizers, as in `torch.optim`: they move parameters against their gradients.

An optimizer holds parameters and the state that it keeps between steps. `update` computes a step
with plain numbers, without nodes.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from itertools import compress
from typing import TYPE_CHECKING

from micrograd.arguments import as_finite, as_flag, as_list, as_nodes, as_rate
from micrograd.node import Node, as_float, divide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DEFAULT_RATE = 1e-3


class Optimizer(ABC):
    """Move parameters by their gradients.

    An optimizer of your own defines `update`. It names its attributes that are lists with one
    element per parameter in `_per_parameter`, so that parameters without a gradient can be skipped.

    Args:
        params: the nodes to move; a node that occurs twice is moved once.
        lr: the learning rate; a finite number, 0 or more. It may be changed between steps.

    Raises:
        TypeError: if an argument has the wrong type.
        ValueError: if a number is out of its range.
    """

    def __init__(self, params: Iterable[Node], lr: float) -> None:
        self.params = list(dict.fromkeys(as_nodes(params, "params")))
        self.lr = as_rate(lr, "lr")

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0, as `set_to_none=False` does in PyTorch."""
        for parameter in self.params:
            parameter.grad = 0.0

    def step(self) -> None:
        """Move every parameter once by its gradient; one whose gradient is None stays."""
        gradients: list[float | None] = [p.grad for p in self.params]
        given = [gradient for gradient in gradients if gradient is not None]
        if len(given) < len(gradients):
            self._step_some(gradients)
            return
        self._move(self.params, self.update([p.data for p in self.params], given))

    def _step_some(self, gradients: list[float | None]) -> None:
        """Step without the parameters whose gradient is None; their state stays."""
        are_moved = [gradient is not None for gradient in gradients]
        moved = list(compress(self.params, are_moved))
        if not moved:
            return
        whole = {name: getattr(self, name) for name in self._per_parameter}
        for name, every in whole.items():
            setattr(self, name, list(compress(every, are_moved)))
        try:
            self._move(moved, self.update([p.data for p in moved], [p.grad for p in moved]))
        finally:
            for name, every in whole.items():
                found = iter(getattr(self, name))
                merged = [next(found) if m else e for m, e in zip(are_moved, every, strict=True)]
                setattr(self, name, merged)

    @staticmethod
    def _move(parameters: Sequence[Node], numbers: Sequence[float]) -> None:
        for parameter, number in zip(parameters, numbers, strict=True):
            parameter.data = number if type(number) is float else as_float(number, "data")

    _per_parameter: tuple[str, ...] = ()
    """The names of attributes that are lists with one element per parameter, in order."""

    @property
    def is_plain(self) -> bool:
        """Whether a step is no more than -lr times the gradient."""
        return False

    @abstractmethod
    def update(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """Return the parameters' numbers after a step; keep the state for the next one."""


class SGD(Optimizer):
    """Gradient descent, with momentum: p -= lr * velocity.

    PyTorch may round this once, here it is rounded twice. So results may differ by the last digit
    of lr * velocity, and where that exceeds 1.8e308.

    Args:
        params: the nodes to move.
        lr: the learning rate.
        momentum: the part of its velocity that a parameter keeps from step to step.
        dampening: the part of a gradient that is not added to the velocity.
        weight_decay: the part of each parameter that is added to its gradient.
        nesterov: whether to use Nesterov's momentum, which looks ahead by one more velocity.

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
        lr: float = DEFAULT_RATE,
        momentum: float = 0.0,
        dampening: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
    ) -> None:
        super().__init__(params, lr)
        self.momentum = as_rate(momentum, "momentum")
        self.dampening = as_finite(dampening, "dampening")
        self.weight_decay = as_rate(weight_decay, "weight_decay")
        self.nesterov = as_flag(nesterov, "nesterov")
        if self.nesterov and (self.momentum == 0.0 or self.dampening != 0.0):
            raise ValueError("nesterov needs a momentum above 0 and a dampening of 0")
        self._velocities: list[float | None] = [None] * len(self.params)

    _per_parameter = ("_velocities",)

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
                g if v is None else momentum * v + kept * g  # the first velocity is the gradient
                for v, g in zip(self._velocities, gradients, strict=True)
            ]
            self._velocities = [*velocities]
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
        betas: the parts that the running means of the gradients and of their squares keep per step.
        eps: added to the divisor, so that a gradient of 0 moves nothing.
        weight_decay: the part of each parameter that is added to its gradient.

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
        lr: float = DEFAULT_RATE,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(params, lr)
        given = as_list(betas, "betas", "two numbers")
        self.betas = tuple(as_float(beta, f"betas[{i}]") for i, beta in enumerate(given))
        if len(self.betas) != 2 or not all(0.0 <= beta < 1.0 for beta in self.betas):
            raise ValueError(f"betas must be two numbers from 0 to below 1, not {given!r}")
        self.eps = as_rate(eps, "eps")
        self.weight_decay = as_rate(weight_decay, "weight_decay")
        self._steps = [0] * len(self.params)
        self._means = [0.0] * len(self.params)
        self._squares = [0.0] * len(self.params)

    _per_parameter = ("_steps", "_means", "_squares")

    def update(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """Return the numbers after a step: nan where it divides 0 by 0."""
        (beta1, beta2), decay = self.betas, self.weight_decay
        if decay:
            gradients = [g + decay * p for p, g in zip(numbers, gradients, strict=True)]
        self._steps = [n + 1 for n in self._steps]
        self._means = [
            _between(m, g, 1.0 - beta1) for m, g in zip(self._means, gradients, strict=True)
        ]
        self._squares = [
            beta2 * s + (1.0 - beta2) * g * g for s, g in zip(self._squares, gradients, strict=True)
        ]
        # Both means start at 0, so the first ones are too small; this corrects them.
        counts = set(self._steps)
        sizes = {n: self.lr / (1.0 - beta1**n) for n in counts}
        roots = {n: math.sqrt(1.0 - beta2**n) for n in counts}
        memory = zip(numbers, self._means, self._squares, self._steps, strict=True)
        return [
            p - divide(sizes[n] * m, math.sqrt(s) / roots[n] + self.eps) for p, m, s, n in memory
        ]

    def __repr__(self) -> str:
        more = f", weight_decay={self.weight_decay:g}" if self.weight_decay else ""
        return f"Adam(lr={self.lr:g}{more})"


OPTIMIZERS: dict[str, type[SGD | Adam]] = {"sgd": SGD, "adam": Adam}


def _between(a: float, b: float, share: float) -> float:
    """Return a + share * (b - a), computed from the nearer end as in PyTorch's `lerp`."""
    return a + share * (b - a) if share < 0.5 else b - (b - a) * (1.0 - share)
