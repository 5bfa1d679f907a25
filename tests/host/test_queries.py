"""What the page asks about the graphs of a finished run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from playground_host.queries import GRAPH_LIMIT, ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record

JSON_TYPE = "application/vnd.micrograd.graph+json"


def graphs(record: Record) -> list[dict[str, Any]]:
    return [json.loads(shown[JSON_TYPE]) for shown in record.displayed()]


def answer(what: str, **data: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask(what, json.dumps(data)))
    return found


def test_a_shown_node_can_be_asked_what_if(run_program: Callable[..., Record]) -> None:
    record = run_program("from micrograd.node import Node\na = Node(3.0)\na * a")
    (graph,) = graphs(record)

    assert graph["nodes"][0]["name"] == "a"
    assert graph["nodes"][0]["origin"] == {"file": "main.py", "line": 2, "occurrence": 1}
    assert record.displayed()[0]["text/plain"] == "Node(data=9.0, grad=0.0, op='*')"
    assert answer("graph.set", graph=graph["id"], values={"n0": 4})["change"] == 7.0


def test_the_output_near_a_leaf_can_be_asked_for(run_program: Callable[..., Record]) -> None:
    (graph,) = graphs(run_program("from micrograd.node import Node\na = Node(3.0)\na * a"))
    asked = {"graph": graph["id"], "leaf": "n0"}

    told = answer("graph.nearby", values=[2, 4.0], **asked)
    assert told == {"outputs": [4.0, 16.0], "at": 3.0, "output": 9.0, "gradient": 6.0}
    assert answer("graph.nearby", values=[True], **asked)["error"].endswith("not True")


def test_before_and_after_share_an_id(run_program: Callable[..., Record]) -> None:
    source = "from micrograd.node import Node\n(Node(2.0) * 3).backpropagate(visualize=True)"
    before, after = graphs(run_program(source))

    assert before["id"] == after["id"]
    assert (before["stage"], after["stage"]) == ("before", "after")
    verdicts = answer("graph.check", graph=after["id"])["nodes"]
    assert {verdict["verdict"] for verdict in verdicts.values()} == {"agrees"}


def test_another_row_of_a_batch_can_be_had(run_program: Callable[..., Record]) -> None:
    record = run_program(
        "from micrograd.neuron import MLP\n"
        "mlp = MLP(2, [16, 16, 1])\n"
        "sum((mlp([i, 1.0]) for i in range(40)), mlp([0.0, 0.0]))"
    )
    (graph,) = graphs(record)
    other = answer("graph.sample", graph=graph["id"], sample=17)

    assert graph["samples"] == {"count": 41, "shown": 0}
    assert other["samples"] == {"count": 41, "shown": 17}
    assert other["id"] == graph["id"]
    assert {node["sample"] for node in other["nodes"]} == {17, None}
    assert "error" in answer("graph.sample", graph=graph["id"], sample=41)


@pytest.mark.parametrize(
    ("what", "data", "sentence"),
    [
        ("weather", {}, "there is no answer to 'weather'"),
        ("graph.set", {"graph": "g0", "values": {}}, f"only the {GRAPH_LIMIT} graphs shown last"),
        ("graph.set", {"values": 5}, "values must be numbers by node id"),
        ("graph.set", {"values": {"n0": "x"}}, "the value of 'n0' must be a number, not 'x'"),
        ("graph.set", {"values": {"n0": 1e999}}, "the value of 'n0' must be finite"),
        ("graph.check", [], "AttributeError"),
        ("graph.nearby", {"leaf": 1, "values": []}, "leaf must be a node id, and values a list"),
        ("graph.nearby", {"leaf": "n0", "values": [0] * 201}, "values must be at most 200 numbers"),
        ("graph.nearby", {"graph": "g", "leaf": "n0", "values": []}, "only the"),
    ],
)
def test_a_question_without_answer_gets_a_sentence(what: str, data: Any, sentence: str) -> None:
    found = json.loads(ask(what, json.dumps(data)))

    assert found["error"].startswith(sentence)


def test_only_the_last_graphs_are_kept(run_program: Callable[..., Record]) -> None:
    source = (
        "from micrograd.node import Node\n"
        f"for i in range({GRAPH_LIMIT + 1}): display(Node(1.0) * 2)"
    )
    first, *_, last = graphs(run_program(source))

    assert "error" in answer("graph.check", graph=first["id"])
    assert "nodes" in answer("graph.check", graph=last["id"])
