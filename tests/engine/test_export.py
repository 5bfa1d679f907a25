"""The PyTorch programs that the package writes, run with real PyTorch."""

from __future__ import annotations

import random
from typing import Any

import pytest

from micrograd import nn
from micrograd.export import pytorch_program
from micrograd.neuron import ACTIVATIONS, MLP
from micrograd.node import Node
from tests.engine.expressions import compute, random_steps
from tests.engine.record_torch import BINARY, UNARY


def run(source: str) -> dict[str, Any]:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    kept = torch.get_default_dtype()
    names: dict[str, Any] = {}
    try:
        exec(source, names)  # noqa: S102 - our own program
    finally:
        torch.set_default_dtype(kept)
    return names


def assert_same(output: Node, leaves: list[Node]) -> None:
    output.backward()
    names = run(pytorch_program(output) + f"output = {last_name(output)}\n")
    assert output.data == pytest.approx(names["output"].item(), rel=1e-12, nan_ok=True)
    for leaf in leaves:
        if leaf in output.topological_order():
            expected = names[leaf.label].grad.item()
            assert leaf.grad == pytest.approx(expected, rel=1e-11, abs=1e-12, nan_ok=True)


def last_name(output: Node) -> str:
    return pytorch_program(output).splitlines()[-1].removesuffix(".backward()")


@pytest.mark.parametrize("name", [*UNARY, *BINARY])
@pytest.mark.parametrize("a", [0.7, -1.5, float("inf")])
def test_every_operation_is_pytorch_s(name: str, a: float) -> None:
    x, y = Node(a, label="x"), Node(0.25, label="y")
    assert_same(UNARY[name](x) if name in UNARY else BINARY[name](x, y), [x, y])


@pytest.mark.parametrize("seed", range(20))
def test_a_random_graph_computes_the_same_there(seed: int) -> None:
    leaves = [Node(x, label=name) for x, name in ((0.5, "a"), (-0.75, "b"), (1.25, "c"))]
    steps = random_steps(random.Random(seed), 3, 12)  # noqa: S311 - reproducible on purpose
    assert_same(compute(leaves, steps), leaves)


@pytest.mark.parametrize("make", [*ACTIVATIONS, "lectures"])
def test_a_network_computes_the_same_there(make: str) -> None:
    random.seed(3)
    mlp = nn.MLP(2, [4, 3, 1]) if make == "lectures" else MLP(2, [4, 3, 1], make)
    output = mlp([0.5, -1.0])
    output.backward()
    mlp.zero_grad()
    (mlp([0.5, -1.0]) ** 2).backward()
    names = run(pytorch_program(mlp) + "y = model(torch.tensor([0.5, -1.0]))\n(y**2).backward()\n")

    assert output.data == pytest.approx(names["y"].item(), rel=1e-12)
    linear = [module for module in names["model"] if hasattr(module, "weight")]
    expected = [
        gradient
        for each in linear
        for row, bias in zip(each.weight.grad.tolist(), each.bias.grad.tolist(), strict=True)
        for gradient in (*row, bias)
    ]
    assert [p.grad for p in mlp.parameters()] == pytest.approx(expected, rel=1e-11, abs=1e-13)


def test_a_network_s_graph_is_a_program_too() -> None:
    x = [Node(0.5, label="x1"), Node(-1.0, label="x2")]
    assert_same(MLP(2, [3, 1])(x), x)


def test_labels_that_are_no_names_give_way() -> None:
    labels = ["torch", "class", "a b", "same", "same", "v1", ""]
    source = pytorch_program(sum((Node(1.0, label=label) for label in labels), Node(0.0)))
    run(source)
    assert source.count("torch = ") == 0
    assert source.count("v1 = ") == 1


def test_what_has_no_program_is_said() -> None:
    class Cube(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(a.data**3)
            self._prev = (a,)

    with pytest.raises(TypeError, match="'Cube' is not one"):
        pytorch_program(Cube(Node(1.0)))
    with pytest.raises(TypeError, match="expected a node or an MLP, got 3"):
        pytorch_program(3)  # type: ignore[arg-type]
    mlp = MLP(2, [2, 1])
    mlp.layers[0].neurons[0].activation = "relu"
    with pytest.raises(ValueError, match=r"layers\[0\] must have one activation"):
        pytorch_program(mlp)
