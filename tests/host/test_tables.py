"""Values that the page shows as tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from micrograd import nn
from micrograd.neuron import MLP, Layer, Neuron
from micrograd.node import Node
from playground_host.tables import MIME, table_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record


def told(shown: object) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(table_of(shown)[MIME])
    return table


def test_a_list_of_nodes_has_a_row_for_each() -> None:
    a = Node(2.0, label="a")
    product = a * float("inf")
    product.backward()
    table = told([a, product])
    assert table["columns"] == ["index", "name", "op", "data", "grad"]
    assert table["rows"] == [[0, "a", "", 2.0, "Infinity"], [1, "", "*", "Infinity", 1.0]]
    assert table["more"] == 0
    assert told((a,))["rows"] == [[0, "a", "", 2.0, "Infinity"]]


def test_a_network_has_a_row_for_each_parameter() -> None:
    mlp = MLP(2, [3, 1])
    table = told(mlp)
    assert table["caption"] == repr(mlp)
    assert [row[:3] for row in table["rows"][:4]] == [
        [1, 1, "w[0]"],
        [1, 1, "w[1]"],
        [1, 1, "b"],
        [1, 2, "w[0]"],
    ]
    assert [row[3] for row in table["rows"]] == [p.data for p in mlp.parameters()]
    assert len(told(Layer(2, 3))["rows"]) == 9
    assert [row[2] for row in told(Neuron(2))["rows"]] == ["w[0]", "w[1]", "b"]
    assert len(told(nn.MLP(2, [2]))["rows"]) == 6


def test_long_tables_are_cut_and_counted() -> None:
    table = told([Node(1.0, label="x" * 1_000)] * 1_500)
    assert (len(table["rows"]), table["more"]) == (1_000, 500)
    assert len(table["rows"][0][1]) == 100


def test_what_is_no_table_has_none(run_program: Callable[[str], Record]) -> None:
    for shown in ([], [1.0], [Node(1.0), 2.0], "text", {"a": Node(1.0)}, Node(1.0)):
        assert not table_of(shown)
    bundle = run_program("from micrograd.neuron import MLP\nMLP(1, [1])").displayed()[-1]
    assert MIME in bundle
    assert bundle["text/plain"].startswith("MLP(")


def test_what_a_visitor_broke_is_shown_as_text(run_program: Callable[[str], Record]) -> None:
    record = run_program(
        "from micrograd.node import Node\nfrom micrograd.neuron import MLP, Neuron\n"
        "a = Node(1.0)\na.data = None\ndisplay([a])\n"
        "b = Node(1.0)\nb.data = 10**400\ndisplay([b])\n"
        "class Bare(Neuron):\n    def __init__(self): pass\n    def __repr__(self): return 'Bare'\n"
        "Bare()"
    )
    assert record.problem == ("", "", 0)
    assert [set(bundle) for bundle in record.displayed()] == [{"text/plain"}] * 3


def test_a_network_that_shows_itself_is_left_to_it(run_program: Callable[[str], Record]) -> None:
    bundle = run_program(
        "from micrograd.neuron import MLP\n"
        "class Own(MLP):\n    def _repr_html_(self): return '<b>own</b>'\nOwn(1, [1])"
    ).displayed()[-1]
    assert bundle["text/html"] == "<b>own</b>"
    assert MIME not in bundle


def test_any_label_is_a_name() -> None:
    node = Node(1.0)
    node.label = 5  # type: ignore[assignment]
    assert told([node])["rows"] == [[0, "5", "", 1.0, 0.0]]


def test_a_node_without_a_label_is_called_as_its_variable(
    run_program: Callable[[str], Record],
) -> None:
    bundle = run_program(
        "from micrograd.node import Node\n"
        "a, b, many = Node(1.0), Node(2.0, label='own'), [Node(3.0)]\n"
        "[a, b, a * b, *many]"
    ).displayed()[-1]
    names = [row[1] for row in json.loads(bundle[MIME])["rows"]]
    assert names == ["a", "own", "", "many[0]"]
