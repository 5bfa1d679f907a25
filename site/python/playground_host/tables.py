"""Values that are best seen as a table: lists of nodes, and networks with all their parameters.

A table travels as JSON of its own MIME type beside the plain text: a caption in words, the columns'
keys (the page has the words for them), and rows of texts and numbers.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from micrograd.neuron import MLP, Layer, Neuron
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

MIME = "application/vnd.micrograd.table+json"

ROWS = 1_000
"""Rows of a table that are shown; the rest is counted."""

_TEXT = 100

Cell = str | float | int


def table_of(shown: object) -> dict[str, str]:
    """Return the table of a list or tuple of nodes or of a network, by MIME type; else nothing."""
    if type(shown) in {list, tuple}:
        nodes = shown
        if not nodes or not all(isinstance(node, Node) for node in nodes):  # type: ignore[attr-defined]
            return {}
        columns = ["index", "name", "op", "data", "grad"]
        rows: list[list[Cell]] = [
            [i, node.label, node._op, *_numbers(node)]  # noqa: SLF001 - the lectures' name for it
            for i, node in enumerate(nodes[:ROWS])  # type: ignore[index]
        ]
        return _bundle(f"{len(nodes):,}", columns, rows, len(nodes))  # type: ignore[arg-type]
    if isinstance(shown, (MLP, Layer, Neuron)):
        parameters = list(_parameters(shown))
        rows = [[*place, *_numbers(node)] for place, node in parameters[:ROWS]]
        columns = ["layer", "neuron", "name", "data", "grad"]
        return _bundle(repr(shown), columns, rows, len(parameters))
    return {}


def _parameters(network: MLP | Layer | Neuron) -> Iterator[tuple[tuple[Cell, ...], Node]]:
    """Yield every parameter with its place: layer and neuron, counted from 1, and its name."""
    layers = network.layers if isinstance(network, MLP) else [network]
    for number, layer in enumerate(layers, start=1):
        neurons = layer.neurons if isinstance(layer, Layer) else [layer]
        for place, neuron in enumerate(neurons, start=1):
            for i, weight in enumerate(neuron.w, start=1):
                yield (number, place, f"w{i}"), weight
            yield (number, place, "b"), neuron.b


def _numbers(node: Node) -> list[Cell]:
    # JSON has no word for what is not finite; Python's own is a text.
    return [x if math.isfinite(x) else repr(x) for x in (node.data, node.grad)]


def _bundle(caption: str, columns: list[str], rows: list[list[Cell]], count: int) -> dict[str, str]:
    cut = [[cell[:_TEXT] if isinstance(cell, str) else cell for cell in row] for row in rows]
    table = {"caption": caption[:_TEXT], "columns": columns, "rows": cut, "more": count - len(rows)}
    return {MIME: json.dumps(table)}
