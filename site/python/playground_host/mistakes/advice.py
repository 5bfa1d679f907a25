"""Finds mistakes in a program's backward passes that raise no error.

Each kind is reported once, for the first place at which it happens. Reports are certain: what they
name has happened. A program may keep gradients on purpose, and the sentence about that says so.
This module gives kinds, lines and names; the page has the sentences.
"""

# ruff: noqa: SLF001 - it reads the nodes' private attributes.

from __future__ import annotations

import math
import sys
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple

from micrograd.fused import ReluNeuron, WeightedSum
from micrograd.names import program_names
from micrograd.node import Node
from micrograd.operations import is_own
from micrograd.origin import is_recording, origins_off
from micrograd.trial import TrialError, made_again
from playground_host.mistakes.loops import stale_loop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS = ("stale-gradients", "changed-data", "dead-relu", "no-path", "not-finite")

NODE_LIMIT = 100_000
"""The most nodes that are checked; later passes are not watched, so that long loops stay fast."""

_MIN_SAMPLES = 4  # with fewer samples, a relu of 0 means little


class Advice(NamedTuple):
    """A mistake: its kind, the visitor's line (0 if unknown), and the node it is about."""

    kind: str
    file: str
    line: int
    name: str


class Advisor:
    """Watch the backward passes of a program, and collect advice.

    Args:
        files: the visitor's files by name, whose lines may be named.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._found: dict[str, Advice] = {}
        self._left = NODE_LIMIT
        # Node, data, passes that reached it, its gradient after the last one.
        self._leaves: dict[int, tuple[Node, float, int, float]] = {}
        self._relus: dict[int, tuple[Node, bool]] = {}  # by bias: one of its nodes; ever positive

    def watch(self) -> None:
        """Watch all later backward passes, except those of `train`."""
        backward = Node.backward

        @wraps(backward)
        def watched(node: Node) -> None:
            if not is_recording() or self._left <= 0:
                backward(node)
                return
            order = node.topological_order()
            self._left -= len(order)
            # Errors of a node are raised by the pass itself.
            with origins_off(), suppress(Exception):
                self._before(order)
            backward(node)
            with suppress(Exception):
                self._after(order)

        Node.backward = watched  # type: ignore[method-assign, assignment]

    def rest(self) -> None:
        """Stop watching: the passes of a lesson's check are not the program's."""
        self._left = 0

    def advice(self) -> list[Advice]:
        """Return the advice, each kind once."""
        with suppress(Exception):
            self._find_dead()
            self._find_unreached()
            self._find_stale_loop()
        return [self._found[kind] for kind in KINDS if kind in self._found]

    def _before(self, order: Sequence[Node]) -> None:
        for node in order:
            if not node._prev:
                self._look_at_leaf(node)
            elif "not-finite" not in self._found and not math.isfinite(node.data):
                if all(math.isfinite(parent.data) for parent in node._prev):
                    self._tell("not-finite", node)
            elif "changed-data" not in self._found and _is_outdated(node):
                self._tell("changed-data", node)

    def _look_at_leaf(self, leaf: Node) -> None:
        """Check that a leaf's gradient is not kept, as the last pass left it, after a step."""
        known = self._leaves.get(id(leaf))
        if known is None or not leaf.grad:
            return
        _, data, _, gradient = known
        if leaf.grad == gradient and leaf.data != data:
            self._tell("stale-gradients", leaf, is_here=True)

    def _after(self, order: Sequence[Node]) -> None:
        samples: dict[int, list[Node]] = {}
        for node in order:
            if not node._prev:
                _, _, passes, _ = self._leaves.get(id(node), (node, 0.0, 0, 0.0))
                self._leaves[id(node)] = (node, node.data, passes + 1, node.grad)
            elif isinstance(node, ReluNeuron):
                samples.setdefault(id(node.bias), []).append(node)
        for bias, nodes in samples.items():
            is_alive = len(nodes) < _MIN_SAMPLES or any(node.data > 0.0 for node in nodes)
            _, was_alive = self._relus.get(bias, (nodes[0], False))
            self._relus[bias] = (nodes[0], was_alive or is_alive)

    def _find_dead(self) -> None:
        dead = [node for node, is_alive in self._relus.values() if not is_alive]
        if dead:
            self._tell("dead-relu", dead[0])

    def _find_unreached(self) -> None:
        """Look for trained networks of which a part got no gradient."""
        names = program_names()
        trained: set[int] = set()
        missed: dict[int, int] = {}
        for parameter, owner in names.owners.items():
            root = owner
            while (parent := names.structures[root].parent) is not None:
                root = parent
            passes = self._leaves[parameter][2] if parameter in self._leaves else 0
            if passes > 1:
                trained.add(root)
            elif passes == 0:
                missed.setdefault(root, parameter)
        for root, parameter in missed.items():
            if root in trained:
                self._tell("no-path", names.parameters[parameter])

    def _find_stale_loop(self) -> None:
        """Look for a training on the program's own engine, whose passes can't be watched."""
        others = {**self._files}
        main = others.pop("main.py")
        found = stale_loop(main, others, vars(sys.modules["__main__"]))
        if found and "stale-gradients" not in self._found:
            self._found["stale-gradients"] = Advice("stale-gradients", "main.py", *found)

    def _tell(self, kind: str, node: Node, *, is_here: bool = False) -> None:
        if kind in self._found:
            return
        file, line = self._here() if is_here else self._place(node)
        subject = node
        if isinstance(node, WeightedSum):
            subject = node.bias
        names = program_names()
        name = names.nodes.get(id(subject), "")
        if subject is not node:
            name = name.removesuffix(".b")
        self._found[kind] = Advice(kind, file, line, (name or str(node.label) or node._op)[:100])

    def _place(self, node: Node) -> tuple[str, int]:
        origin = node.origin
        known = origin is not None and origin.file in self._files
        return (origin.file, origin.line) if known else self._here()

    def _here(self) -> tuple[str, int]:
        """Return the visitor's current line."""
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename not in self._files:
            frame = frame.f_back
        is_visitors = frame.f_code.co_filename in self._files
        return (frame.f_code.co_filename, frame.f_lineno) if is_visitors else ("", 0)


def _is_outdated(node: Node) -> bool:
    """Tell whether a node's operands have changed since its value was computed."""
    if not is_own(node):
        return False
    try:
        now = made_again(node, node._prev).data
    except TrialError:
        return False
    return now != node.data and not math.isnan(now)
