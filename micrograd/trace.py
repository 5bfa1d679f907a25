"""The trace of a graph: its nodes, the order of both passes' steps and each share, as JSON data.

`site/contract/graph.js` says what each field means. The page computes the numbers at each step.
Every number was computed by the operations themselves, not by formulas in this module, so the sums
of the backward pass agree to the last bit.

The page decides what to draw, fold and highlight; this module decides which nodes are sent.
"""

# ruff: noqa: SLF001 - a trace is made from the nodes' private attributes.

from __future__ import annotations

import contextlib
import json
import math
from collections import Counter
from itertools import count, zip_longest
from typing import TYPE_CHECKING, Any

from micrograd.backward_pass import BackwardPass, backward_pass
from micrograd.called import Called
from micrograd.elsewhere import is_alike
from micrograd.formulas import formulas, numbered, term, whole_derivative
from micrograd.fused import WeightedSum
from micrograd.mirror import Mirror, lost_operands, original
from micrograd.names import Names, Structure, program_names
from micrograd.node import use_float_grads, use_floats
from micrograd.operations import is_own
from micrograd.origin import origins_off, place_of
from micrograd.recognition import given, recognised
from micrograd.rehearsal import rehearsal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from micrograd.node import Node
    from micrograd.recognition import Maker

    Data = dict[str, Any]

# The most nodes to send, and the most inner nodes of neurons; the page draws far fewer at once.
MAX_NODES = 1_000
MAX_INNER_NODES = 1_600

_MAX_LABEL_LENGTH = 10_000
_MAX_OP_LENGTH = 200
# The tolerance at which the shares of a program's own operation count as a derivative.
_TOLERANCE, _NEAR = 1e-6, 1e-12
_ALL = -1  # in place of a row: a node that comes from several rows


class Trace:
    """Describe the graph of a node with its current numbers.

    Args:
        output: the node.
        stage: "before" or "after" the backward pass, or "" for any other time: then the pass is
            run for the trace only, and every gradient is restored.
        before: for a trace from after the pass, the trace from before it.
        sample: the row of a batch to send if not all rows can be sent; None: the first.
        graph_id: the graph's name in the page's questions; None: a new one.

    Attributes:
        data: the data to send, without the `title`, which `micrograd.graph` adds, and before
            `json_text` replaces the numbers that JSON lacks.
        ids: the ids of the sent nodes, without the inner nodes of neurons.
        initial_gradients: the leaves' gradients before the pass, where it is known that it adds to
            them.
        program_grads: the gradients of the program's nodes that are not those of the pass.
        other_values: what the operations of nodes give now, if that is not the nodes' value.
        lost: the nodes that do not name all their operands; see `micrograd.mirror`.
        recognised: functions that make a program's own operations again, by their nodes; see
            `micrograd.recognition`.

    >>> from micrograd.node import Node
    >>> a = Node(3.0, label="a")
    >>> trace = Trace(a * a)
    >>> [addition["share"] for addition in trace.data["backward"][0]["additions"]]
    [3.0, 3.0]
    >>> trace.data["edges"][0]["formula"]
    '∂(a₁·a₂)/∂a₁ = a₂'
    """

    _numbers = count(1)

    def __init__(
        self,
        output: Node,
        stage: str = "",
        before: Trace | None = None,
        sample: int | None = None,
        graph_id: str | None = None,
    ) -> None:
        self.output = output
        self.stage = stage
        self.before = before
        self.order = output.topological_order()
        self.id: str = graph_id or (before.id if before else f"g{next(Trace._numbers)}")
        self._names = program_names()
        _find_nameless(self.order, self._names)
        self._samples = _samples(self.order, self._names)
        # The nodes that are made here don't belong to the program; its own nodes don't change.
        with origins_off(), rehearsal(self.order) as is_undone:
            for node in self.order:
                if not node._prev:
                    use_floats(node)
                    use_float_grads(node)
            self._values = [node.data for node in self.order]
            self._held = [node.grad for node in self.order]
            self.fault = ""
            self.lost = lost_operands(self.order)
            self._twins: dict[Node, Node | None] = {}
            self.recognised: dict[Node, Maker] = {}
            self._recognise(may_call=is_undone)
            found = self._run_pass()
            # To describe an operation is to run it, which may change other nodes than its operands.
            self._ends = {node: node.grad for node in self.order}
            self._data = dict(zip(self.order, self._values, strict=True))
            self._pass_gradients, self.initial_gradients = found.gradients, found.initial
            self.program_grads, self.has_run = found.program_grads, found.has_run
            self.fault, self._is_zero = found.fault or self.fault, found.is_zero
            self.data = self._described(sample)
        self._words_cache.clear()

    @property
    def n_samples(self) -> int:
        """The number of rows of the batch; 1 if there is no batch."""
        return max(self._samples.values(), default=0) + 1

    def of_sample(self, sample: int) -> Trace:
        """Return the trace of one row of the batch, with the same id."""
        with self.as_told():
            return Trace(self.output, self.stage, self.before, sample, self.id)

    @contextlib.contextmanager
    def as_told(self) -> Iterator[None]:
        """Give the nodes their numbers of the time of the trace for a while, for trials."""
        with origins_off(), rehearsal(self.order):
            for node, value, grad in zip(self.order, self._values, self._held, strict=True):
                node.data, node.grad = value, grad
            yield

    @property
    def opened(self) -> dict[str, bool]:
        """Whether each node's inner nodes are in the data, by id."""
        return {node["id"]: True for node in self.data["nodes"] if node["inner"]}

    def value(self, node: Node) -> float:
        """Return a leaf's value at the time of the trace."""
        return self._data[node]

    def gradient(self, node: Node) -> float | None:
        """Return the gradient that this pass alone added to a node."""
        return self._gradients.get(node)

    def _recognise(self, may_call: bool) -> None:
        """Find which package's operations the program's own are.

        An operation that gives the same here has to give the same elsewhere too; if it can't be
        tried there, it has to have the same derivative here.
        """
        found: dict[object, bool | None] = {}
        self._others: set[Node] = set()
        for node in self.order:
            maker = recognised(node) if node._prev and not is_own(node) else None
            if maker is None:
                continue
            value = original(node)
            code = getattr(getattr(value, "_backward", None), "__code__", None)
            key = (type(value), node._op, len(node._prev), code)
            if key not in found:
                found[key] = is_alike(node, maker) if may_call else None
            if found[key] is False:
                self._others.add(node)
            elif found[key] or self._hands_on_as(node, maker(node._prev)):
                self.recognised[node] = maker

    def _run_pass(self) -> BackwardPass:
        """Run the backward pass, unless it is still to come."""
        if self.stage == "before":
            initial = {node: node.grad for node in self.order if not node._prev}
            return BackwardPass({}, initial, False, {}, "", False)
        known = self.before.initial_gradients if self.before else None
        return backward_pass(self.order, known)

    # --- the parts ---

    def _described(self, sample: int | None) -> Data:
        kept, shown = self._kept(sample)
        self.ids = {node: f"n{i}" for i, node in enumerate(kept)}
        self.other_values = {
            node: found for node in kept if node._prev and (found := given(node)) is not None
        }
        self._called = Called(kept, self._names)
        self._edge_numbers = count()
        self._inner_left = MAX_INNER_NODES
        self._words_cache: dict[Node, tuple[str, str, list[str]]] = {}
        nodes, edges, steps = self._parts(kept)
        has_steps = self.stage != "before" and not self.fault
        self._gradients = self._pass_gradients if has_steps else {}
        if has_steps:
            _settle_sums(nodes, edges, steps, self.ids[self.output])
        return {
            "version": 3,
            "id": self.id,
            "stage": self.stage,
            "has_run": self.has_run,
            "holds_zeros": self._is_zero,
            "is_proven": has_steps and self._is_proven(kept, steps),
            "program_grads": [
                {"node": self.ids[node], "grad": float(gradient)}
                for node, gradient in self.program_grads.items()
                if has_steps and node in self.ids
            ],
            "other_values": [
                {"node": self.ids[node], "given": float(value)}
                for node, value in self.other_values.items()
            ],
            "lost_operands": [
                {"node": self.ids[node], "op": op[:_MAX_OP_LENGTH]}
                for node, op in self.lost.items()
                if node in self.ids
            ],
            "fault": self.fault,
            "output": self.ids[self.output],
            "seed": 1,
            "total": len(self.order),
            **self._left_out(shown),
            "nodes": nodes,
            "edges": edges,
            "forward": list(self.ids.values()),
            "backward": steps if has_steps else [],
            "groups": self._groups(nodes),
            "samples": {"count": self.n_samples, "shown": shown} if self.n_samples > 1 else None,
        }

    def _parts(self, kept: Sequence[Node]) -> tuple[list[Data], list[Data], list[Data]]:
        """Describe nodes and edges, those inside neurons too, and the backward steps."""
        users = Counter(id(parent) for node in self.order for parent in set(node._prev))
        users_here = Counter(id(parent) for node in kept for parent in set(node._prev))
        nodes: list[Data] = []
        edges: list[Data] = []
        steps: list[Data] = []
        for node, name in self.ids.items():
            record = self._node(node, name)
            record["left_out_children"] = users[id(node)] - users_here[id(node)]
            outer = self._edges(node, name, self.ids, None)
            edges += outer
            step = self._step(node, name, outer)
            if node._prev:
                steps.append(step)
            if isinstance(node, WeightedSum) and is_own(node):
                self._open(node, record, nodes, edges)
            nodes.append(record)
        _pass_on_occurrences(nodes, edges)
        return nodes, edges, steps[::-1]

    def _is_proven(self, kept: Sequence[Node], steps: list[Data]) -> bool:
        """Say whether every gradient of the pass is known to be the derivative of the output."""
        return (
            all(is_own(node) or node in self.ids for node in self.order)
            and all(not node._prev or self._proven(node) is not None for node in kept)
            and not any(each["replaces"] for step in steps for each in step["additions"])
            and not self.other_values
            and not self.lost
        )

    def _left_out(self, shown: int | None) -> Data:
        """Count the nodes that do not travel, those of other samples apart."""
        left_out = len(self.order) - len(self.ids)
        others = sum(self._samples.get(id(node), shown) != shown for node in self.order)
        by_sample = min(left_out, others) if shown is not None else 0
        reasons = {"samples": by_sample, "distance": left_out - by_sample}
        return {"left_out": left_out, "left_out_reasons": reasons}

    def _kept(self, sample: int | None) -> tuple[list[Node], int | None]:
        """Choose the nodes to send, and the sample that they belong to, if only to one."""
        if len(self.order) <= MAX_NODES and sample is None:
            return self.order, None
        shown = (sample or 0) if any(self._samples.values()) else None
        queue, seen = [self.output], {id(self.output)}
        for node in queue:  # which grows as it is walked
            for parent in node._prev:
                if len(queue) >= MAX_NODES:
                    break
                if id(parent) not in seen and self._samples.get(id(parent), shown) == shown:
                    seen.add(id(parent))
                    queue.append(parent)
        return [node for node in self.order if id(node) in seen], shown

    def _node(self, node: Node, name: str, inside: str | None = None) -> Data:
        op, formula, _ = self._words(node)
        origin = node.origin
        file, line = place_of(origin) if origin else ("", 0)
        owner = self._owner(node)
        kind = "operation"
        if not node._prev:
            kind = "leaf" if id(node) not in self._names.owners else "parameter"
        elif isinstance(node, WeightedSum):
            kind = "neuron"
        return {
            "id": name,
            "label": str(node.label)[:_MAX_LABEL_LENGTH],
            "name": self._names.nodes.get(id(node), ""),
            "alias": self._called.alias(node),
            "kind": kind,
            "op": op,
            "formula": formula,
            "data": float(self._data.get(node, node.data)),
            "grad": None if self.stage == "before" else float(self._ends.get(node, node.grad)),
            "grad_before": float(self.initial_gradients.get(node, 0.0)),
            "outside_share": 0.0,
            "rest": 0.0,
            "origin": origin and {"file": file, "line": line, "occurrence": origin.occurrence},
            "group": None if owner is None else f"s{owner}",
            "sample": self._samples.get(id(node)),
            "inside": inside,
            "inner": None,
            "left_out": sum(p not in self.ids for p in node._prev) if inside is None else 0,
            "left_out_children": 0,
        }

    def _words(self, node: Node) -> tuple[str, str, list[str]]:
        """Return the name of a node's operation, its formula, and those of its derivatives."""
        words = self._words_cache.get(node)
        if words is None:
            op = str(node._op or type(node).__name__)[:_MAX_OP_LENGTH] if node._prev else ""
            operands = self._operands(node)
            proven = self._proven(node)
            made = node if proven is None else proven
            words = self._words_cache[node] = (
                op,
                *formulas(made, op, operands, _apart(node, operands), node not in self._others),
            )
        return words

    def _wholes(self, node: Node) -> dict[Node, str]:
        """Return the formula of the derivative for each parent that is used in several places."""
        made = self._proven(node)
        if not _has_doubles(node) or made is None:
            return {}
        places: dict[Node, list[int]] = {}
        for place, parent in enumerate(node._prev):
            places.setdefault(parent, []).append(place)
        operands = self._operands(node)
        return {
            parent: whole_derivative(made, operands, found)
            for parent, found in places.items()
            if len(found) > 1
        }

    def _operands(self, node: Node) -> list[str]:
        """Return the names of the operands in a formula."""
        return [term(self._called[parent]) for parent in node._prev]

    def _proven(self, node: Node) -> Node | None:
        """Return an operation of the package with this node's derivatives, or None.

        For an operation of the package it is the node itself. For a program's own operation it is
        the operation that it is recognised as, if both pass on the same shares.
        """
        if is_own(node):
            return node
        if node not in self._twins:
            maker = self.recognised.get(node)
            twin = maker(node._prev) if maker else None
            self._twins[node] = None if twin is None or not self._hands_on_as(node, twin) else twin
        return self._twins[node]

    def _hands_on_as(self, node: Node, twin: Node) -> bool:
        is_right = all(
            share is not None
            and (right := wanted[parent]) is not None
            and math.isclose(share, right, rel_tol=_TOLERANCE, abs_tol=_NEAR)
            for gradient in (1.0, -2.0)  # an operation may forget to multiply by it
            for wanted in [_by_parent(node, self._shares(twin, gradient))]
            for parent, share in _by_parent(node, self._shares(node, gradient)).items()
        )
        # An operation that sets a gradient can't be described as additions to it.
        return is_right and (not _has_doubles(node) or not any(self._replaced(node, 1.0).values()))

    def _replaced(self, node: Node, gradient: float) -> dict[Node, bool]:
        """Tell which parents' gradients an operation sets, although it should add to them.

        With another gradient before, a sum ends elsewhere; a gradient that is set does not.
        """
        shares = _by_parent(node, self._shares(node, gradient))
        sizes = [abs(share) for share in shares.values() if share is not None]
        # Of such a size that its sum with a share differs from both.
        found = max(1.0, min(2.0 * max(filter(math.isfinite, sizes), default=0.0), 1e300))
        other = _by_parent(node, self._shares(node, gradient, found), found)
        return {
            parent: share is not None and math.isfinite(share) and share == other[parent]
            for parent, share in shares.items()
        }

    def first_places(self, node: Node) -> set[int] | None:
        """Return the first place of each parent, if its places can't be told apart; else None.

        For the package's own `a * a`, the share of each factor is known. For a program's own
        operation only their sum may be known: then the first edge gets the whole sum.
        """
        if not _has_doubles(node) or self._proven(node) is not None:
            return None
        firsts: dict[Node, int] = {}
        for place, parent in enumerate(node._prev):
            firsts.setdefault(parent, place)
        return set(firsts.values())

    def _by_edge(self, node: Node, gradient: float) -> Sequence[float | None]:
        """Return the share of each operand; see `first_places` for operands that are repeated."""
        shares = self._shares(node, gradient)
        if is_own(node) or not _has_doubles(node):
            return shares
        twin, firsts = self._proven(node), self.first_places(node)
        if twin is not None:
            return self._shares(twin, gradient)
        sums = _by_parent(node, shares)
        return [sums[p] if place in (firsts or ()) else None for place, p in enumerate(node._prev)]

    def _edges(
        self, node: Node, target: str, ids: Mapping[Node, str], inside: str | None
    ) -> list[Data]:
        derivatives = self._by_edge(node, 1.0)
        _, _, words = self._words(node)
        wholes = self._wholes(node)
        return [
            {
                "id": f"e{next(self._edge_numbers)}",
                "source": ids[parent],
                "target": target,
                "position": position,
                "derivative": derivative,
                "formula": sentence,
                "whole": wholes.get(parent, ""),
                "inside": inside,
            }
            for position, (parent, derivative, sentence) in enumerate(
                zip_longest(node._prev, derivatives, words)
            )
            if parent in ids
        ]

    def _step(self, node: Node, name: str, edges: Sequence[Data]) -> Data:
        """Describe the additions of a node to its parents' gradients, in its own order."""
        gradient = self._ends.get(node, node.grad)
        shares = self._by_edge(node, gradient)
        replaced = {} if is_own(node) else self._replaced(node, gradient)
        ordered = sorted(edges, key=lambda edge: _turn(node, edge["position"]))
        return {
            "node": name,
            "additions": [
                {
                    "edge": edge["id"],
                    "share": shares[edge["position"]],
                    "replaces": replaced.get(tuple(node._prev)[edge["position"]], False),
                }
                for edge in ordered
                if edge["position"] < len(shares) and shares[edge["position"]] is not None
            ],
        }

    def _shares(self, node: Node, gradient: float, found: float = 0.0) -> tuple[float | None, ...]:
        if isinstance(node, Mirror) and node.is_without_backward:
            return (None,) * len(node._prev)
        try:
            return node._shares(gradient, found)
        except Exception as error:  # noqa: BLE001 - as above
            self.fault = self.fault or f"{type(error).__name__}: {error}"[:500]
            return (None,) * len(node._prev)

    def _open(
        self, neuron: WeightedSum, record: Data, nodes: list[Data], edges: list[Data]
    ) -> None:
        """Put a neuron's products and sums into the data."""
        if record["left_out"] or len(neuron._prev) > self._inner_left:
            return
        whole = neuron.expand()
        inner = between(whole, set(neuron._prev))
        self._inner_left -= len(inner)
        name = record["id"]
        ids = {each: f"{name}_{i}" for i, each in enumerate(inner)}
        everywhere = {**{p: self.ids[p] for p in neuron._prev}, **ids, whole: name}
        for each in inner:
            part = self._node(each, ids[each], inside=name)
            part.update(group=record["group"], sample=record["sample"], origin=record["origin"])
            nodes.append(part)
        steps = []
        # The sums first, then the products one after the other: the order of the neuron's own sum.
        sums = [each for each in reversed(inner) if each._op != "*"]
        for each in (whole, *sums, *(each for each in inner if each._op == "*")):
            parts = self._edges(each, everywhere[each], everywhere, name)
            edges += parts
            steps.append(self._step(each, everywhere[each], parts))
        op, formula, _ = self._words(whole)
        record["inner"] = {
            "op": op,
            "formula": formula,
            "forward": list(ids.values()),
            "backward": [] if self.stage == "before" else steps,
        }

    def _owner(self, node: Node) -> int | None:
        """Find the neuron that made a node, or whose parameter it is."""
        if not node._prev:
            return self._names.owners.get(id(node))
        if isinstance(node, WeightedSum):
            return self._names.owners.get(id(node.bias))
        return None

    def _groups(self, nodes: Iterable[Data]) -> list[Data]:
        """List the neurons that the nodes belong to, and the layers and networks of these."""
        groups: dict[str, Data] = {}
        for node in nodes:
            if node["group"] is None:
                continue
            for owner in self._chain(int(node["group"][1:])):
                structure = self._names.structures[owner]
                groups.setdefault(
                    f"s{owner}",
                    {
                        "id": f"s{owner}",
                        "kind": structure.kind,
                        "name": structure.name,
                        "parent": structure.parent and f"s{structure.parent}",
                        "nodes": [],
                        "parameters": [],
                    },
                )
            key = "parameters" if node["kind"] == "parameter" else "nodes"
            groups[node["group"]][key].append(node["id"])
        short = {old: f"s{i}" for i, old in enumerate(groups)}
        for node in nodes:
            node["group"] = node["group"] and short[node["group"]]
        for old, group in groups.items():
            group["id"], group["parent"] = short[old], short.get(group["parent"])
        return list(groups.values())

    def _chain(self, owner: int) -> list[int]:
        """List the structures that contain a structure, from the outermost, then itself."""
        chain = [owner]
        while (parent := self._names.structures[chain[-1]].parent) is not None:
            chain.append(parent)
        return chain[::-1]


def _find_nameless(order: Sequence[Node], names: Names) -> None:
    """Add neurons that no variable holds to the names."""
    for node in order:
        if not isinstance(node, WeightedSum) or id(node.bias) in names.owners:
            continue
        owner = id(node.bias)
        names.structures[owner] = Structure("neuron", "", None)
        for parameter in (*node.weights, node.bias):
            names.owners.setdefault(id(parameter), owner)


def _samples(order: Sequence[Node], names: Names) -> dict[int, int]:
    """Find the row of a batch to which each node belongs, if it belongs to one row.

    A neuron's i-th output belongs to the i-th row. Nodes that only lead to such an output, or are
    only computed from it, belong to the same row.
    """
    times: Counter[int] = Counter()
    rows: dict[int, int] = {}
    for node in order:
        owner = names.owners.get(id(node.bias)) if isinstance(node, WeightedSum) else None
        if owner is not None:
            rows[id(node)] = times[owner]
            times[owner] += 1
    if max(times.values(), default=0) < 2:
        return {}
    reached = _follow(order, rows)
    uses: dict[int, set[int]] = {}
    for node in reversed(order):
        used = uses.get(id(node), {_ALL})
        if id(node) not in reached and len(used) == 1 and _ALL not in used:
            rows[id(node)] = used.pop()
        for parent in node._prev:
            uses.setdefault(id(parent), set()).add(rows.get(id(node), _ALL))
    return rows


def between(whole: Node, outside: set[Node]) -> list[Node]:
    """List the nodes between an expanded neuron's parents and the neuron, parents first."""
    queue = [whole]
    for node in queue:  # the queue grows in the loop; each node is used once, so it is listed once
        queue += (parent for parent in node._prev if parent not in outside)
    return queue[:0:-1]


def _follow(order: Sequence[Node], rows: dict[int, int]) -> set[int]:
    """Set the row of nodes computed from one row only; return all nodes computed from rows."""
    reached = set(rows)
    for node in order:
        if id(node) in rows:
            continue
        found = {rows.get(id(parent), _ALL) for parent in node._prev if id(parent) in reached}
        if found:
            reached.add(id(node))
        if len(found) == 1 and _ALL not in found:
            rows[id(node)] = found.pop()
    return reached


def _turn(node: Node, position: int) -> tuple[int, int]:
    """Return the sort key of an operand's addition: x1, w1, x2, w2, ..., b in a neuron."""
    if not isinstance(node, WeightedSum):
        return position, 0
    n = len(node.inputs)
    return (n, 0) if position == 2 * n else (position % n, position // n)


def _pass_on_occurrences(nodes: list[Data], edges: list[Data]) -> None:
    """Give a number inside a network the same turn as the first result computed from it."""
    by_id = {node["id"]: node for node in nodes}
    for edge in edges:
        source, target = by_id[edge["source"]]["origin"], by_id[edge["target"]]["origin"]
        is_one = source and target and source["line"] == target["line"]
        if is_one and not source["occurrence"]:
            source["occurrence"] = target["occurrence"]
    for node in nodes:
        if node["origin"] and not node["origin"]["occurrence"]:
            node["origin"]["occurrence"] = 1


def _has_doubles(node: Node) -> bool:
    """Tell whether a parent is used in several places."""
    return len(set(node._prev)) < len(node._prev)


def _by_parent(
    node: Node, shares: Sequence[float | None], found: float = 0.0
) -> dict[Node, float | None]:
    """Return the final gradient of each parent, if it starts with the given gradient."""
    sums: dict[Node, float | None] = {}
    for parent, share in zip(node._prev, shares, strict=False):
        held = sums.get(parent)
        if parent not in sums or share is None:
            sums[parent] = share
        elif held is not None:
            sums[parent] = held + (share - found)
    return sums


def _apart(node: Node, operands: Sequence[str]) -> list[str]:
    """Number the operands that are used in several places, or have the same name."""
    uses, alike = Counter(node._prev), Counter(operands)
    seen: Counter[str] = Counter()
    names = []
    for parent, name in zip(node._prev, operands, strict=True):
        is_named = bool(parent._prev or parent.label)
        if uses[parent] > 1 or (alike[name] > 1 and is_named):
            seen[name] += 1
            names.append(numbered(name, seen[name]))
        else:
            names.append(name)
    return names


def _settle_sums(nodes: list[Data], edges: list[Data], steps: list[Data], output: str) -> None:
    """Make the sums of the steps equal Python's gradients, to the last bit.

    The part from nodes that are not sent is known only by the final gradient: such a sum starts
    with a number that leads to it. If no number does, a rest is added.

    Args:
        nodes: the nodes, whose `grad_before`, `outside_share` and `rest` are set.
        edges: the edges of the steps.
        steps: the steps of the pass.
        output: the node at which the pass begins.
    """
    sources = {edge["id"]: edge["source"] for edge in edges}
    gets: dict[str, list[tuple[float, bool]]] = {node["id"]: [] for node in nodes}
    gets[output].append((1.0, False))
    for step in steps:
        for addition in step["additions"]:
            gets[sources[addition["edge"]]].append((addition["share"], addition["replaces"]))
    for node in nodes:
        shares, start, end = gets[node["id"]], node["grad_before"], node["grad"]
        if node["inside"] is not None or _same(_added(start, shares), end):
            continue
        if node["left_out_children"]:
            node["grad_before"] = _beginning(end, shares, start)
            node["outside_share"] = node["grad_before"] - start
        rest = end - _added(node["grad_before"], shares)
        node["rest"] = rest if math.isfinite(rest) else 0.0


def _added(start: float, shares: Sequence[tuple[float, bool]]) -> float:
    for share, replaces in shares:
        start = share if replaces else start + share
    return start


def _beginning(end: float, shares: Sequence[tuple[float, bool]], guess: float) -> float:
    """Return the start of a sum of shares that ends at a number, or as near as possible.

    A larger start never gives a smaller end, so bisection finds it.
    """
    low, high, start = -math.inf, math.inf, guess
    for _ in range(200):
        miss = end - _added(start, shares)
        if miss == 0.0 or not math.isfinite(miss):
            break
        low, high = (max(low, start), high) if miss > 0.0 else (low, min(high, start))
        start += miss
        if not low < start < high:
            is_between = math.isfinite(low) and math.isfinite(high)
            start = (
                low + (high - low) / 2.0
                if is_between
                else math.nextafter(
                    low if math.isfinite(low) else high, math.copysign(math.inf, miss)
                )
            )
        if not low < start < high:
            return low
    return start


def _same(a: float, b: float) -> bool:
    return a == b or (math.isnan(a) and math.isnan(b))


def json_text(data: Data) -> str:
    """Return data as JSON; numbers that JSON lacks become strings with their JavaScript names.

    >>> json_text({"data": [1.0, math.inf]})
    '{"data": [1.0, "Infinity"]}'
    """
    try:
        return json.dumps(data, allow_nan=False, default=_plain)
    except ValueError:
        return json.dumps(_named(data), allow_nan=False, default=_plain)


def _plain(value: Any) -> Any:
    """Return a number or bool of NumPy as Python's; a program's gradients may be NumPy numbers."""
    return value.item() if getattr(value, "ndim", None) == 0 else float(value)


def _named(value: Any) -> Any:
    if getattr(value, "ndim", None) == 0:
        value = value.item()
    if isinstance(value, dict):
        return {key: _named(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value
