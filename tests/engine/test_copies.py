"""Copies of nodes, and nodes in files."""

# ruff: noqa: S301 - the files are our own.

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from micrograd.engine import Value
from micrograd.neuron import MLP
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable


def square(a: Node) -> Value:
    out = Value(a.data**2, (a,), "square")

    def _backward() -> None:
        a.grad += 2 * a.data * out.grad

    out._backward = _backward
    return out


class Cube(Node):
    def __init__(self, a: Node) -> None:
        super().__init__(a.data**3)
        self._prev = (a,)
        self.a = a

    def _backward(self) -> None:
        self.a.grad += self.grad * 3 * self.a.data**2


class Tall(Value):
    def twice(self) -> Node:
        return self * 2


def chain(length: int) -> Node:
    y = Node(1.0, label="x")
    for _ in range(length):
        y = y + 1.0
    return y


REMADE: dict[str, Callable[[Any], Any]] = {
    "deepcopy": copy.deepcopy,
    "pickle": lambda y: pickle.loads(pickle.dumps(y)),
    "pickle in Python": lambda y: pickle.loads(pickle._dumps(y)),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("remake", REMADE.values(), ids=REMADE)
@pytest.mark.parametrize("length", [1, 2, 499, 500, 501, 100_000])
def test_a_hundred_thousand_operations_are_no_matter(
    remake: Callable[[Node], Node], length: int
) -> None:
    y = chain(length)
    again = remake(y)
    assert (again.data, len(again.topological_order())) == (length + 1.0, 2 * length + 1)
    again.backward()
    leaf = again.topological_order()[0]
    assert (leaf.label, leaf.grad, y.topological_order()[0].grad) == ("x", 1.0, 0.0)


def test_a_deep_copy_of_a_closure_feeds_the_copy() -> None:
    x = Value(3.0)
    again = copy.deepcopy(square(x))
    again.backward()
    assert (again._prev[0].grad, x.grad) == (6.0, 0.0)


def test_a_deep_copy_of_an_operation_that_keeps_its_operand_feeds_the_copy() -> None:
    x = Node(2.0)
    again = copy.deepcopy(Cube(x) * x)
    again.backward()
    leaf = next(node for node in again.topological_order() if not node._prev)
    assert (leaf.grad, x.grad) == (32.0, 0.0)


def test_closures_with_lists_shared_variables_and_modules_are_copied() -> None:
    a, b = Value(2.0), Value(3.0)
    nodes, passes = [a, b], 0
    out = Value(5.0, nodes, "total")

    def _backward() -> None:
        nonlocal passes
        passes += 1
        for node in nodes:
            node.grad += out.grad * float(pickle.loads(pickle.dumps(1.0)))

    out._backward = _backward
    again = copy.deepcopy(out)
    again.backward()
    assert [node.grad for node in again._prev] == [1.0, 1.0]
    assert ([a.grad, b.grad], passes) == ([0.0, 0.0], 0)


def test_a_deep_copy_rebinds_defaults_and_functions_in_lists() -> None:
    a = Value(2.0)
    out = Value(8.0, (a,), "cube")

    def _backward(a: Node = a, out: Node = out, *, factor: float = 3.0) -> None:
        a.grad += factor * a.data**2 * out.grad

    out._backward = _backward
    steps = [_backward]
    outer = Value(8.0, (a,), "cube")

    def all_of_them() -> None:
        for step in steps:
            step()

    outer._backward = all_of_them
    again = copy.deepcopy(out)
    again.backward()
    assert (again._prev[0].grad, a.grad) == (12.0, 0.0)
    together = copy.deepcopy([out, outer])
    together[0].grad = 1.0
    together[1]._backward()
    assert (together[1]._prev[0].grad, a.grad) == (12.0, 0.0)


def test_copies_of_several_nodes_share_what_those_share() -> None:
    a = Node(2.0, label="a")
    e = a * a
    together = [a, e, e + 1.0, e * a]
    for again in (copy.deepcopy(together), pickle.loads(pickle.dumps(together))):
        assert again[1]._prev == (again[0], again[0])
        assert again[2]._prev[0] is again[3]._prev[0] is again[1]
        again[3].backward()
        assert again[0].grad == 12.0
    assert a.grad == 0.0


def test_a_network_and_its_loss_go_into_one_file() -> None:
    mlp = MLP(2, [3, 1])
    loss = (mlp([1.0, 2.0]) - 1.0) ** 2
    again, again_loss = pickle.loads(pickle.dumps((mlp, loss)))
    again_loss.backward()
    loss.backward()
    assert [p.grad for p in again.parameters()] == [p.grad for p in mlp.parameters()]
    assert any(p.grad for p in again.parameters())


def test_a_shallow_copy_has_the_same_parents_and_all_that_was_put_on_it() -> None:
    a = Node(2.0)
    y = a**3
    y.label, y.note = "y", "mine"  # type: ignore[attr-defined]
    again = copy.copy(y)
    assert again is not y
    assert again._prev == (a,)
    assert (again.data, again.label, again._op, again.note) == (8.0, "y", "**3", "mine")  # type: ignore[attr-defined]
    again.grad = 1.0
    again._backward()
    assert a.grad == 12.0


@dataclass
class Edge:
    to: Any


LINKS: dict[str, tuple[Callable[[Any, Node], None], Callable[[Any], Any]]] = {
    "an attribute": (lambda b, a: setattr(b, "prev", a), lambda b: b.prev),
    "a list": (lambda b, a: setattr(b, "others", [a]), lambda b: b.others[0]),
    "a dict": (lambda b, a: setattr(b, "others", {"a": a}), lambda b: b.others["a"]),
    "a set": (lambda b, a: setattr(b, "others", {a}), lambda b: next(iter(b.others))),
    "an object": (lambda b, a: setattr(b, "edge", Edge(a)), lambda b: b.edge.to),
}


def test_a_hundred_thousand_nodes_in_a_row_are_copied() -> None:
    nodes: list[Any] = [Node(float(i)) for i in range(100_000)]
    for a, b in pairwise(nodes):
        b.prev = a
    for again in (copy.deepcopy(nodes[-1]), pickle.loads(pickle.dumps(nodes[-1]))):
        assert (again.data, again.prev.data) == (99_999.0, 99_998.0)


@pytest.mark.parametrize("remake", REMADE.values(), ids=REMADE)
@pytest.mark.parametrize("name", LINKS)
def test_nodes_that_are_linked_by_attributes_are_no_matter(
    remake: Callable[[Any], Any], name: str
) -> None:
    link, follow = LINKS[name]
    nodes = [Node(float(i)) for i in range(5_000)]
    for a, b in pairwise(nodes):
        link(b, a)
    at = remake(nodes[-1])
    assert at is not nodes[-1]
    for i in range(4_999, 0, -1):
        assert at.data == i
        at = follow(at)
    assert (at.data, at is nodes[0]) == (0.0, False)


@pytest.mark.parametrize("remake", REMADE.values(), ids=REMADE)
def test_nodes_that_hold_each_other_are_no_matter(remake: Callable[[Any], Any]) -> None:
    nodes: list[Any] = [Node(float(i)) * 1.0 for i in range(10_000)]
    for a, b in pairwise(nodes):
        b.prev, a.next = a, b
    for given in (nodes[0], nodes[5_000], nodes[-1]):
        again = remake(given)
        other = again.next if given is nodes[0] else again.prev
        assert again in (other.prev, getattr(other, "next", None))
        assert (again.data, again._prev[0].data) == (given.data, given.data)


@pytest.mark.parametrize("remake", [copy.copy, *REMADE.values()], ids=["copy", *REMADE])
def test_arrays_and_empty_things_are_copied_as_they_are(remake: Callable[[Any], Any]) -> None:
    numpy = pytest.importorskip("numpy")
    x: Any = Node(2.0) * 3.0
    x.array, x.nothing, x.name = numpy.arange(3.0), (), None
    again = remake(x)
    assert (again.array.tolist(), again.nothing, again.name) == ([0.0, 1.0, 2.0], (), None)
    assert (again.data, len(again.topological_order())) == (6.0, 3)


def test_a_deep_copy_shares_what_the_originals_share() -> None:
    a, b = Node(1.0), Node(2.0)
    together: list[Any] = [a]
    together.append(together)
    a.group, b.group = together, together  # type: ignore[attr-defined]
    again, other = copy.deepcopy([a, b])
    assert again.group is other.group is again.group[1]  # type: ignore[attr-defined]
    assert again.group[0] is again  # type: ignore[attr-defined]


class Named(Value):
    """Told from others by its name."""

    def __init__(self, data: float, name: str) -> None:
        super().__init__(data)
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


@pytest.mark.parametrize("remake", REMADE.values(), ids=REMADE)
def test_nodes_with_a_hash_of_their_own_are_found_in_sets_again(
    remake: Callable[[Any], Any],
) -> None:
    a, b = Named(1.0, "a"), Named(2.0, "b")
    a.friends, b.friends = {b: 1}, {a}  # type: ignore[attr-defined]
    again = remake(a)
    (friend,) = again.friends
    assert (friend.name, again in friend.friends, Named(0.0, "b") in again.friends) == (
        "b",
        True,
        True,
    )


def test_threads_write_and_copy_one_graph_at_once() -> None:
    y = chain(3_000)
    sizes: list[object] = []

    def work() -> None:
        for remake in REMADE.values():
            try:
                sizes.append(len(remake(y).topological_order()))
            except RecursionError as error:
                sizes.append(error)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sizes == [6_001] * 12


def test_a_shallow_copy_of_a_closure_hands_on_its_own_gradient() -> None:
    x = Value(3.0)
    y = square(x)
    again = copy.copy(y)
    again.backward()
    assert (x.grad, again.grad, y.grad) == (6.0, 1.0, 0.0)
    y.backward()
    assert x.grad == 12.0


def test_a_shallow_copy_s_functions_may_be_made_in_any_way() -> None:
    x, calls = Value(3.0), 0

    def hand_on(out: Node, factor: float = 2.0) -> None:
        nonlocal calls
        calls += 1
        (a,) = out._prev
        a.grad += factor * a.data * out.grad

    class Square(Value):
        def hand_on(self) -> None:
            hand_on(self)

    made: list[Value] = [Square(9.0, (x,)), Value(9.0, (x,)), Value(9.0, (x,)), Value(9.0, (x,))]
    made[0]._backward = made[0].hand_on  # type: ignore[attr-defined]
    made[1]._backward = partial(hand_on, made[1])
    made[2]._backward = lambda out=made[2]: hand_on(out)  # type: ignore[misc]
    inner = partial(hand_on, made[3])

    def call_inner() -> None:
        inner()

    made[3]._backward = call_inner
    for y in made:
        for remake in (copy.copy, copy.deepcopy):
            x.grad = 0.0
            again = remake(y)
            again.backward()
            assert (again._prev[0].grad, y.grad) == (6.0, 0.0)
    assert calls == 5  # the variables of a shallow copy's functions are the original's


def test_results_of_a_subclass_are_copied_and_written_as_such() -> None:
    y = Tall(2.0) + 1
    for again in (copy.copy(y), copy.deepcopy(y), pickle.loads(pickle.dumps(y))):
        assert isinstance(again, Tall)
        assert (again.twice().data, again._op) == (6.0, "+")


def test_a_closure_is_refused_by_a_file_and_the_next_graph_is_not() -> None:
    with pytest.raises((AttributeError, pickle.PicklingError), match="_backward"):
        pickle.dumps(square(Value(3.0)))
    assert pickle.loads(pickle.dumps(chain(5))).data == 6.0
