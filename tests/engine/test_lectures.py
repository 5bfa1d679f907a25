"""Programs as Karpathy's lectures and his repository's demo write them."""

# ruff: noqa: ANN001, ANN201, ANN202, B905, S311 - that is how the lectures write.
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

import copy
import math
import pickle
import random
from typing import Any

import pytest

from micrograd import nn
from micrograd.engine import Value
from micrograd.graph import Graph
from micrograd.node import Node


def test_the_repository_s_example_has_its_numbers() -> None:
    a = Value(-4.0)
    b = Value(2.0)
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    g.backward()

    assert f"{g.data:.4f}" == "24.7041"
    assert f"{a.grad:.4f}" == "138.8338"
    assert f"{b.grad:.4f}" == "645.5773"


def test_numbers_stand_on_either_side() -> None:
    v: Any = Value(3)
    made = [1 - v, 1 + v, 2 * v, 6 / v, 2**v, v - 1, v / 2, v**2, -v, sum([v, v]), sum([v], v)]

    assert [x.data for x in made] == [-2, 4, 6, 2, 8, 2, 1.5, 9, -3, 6, 6]
    assert all(isinstance(x, Value) for x in made)
    assert not isinstance(3.0, Value)


def trace(root):
    nodes, edges = set(), set()

    def build(v):
        if v not in nodes:
            nodes.add(v)
            for child in v._prev:
                edges.add((child, v))
                build(child)

    build(root)
    return nodes, edges


def test_a_walk_over_prev_and_op_finds_nodes_and_edges() -> None:
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    e = a * b
    e.label = "e"
    output = (e + a).tanh()
    nodes, edges = trace(output)

    assert sorted(node._op for node in nodes) == ["", "", "*", "+", "tanh"]
    assert (a, e) in edges
    assert len(edges) == 5
    assert {node.label for node in nodes} == {"", "a", "b", "e"}


def lecture_tanh(self):
    x = self.data
    t = (math.exp(2 * x) - 1) / (math.exp(2 * x) + 1)
    out = Value(t, (self,), "tanh")

    def _backward():
        self.grad += (1 - t**2) * out.grad

    out._backward = _backward
    return out


def test_an_operation_written_with_a_closure_has_its_gradient() -> None:
    x, w = Value(2.0), Value(-0.3)
    o = lecture_tanh(x * w + 0.5)
    (o * o).backward()
    ours = [x.grad, w.grad]

    x.zero_grad()
    w.zero_grad()
    (((x * w + 0.5).tanh()) ** 2).backward()

    assert ours == pytest.approx([x.grad, w.grad])
    assert (o._op, o._prev[0].data) == ("tanh", pytest.approx(-0.1))


def test_a_method_added_to_value_works_on_every_result() -> None:
    def cubed(self):
        other = self if isinstance(self, Value) else Value(self)
        return other**3

    Value.cubed = cubed
    try:
        assert (Value(1.0) + 1.0).cubed().data == 8.0  # type: ignore[attr-defined]
    finally:
        del Node.cubed  # type: ignore[attr-defined]


def test_a_class_of_one_s_own_stands_apart_from_other_nodes() -> None:
    class Constant(Value):
        pass

    Constant.name = "c"

    assert isinstance(Constant(1.0), Constant)
    assert not isinstance(Value(1.0), Constant)
    assert not hasattr(Value(1.0), "name")


def test_a_manual_pass_calls_backward_node_by_node() -> None:
    a, b = Value(2.0), Value(-3.0)
    e = a * b
    o = e.tanh()
    o.grad = 1.0
    for node in (o, e, a, b):
        node._backward()

    assert b.grad == pytest.approx(2.0 * (1 - math.tanh(-6.0) ** 2))


def test_the_graph_shows_an_operation_written_with_a_closure() -> None:
    x = Value(0.5, label="x")
    product = Value(x.data * x.data, (x, x), "square")

    def _backward():
        x.grad += 2 * x.data * product.grad

    product._backward = _backward
    product.backward()
    graph = Graph(product)

    assert [(node.label, node.op) for node in graph.nodes] == [("x", ""), ("", "square")]
    assert [edge.derivative for edge in graph.edges] == [0.5, 0.5]
    assert (x.grad, product.grad) == (1.0, 1.0)  # looking at it has moved nothing


def test_a_value_survives_copying_and_pickling() -> None:
    value = Value(3.0, (Value(1.0),), "op", label="x")
    for twin in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own bytes
        assert repr(twin) == repr(value) == "Node(data=3.0, grad=0.0, op='op', label='x')"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2",), "data must be a number, not '2'"),
        ((2.0, (1.0,)), r"_children must be nodes, not 1\.0"),
        ((2.0, (), None), "_op must be a string, not None"),
        ((2.0, (), "", 5), "label must be a string, not 5"),
    ],
)
def test_a_value_refuses_what_it_cannot_hold(arguments: Any, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        Value(*arguments)


# --- networks ---


def test_a_network_has_relu_neurons_and_a_linear_last_layer() -> None:
    model = nn.MLP(3, [2, 1])

    assert repr(model) == (
        "MLP of [Layer of [ReLUNeuron(3), ReLUNeuron(3)], Layer of [LinearNeuron(2)]]"
    )
    neurons: list[Any] = [neuron for layer in model.layers for neuron in layer.neurons]
    assert [neuron.nonlin for neuron in neurons] == [True, True, False]
    assert len(model.parameters()) == 11
    assert model.layers[0].neurons[0].w[0] is model.parameters()[0]


def test_a_seed_gives_the_weights_it_gives_in_the_lectures() -> None:
    random.seed(1337)
    model = nn.MLP(2, [16, 16, 1])
    random.seed(1337)
    first = [random.uniform(-1, 1) for _ in range(2)]

    assert [p.data for p in model.parameters()[:3]] == [*first, 0.0]


def test_the_demo_s_loop_loses_what_it_loses_in_micrograd_0_1_0() -> None:
    random.seed(1337)
    model = nn.MLP(2, [8, 1])
    X = [[2.0, 3.0], [3.0, -1.0], [0.5, 1.0], [1.0, 1.0]]  # noqa: N806 - the demo's name
    y = [1, -1, -1, 1]

    def loss():
        inputs = [list(map(Value, xrow)) for xrow in X]
        scores = list(map(model, inputs))
        losses = [(1 + -yi * scorei).relu() for yi, scorei in zip(y, scores)]
        data_loss = sum(losses) * (1.0 / len(losses))
        alpha = 1e-4
        reg_loss = alpha * sum(p * p for p in model.parameters())
        accuracy = [(yi > 0) == (scorei.data > 0) for yi, scorei in zip(y, scores)]
        return data_loss + reg_loss, sum(accuracy) / len(accuracy)

    history = []
    for k in range(100):
        total_loss, acc = loss()
        model.zero_grad()
        total_loss.backward()
        learning_rate = 1.0 - 0.9 * k / 100
        for p in model.parameters():
            p.data -= 0.1 * learning_rate * p.grad
        history.append((total_loss.data, acc))

    theirs = [1.1073648071857718, 0.5056382878690289, 0.39820574140316983, 0.29231716559998583]
    assert [history[k][0] for k in (0, 9, 49, 99)] == pytest.approx(theirs, rel=1e-12)
    assert history[99][1] == 0.75


def test_a_module_of_one_s_own_needs_only_its_parameters() -> None:
    class Scale(nn.Module):
        def __init__(self) -> None:
            self.factor = Value(2.0)

        def parameters(self) -> list[Node]:
            return [self.factor]

    scale = Scale()
    (scale.factor * 3).backward()
    scale.zero_grad()

    assert scale.factor.grad == 0.0
    assert nn.Module().parameters() == []
    assert all(isinstance(x, nn.Module) for x in (nn.Neuron(1), nn.Layer(1, 1), nn.MLP(1, [1])))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: nn.Neuron(0), "nin must be at least 1, got 0"),
        (lambda: nn.Layer(1, 0), "nout must be at least 1, got 0"),
        (lambda: nn.MLP(2, []), "nouts must hold at least one size, got none"),
    ],
)
def test_a_network_refuses_to_be_empty(make: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make()
