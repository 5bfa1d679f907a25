"""Optimizers over a grid of options, and losses where numbers end: PyTorch says what is right."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import pytest

from micrograd.losses import binary_cross_entropy_with_logits
from micrograd.node import Node
from micrograd.optim import SGD, Adam

torch: Any = pytest.importorskip("torch", reason="PyTorch is not installed")

GRADIENTS: list[list[Any]] = [
    [0.5, -2.0, 1e-9],
    [None, 3.0, 0.0],
    [None, None, None],
    [1e4, None, -0.25],
    [0.1] * 3,
]
SGDS = [
    {"momentum": m, "dampening": d, "weight_decay": w, "nesterov": n}
    for m, d, w, n in product((0.0, 0.5, 0.99), (0.0, 0.3, -1.0), (0.0, 0.1), (False, True))
    if not n or (m and not d)
]
ADAMS = [
    {"betas": betas, "eps": eps, "weight_decay": w}
    for betas, eps, w in product(((0.9, 0.999), (0.0, 0.0), (0.3, 0.5)), (1e-8, 0.1), (0.0, 0.1))
]


@pytest.mark.parametrize("options", [*SGDS, *ADAMS])
def test_steps_are_pytorch_s_also_where_a_gradient_is_none(options: dict[str, Any]) -> None:
    kinds = (Adam, torch.optim.Adam) if "betas" in options else (SGD, torch.optim.SGD)
    start = [1.0, -0.5, 3.0]
    ours = [Node(x) for x in start]
    theirs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in start]
    here, there = kinds[0](ours, lr=0.05, **options), kinds[1](theirs, lr=0.05, **options)
    for row in GRADIENTS * 3:
        for gradient, a, b in zip(row, ours, theirs, strict=True):
            a.grad = gradient
            b.grad = None if gradient is None else torch.tensor(gradient, dtype=torch.float64)
        here.step()
        there.step()
        expected = [x.item() for x in theirs]
        assert [x.data for x in ours] == pytest.approx(expected, rel=1e-9)


def test_adam_divides_zero_by_zero_as_pytorch_does() -> None:
    x = Node(1.0)
    Adam([x], lr=0.1, eps=0.0).step()
    assert math.isnan(x.data)


LOGITS = [0.0, 1e-300, 0.3, 1.0, 5.0, 20.0, 30.0, 36.0, 40.0, 745.0, 1e10, 1e160, 1e308]


@pytest.mark.parametrize("target", [0.0, 0.1, 0.5, 1.0 - 1e-10, 1.0])
@pytest.mark.parametrize("logit", [*LOGITS, *(-y for y in LOGITS)])
def test_cross_entropy_is_exact_and_its_slope_pytorch_s(logit: float, target: float) -> None:
    node = Node(logit)
    loss = binary_cross_entropy_with_logits([node], [Node(target)])
    loss.backward()
    theirs = torch.tensor([logit], dtype=torch.float64, requires_grad=True)
    wanted = torch.tensor([target], dtype=torch.float64)
    expected = torch.nn.functional.binary_cross_entropy_with_logits(theirs, wanted)
    expected.backward()

    exact = max(logit, 0.0) * (1.0 - target) + max(-logit, 0.0) * target
    assert loss.data == pytest.approx(exact + math.log1p(math.exp(-abs(logit))), rel=1e-15)
    # PyTorch's own value loses digits where it subtracts: below -1, with a target of 0.
    assert loss.data == pytest.approx(expected.item(), rel=1e-14, abs=4e-16 * abs(logit))
    assert node.grad == pytest.approx(theirs.grad.item(), rel=1e-14, abs=2e-16)
