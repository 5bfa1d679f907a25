"""A graph as data, as DOT and as SVG."""

from __future__ import annotations

import html
import json
import math
import re
import stat
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from micrograd.engine import Value
from micrograd.graph import Graph
from micrograd.node import Node
from tests.engine.pictures import SVG, parse

if TYPE_CHECKING:
    from pathlib import Path

JSON_TYPE = "application/vnd.micrograd.graph+json"

AWKWARD_LABELS = [
    'a "quoted" name',
    "back\\slash \\N \\",
    "{curly|bar}",
    "<b>tag</b> & &lt; entity",
    "two\nlines\r\nand\ttabs",
    "😀 👩‍👩‍👧 ünïcödé",
    "x" * 10_000,
    "]; } n0 -> n1 [label=",
    "<script>alert(1)</script>",
    "nul \x00 bell \x07 escape \x1b half \ud800",
    " ",
    "//comment /* */ #",
]


@pytest.fixture
def neuron() -> Node:
    x, w, b = (
        Node(value, label=name) for name, value in {"x": 2.0, "w": -3.0, "b": 6.88137}.items()
    )
    output = (x * w + b).tanh()
    output.label = "o"
    return output


# --- data ---


def test_the_data_holds_nodes_operands_and_the_order_of_both_passes(neuron: Node) -> None:
    neuron.backward()
    data = json.loads(Graph(neuron, "after").to_json())

    assert data["title"] == "Computational graph after backpropagation"
    assert [node["label"] for node in data["nodes"]] == ["x", "w", "", "b", "", "o"]
    assert [node["op"] for node in data["nodes"]] == ["", "", "*", "", "+", "tanh"]
    assert data["forward"] == ["n0", "n1", "n2", "n3", "n4", "n5"]
    assert [step["node"] for step in data["backward"]] == ["n5", "n4", "n2"]
    assert data["output"] == "n5"
    assert [(e["source"], e["target"]) for e in data["edges"]] == [
        ("n0", "n2"),
        ("n1", "n2"),
        ("n2", "n4"),
        ("n3", "n4"),
        ("n4", "n5"),
    ]


def test_following_the_local_derivatives_backward_gives_every_gradient(neuron: Node) -> None:
    (neuron * neuron).backward()  # leaves other numbers in the gradients first
    neuron.zero_grad()
    neuron.backward()
    graph = Graph(neuron, "after")

    gradients = dict.fromkeys((node.id for node in graph.nodes), 0.0)
    gradients[graph.nodes[-1].id] = 1.0
    for visited in graph.backward:
        for edge in graph.edges:
            if edge.target == visited:
                gradients[edge.source] += edge.derivative * gradients[visited]

    assert gradients == pytest.approx({node.id: node.grad for node in graph.nodes})


def test_a_graph_keeps_the_numbers_of_its_moment(neuron: Node) -> None:
    graph = Graph(neuron)
    text = graph.to_json()
    neuron.backward()
    neuron.data = 99.0

    assert graph.to_json() == text


def test_the_same_node_used_twice_is_one_node_with_two_edges() -> None:
    a = Node(3.0)
    graph = Graph(a * a)

    assert len(graph.nodes) == 2
    assert [(e.id, e.source, e.target, e.derivative) for e in graph.edges] == [
        ("e0", "n0", "n1", 3.0),
        ("e1", "n0", "n1", 3.0),
    ]


def test_numbers_that_json_lacks_are_javascript_s_names() -> None:
    output = Node(1.0) / Node(0.0) - math.inf
    text = Graph(output).to_json()

    def refuse(token: str) -> None:
        raise AssertionError(token)

    data = json.loads(text, parse_constant=refuse)
    assert [node["data"] for node in data["nodes"]] == [1.0, 0.0, "Infinity", "Infinity", "NaN"]
    assert data["edges"][1]["derivative"] == "-Infinity"


def test_an_operation_of_one_s_own_is_drawn_under_its_name_with_its_derivatives() -> None:
    class Gap(Node):
        def __init__(self, a: Node, b: Node) -> None:
            super().__init__((a.data - b.data) ** 2)
            self._prev = (a, b)

        def _backward(self) -> None:
            a, b = self._prev
            a.grad += self.grad * 2 * (a.data - b.data)
            b.grad -= self.grad * 2 * (a.data - b.data)

    graph = Graph(Gap(Node(3.0), Node(1.0)))

    assert [node.op for node in graph.nodes] == ["", "", "Gap"]
    assert [edge.derivative for edge in graph.edges] == [4.0, -4.0]
    assert 'label="Gap"' in graph.to_dot()
    assert "Gap" in graph.to_svg()


def test_before_the_backward_pass_there_are_no_gradients(neuron: Node) -> None:
    neuron.backward()
    graph = Graph(neuron, "before")

    assert {node.grad for node in graph.nodes} == {None}
    assert "grad" not in graph.to_dot()
    assert ">grad" not in graph.to_svg()
    assert graph.title == "Computational graph before backpropagation"


def test_a_leaf_alone_is_a_graph() -> None:
    graph = Graph(Node(2.0, label="x"))

    assert (len(graph.nodes), graph.edges, graph.backward) == (1, [], [])
    assert parse(graph.to_svg()) is not None


def test_an_operation_without_a_name_is_called_by_its_class() -> None:
    class Double(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(2 * a.data)
            self._prev = (a,)

    assert Graph(Double(Node(1.0))).nodes[1].op == "Double"


def test_its_text_says_what_it_is(neuron: Node) -> None:
    assert repr(Graph(neuron, "before")) == (
        f"Computational graph before backpropagation of o: 6 nodes, value {neuron.data!r}"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"stage": "during"}, "stage must be one of"),
        ({"max_nodes": 0}, "max_nodes must be at least 1, got 0"),
    ],
)
def test_a_graph_refuses_what_makes_no_sense(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Graph(Node(1.0), **arguments)


# --- cut graphs ---


def test_a_large_graph_is_cut_to_what_is_nearest_the_output_and_says_so() -> None:
    output = Node(0.0, label="far")
    for i in range(300):
        output = output + Node(float(i), label=f"k{i}")
    graph = Graph(output)

    assert len(graph.nodes) == 400
    assert graph.left_out == 201
    labels = {node.label for node in graph.nodes}
    assert "k299" in labels
    assert "far" not in labels
    sentence = "The 400 nodes nearest the output; 201 more are left out."
    assert sentence in graph.to_dot()
    assert sentence in graph.to_svg()
    assert "(201 more left out)" in repr(graph)


def test_a_cut_graph_marks_where_operands_are_missing() -> None:
    a = Node(1.0, label="a")
    graph = Graph((a * 2) + 3, max_nodes=2)
    statements = parse_dot(graph.to_dot())

    # The sum's operands come in order: the product stays, the 3 is out, and so are a and 2.
    assert [node.left_out for node in graph.nodes] == [2, 1]
    assert statements.edges["n0_cut"] == ("n0_more", "n0_op")
    assert statements.edges["n1_cut"] == ("n1_more", "n1_op")


def test_a_graph_at_the_limit_is_whole() -> None:
    graph = Graph(Node(1.0) + 1, max_nodes=3)

    assert graph.left_out == 0
    assert "left out" not in graph.to_dot()


# --- DOT ---


class Statements:
    """What a DOT file says, read by its grammar: quoted strings, names, attribute lists."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, str]] = {}
        self.edges: dict[str, tuple[str, str]] = {}


TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|->|[\w.]+|[{}\[\];=,])', re.DOTALL)


def parse_dot(dot: str) -> Statements:
    tokens = []
    position = 0
    while position < len(dot.rstrip()):
        match = TOKEN.match(dot, position)
        assert match, f"not DOT: {dot[position : position + 40]!r}"
        tokens.append(match[1])
        position = match.end()
    assert tokens[:2] == ["digraph", "{"]
    assert tokens[-1] == "}"
    statements = Statements()
    for statement in " ".join(quote_free(tokens[2:-1])).split(" ; "):
        head, _, rest = statement.removesuffix(" ;").partition(" [ ")
        pairs = (pair.split(" = ") for pair in rest.removesuffix(" ]").split(" , "))
        attributes = {key: value.replace("\0", " ") for key, value in pairs}
        if " -> " in head:
            source, target = head.split(" -> ")
            statements.edges[attributes["id"].strip('"')] = (source, target)
        else:
            statements.nodes[head] = attributes
    return statements


def quote_free(tokens: list[str]) -> list[str]:
    """Hide the spaces in quoted strings, so that statements can be split at spaces."""
    return [token.replace(" ", "\0") for token in tokens]


def test_every_node_and_edge_has_a_stable_id_and_a_class(neuron: Node) -> None:
    before = parse_dot(Graph(neuron, "before").to_dot())
    neuron.backward()
    after = parse_dot(Graph(neuron, "after").to_dot())
    nodes = {
        name: what for name, what in after.nodes.items() if name.startswith("n") and name != "node"
    }

    assert set(nodes) == {"n0", "n1", "n2_op", "n2", "n3", "n4_op", "n4", "n5_op", "n5"}
    assert {what["id"] for what in nodes.values()} == {f'"{name}"' for name in nodes}
    assert all(what["class"] for what in nodes.values())
    assert after.nodes.keys() == before.nodes.keys()
    assert after.edges == before.edges
    assert after.edges["e0"] == ("n0", "n2_op")
    assert after.edges["n2_out"] == ("n2_op", "n2")


def test_a_box_shows_label_value_and_gradient_at_four_digits(neuron: Node) -> None:
    neuron.backward()
    nodes = parse_dot(Graph(neuron, "after").to_dot()).nodes

    assert nodes["n0"]["label"] == r'"x\ndata 2.0\ngrad -1.5"'
    assert nodes["n2"]["label"] == r'"data -6.0\ngrad 0.5"'
    assert nodes["n5"]["label"] == r'"o\ndata 0.7071\ngrad 1.0"'
    assert nodes["n5_op"]["label"] == '"tanh"'


def test_values_that_are_not_finite_are_words_with_a_class_of_their_own() -> None:
    nodes = parse_dot(Graph(Node(1.0) / 0 - math.inf).to_dot()).nodes

    assert nodes["n2"]["label"] == r'"data inf\ngrad 0.0"'
    assert nodes["n4"]["label"] == r'"data nan\ngrad 0.0"'
    assert nodes["n4"]["class"] == '"value output not-finite"'


@pytest.mark.parametrize("label", AWKWARD_LABELS)
def test_any_label_leaves_the_dot_and_the_svg_valid(label: str) -> None:
    graph = Graph(Node(1.0, label=label) + Node(2.0, label="other"))
    statements = parse_dot(graph.to_dot())

    assert {"n0", "n1", "n2", "n2_op"} <= statements.nodes.keys()
    assert set(statements.edges.values()) == {("n0", "n2_op"), ("n1", "n2_op"), ("n2_op", "n2")}
    root = parse(graph.to_svg())
    assert not list(root.iter(f"{SVG}script"))
    assert max(len(text.text or "") for text in root.iter(f"{SVG}text")) <= 24
    assert json.loads(graph.to_json())["nodes"][0]["label"] == label


def test_a_label_reads_in_the_picture_as_it_was_written() -> None:
    label = 'a\\"{|}<&lt;'
    graph = Graph(Node(1.0, label=label))
    quoted = parse_dot(graph.to_dot()).nodes["n0"]["label"][1:-1].partition(r"\ndata")[0]
    texts = parse(graph.to_svg()).iter(f"{SVG}text")

    # Graphviz undoes escapes, and reads entities as HTML does.
    assert html.unescape(re.sub(r"\\(.)", r"\1", quoted)) == label
    assert next(texts).text == label


# --- SVG and bundles ---


def test_the_bundle_has_every_form(neuron: Node) -> None:
    graph = Graph(neuron)
    bundle = graph._repr_mimebundle_()

    assert set(bundle) == {"text/plain", "text/vnd.graphviz", JSON_TYPE, "image/svg+xml"}
    assert json.loads(bundle[JSON_TYPE])["version"] == 3


def test_in_a_browser_the_page_draws_the_graph(
    neuron: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")

    assert "image/svg+xml" not in Graph(neuron)._repr_mimebundle_()


def fake_graphviz(directory: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = directory / "dot"
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(directory))


def test_graphviz_draws_the_svg_where_it_is_installed(
    neuron: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_graphviz(
        tmp_path,
        monkeypatch,
        "import sys\n"
        "dot = sys.stdin.buffer.read().decode('utf-8')\n"
        "assert sys.argv[1:] == ['-Tsvg'] and dot.startswith('digraph {') and 'ö' in dot\n"
        'sys.stdout.write(\'<?xml version="1.0"?>\\n<svg width="7pt"\\n'
        ' xmlns="http://www.w3.org/2000/svg"><g id="drawn"/></svg>\')\n',
    )
    neuron.label = "ö"
    root = parse(Graph(neuron, "before").to_svg())

    assert root.get("width") == "7pt"
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == ("Computational graph before backpropagation")
    assert root.find(f"{SVG}g[@id='drawn']") is not None


@pytest.mark.parametrize(
    "script",
    [
        "print('<svg></svg>'); raise SystemExit(1)",
        "import time; time.sleep(60); print('<svg></svg>')",
        "print('no picture')",
    ],
    ids=["fails", "hangs", "says something else"],
)
def test_where_graphviz_is_of_no_use_the_package_draws_itself(
    script: str, neuron: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_graphviz(tmp_path, monkeypatch, script)
    monkeypatch.setattr("micrograd.graph._GRAPHVIZ_SECONDS", 0.5)

    root = parse(Graph(neuron).to_svg())
    assert {"n0", "n2_op", "e0"} <= {element.get("id") for element in root.iter()}


def test_a_graph_of_no_node_is_refused() -> None:
    with pytest.raises(TypeError, match="3 is no node: it has no data, _prev"):
        Graph(3)


@pytest.mark.parametrize("two", [np.float64(2), np.array(2.0)])
def test_a_gradient_of_numpys_is_written_as_json(two: Any) -> None:
    x = Node(3.0)
    z = Value(6.0, (x,), "op")

    def backward() -> None:
        x.grad += two * z.grad

    z._backward = backward
    z.backward()
    data = json.loads(Graph(z, "after").to_json())
    assert sorted(node["grad"] for node in data["nodes"]) == [1.0, 2.0]
