"""A graph told step by step: following it gives Python's own gradients, to the last bit."""

from __future__ import annotations

import json
import math
import random
import sys
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import names
from micrograd.engine import Value
from micrograd.graph import Graph
from micrograd.neuron import MLP, Neuron
from micrograd.node import Node
from micrograd.origin import record_origins
from micrograd.trace import MAX_NODES
from tests.engine.record_graph import PATH, recorded
from tests.traps import NAMES, things

if TYPE_CHECKING:
    from collections.abc import Callable


def described(output: Node, stage: str = "", before: Graph | None = None) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Graph(output, stage, before=before).to_json())
    return data


def replayed(data: dict[str, Any], are_open: bool = False) -> dict[str, float]:
    """Follow the steps as the page does."""
    nodes = {node["id"]: node for node in data["nodes"]}
    sources = {edge["id"]: edge["source"] for edge in data["edges"]}
    gradients = {name: float(node["grad_before"]) for name, node in nodes.items()}
    gradients[data["output"]] += data["seed"]
    for outer in data["backward"]:
        inner = nodes[outer["node"]]["inner"]
        for step in inner["backward"] if inner and are_open else [outer]:
            for addition in step["additions"]:
                source, share = sources[addition["edge"]], float(addition["share"])
                gradients[source] = share if addition["replaces"] else gradients[source] + share
    return {name: gradient + float(nodes[name]["rest"]) for name, gradient in gradients.items()}


def assert_replays(data: dict[str, Any], are_open: bool = False) -> None:
    gradients = replayed(data, are_open)
    for node in data["nodes"]:
        if are_open or node["inside"] is None:
            found, real = gradients[node["id"]], float(node["grad"])
            assert found == real or (math.isnan(found) and math.isnan(real)), node


def random_graph(seed: int) -> tuple[Node, list[Node]]:
    draw = random.Random(seed)  # noqa: S311 - no secret
    leaves = [Node(draw.uniform(-2, 2), f"x{i}") for i in range(4)]
    nodes = list(leaves)
    for _ in range(25):
        a, b = draw.choice(nodes), draw.choice(nodes)
        operation: Callable[[Node, Node], Node] = draw.choice(
            [
                lambda a, b: a + b,
                lambda a, b: a - b,
                lambda a, b: a * b,
                lambda a, b: a / b,
                lambda a, _: a.tanh(),
                lambda a, _: a.sigmoid(),
                lambda a, _: a.relu(),
                lambda a, _: a**3,
                lambda a, b: (a.abs() + 0.1) ** b,
                lambda a, _: 2 / a,
            ]
        )
        nodes.append(operation(a, b))
    return nodes[-1] + nodes[-2], leaves


@pytest.mark.parametrize("seed", range(60))
def test_the_sums_of_the_steps_are_python_s_to_the_last_bit(seed: int) -> None:
    output, leaves = random_graph(seed)
    leaves[0].grad = 0.3  # of an earlier pass
    plain = described(output)
    before = Graph(output, "before")
    output.backward()
    after = described(output, "after", before)

    assert_replays(plain)
    assert_replays(after)
    real = {node.label: node.grad for node in leaves}
    for node in after["nodes"]:
        if node["label"]:
            assert float(node["grad"]) == pytest.approx(real[node["label"]], nan_ok=True)


def times(a: Node, b: Node) -> Value:
    out = Value(a.data * b.data, (a, b), "times")

    def _backward() -> None:
        a.grad += b.data * out.grad
        b.grad += a.data * out.grad

    out._backward = _backward
    return out


@pytest.mark.parametrize("seed", range(300))
def test_leaves_that_hold_other_losses_gradients_add_up_to_the_last_bit(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    random.seed(seed)
    first, leaves = random_graph(seed)
    mlp = MLP(2, [3, 1], draw.choice(["tanh", "relu", "sigmoid"]))
    rows = [[draw.choice(leaves), draw.choice(leaves)] for _ in range(4)]
    second = sum(((mlp(row) - 0.5) ** 2 for row in rows), Node(0.0))
    third = times(leaves[0], leaves[0]) * first + times(leaves[1], leaves[2])
    losses = [first, second, third, second * leaves[0]]
    for _ in range(draw.randrange(6)):
        draw.choice(losses).backward()
    loss = draw.choice(losses)
    if seed % 2:
        loss.backward()

    for data in (described(loss), described(loss, "after")):
        assert_replays(data)
        assert_replays(data, are_open=True)


def test_what_nodes_that_are_left_out_give_adds_up_to_the_last_bit() -> None:
    draw = random.Random(3)  # noqa: S311 - no secret
    shared = [Node(draw.uniform(-1, 1)) for _ in range(5)]
    output = shared[0] * 1.0
    for _ in range(2 * MAX_NODES):
        output = output * draw.uniform(0.99, 1.01) + draw.choice(shared) * draw.uniform(-1, 1)
    shared[1].grad = 0.1
    output = output + shared[0] * shared[1] + shared[2].tanh() * shared[3] * shared[4]
    data = described(output)

    assert any(node["outside_share"] for node in data["nodes"])
    assert_replays(data)


def test_a_picture_after_the_pass_alone_tells_that_one_pass() -> None:
    a = Node(3.0)
    output = a * 2.0 + a
    output.backward()
    trace = Graph(output, "after").trace
    (leaf,) = (node for node in trace.data["nodes"] if node["data"] == 3.0)

    assert (leaf["grad_before"], leaf["grad"], trace.gradient(a)) == (0.0, 3.0, 3.0)
    assert trace.data["has_run"]


def test_a_pass_s_own_gradient_is_exact_beside_a_much_larger_one() -> None:
    a = Node(3.0)
    output = a * 1e-6
    a.grad = 1e12
    output.backward()

    assert Graph(output).trace.gradient(a) == 1e-6


@pytest.mark.parametrize(
    ("operation", "formulas", "whole", "slopes"),
    [
        (lambda e: e * e, ["∂(e₁·e₂)/∂e₁ = e₂", "∂(e₁·e₂)/∂e₂ = e₁"], "2·e", [4.0, 4.0]),
        (lambda e: e + e, ["∂(e₁ + e₂)/∂e₁ = 1", "∂(e₁ + e₂)/∂e₂ = 1"], "2", [1.0, 1.0]),
        (lambda e: e - e, ["∂(e₁ - e₂)/∂e₁ = 1", "∂(e₁ - e₂)/∂e₂ = -1"], "1 - 1", [1.0, -1.0]),
        (
            lambda e: e / e,
            ["∂(e₁/e₂)/∂e₁ = 1/e₂", "∂(e₁/e₂)/∂e₂ = -e₁/e₂²"],
            "1/e - e/e²",
            [0.25, -0.25],
        ),
        (
            lambda e: e**e,
            ["∂(e₁^e₂)/∂e₁ = e₂·e₁^(e₂ - 1)", "∂(e₁^e₂)/∂e₂ = e₁^e₂·log(e₁)"],
            "e·e^(e - 1) + e^e·log(e)",
            [256.0, 256.0 * math.log(4.0)],
        ),
    ],
)
def test_a_node_that_stands_twice_has_a_derivative_for_each_place(
    operation: Callable[[Node], Node], formulas: list[str], whole: str, slopes: list[float]
) -> None:
    edges = described(operation(Node(4.0, label="e")))["edges"]

    assert [edge["formula"] for edge in edges] == formulas
    assert {edge["whole"].split(" = ")[1] for edge in edges} == {whole}
    assert [edge["derivative"] for edge in edges] == pytest.approx(slopes)


def test_of_places_that_nobody_can_tell_apart_the_first_has_all() -> None:
    a = Value(4.0, label="a")
    data = described(times(a, a))
    first, second = data["edges"]

    assert (first["derivative"], first["formula"], first["whole"]) == (8.0, "∂times/∂a", "")
    assert second["derivative"] is None
    assert [len(step["additions"]) for step in data["backward"]] == [1]
    assert not data["is_proven"]
    assert_replays(data)


def test_a_neuron_of_one_node_in_several_places_names_each() -> None:
    x = Node(2.0, label="x")
    mlp = MLP(2, [1], "tanh")
    edges = [edge for edge in described(mlp([x, x]))["edges"] if edge["inside"] is None]
    names = [edge["formula"].split("/∂")[1].split(" = ")[0] for edge in edges[:2]]

    assert names == ["x₁", "x₂"]


def test_a_share_too_large_to_notice_1_replaces_nothing() -> None:
    class Scaled(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(1e17 * a.data)
            self._prev = (a,)

        def _backward(self) -> None:
            self._prev[0].grad += 1e17 * self.grad

    steps = described(Scaled(Node(1.0)))["backward"]

    assert not [s for step in steps for s in step["additions"] if s["replaces"]]


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "linear"])
def test_a_network_replays_with_its_neurons_closed_and_open(activation: str) -> None:
    random.seed(5)
    mlp = MLP(3, [4, 3, 1], activation)
    loss = sum(((mlp([0.5, -1.0, i]) - i) ** 2 for i in range(3)), Node(0.0))
    loss.backward()
    data = described(loss)

    assert data["has_run"]
    assert any(node["inner"] for node in data["nodes"])
    assert_replays(data)
    gradients = replayed(data, are_open=True)
    for node in data["nodes"]:
        assert gradients[node["id"]] == pytest.approx(node["grad"], rel=1e-12, abs=1e-300)


def test_a_trial_pass_leaves_every_gradient_as_it_was() -> None:
    a = Node(2.0)
    output = a * a
    a.grad = 7.0
    data = described(output)

    assert (a.grad, output.grad) == (7.0, 0.0)
    assert not data["has_run"]
    assert [node["grad_before"] for node in data["nodes"]] == [7.0, 0.0]
    assert [node["grad"] for node in data["nodes"]] == [11.0, 1.0]
    assert not data["program_grads"]


def test_gradients_of_no_pass_of_the_graph_are_told_beside_its_pass() -> None:
    a = Node(2.0)
    output = a * a
    a.grad, output.grad = 7.0, 9.0
    data = described(output)

    assert (a.grad, output.grad) == (7.0, 9.0)
    assert [node["grad"] for node in data["nodes"]] == [4.0, 1.0]
    assert [each["grad"] for each in data["program_grads"]] == [7.0, 9.0]


def test_before_and_after_one_pass_are_one_graph() -> None:
    output = Node(2.0) * 3.0
    before = Graph(output, "before")
    output.backward()
    after = described(output, "after", before)

    assert json.loads(before.to_json())["id"] == after["id"]
    assert json.loads(before.to_json())["backward"] == []
    assert described(output)["id"] != after["id"]


def test_a_cut_graph_replays_and_counts_what_is_missing() -> None:
    far = Node(0.5, label="far")
    output = Node(0.0)
    for i in range(2 * MAX_NODES):
        output = output * 0.5 + float(i)
    output = output + far
    for _ in range(5):
        output = output.tanh()
    data = described(output)

    assert len(data["nodes"]) == MAX_NODES
    assert data["left_out"] == data["total"] - MAX_NODES
    assert data["left_out_reasons"] == {"samples": 0, "distance": data["left_out"]}
    assert_replays(data)


def test_a_node_used_by_what_is_left_out_begins_with_what_it_gets_there() -> None:
    shared = Node(0.5, label="shared")
    output = shared * 1.0
    for _ in range(2 * MAX_NODES):
        output = output + shared
    data = described(output)
    node = next(node for node in data["nodes"] if node["label"] == "shared")

    assert node["left_out_children"] > 0
    assert node["grad"] == 2 * MAX_NODES + 1
    assert replayed(data)[node["id"]] == pytest.approx(node["grad"])


def test_an_operation_that_forgets_to_add_is_told_as_it_is() -> None:
    class Double(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(2 * a.data)
            self._prev = (a,)

        def _backward(self) -> None:
            self._prev[0].grad = 2 * self.grad

    a = Node(3.0)
    output = a * a + Double(a)
    data = described(output)

    assert [s for step in data["backward"] for s in step["additions"] if s["replaces"]]
    assert_replays(data)


def test_a_closure_as_in_the_lectures_replays() -> None:
    def multiply(a: Node, b: Node) -> Value:
        out = Value(a.data * b.data, (a, b), "times")

        def _backward() -> None:
            a.grad += b.data * out.grad
            b.grad += a.data * out.grad

        out._backward = _backward
        return out

    a = Value(3.1)
    data = described(multiply(a, a) + multiply(a, Node(2.0)))

    assert_replays(data)
    assert "times(" in json.dumps(data)


def test_an_operation_that_raises_leaves_a_graph_without_a_backward_pass() -> None:
    class Broken(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(a.data)
            self._prev = (a,)

        def _backward(self) -> None:
            raise RuntimeError("no idea")

    a = Node(1.0)
    a.grad = 4.0
    data = json.loads(Graph(Broken(a) * 2, expand=False).to_json())

    assert data["fault"] == "RuntimeError: no idea"
    assert data["backward"] == []
    assert a.grad == 4.0


def test_variables_name_nodes_and_structures_group_them() -> None:
    data = json.loads(PATH.read_text(encoding="utf-8"))
    nodes = {node["id"]: node for node in data["nodes"]}
    by_name = {node["name"]: node for node in data["nodes"] if node["name"]}
    groups = {group["id"]: group for group in data["groups"]}

    assert by_name["loss"]["label"] == "loss"
    assert by_name["mlp.layers[0].neurons[1].w[0]"]["kind"] == "parameter"
    assert [group["kind"] for group in data["groups"]].count("neuron") == 3
    for group in data["groups"]:
        if group["kind"] == "neuron":
            assert groups[group["parent"]]["kind"] == "layer"
            made = [nodes[name] for name in group["nodes"] if nodes[name]["kind"] == "neuron"]
            assert [node["sample"] for node in made] == [0, 1]
            assert [node["origin"]["occurrence"] for node in made] == [1, 2]
    assert data["samples"] == {"count": 2, "shown": None}


def test_each_round_of_a_loop_has_a_pass_of_its_own() -> None:
    was_on = record_origins()
    try:
        total = Node(0.0)
        for i in range(3):
            total = total + float(i) * Node(2.0)
    finally:
        record_origins(was_on)
    data = described(total)

    turns: dict[str, list[int]] = {}
    for node in data["nodes"][1:]:
        turns.setdefault(f"{node['op']}{node['kind']}", []).append(node["origin"]["occurrence"])
    assert turns["+operation"] == [1, 2, 3]
    assert turns["*operation"] == [1, 2, 3]


def test_one_row_of_a_batch_that_is_too_large_is_kept() -> None:
    mlp = MLP(2, [16, 16, 1])
    loss = sum(((mlp([i, 1.0]) - 1.0) ** 2 for i in range(30)), Node(0.0))
    data = described(loss)

    assert data["samples"] == {"count": 30, "shown": 0}
    assert {node["sample"] for node in data["nodes"]} <= {0, None}
    assert data["left_out_reasons"]["samples"] > 900
    assert_replays(data)


def test_the_recorded_example_is_current() -> None:
    assert PATH.read_text(encoding="utf-8") == recorded()


def test_looking_for_names_runs_no_code_of_the_program() -> None:
    class Trap:
        def __init__(self) -> None:
            self.held = Node(1.0)

        @property
        def property_(self) -> Node:
            raise AssertionError

        def __getattr__(self, name: str) -> Node:
            raise AssertionError(name)

        def __getattribute__(self, name: str) -> Node:
            raise AssertionError(name)

        def __len__(self) -> int:
            raise AssertionError

    class Mapping(dict[str, Node]):
        def items(self) -> Any:
            raise AssertionError

    trap = Trap()
    held = object.__getattribute__(trap, "__dict__")["held"]
    cycle: list[object] = []
    cycle.append(cycle)
    found = names.find_names({"trap": trap, "m": Mapping(), "cycle": cycle, "alias": [held]})

    assert found.nodes[id(held)] == "alias[0]"
    assert names.find_names({"trap": trap}).nodes[id(held)] == "trap.held"


@pytest.mark.parametrize("label", ['"}{<>\\\n', "x" * 20_000, "<script>", "👩‍👩‍👧", "\ud800\x00"])
def test_any_label_travels_as_text(label: str) -> None:
    a = Node(1.0, label=label)
    data = described(a * Node(2.0, label=label))

    assert data["nodes"][0]["label"] == label[:10_000]
    assert len(data["edges"][0]["formula"]) < 100


@pytest.mark.parametrize("name", [*NAMES, "all"])
def test_nothing_that_a_program_holds_runs_by_looking_for_names(name: str) -> None:
    held = things()
    node = Node(2.0)
    variables = held if name == "all" else {name: held[name]}

    found = names.find_names({**variables, "box": [{"k": node}], "after": variables})

    assert found.nodes == {id(node): "box[0]['k']"}


@pytest.mark.parametrize("name", NAMES)
def test_a_graph_is_drawn_whatever_else_a_program_holds(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    y = Node(2.0) * 3
    monkeypatch.setitem(vars(sys.modules["__main__"]), name, things()[name])
    monkeypatch.setitem(vars(sys.modules["__main__"]), "mine", y)

    assert '"mine"' in Graph(y).to_json()


def test_no_two_nodes_are_called_the_same_and_formulas_speak_of_what_is_seen() -> None:
    e = Node(2.0)
    for _ in range(3):
        e = e * e
    h = Node(1.0, label="h")
    for _ in range(2):
        h = h + e
        h.label = "h"
    random.seed(1)
    mlp = MLP(2, [3, 1])
    data = described((mlp([h, 2.0]) - 1.0) ** 2 * h)
    seen = [node["alias"] or node["label"] for node in data["nodes"] if node["kind"] != "parameter"]

    assert len(set(seen)) == len(seen)
    assert {"h#1", "h#2", "h#3"} <= set(seen)
    assert "" not in seen
    for edge in data["edges"]:
        by = edge["formula"].split("/∂")[-1].split(" = ")[0].rstrip("₁₂")
        source = data["nodes"][[node["id"] for node in data["nodes"]].index(edge["source"])]
        assert by == (source["alias"] or source["label"])


def test_nodes_that_share_a_label_are_called_by_their_variables_in_boxes_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    p, q, r = (Node(float(i), label="a") for i in range(2, 5))
    for name, node in {"a": p, "b": q}.items():
        monkeypatch.setattr(sys.modules["__main__"], name, node, raising=False)
    data = described(p * q + r)

    shown = [node["alias"] or node["label"] or node["name"] for node in data["nodes"]]
    assert shown[:3] == ["a", "b", "u"]
    assert [node["formula"] for node in data["nodes"] if node["op"]] == ["a·b", "u + a#1"]
    assert len(set(shown)) == len(shown)


def test_a_node_is_not_called_as_a_weight_is(monkeypatch: pytest.MonkeyPatch) -> None:
    b = Node(2.0, label="b")
    monkeypatch.setattr(sys.modules["__main__"], "b", b, raising=False)
    data = described(Neuron(1, "linear")([b]))

    shown = [node["alias"] or node["label"] for node in data["nodes"] if not node["op"]]
    assert sorted(shown) == ["b", "b#1", "w[0]"]


def test_a_weight_is_called_by_its_index_in_its_neuron() -> None:
    random.seed(1)
    x = Node(2.0, label="x")
    formulas = {edge["formula"] for edge in described(Neuron(2, "linear")([x, x]))["edges"]}

    assert any("/∂w[0] = " in formula for formula in formulas)
    assert any("/∂w[1] = " in formula for formula in formulas)
    assert not any("w1" in formula or "w2" in formula for formula in formulas)


def test_a_letter_is_no_variable_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    a = Node(2.0)
    for name in ("u", "v"):
        monkeypatch.setattr(sys.modules["__main__"], name, 7, raising=False)
    data = described(a * 3.0)

    assert [node["alias"] for node in data["nodes"]] == ["p", "q", "r"]
    assert [edge["formula"] for edge in data["edges"]] == ["∂(p·q)/∂p = q", "∂(p·q)/∂q = p"]
