"""A node, its backward pass, and what it refuses."""

from __future__ import annotations

import copy
import gc
import math
import pickle
import sys
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MILLION = 1_000_000


def test_the_lecture_s_neuron_has_its_values_and_gradients() -> None:
    x1 = Node(2.0, label="x1")
    x2 = Node(0.0, label="x2")
    w1 = Node(-3.0, label="w1")
    w2 = Node(1.0, label="w2")
    b = Node(6.8813735870195432, label="b")
    n = x1 * w1 + x2 * w2 + b
    o = n.tanh()
    o.backpropagate()

    assert o.data == pytest.approx(math.sqrt(0.5), abs=1e-12)
    gradients = {node.label: node.grad for node in (x1, w1, x2, w2, b)}
    expected = {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5}
    assert gradients == pytest.approx(expected, abs=1e-12)


def test_a_node_knows_its_parents_in_order_and_its_operation() -> None:
    a, b = Node(1.0), Node(2.0)

    assert (a - b)._prev == (a, b)
    assert (b - a)._prev == (b, a)
    assert (a * a)._prev == (a, a)
    assert a._prev == ()
    made = [a + b, a - b, a * b, a / b, a**b, a**2, -a, a.exp(), a.tanh()]
    assert [node._op for node in made] == ["+", "-", "*", "/", "**", "**2", "neg", "exp", "tanh"]
    assert a._op == ""
    made = [a.relu(), a.sigmoid(), a.log(), a.sin(), a.cos(), a.sqrt(), a.abs(), abs(a), 2**a]
    names = ["relu", "sigmoid", "log", "sin", "cos", "sqrt", "abs", "abs", "**"]
    assert [node._op for node in made] == names


def test_a_number_before_a_node_stays_the_first_operand() -> None:
    node = 6.0 - Node(2.0)

    assert [parent.data for parent in node._prev] == [6.0, 2.0]


def test_sum_adds_nodes_up() -> None:
    nodes = [Node(float(i)) for i in range(4)]
    total = sum(nodes)

    assert isinstance(total, Node)
    total.backward()
    assert total.data == 6.0
    assert [node.grad for node in nodes] == [1.0] * 4


def test_grad_and_its_underscored_name_are_one_slot() -> None:
    node = Node(1.0)
    node._grad = 3.0  # a second name, not a second slot
    assert node.grad == 3.0
    node.grad = 4.0
    assert node._grad == 4.0


def test_a_node_carries_no_dictionary_until_it_has_something_to_put_there() -> None:
    a = Node(2.0)
    for node in (a, a + a, a - a, a * a, a / a, 1 / a, a**2, a**a, -a, a.exp(), a.tanh()):
        assert not [each for each in gc.get_referents(node) if type(each) is dict]
        assert sys.getsizeof(node) <= 120


def test_the_topological_order_lists_parents_first_and_each_node_once() -> None:
    a, b = Node(2.0), Node(3.0)
    c = a * b
    d = c + a
    e = d * c

    assert e.topological_order() == [a, b, c, d, e]


def test_a_second_pass_adds_once_more_to_the_leaves_and_to_nothing_else() -> None:
    a, b = Node(2.0), Node(-3.0)
    inner = a * b
    output = (inner + a).tanh()
    output.backpropagate()
    first = [node.grad for node in (a, b, inner, output)]
    for times in (2, 3):
        output.backpropagate()
        assert a.grad == pytest.approx(times * first[0])
        assert b.grad == pytest.approx(times * first[1])
        assert [inner.grad, output.grad] == first[2:]


def test_two_outputs_add_up_in_the_leaves_they_share() -> None:
    a, b = Node(2.0), Node(5.0)
    shared = a * b
    (shared * 3).backward()
    (shared + a).backward()

    assert a.grad == 3 * 5 + (5 + 1)
    assert b.grad == 3 * 2 + 2
    assert shared.grad == 1.0  # of the last pass alone


def test_a_leaf_that_is_the_output_counts_its_passes() -> None:
    leaf = Node(7.0)
    leaf.backward()
    leaf.backward()

    assert leaf.grad == 2.0


def test_zero_grad_clears_the_whole_graph() -> None:
    a = Node(2.0)
    inner = a * a
    output = inner + 1
    output.backward()
    output.zero_grad()

    assert [node.grad for node in output.topological_order()] == [0.0] * 4


def test_local_derivatives_stand_for_single_edges_and_move_no_gradient() -> None:
    a, b = Node(2.0), Node(-4.0)
    product = a * a
    quotient = a / b

    assert product._local_derivatives() == (2.0, 2.0)
    assert quotient._local_derivatives() == (-0.25, -0.125)
    assert (a**3)._local_derivatives() == (12.0,)
    assert a._local_derivatives() == ()
    assert [node.grad for node in (a, b, product, quotient)] == [0.0] * 4


def test_an_operation_of_one_s_own_takes_a_formula_and_a_derivative() -> None:
    class Cube(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(a.data**3)
            self._prev = (a,)

        def _backward(self) -> None:
            (a,) = self._prev
            a.grad += self.grad * 3 * a.data**2

    x = Node(2.0)
    y = Cube(x) * x
    y.backward()

    assert y.data == 16.0
    assert x.grad == 4 * 2.0**3


# --- what a node holds, and what it refuses ---


@pytest.mark.parametrize("number", [3, 3.0, True, Fraction(1, 2), -0.0, math.inf])
def test_any_real_number_becomes_a_float(number: Any) -> None:
    node = Node(number)

    assert type(node.data) is float
    assert node.data == number
    assert float(node) == number


@pytest.mark.parametrize("thing", ["x", None, 1j, [1.0], Decimal(1), b"1", Node(1.0)])
def test_what_is_not_a_real_number_is_refused_by_name_and_rule(thing: Any) -> None:
    with pytest.raises(TypeError, match=r"^data must be a number, not ") as caught:
        Node(thing)
    assert repr(thing)[:6].rstrip("'\"") in str(caught.value)


def test_an_integer_that_no_float_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="data must fit into a float"):
        Node(10**400)


def test_a_label_must_be_a_string() -> None:
    with pytest.raises(TypeError, match=r"label must be a string, not 2\.0"):
        Node(1.0, 2.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "operation",
    [
        lambda a: a + "x",
        lambda a: "x" - a,
        lambda a: a * None,
        lambda a: 1j / a,
        lambda a: a ** "x",
        lambda a: None**a,
    ],
)
def test_an_operation_with_what_is_not_a_number_is_refused(
    operation: Callable[[Node], Node],
) -> None:
    with pytest.raises(TypeError, match=r"(operand|exponent) must be a number, not"):
        operation(Node(1.0))


# --- how it shows itself ---


def test_its_repr_is_one_line_with_what_is_known() -> None:
    a = Node(2.0, label="a\nb")

    assert repr(Node(1)) == "Node(data=1.0, grad=0.0)"
    assert repr(a) == r"Node(data=2.0, grad=0.0, label='a\nb')"
    assert repr(a**2) == "Node(data=4.0, grad=0.0, op='**2')"


def test_it_survives_copying_and_pickling() -> None:
    node = Node(3.0, label="x") ** 2
    for twin in (copy.copy(node), copy.deepcopy(node), pickle.loads(pickle.dumps(node))):  # noqa: S301 - our own bytes
        assert repr(twin) == repr(node)


# --- size ---


@pytest.fixture(scope="module")
def chain() -> Iterator[tuple[Node, Node]]:
    """Give the leaf and the output of a chain of a million additions."""
    leaf = Node(1.0)
    output = leaf
    for _ in range(MILLION):
        output = output + leaf
    yield leaf, output
    del output


def test_a_chain_of_a_million_additions_goes_forward_and_backward(
    chain: tuple[Node, Node],
) -> None:
    leaf, output = chain
    leaf.grad = 0.0
    output.backward()

    assert output.data == MILLION + 1
    assert leaf.grad == MILLION + 1


def test_a_chain_of_a_million_additions_draws_what_is_near_its_output(
    chain: tuple[Node, Node],
) -> None:
    bundle = chain[1]._repr_mimebundle_()

    assert "999,601 more are left out" in bundle["text/vnd.graphviz"]


def test_a_chain_of_a_million_additions_is_freed_without_recursion_and_without_the_collector() -> (
    None
):
    gc.collect()
    gc.disable()
    try:
        before = sys.getallocatedblocks()
        output = Node(1.0)
        for _ in range(MILLION):
            output = output + 1.0
        output.backward()
        del output
        left = sys.getallocatedblocks() - before
        assert left < 20_000  # of some 6,000,000; Python's free lists keep some
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_cyclic_collector_finds_nothing_after_a_graph_is_gone() -> None:
    gc.collect()
    a = Node(2.0)
    output = ((a * a).tanh() / (a**2 + 1) - a).exp()
    output.backpropagate()
    output._local_derivatives()
    del a, output

    assert gc.collect() == 0
