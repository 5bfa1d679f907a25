"""The PyTorch programs that the package writes, run with real PyTorch."""

from __future__ import annotations

import functools
import random
import time
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import neuron, nn
from micrograd.engine import Value
from micrograd.export import pytorch_program
from micrograd.fused import TanhNeuron
from micrograd.neuron import ACTIVATIONS, MLP
from micrograd.node import Node, Tanh
from tests.engine.expressions import compute, random_steps
from tests.engine.record_torch import BINARY, UNARY

if TYPE_CHECKING:
    from collections.abc import Callable


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


# --- names ---

HOSTILE = [
    *(
        "\xb5",
        "\u03bc",
        "\ufb01nally",
        "\u212a",
        "K",
        "\u210c",
        "H",
        "\xaa",
        "a",
        "x\xb2",
        "\u017f",
        "s",
    ),  # alike by NFKC
    *("float", "torch", "inf", "nan", "nn", "model", "print", "sum", "tensor", "exp"),
    *("None", "True", "__debug__", "__name__", "__builtins__", "__import__", "class", "lambda"),
    *("match", "case", "type", "_", "__", "v1", "v2", "V1", "\uff56\uff13"),
    *(
        "",
        " ",
        "a b",
        "a\nimport os",
        "a#",
        "'",
        '"',
        "\\",
        "\0",
        "\ud800",
        "\u0301",
        "1a",
        "\xe9",
        "\xe9",
    ),
    *("\u540d\u524d", "x" * 900, "x" * 20_000, "a = 1; b"),
]


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("value", [2.0, float("inf"), float("-inf"), float("nan"), -0.0, 5e-324])
def test_any_label_beside_any_number_gives_a_right_program(label: str, value: float) -> None:
    x, y = Node(3.0, label=label), Node(value, label="y")
    product = x * y
    product.label = "float"
    output = product.tanh() + 1.0 / x
    output.backward()

    names = run_named(output)

    for node in (x, y):
        found = names[pytorch_names(output)[id(node)]]
        assert found.grad.item() == pytest.approx(node.grad, rel=1e-12, nan_ok=True)
        assert found.item() == pytest.approx(node.data, rel=0, abs=0, nan_ok=True)


def run_named(output: Node) -> dict[str, Any]:
    source = pytorch_program(output)
    compile(source, "program.py", "exec")
    return run(source)


def pytorch_names(output: Node) -> dict[int, str]:
    """Read from the program what it calls each node: its lines are in the nodes' order."""
    lines = pytorch_program(output).splitlines()[2:-1]
    order = output.topological_order()
    return {id(node): line.partition(" = ")[0] for node, line in zip(order, lines, strict=True)}


def test_two_labels_that_python_reads_as_one_name_are_no_names() -> None:
    a, b = Node(2.0, "\xb5"), Node(5.0, "\u03bc")
    y = a * b
    y.label = "y"
    y.backward()

    names = run_named(y)

    assert names["y"].item() == 10.0
    assert "\u03bc" not in names
    assert pytorch_program(a * 2.0).splitlines()[2].startswith("\u03bc = ")


EDGES = [0.5, -1.5, 0.0, -0.0, 1.0, 5e-324, -1e-310, 1e160, float("inf"), float("-inf")]
EDGES.append(float("nan"))


@pytest.mark.parametrize("seed", range(60))
def test_any_graph_with_any_labels_and_numbers_computes_the_same_there(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - reproducible on purpose
    nodes = [Node(chance.choice(EDGES), chance.choice(HOSTILE)) for _ in range(3)]
    for _ in range(6):
        a, b = chance.choice(nodes), chance.choice([*nodes, chance.choice(EDGES)])
        forms: list[list[Any]] = [[a], [a, b], [chance.choice(EDGES), a]]
        operands = chance.choice(forms)
        operations: dict[str, Callable[..., Any]] = UNARY if len(operands) == 1 else BINARY
        made = chance.choice(list(operations.values()))(*operands)
        made.label = chance.choice(HOSTILE)
        nodes.append(made)
    output = nodes[-1]
    output.backward()

    there = run_named(output)

    for node, name in zip(output.topological_order(), pytorch_names(output).values(), strict=True):
        assert there[name].item() == pytest.approx(node.data, rel=1e-12, abs=0, nan_ok=True)
        if there[name].is_leaf and there[name].grad is not None:
            grad = there[name].grad.item()
            assert node.grad == pytest.approx(grad, rel=1e-12, abs=0, nan_ok=True)


def test_a_program_of_many_labels_takes_time_by_their_number() -> None:
    def seconds(count: int) -> float:
        nodes = [Node(1.0, f"x{i}") for i in range(count)]
        total = sum(nodes, Node(0.0))
        times = []
        for _ in range(3):
            start = time.perf_counter()
            pytorch_program(total)
            times.append(time.perf_counter() - start)
        return min(times)

    # Sixteen times as many; a square would take 256 times as long.
    assert seconds(32_000) < 60 * seconds(2_000)


# --- networks with code of their own ---


class Scaled(MLP):
    def __call__(self, inputs: Any) -> Any:
        return super().__call__(inputs) * 10.0


class Residual(nn.MLP):
    def forward(self, inputs: list[Node]) -> list[Node]:
        return [o + inputs[0] for o in super().forward(inputs)]


class TwiceLayer(neuron.Layer):
    def __call__(self, inputs: Any) -> Any:
        return super().__call__(inputs)


class SquareNeuron(neuron.Neuron):
    def forward(self, inputs: list[Node]) -> Node:
        return super().forward(inputs) ** 2


def with_layer() -> MLP:
    mlp = MLP(1, [2, 1])
    mlp.layers[1] = TwiceLayer(2, 1)
    return mlp


def with_neuron() -> MLP:
    mlp = MLP(1, [2, 1])
    mlp.layers[0].neurons[1] = SquareNeuron(1)
    return mlp


def with_attribute() -> MLP:
    mlp = MLP(1, [2, 1])
    mlp.layers[0].forward = lambda inputs: inputs * 2  # type: ignore[method-assign]
    return mlp


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: Scaled(1, [1]), "the network has a __call__ of its own"),
        (lambda: Residual(1, [1]), "the network has a forward of its own"),
        (with_layer, r"layers\[1\] has a __call__ of its own"),
        (with_neuron, r"layers\[0\].neurons\[1\] has a forward of its own"),
        (with_attribute, r"layers\[0\] has a forward of its own"),
    ],
)
def test_a_network_with_code_of_its_own_is_refused_and_its_graph_is_written(
    make: Callable[[], MLP], place: str
) -> None:
    mlp = make()
    with pytest.raises(TypeError, match=rf"{place}.*pytorch_program\(mlp\(inputs\)\)"):
        pytorch_program(mlp)
    x = Node(0.5, label="x")
    assert_same(mlp([x]), [x])


@pytest.mark.parametrize("name", ["__call__", "forward"])
@pytest.mark.parametrize("kind", [MLP, neuron.Layer, neuron.Neuron])
def test_a_method_put_in_place_of_a_class_s_is_its_own_too(
    kind: type, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = getattr(kind, name)

    @functools.wraps(method)
    def other(*args: Any) -> Any:
        return method(*args)

    monkeypatch.setattr(kind, name, other)
    with pytest.raises(TypeError, match=f"has a {name} of its own"):
        pytorch_program(MLP(1, [1]))


def test_parameters_that_nn_sequential_can_not_hold_are_refused() -> None:
    mlp = MLP(2, [2, 1])
    mlp.layers[0].neurons[0].w[1] = mlp.layers[0].neurons[1].w[0]
    with pytest.raises(ValueError, match=r"layers\[0\].neurons\[1\].w\[0\] .* in two places"):
        pytorch_program(mlp)
    mlp = MLP(2, [2, 1])
    mlp.layers[0].neurons[0].b = Node(1.0) * 2
    with pytest.raises(ValueError, match=r"layers\[0\].neurons\[0\].b .* computed from others"):
        pytorch_program(mlp)
    mlp.layers[1] = neuron.Layer(3, 1)
    mlp.layers[0] = neuron.Layer(2, 2)
    with pytest.raises(ValueError, match=r"layers\[1\].neurons\[0\] must have 2 weights, not 3"):
        pytorch_program(mlp)


def test_a_derivative_of_the_program_s_own_is_no_pytorch(monkeypatch: pytest.MonkeyPatch) -> None:
    leaf = Value(1.0)
    leaf._backward = lambda: None
    with pytest.raises(TypeError, match="'Value' is not one"):
        pytorch_program(leaf * 2.0)
    monkeypatch.setattr(Tanh, "_backward", lambda _: None)
    with pytest.raises(TypeError, match="'tanh' is not one"):
        pytorch_program(Node(1.0).tanh())
    monkeypatch.setattr(TanhNeuron, "_share", lambda _: 0.0)
    with pytest.raises(ValueError, match="one activation that PyTorch has"):
        pytorch_program(MLP(1, [1]))
