"""Graphs of an engine of one's own: what is told of it holds for it, and not for the package's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from micrograd.engine import Value as Lecture
from micrograd.graph import Graph
from micrograd.node import Node
from micrograd.trial import TrialError, check, what_if

if TYPE_CHECKING:
    from collections.abc import Callable

    Data = dict[str, Any]


def engine(group: type = tuple, adds: bool = True) -> Callable[[float], Any]:
    """Make an engine as in the lectures, which may keep operands as a set, or forget to add."""

    class Value:
        def __init__(self, data: float, prev: tuple[Any, ...] = (), op: str = "") -> None:
            self.data, self.grad, self._op = data, 0.0, op
            self._prev = group(prev)
            self._backward: Callable[[], None] = lambda: None

        def give(self, share: float) -> None:
            self.grad = (self.grad if adds else 0.0) + share

        def made(self, other: Value, data: float, op: str, by: tuple[float, float]) -> Value:
            out = Value(data, (self, other), op)

            def backward() -> None:
                self.give(by[0] * out.grad)
                other.give(by[1] * out.grad)

            out._backward = backward
            return out

        def __add__(self, other: Value) -> Value:
            return self.made(other, self.data + other.data, "+", (1.0, 1.0))

        def __sub__(self, other: Value) -> Value:
            return self.made(other, self.data - other.data, "-", (1.0, -1.0))

        def __mul__(self, other: Value) -> Value:
            return self.made(other, self.data * other.data, "*", (other.data, self.data))

    return Value


def program(number: Callable[[float], Any]) -> Any:
    a = number(3.0)
    b = a + a
    return b * b + a


def verdicts(answer: Data) -> set[str]:
    return {one["verdict"] for part in ("nodes", "edges") for one in answer[part].values()}


@pytest.mark.parametrize("group", [tuple, list, set, frozenset])
def test_what_if_and_check_compute_an_engine_of_ones_own(group: type) -> None:
    trace = Graph(program(engine(group))).trace
    answer = what_if(trace, {"n0": 4.0})

    # c = 4a² + a: 39 at 3 with the slope 25; 68 at 4 with the slope 33.
    assert (answer["output"], answer["change"], answer["prediction"]) == (68.0, 29.0, 25.0)
    assert answer["nodes"]["n0"] == {"data": 4.0, "grad": 33.0}
    assert (answer["recognised"], answer["agrees"]) == (["*", "+"], True)
    assert verdicts(check(trace)) == {"agrees"}
    assert trace.data["is_proven"]


@pytest.mark.parametrize("group", [tuple, set])
def test_a_value_used_twice_has_two_arrows_as_a_node_has(group: type) -> None:
    own, ours = Graph(program(engine(group))), Graph(program(Node))

    def arrows(graph: Graph) -> list[tuple[str, str, float]]:
        return sorted(
            (e["source"], e["target"], e["derivative"]) for e in graph.trace.data["edges"]
        )

    assert arrows(own) == arrows(ours)
    assert len(own.edges) == len(ours.edges) == 6


@pytest.mark.parametrize("group", [tuple, set])
def test_an_engine_that_forgets_to_add_is_not_said_to_have_derivatives(group: type) -> None:
    a = engine(group, adds=False)(3.0)
    b = a + a
    trace = Graph(b * b).trace
    data = trace.data
    by_places = [(edge["derivative"], " = " in edge["formula"]) for edge in data["edges"]]

    assert not data["is_proven"]
    # c = 4a²: the right gradient is 24.
    assert [node["grad"] for node in data["nodes"]] == [6.0, 6.0, 1.0]
    assert by_places == [(1.0, False), (None, False), (6.0, False), (None, False)]
    assert all(each["replaces"] for step in data["backward"] for each in step["additions"])
    answer = check(trace)
    assert [answer["nodes"][name]["verdict"] for name in ("n0", "n1", "n2")] == [
        "differs",
        "differs",
        "agrees",
    ]
    assert answer["nodes"]["n0"]["slope"] == pytest.approx(24.0)
    tried = what_if(trace, {"n0": 4.0})
    assert (tried["nodes"]["n0"]["grad"], tried["prediction"], tried["agrees"]) == (
        32.0,
        6.0,
        False,
    )


def test_an_engine_that_sets_gradients_is_proven_by_none_of_its_numbers() -> None:
    number = engine(adds=False)
    data = Graph(number(3.0) * number(5.0)).trace.data

    assert [node["grad"] for node in data["nodes"]] == [5.0, 3.0, 1.0]
    assert all(" = " in edge["formula"] for edge in data["edges"])
    assert not data["is_proven"]


def test_operands_of_a_set_are_put_in_order_by_the_value() -> None:
    number = engine(set)
    for _ in range(8):  # the order of a set of objects is by chance
        trace = Graph(number(3.0) - number(5.0)).trace
        slopes = {
            trace.data["nodes"][int(edge["source"][1:])]["data"]: edge["derivative"]
            for edge in trace.data["edges"]
        }
        assert slopes == {3.0: 1.0, 5.0: -1.0}
        assert verdicts(check(trace)) == {"agrees"}


def test_shares_of_a_difference_of_a_value_with_itself_are_told_apart() -> None:
    a = engine()(3.0)
    data = Graph(a - a).trace.data

    assert [edge["derivative"] for edge in data["edges"]] == [1.0, -1.0]
    assert data["nodes"][0]["grad"] == 0.0


def test_a_name_without_its_value_is_not_believed() -> None:
    a, b = Lecture(3.0), Lecture(5.0)
    trace = Graph(Lecture(9.0, (a, b), "+")).trace

    assert not trace.recognised
    assert not trace.data["is_proven"]
    assert check(trace)["nodes"]["n0"]["verdict"] == "unchecked"


def test_an_operation_may_be_named_by_a_word() -> None:
    number = engine()
    a, b = number(3.0), number(5.0)
    product = a * b
    product._op = "mul"
    trace = Graph(product).trace
    assert trace.data["is_proven"]
    assert trace.data["nodes"][-1]["formula"] == "u·v"
    assert verdicts(check(trace)) == {"agrees"}


class Odd:
    """An engine whose functions agree with their names at one point."""

    def __init__(self, data: float, prev: tuple[Odd, ...] = (), op: str = "") -> None:
        self.data, self.grad, self._prev, self._op = data, 0.0, prev, op
        self._backward: Callable[[], None] = lambda: None

    def made(self, data: float, by: dict[Odd, float], op: str) -> Odd:
        out = Odd(data, tuple(by), op)

        def backward() -> None:
            for parent, slope in by.items():
                parent.grad += slope * out.grad

        out._backward = backward
        return out

    def exp(self) -> Odd:
        return self.made(2**self.data, {self: math.log(2.0) * 2**self.data}, "exp")

    def sin(self) -> Odd:
        return self.made(self.data, {self: 1.0}, "sin")

    def tanh(self) -> Odd:
        data = math.tanh(self.data)
        return self.made(data, {self: 1.0 - data}, "tanh")  # the square is missing

    def __add__(self, other: Odd) -> Odd:
        return self.made(self.data * other.data, {self: other.data, other: self.data}, "+")

    def __pow__(self, exponent: float) -> Odd:
        return self.made(self.data * exponent, {self: exponent}, f"**{exponent}")


def squared(a: Odd) -> Odd:
    out = Odd(2.0 * a.data, (a,), "**2")

    def backward() -> None:
        a.grad += 2.0 * out.grad

    out._backward = backward
    return out


@pytest.mark.parametrize(
    "make",
    [
        lambda: Odd(0.0).exp(),
        lambda: Odd(0.0).sin(),
        lambda: Odd(2.0) + Odd(2.0),
        lambda: Odd(2.0) ** 2,
        lambda: squared(Odd(2.0)),
    ],
)
def test_what_agrees_with_its_name_at_one_point_alone_is_not_judged_by_it(
    make: Callable[[], Odd],
) -> None:
    """By hand: each gradient here is right for what the function computes."""
    trace = Graph(make()).trace
    assert trace.data["other_values"] == []
    assert (trace.recognised, trace.data["is_proven"]) == ({}, False)
    answer = check(trace)
    assert answer["nodes"]["n0"]["verdict"] == "unchecked"
    assert "differs" not in verdicts(answer)
    assert " + " not in trace.data["nodes"][-1]["formula"]
    with pytest.raises(TrialError, match="can't be computed again"):
        what_if(trace, {"n0": 1.5})


@pytest.mark.parametrize("x", [0.5, 2.0])
def test_a_wrong_derivative_of_a_right_function_still_differs(x: float) -> None:
    answer = check(Graph(Odd(x).tanh()).trace)
    assert answer["nodes"]["n0"]["verdict"] == "differs"
    assert answer["nodes"]["n0"]["slope"] == pytest.approx(1.0 - math.tanh(x) ** 2)


def test_what_can_t_be_tried_elsewhere_needs_the_derivative_too() -> None:
    for slope, found in ((1.0, "agrees"), (0.69, "unchecked")):
        a = Odd(1.0)
        answer = check(Graph(a.made(1.0, {a: slope}, "relu")).trace)  # no method has this name
        assert answer["nodes"]["n0"]["verdict"] == found


class Unwrapped:
    """An engine with a set of operands, in which numbers are no operands."""

    def __init__(self, data: float, prev: tuple[Unwrapped, ...] = (), op: str = "") -> None:
        self.data, self.derivative, self._prev, self._op = data, 0.0, set(prev), op
        self._backward: Callable[[], None] = lambda: None

    def __mul__(self, other: Any) -> Unwrapped:
        is_number = isinstance(other, float)
        factor = other if is_number else other.data
        out = Unwrapped(self.data * factor, (self,) if is_number else (self, other), "*")

        def by_number() -> None:
            self.derivative += factor * out.derivative

        def by_value() -> None:
            self.derivative += other.data * out.derivative
            other.derivative += self.data * out.derivative

        out._backward = by_number if is_number else by_value
        return out


def test_a_number_that_equals_the_operand_is_not_the_operand() -> None:
    """By hand: 2·a has the slope 2, and a·a at 2 has the slope 4."""
    a = Unwrapped(2.0)
    once, twice = Graph(a * 2.0).trace.data, Graph(a * a).trace.data
    assert [edge["derivative"] for edge in once["edges"]] == [2.0]
    assert once["nodes"][-1]["formula"] == "*(u, …)"
    assert [edge["derivative"] for edge in twice["edges"]] == [2.0, 2.0]
    assert twice["nodes"][-1]["formula"] == "u·u"


def test_a_gradient_of_another_name_is_the_gradient() -> None:
    a, b = Unwrapped(2.0), Unwrapped(3.0)
    y = a * b
    y.derivative = 1.0
    y._backward()
    trace = Graph(y).trace
    assert (trace.has_run, trace.data["program_grads"]) == (True, [])
    assert {node["data"]: node["grad"] for node in trace.data["nodes"]} == {
        2.0: 3.0,
        3.0: 2.0,
        6.0: 1.0,
    }
    assert verdicts(check(trace)) == {"agrees"}
    assert (a.derivative, b.derivative) == (3.0, 2.0)


def test_of_a_gradient_without_a_known_name_nothing_is_said() -> None:
    class Secret(Unwrapped):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            self.slope = self.__dict__.pop("derivative")

    a, b = Secret(2.0), Secret(3.0)
    y = Secret(6.0, (a, b), "*")
    y._backward = lambda: setattr(a, "slope", a.slope + 3.0 * y.slope)
    data = Graph(y).trace.data
    assert (data["stage"], [node["grad"] for node in data["nodes"]]) == ("before", [None] * 3)


@pytest.mark.parametrize("exponent", [2, 3, -1, 2.0, 0.5])
@pytest.mark.parametrize("is_right", [True, False])
def test_a_power_whose_name_has_the_exponent_is_judged(exponent: float, is_right: bool) -> None:
    """By hand: the slope of x**k at 3 is k·3**(k-1)."""

    class Number:
        def __init__(self, data: float, prev: tuple[Number, ...] = (), op: str = "") -> None:
            self.data, self.grad, self._prev, self._op = data, 0.0, prev, op
            self._backward: Callable[[], None] = lambda: None

        def __pow__(self, k: float) -> Number:
            out = Number(self.data**k, (self,), f"**{k}")

            def _backward() -> None:
                self.grad += k * self.data ** (k - 1 if is_right else k) * out.grad

            out._backward = _backward
            return out

    y = Number(3.0) ** exponent
    y.grad = 1.0
    y._backward()
    found = check(Graph(y).trace)["nodes"]["n0"]
    assert found["verdict"] == ("agrees" if is_right else "differs")
    assert found["slope"] == pytest.approx(exponent * 3.0 ** (exponent - 1))


def test_the_package_s_own_operations_are_proven() -> None:
    assert Graph(program(Node)).trace.data["is_proven"]
    assert not Graph(program(Node), "before").trace.data["is_proven"]


def told(data: dict[str, Any]) -> dict[str, tuple[float, float, float | None]]:
    """Where each node's walk begins and ends, and what the program holds instead, by value."""
    others = {other["node"]: other["grad"] for other in data["program_grads"]}
    return {
        str(node["data"]): (node["grad_before"], node["grad"], others.get(node["id"]))
        for node in data["nodes"]
    }


def test_a_pass_in_another_order_is_told_beside_the_graph_s() -> None:
    """By hand: c = (a·a)·(a·a) has the slope 4·a³ = 108 at 3; from the leaves on, a gets 0."""
    number = engine()
    a = number(3.0)
    b = a * a
    c = b * b
    c.grad = 1.0
    for value in (a, b, c):
        value._backward()
    assert (a.grad, b.grad) == (0.0, 18.0)
    assert told(Graph(c).trace.data) == {
        "3.0": (0.0, 108.0, 0.0),
        "9.0": (0.0, 18.0, None),
        "81.0": (0.0, 1.0, None),
    }
    a.grad = b.grad = c.grad = 0.0
    c.grad = 1.0
    for value in (c, b, a):
        value._backward()
    assert a.grad == 108.0
    assert not Graph(c).trace.data["program_grads"]


def test_gradients_that_an_engine_does_not_clear_are_told_beside_the_graph_s() -> None:
    """By hand: d = a·a + a. A second pass adds to b's 1, so a gets 7, then 13 more."""
    number = engine()
    a = number(3.0)
    b = a * a
    d = b + a
    for _ in range(2):
        d.grad = 1.0
        for value in (d, b, a):
            value._backward()
    assert (a.grad, b.grad) == (20.0, 2.0)
    data = Graph(d).trace.data
    assert not data["has_run"]
    assert told(data) == {
        "3.0": (0.0, 7.0, 20.0),
        "9.0": (0.0, 1.0, 2.0),
        "12.0": (0.0, 1.0, None),
    }


def test_what_no_pass_has_touched_holds_nothing_else() -> None:
    assert not Graph(program(engine())).trace.data["program_grads"]
    assert not Graph(program(Node)).trace.data["program_grads"]


def test_leaves_cleared_since_the_pass_begin_at_nothing() -> None:
    a = Node(3.0)
    output = a * a
    output.backward()
    a.grad = 0.0
    assert told(Graph(output).trace.data) == {"3.0": (0.0, 6.0, 0.0), "9.0": (0.0, 1.0, None)}


def test_what_other_passes_left_is_told_beside_the_graph_s() -> None:
    a = Node(3.0)
    output = a * a
    output.backward()
    output.backward()
    trace = Graph(output).trace
    assert told(trace.data) == {"3.0": (0.0, 6.0, 12.0), "9.0": (0.0, 1.0, None)}
    # By hand: the slope is 6, and 12 is not.
    found = check(trace)["nodes"]["n0"]
    assert (found["gradient"], found["verdict"]) == (12.0, "differs")
    assert found["slope"] == pytest.approx(6.0)


def test_gradients_set_by_hand_are_checked_as_they_are() -> None:
    a, b = Lecture(2.0), Lecture(-3.0)
    e = a * b
    output = e + 10.0
    output.grad = e.grad = 1.0
    a.grad, b.grad = -3.0, 4.0  # b's is wrong: it is a's value, 2
    trace = Graph(output).trace
    found = check(trace)["nodes"]
    assert {name: found[name]["verdict"] for name in ("n0", "n1")} == {
        "n0": "agrees",
        "n1": "differs",
    }


class LeavesFirst(Node):
    """A node whose pass visits its operands too early."""

    def __init__(self, *parents: Node) -> None:
        super().__init__(math.prod(parent.data for parent in parents))
        self._prev = parents

    def _backward(self) -> None:
        for parent in self._prev:
            parent.grad += self.grad * self.data / parent.data

    def backward(self) -> None:
        self.grad = 1.0
        for node in self.topological_order():
            node._backward()


def test_a_node_s_own_pass_in_another_order_is_told_after_it_too() -> None:
    """By hand: (a·b)·b at 2 and 3 has the slopes 9 and 12; from the leaves on, a gets 0, b 6."""
    a, b = Node(2.0), Node(3.0)
    output = LeavesFirst(LeavesFirst(a, b), b)
    before = Graph(output, "before")
    output.backward()
    assert (a.grad, b.grad) == (0.0, 6.0)
    assert told(Graph(output, "after", before=before).trace.data) == {
        "2.0": (0.0, 9.0, 0.0),
        "3.0": (0.0, 12.0, 6.0),
        "6.0": (0.0, 3.0, None),
        "18.0": (0.0, 1.0, None),
    }


def test_a_value_from_before_an_update_is_told() -> None:
    """By hand: y = 2·3 = 6; with w = 1.4 it would be 4.2."""
    w, x = Node(2.0, label="w"), Node(3.0)
    y = w * x
    loss = (y - 1.0) ** 2
    loss.backward()
    assert Graph(loss).trace.data["other_values"] == []
    w.data -= 0.02 * w.grad
    trace = Graph(loss).trace
    assert [(each["node"], each["given"]) for each in trace.data["other_values"]] == [
        ("n2", pytest.approx(4.2))
    ]
    assert not trace.data["is_proven"]
    assert check(trace)["nodes"]["n0"]["verdict"] == "unchecked"
    with pytest.raises(TrialError, match="holds another value than its operation gives"):
        what_if(trace, {"n0": 3.0})


def test_what_is_asked_of_a_picture_holds_for_the_numbers_in_it() -> None:
    """By hand: loss = (w·x - 1)² has the slope 2·5·3 = 30 by w, at the w of the picture."""
    w, x = Node(2.0, label="w"), Node(3.0)
    loss = (w * x - 1.0) ** 2
    loss.backward()
    trace = Graph(loss).trace
    w.data -= 0.01 * w.grad
    w.grad = 0.0
    answer = check(trace)
    assert verdicts(answer) == {"agrees"}
    assert answer["nodes"]["n0"]["slope"] == pytest.approx(30.0)
    assert (w.data, w.grad) == (1.7, 0.0)


def test_an_operation_with_another_s_name_is_told() -> None:
    class Named(Node):
        _op = "+"

        def __init__(self, a: Node, b: Node) -> None:
            super().__init__(a.data * b.data)
            self._prev = (a, b)

    data = Graph(Named(Node(3.0), Node(5.0))).trace.data
    assert data["other_values"] == [{"node": "n2", "given": 8.0}]


def test_an_operation_that_forgets_the_gradient_is_not_proven() -> None:
    """A derivative is handed on times the gradient; at the gradient 1 both look alike."""
    number = engine()
    a = number(0.5)
    out = type(a)(math.tanh(0.5), (a,), "tanh")

    def _backward() -> None:
        a.grad += 1 - out.data**2

    out._backward = _backward
    data = Graph(out * number(3.0)).trace.data
    assert not data["is_proven"]
    assert " = " not in data["edges"][0]["formula"]


def test_a_value_that_lost_its_operands_is_told() -> None:
    number = engine()
    lost = type(number(0.5))(math.tanh(0.5), (), "tanh")
    data = Graph(lost * number(3.0)).trace.data
    assert [each["op"] for each in data["lost_operands"]] == ["tanh"]
    assert not data["is_proven"]


class Taped:
    """An engine with a list of operations; a sum may name no operands."""

    tape: ClassVar[list[Taped]] = []

    def __init__(self, data: float, prev: tuple[Taped, ...] = (), op: str = "") -> None:
        self.data, self.grad, self._prev, self._op = data, 0.0, prev, op
        self._backward: Callable[[], None] = lambda: None
        self.tape.append(self)

    def add(self, other: Taped, op: str) -> Taped:
        out = Taped(self.data + other.data, (), op)

        def backward() -> None:
            self.grad += out.grad
            other.grad += out.grad

        out._backward = backward
        return out

    def __mul__(self, other: Taped) -> Taped:
        out = Taped(self.data * other.data, (self, other), "*")

        def backward() -> None:
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = backward
        return out

    def backward(self) -> None:
        self.grad = 1.0
        for value in reversed(self.tape):
            value._backward()


@pytest.mark.parametrize("op", ["+", "add", ""])
def test_a_gradient_is_not_said_to_differ_where_the_graph_ends_too_early(op: str) -> None:
    """By hand: y = a·(a + b) has the slopes 2a + b = 7 by a, a = 2 by b and by the sum."""
    a, b = Taped(2.0), Taped(3.0)
    total = a.add(b, op)
    y = a * total
    y.backward()
    assert (a.grad, b.grad, total.grad) == (7.0, 2.0, 2.0)
    trace = Graph(y).trace
    assert trace.data["lost_operands"] == [{"node": "n1", "op": op}]
    found = check(trace)["nodes"]
    assert (found["n0"]["gradient"], found["n0"]["verdict"]) == (7.0, "cut")
    assert {name: found[name]["verdict"] for name in ("n1", "n2")} == {
        "n1": "agrees",  # nothing that is missing comes after it
        "n2": "agrees",
    }
    with pytest.raises(TrialError, match="does not name all its operands"):
        what_if(trace, {"n0": 3.0})
    assert what_if(trace, {"n1": 6.0})["output"] == 12.0


def test_a_part_of_the_way_is_not_said_to_agree_either() -> None:
    """By hand: the graph from y on has the slope a + b = 5 by a, and y has 2a + b = 7."""
    a, b = Lecture(2.0), Lecture(3.0)
    total = Lecture(5.0, (), "+")
    y = a * total
    y.backward()
    assert (a.grad, b.grad) == (5.0, 0.0)
    assert check(Graph(y).trace)["nodes"]["n0"]["verdict"] == "cut"


def test_an_operand_that_is_not_named_is_not_judged_by_the_rest_of_its_ways() -> None:
    """By hand: y = a·b + b has the slope a + 1 = 3 by b; the graph has only the last b."""
    number = engine()
    a, b = number(2.0), number(3.0)
    product = a * b
    product._prev = (a,)
    y = product + b
    for value in (y, product, b, a):
        value.grad = float(value is y)
    for value in (y, product):
        value._backward()
    assert (a.grad, b.grad) == (3.0, 3.0)
    trace = Graph(y).trace
    assert [each["op"] for each in trace.data["lost_operands"]] == [""]
    assert check(trace)["nodes"][trace.ids[by_data(trace, 3.0)]]["verdict"] == "cut"


def by_data(trace: Any, data: float) -> Any:
    return next(node for node in trace.order if node.data == data)


@pytest.mark.parametrize("op", ["input", "leaf", "x1"])
def test_a_leaf_with_a_word_for_a_leaf_lost_nothing(op: str) -> None:
    x, w = Taped(2.0, (), op), Taped(3.0, (), op)
    trace = Graph(w * x).trace
    assert trace.data["lost_operands"] == []
    assert verdicts(check(trace)) == {"agrees"}


def unseeded(value: Any) -> None:
    for each in (value, *value._prev):
        each._backward()


@pytest.mark.parametrize("runs", [True, False])
def test_a_pass_that_left_only_zeros_can_t_be_told_from_none(runs: bool) -> None:
    number = engine()
    product = number(3.0) * number(5.0)
    if runs:
        unseeded(product)
    data = Graph(product).trace.data
    assert (data["holds_zeros"], data["has_run"]) == (True, False)


def test_zeros_are_told_only_of_an_engine_that_may_have_left_them() -> None:
    number = engine()
    seeded = number(3.0) * number(5.0)
    seeded.grad = 1.0
    unseeded(seeded)
    none_yet = number(3.0) * number(5.0)
    none_yet.grad = None
    for output in (seeded, none_yet, Node(3.0) * Node(5.0)):
        assert not Graph(output).trace.data["holds_zeros"]
    own = LeavesFirst(Node(3.0), Node(5.0))
    assert Graph(own).trace.data["holds_zeros"]
    assert not Graph(own, "before").trace.data["holds_zeros"]


def test_an_operation_without_a_name_has_its_class_s() -> None:
    number = engine()
    a, b = number(3.0), number(5.0)
    data = Graph(type(a)(15.0, (a, b))).trace.data
    assert [node["op"] for node in data["nodes"]] == ["", "", "Value"]


def test_a_label_that_is_a_formula_stands_in_brackets() -> None:
    a, b = Node(2.0, label="a"), Node(3.0, label="b")
    e = a + b
    e.label = "a + b"
    data = Graph(e * a.exp() + (-e)).trace.data
    formulas = {node["formula"] for node in data["nodes"]}
    assert {"a + b", "exp(a)", "-(a + b)"} <= formulas
    assert any(formula.startswith("(a + b)·") for formula in formulas)
    assert any("∂((a + b)·" in edge["formula"] for edge in data["edges"])
    assert any(edge["formula"] == "∂(-(a + b))/∂(a + b) = -1" for edge in data["edges"])


def test_an_operation_that_changes_another_node_does_not_change_the_picture() -> None:
    """By hand: L = k·a² + k has the slope 10 by k at a = 3, 9 of it by the operation."""

    class Hidden(Node):
        def __init__(self, a: Node, k: Node) -> None:
            super().__init__(k.data * a.data**2)
            self._prev, self.k = (a,), k

        def _backward(self) -> None:
            self._prev[0].grad += self.grad * 2 * self.k.data * self._prev[0].data
            self.k.grad += self.grad * self._prev[0].data ** 2

    a, k = Node(3.0), Node(2.0, label="k")
    output = Hidden(a, k) + k
    output.backward()
    data = Graph(output).trace.data
    assert k.grad == 10.0
    assert [node["grad"] for node in data["nodes"] if node["label"] == "k"] == [10.0]
    assert not data["program_grads"]


def test_an_operation_that_changes_its_operand_does_not_change_the_picture() -> None:
    class Moving(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(a.data * 2)
            self._prev = (a,)

        def _backward(self) -> None:
            self._prev[0].grad += self.grad * 2
            self._prev[0].data += 1.0

    a = Node(3.0)
    data = Graph(Moving(a)).trace.data
    assert (a.data, data["nodes"][0]["data"]) == (3.0, 3.0)
