"""A node's graph as plain data, and as pictures of it.

A `Graph` copies the numbers when it is made, so later changes of the nodes don't change it: it has
values before the backward pass, values and gradients after it. It describes itself in several
formats: as JSON for a page that draws it step by step, as Graphviz DOT, as SVG, as text.

The positions in a picture come from Graphviz if it is installed, else from `micrograd.layout`.
"""

# ruff: noqa: SLF001 - a graph is made from the nodes' private attributes.

from __future__ import annotations

import copy
import math
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, Any

from micrograd import display, layout
from micrograd.arguments import as_count, as_flag
from micrograd.fused import WeightedSum
from micrograd.mirror import mirror
from micrograd.node import Node
from micrograd.rehearsal import rehearsal
from micrograd.subclass import have_own_equality
from micrograd.trace import Trace, json_text

if TYPE_CHECKING:
    from collections.abc import Iterator

# A picture of more nodes than this is neither readable nor quick to lay out.
MAX_NODES = 400

# Longer labels are cut in pictures; the data keeps them whole.
MAX_LABEL_LENGTH = 24

# After this time Graphviz is taken to be stuck, and `micrograd.layout` draws instead.
_GRAPHVIZ_SECONDS = 20.0

_DOT_SHAPES = {
    "value": 'shape=box, margin="0.17,0.06"',
    "operation": 'shape=ellipse, margin="0.04,0.02"',
    "left-out": "shape=plain",
}
_DOT_ESCAPES = {ord("\\"): r"\\", ord('"'): r"\"", ord("&"): "&amp;"}
_FONT = 'fontname="Helvetica,Arial,sans-serif", fontsize=11'

_TITLES = {
    "": "Computational graph",
    "before": "Computational graph before backpropagation",
    "after": "Computational graph after backpropagation",
}


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One node: its name, the operation that made it ("" for a leaf), and its numbers.

    `grad` is None in a graph from before the backward pass. `left_out` is the number of parents
    that are not in the graph because it was too large.
    """

    id: str
    label: str
    op: str
    data: float
    grad: float | None
    left_out: int


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """One operand: the node `source` is an operand of the operation that made `target`.

    `derivative` is the local derivative, of the target with respect to this operand alone: the
    chain rule multiplies the target's gradient by it.
    """

    id: str
    source: str
    target: str
    derivative: float


class Graph:
    """Copy the graph that leads to a node, with its current numbers.

    Args:
        output: the graph's output node, or a value of another engine that keeps its graph as
            Karpathy's does; see `micrograd.mirror`.
        stage: "before" the backward pass (values only), "after" it, or "" for any other time.
        max_nodes: the most nodes to copy; of a larger graph the nodes nearest the output are
            kept, and `left_out` is the number of the others.
        expand: whether a neuron that is one node is shown as its products, sums and activation;
            if None, all neurons are if the graph then has at most `max_nodes` nodes, else none.
        before: for a graph from after the backward pass, the graph from before it: the two make a
            pair, and the page shows them as one.

    Attributes:
        title: a description of the picture.
        nodes: the nodes in the order of the forward pass, each after its parents.
        edges: the operands of each node in turn, in the order of the operation.
        backward: the ids of the nodes in the order in which the backward pass visits them.
        trace: the same graph step by step, for the page; there a neuron is one node with its inner
            nodes.

    Raises:
        TypeError: if `output` is neither, or another argument has the wrong type.
        ValueError: if the stage is unknown or `max_nodes` is less than 1.

    >>> graph = Graph(Node(2.0, label="a") * Node(-3.0, label="b"))
    >>> [(node.id, node.label, node.op, node.data) for node in graph.nodes]
    [('n0', 'a', '', 2.0), ('n1', 'b', '', -3.0), ('n2', '', '*', -6.0)]
    >>> [(edge.source, edge.target, edge.derivative) for edge in graph.edges]
    [('n0', 'n2', -3.0), ('n1', 'n2', 2.0)]
    """

    def __init__(
        self,
        output: Any,
        stage: str = "",
        max_nodes: int = MAX_NODES,
        expand: bool | None = None,
        before: Graph | None = None,
    ) -> None:
        if not isinstance(output, Node) or have_own_equality(output.topological_order()):
            output = mirror(output)
            if not stage and any(each.is_without_backward for each in output.topological_order()):
                stage = "before"  # there is no backward pass to show
        if not isinstance(stage, str) or stage not in _TITLES:
            raise ValueError(f"stage must be one of {list(_TITLES)}, not {stage!r}")
        max_nodes = as_count(max_nodes, "max_nodes")
        expand = None if expand is None else as_flag(expand, "expand")
        if before is not None and not isinstance(before, Graph):
            raise TypeError(f"before must be a Graph, not {short_repr(before)}")
        self.trace: Trace = Trace(output, stage, before.trace if before else None)
        order = self.trace.order
        originals: dict[Node, Node] = {}
        if _is_expanded(order, max_nodes) if expand is None else expand:
            output, originals = _expanded(order)
            order = output.topological_order()
        kept = _nearest(output, max_nodes) if len(order) > max_nodes else set(order)
        ids = {node: f"n{i}" for i, node in enumerate(n for n in order if n in kept)}
        self.stage = stage
        self.title = _TITLES[stage]
        self.left_out = len(order) - len(ids)
        self.nodes = [_graph_node(node, ids, stage) for node in ids]
        with rehearsal(order):
            self.edges = list(_edges(ids, originals))
        self.backward = [ids[node] for node in reversed(ids) if node._prev]

    def __repr__(self) -> str:
        left_out = f" ({self.left_out:,} more left out)" if self.left_out else ""
        output = self.nodes[-1]
        name = f" of {output.label}" if output.label else ""
        return f"{self.title}{name}: {len(self.nodes)} nodes{left_out}, value {output.data!r}"

    def show_sample(self, sample: int) -> None:
        """Make the trace of another row of the batch, with the nodes' current numbers.

        Raises:
            TypeError: if `sample` is not an integer.
            ValueError: if there is no such row; the first is 0.
        """
        sample = as_count(sample, "sample", 0)
        if sample >= self.trace.n_samples:
            n = self.trace.n_samples
            raise ValueError(f"sample must be less than the number of samples, {n}, got {sample}")
        self.trace = self.trace.of_sample(sample)

    def to_json(self) -> str:
        """Return the graph as JSON for a page that draws it: `site/contract/graph.js` describes it.

        Numbers that JSON lacks become the strings "NaN", "Infinity" and "-Infinity".
        """
        data = {**self.trace.data, "title": self.title}
        return json_text(data)

    def to_dot(self) -> str:
        """Return the graph in Graphviz's DOT language.

        Nodes and edges have ids and classes; a style sheet gives the colours.
        """
        note = f", label={_quoted(self._note())}" if self.left_out else ""
        statements = [
            f'graph [rankdir=LR, bgcolor="transparent", nodesep=0.15, ranksep=0.3, {_FONT}{note}]',
            f"node [{_FONT}, width=0.3, height=0.3]",
            "edge [arrowsize=0.6]",
        ]
        for box in self._boxes():
            classes = f"{box.kind} {box.classes}".strip()
            statements.append(
                f'{box.id} [id="{box.id}", class="{classes}", {_DOT_SHAPES[box.kind]},'
                f" label={_quoted(*box.lines)}]"
            )
        statements += (
            f'{link.source} -> {link.target} [id="{link.id}", class="{link.classes}"]'
            for link in self._links()
        )
        return "\n".join(["digraph {", *(f"  {line};" for line in statements), "}", ""])

    def to_svg(self) -> str:
        """Return the graph as SVG: drawn by Graphviz if `dot` is on the path, else by `layout`."""
        drawn = _draw_with_graphviz(self.to_dot())
        if drawn is not None:
            return layout.decorate(drawn, title=self.title)
        note = self._note() if self.left_out else ""
        return layout.svg(list(self._boxes()), list(self._links()), title=self.title, note=note)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return every format of the graph (IPython's display protocol)."""
        del include, exclude  # hints that a front end may give; it picks from the whole bundle
        bundle = {
            "text/plain": repr(self),
            "text/vnd.graphviz": self.to_dot(),
            "application/vnd.micrograd.graph+json": self.to_json(),
        }
        if sys.platform != "emscripten":  # in a browser the page draws the graph itself
            bundle["image/svg+xml"] = self.to_svg()
        return bundle

    def _note(self) -> str:
        return (
            f"The {len(self.nodes):,} nodes nearest the output;"
            f" {self.left_out:,} more are left out."
        )

    def _boxes(self) -> Iterator[layout.Box]:
        """Yield the boxes of the picture: each computed value after its operation."""
        output = self.nodes[-1]
        for node in self.nodes:
            if node.left_out:
                yield layout.Box(f"{node.id}_more", ("…",), "left-out")
            if node.op:
                yield layout.Box(f"{node.id}_op", (printable(node.op),), "operation")
            lines = [printable(node.label)] if node.label else []
            lines.append(f"data {short_number(node.data)}")
            if node.grad is not None:
                lines.append(f"grad {short_number(node.grad)}")
            classes = ["output"] if node is output else [] if node.op else ["leaf"]
            if not (math.isfinite(node.data) and math.isfinite(node.grad or 0.0)):
                classes.append("not-finite")
            yield layout.Box(node.id, tuple(lines), "value", " ".join(classes))

    def _links(self) -> Iterator[layout.Link]:
        """Yield the arrows of the picture: operand to operation, operation to value."""
        for edge in self.edges:
            yield layout.Link(edge.id, edge.source, f"{edge.target}_op", "operand")
        for node in self.nodes:
            if node.op:
                yield layout.Link(f"{node.id}_out", f"{node.id}_op", node.id, "result")
            if node.left_out:
                yield layout.Link(f"{node.id}_cut", f"{node.id}_more", f"{node.id}_op", "cut")


def short_number(number: float) -> str:
    """Write a number with four significant digits.

    >>> [short_number(number) for number in (2.0, 0.70710678, -1e-9, float("nan"))]
    ['2.0', '0.7071', '-1e-09', 'nan']
    """
    text = f"{number:.4g}"
    return f"{text}.0" if text.lstrip("-").isdigit() else text


def printable(text: str) -> str:
    r"""Return any text as one short line, for a picture.

    >>> printable("a\nb"), printable("x" * 100)
    ('a b', 'xxxxxxxxxxxxxxxxxxxxxxx…')
    """
    joiner = "\u200d"  # holds emoji together, though it does not count as printable
    line = " ".join(text[: 2 * MAX_LABEL_LENGTH].split())
    line = "".join(c if c.isprintable() or c == joiner else "\ufffd" for c in line)
    return line if len(line) <= MAX_LABEL_LENGTH else line[: MAX_LABEL_LENGTH - 1] + "…"


def _nearest(output: Node, count: int) -> set[Node]:
    """Return the nodes nearest the output, breadth first."""
    queue = [output]
    seen = {output}
    for node in queue:  # which grows as it is walked
        for parent in node._prev:
            if parent not in seen and len(queue) < count:
                seen.add(parent)
                queue.append(parent)
    return seen


def _graph_node(node: Node, ids: dict[Node, str], stage: str) -> GraphNode:
    return GraphNode(
        id=ids[node],
        label=str(node.label),
        op=_operation(node),
        data=float(node.data),
        grad=None if stage == "before" else float(node.grad or 0.0),
        left_out=sum(parent not in ids for parent in node._prev),
    )


def _is_expanded(order: list[Node], max_nodes: int) -> bool:
    """Tell whether there are neurons, and few enough to expand them all."""
    more = sum(len(node._prev) - 1 for node in order if isinstance(node, WeightedSum))
    return 0 < more <= max_nodes - len(order)


def _expanded(order: list[Node]) -> tuple[Node, dict[Node, Node]]:
    """Expand the neurons of a graph, given in topological order.

    Returns:
        The output of a graph with new nodes in place of the neurons and of everything computed from
        them, and the original of each node that was only copied.
    """
    twins: dict[Node, Node] = {}
    originals: dict[Node, Node] = {}
    for node in order:
        twin = node
        if any(twins[parent] is not parent for parent in node._prev):
            twin = copy.copy(node)
            twin._prev = tuple(twins[parent] for parent in node._prev)
            originals[twin] = node
        twins[node] = twin.expand() if isinstance(twin, WeightedSum) else twin
    return twins[order[-1]], originals


def _edges(ids: dict[Node, str], originals: dict[Node, Node]) -> Iterator[GraphEdge]:
    """Yield one edge per operand between nodes that have ids.

    A copy's derivatives come from its original: a `_backward` may refer to the original parents.
    """
    number = count()
    for node, target in ids.items():
        try:
            derivatives = originals.get(node, node)._local_derivatives()
        except Exception:  # noqa: BLE001 - a visitor's operation; the trace says what it raised
            derivatives = (math.nan,) * len(node._prev)
        for parent, derivative in zip(node._prev, derivatives, strict=True):
            if parent in ids:
                yield GraphEdge(f"e{next(number)}", ids[parent], target, derivative)


def _operation(node: Node) -> str:
    """Return the name of a node's operation, else the name of its class; "" for a leaf."""
    return (node._op or type(node).__name__) if node._prev else ""


def _quoted(*lines: str) -> str:
    """Write lines of text as a DOT string.

    In it a backslash starts an escape, a quote ends the string, and an ampersand may start an
    HTML entity; nothing else is special in a plain label.
    """
    text = "\\n".join(line.translate(_DOT_ESCAPES) for line in lines)
    return f'"{text}"'


def _draw_with_graphviz(dot: str) -> str | None:
    """Return the SVG from Graphviz's `dot`, or None if it is missing or fails."""
    program = shutil.which("dot")
    if program is None:
        return None
    try:
        run = subprocess.run(  # noqa: S603 - the program is Graphviz, the input a graph of ours
            [program, "-Tsvg"],
            input=dot,
            capture_output=True,
            encoding="utf-8",
            timeout=_GRAPHVIZ_SECONDS,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return run.stdout if "<svg" in run.stdout else None


def _draw(obj: object, stage: str, before: object) -> object:
    """Return the graph of a node; any other object unchanged."""
    if not isinstance(obj, Node):
        return obj
    return Graph(obj, stage, before=before if isinstance(before, Graph) else None)


display.set_drawer(_draw)
