"""What pictures are given: a sentence for what cannot be used."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from micrograd.check import check_gradients
from micrograd.display import set_drawer, set_hook
from micrograd.engine import Value
from micrograd.export import pytorch_program
from micrograd.graph import Graph
from micrograd.history import History
from micrograd.layout import Box, Link, decorate, svg
from micrograd.neuron import MLP
from micrograd.node import Node
from micrograd.origin import record_origins
from micrograd.pytorch_example import numbers_of_pytorch, print_table
from micrograd.slope import measure, verdict
from micrograd.tape import Tape
from micrograd.training import Training
from micrograd.watch import set_watcher, watched

if TYPE_CHECKING:
    from collections.abc import Callable

NAN = float("nan")


def graph(**given: Any) -> Graph:
    return Graph(Node(2.0) * 3.0, **given)


WRONG: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: graph(max_nodes="3"), TypeError, "max_nodes must be an integer, not '3'"),
    (lambda: graph(max_nodes=NAN), TypeError, "max_nodes must be an integer, not nan"),
    (lambda: graph(max_nodes=True), TypeError, "max_nodes must be an integer, not True"),
    (lambda: graph(max_nodes=-1), ValueError, "max_nodes must be at least 1, got -1"),
    (lambda: graph(stage=[1]), ValueError, r"stage must be one of .*, not \[1\]"),
    (lambda: graph(expand="no"), TypeError, "expand must be True or False, not 'no'"),
    (lambda: graph(before="no"), TypeError, "before must be a Graph, not 'no'"),
    (lambda: graph(before=False), TypeError, "before must be a Graph, not False"),
    (lambda: set_drawer(3), TypeError, "drawer must be a function of three arguments, not 3"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("make", "error", "sentence"), WRONG)
def test_what_cannot_be_used_is_said(
    make: Callable[[], object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        make()


def test_numpy_s_integers_are_counts() -> None:
    assert len(graph(max_nodes=np.int64(2)).nodes) == 2


def test_a_subclass_s_results_are_exported() -> None:
    class MyValue(Value):
        pass

    assert "v3 = v1 * v2" in pytorch_program(MyValue(2.0) * 3)


class Plain:
    """A layer or neuron that PyTorch's program can't be written of."""

    def __call__(self, inputs: Any) -> Any:
        return inputs

    def parameters(self) -> list[Node]:
        return []


def with_layer(layer: Any) -> MLP:
    mlp = MLP(2, [3, 1])
    mlp.layers.append(layer)
    return mlp


def with_neuron(neuron: Any) -> MLP:
    mlp = MLP(2, [3, 1])
    mlp.layers[1].neurons = [neuron]
    return mlp


@pytest.mark.parametrize("part", [Plain(), lambda inputs: inputs, None, "x", 3])
def test_a_layer_that_is_none_is_named(part: Any) -> None:
    with pytest.raises(TypeError, match=r"layers\[2\] must be a Layer, not .*: write the program"):
        pytorch_program(with_layer(part))
    with pytest.raises(TypeError, match=r"layers\[1\]\.neurons\[0\] must be a Neuron, not .*: wri"):
        pytorch_program(with_neuron(part))


BOXES = [Box("a", ("a",), "value"), Box("b", ("b",), "value")]
LINK = Link("l", "a", "b")
OBJECTS: list[Any] = [None, "x", NAN, -1, math.inf, [], object()]
NUMBER: list[Any] = [NAN, -1, math.inf]

# Each argument: a call with it alone, and what of the above it may be.
ARGUMENTS: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
    "visualize": (lambda it: Node(2.0).backpropagate(it), NUMBER),
    "is_on": (lambda it: record_origins(record_origins(it)), NUMBER),
    "sample": (lambda it: graph().show_sample(it), []),
    "computation": (pytorch_program, []),
    "boxes": (lambda it: svg(it, [], "t"), []),
    "links": (lambda it: svg(BOXES, it, "t"), [[]]),
    "title": (lambda it: svg(BOXES, [], it), ["x"]),
    "note": (lambda it: svg(BOXES, [], "t", it), ["x"]),
    "document": (lambda it: decorate(it, "t"), []),
    "drawer": (set_drawer, []),
    "hook": (set_hook, []),
    "make": (set_watcher, []),
    "run": (lambda it: watched(it).__enter__(), []),
    "parameters": (lambda it: tape().descend(it, 0.1, 0, 1, 1), [[]]),
    "lr": (lambda it: tape().descend([], it, 0, 1, 1), []),
    "first": (lambda it: tape().descend([], 0.1, it, 1, 1), []),
    "count": (lambda it: tape().descend([], 0.1, 0, it, 1), []),
    "every": (lambda it: tape().descend([], 0.1, 0, 1, it), []),
    "output": (Tape, []),
    "losses": (History, [[]]),
    "number": (History().parameters_at, []),
    "f": (lambda it: check_gradients(it, 1.0), []),
    "values": (lambda it: check_gradients(Node.tanh, it), NUMBER),
    "tolerance": (lambda it: check_gradients(Node.tanh, 1.0, tolerance=it), []),
    "x": (lambda it: measure(math.tanh, it), NUMBER),
    "claimed": (lambda it: measure(math.tanh, 1.0, it), NUMBER),
    "gradient": (lambda it: verdict(it, measure(math.tanh, 1.0), 1e-6), NUMBER),
    "found": (lambda it: verdict(1.0, it, 1e-6), []),
    "torch": (numbers_of_pytorch, []),
    "ours": (lambda it: print_table("t", it, {"a": 1.0}), []),
    "theirs": (lambda it: print_table("t", {"a": 1.0}, it), []),
    "inputs": (lambda it: Training(MLP(2, [1]), it, [1.0]), []),
    "targets": (lambda it: Training(MLP(2, [1]), [[1.0, 2.0]], it), []),
}


def tape() -> Tape:
    return Tape(Node(2.0) * 3.0)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_every_argument_is_refused_by_its_name(name: str) -> None:
    call, allowed = ARGUMENTS[name]
    set_before = set_drawer(lambda *_: None)
    try:
        for thing in OBJECTS:
            if any(thing is each or (thing == each and thing != []) for each in allowed) or (
                thing == [] and [] in allowed
            ):
                call(thing)
            else:
                with pytest.raises((TypeError, ValueError), match=rf"\b{name}\b"):
                    call(thing)
    finally:
        set_drawer(set_before)


def test_links_lead_from_boxes_to_later_ones() -> None:
    assert svg(BOXES, [LINK], "t")
    for link in (Link("l", "b", "a"), Link("l", "a", "c"), Link("l", "a", "a")):
        with pytest.raises(ValueError, match=r"links\[0\] must lead from a box to a later one"):
            svg(BOXES, [link], "t")


def test_the_sample_must_be_one_of_the_batch() -> None:
    mlp = MLP(1, [1])
    loss = sum(((mlp([x]) - 1.0) ** 2 for x in (0.0, 1.0, 2.0)), Node(0.0))
    shown = Graph(loss)
    n = shown.trace.n_samples
    shown.show_sample(n - 1)
    with pytest.raises(ValueError, match=f"sample must be less than the number of samples, {n}"):
        shown.show_sample(n)
