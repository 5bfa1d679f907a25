"""Tables of values: lists of nodes, and networks with all their parameters.

A table is JSON with its own MIME type, beside the plain text: a caption, the columns' keys (the
page has the words for them), and rows of texts and numbers.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from micrograd.names import is_a, program_names
from micrograd.neuron import MLP, Layer, Neuron
from micrograd.node import Node
from micrograd.trace import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIME = "application/vnd.micrograd.table+json"

ROWS = 1_000
"""The most rows of a table; the rest is only counted."""

_TEXT = 100

Cell = str | float | int


def table_of(shown: object) -> dict[str, str]:
    """Return the table of a list or tuple of nodes, or of a network, by MIME type; else {}.

    A visitor's own node or network may hold anything: if it has no numbers, there is no table.
    """
    with suppress(Exception):
        if type(shown) is list or type(shown) is tuple:
            return _table_of_nodes(shown)
        if is_a(shown, MLP, Layer, Neuron):
            return _table_of_network(shown)  # type: ignore[arg-type]
    return {}


def _table_of_nodes(nodes: Sequence[object]) -> dict[str, str]:
    if not nodes or not all(is_a(node, Node) for node in nodes):
        return {}
    variables = program_names().nodes
    rows: list[list[Cell]] = []
    for i, node in enumerate(nodes[:ROWS]):
        assert isinstance(node, Node)  # noqa: S101 - for the types
        name = node.label or variables.get(id(node), "")
        rows.append([i, _short(name), _short(node._op), *_numbers(node)])  # noqa: SLF001 - the lectures' name for it
    columns = ["index", "name", "op", "data", "grad"]
    return _bundle(str(len(nodes)), columns, rows, len(nodes))


def _table_of_network(network: MLP | Layer | Neuron) -> dict[str, str]:
    parameters = list(_parameters(network))
    rows = [[*place, *_numbers(node)] for place, node in parameters[:ROWS]]
    columns = ["layer", "neuron", "name", "data", "grad"]
    return _bundle(repr(network), columns, rows, len(parameters))


def _parameters(network: MLP | Layer | Neuron) -> Iterator[tuple[tuple[Cell, ...], Node]]:
    """Yield every parameter with its place: layer and neuron, counted from 1, and its name."""
    layers = network.layers if isinstance(network, MLP) else [network]
    for number, layer in enumerate(layers, start=1):
        neurons = layer.neurons if isinstance(layer, Layer) else [layer]
        for place, neuron in enumerate(neurons, start=1):
            for i, weight in enumerate(neuron.w):
                yield (number, place, f"w[{i}]"), weight
            yield (number, place, "b"), neuron.b


def _numbers(node: Node) -> list[Cell]:
    return [float(node.data), float(node.grad)]


def _short(text: object) -> str:
    return str(text)[:_TEXT]


def _bundle(caption: str, columns: list[str], rows: list[list[Cell]], count: int) -> dict[str, str]:
    table = {"caption": caption[:_TEXT], "columns": columns, "rows": rows}
    return {MIME: json_text({**table, "more": count - len(rows)})}
