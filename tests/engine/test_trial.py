"""A graph computed again: what if, and is the slope right?"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import trial
from micrograd.engine import Value
from micrograd.neuron import MLP
from micrograd.node import Node
from micrograd.trace import Trace
from micrograd.trial import TrialError, check, nearby, what_if

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def cube(wrong: bool = False) -> type[Node]:
    class Cube(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(a.data**3)
            self._prev = (a,)

        def _backward(self) -> None:
            (a,) = self._prev
            a.grad += self.grad * (2 if wrong else 3) * a.data**2

    return Cube


def closure(a: Node, name: str) -> Value:
    out = Value(math.tanh(a.data), (a,), name)

    def _backward() -> None:
        a.grad += (1 - out.data**2) * out.grad

    out._backward = _backward
    return out


def test_another_value_gives_what_computing_it_anew_gives() -> None:
    def program(w: float) -> tuple[Node, list[Node]]:
        random.seed(4)
        mlp = MLP(2, [3, 1])
        mlp.layers[0].neurons[0].w[0].data = w
        kind: type[Any] = cube()
        loss = kind((mlp([1.0, -2.0]) - 0.5) ** 2 / 3.0)
        return loss, mlp.parameters()

    loss, parameters = program(0.25)
    trace = Trace(loss)
    before = [(node.data, node.grad) for node in loss.topological_order()]
    answer = what_if(trace, {trace.ids[parameters[0]]: 0.75})
    other, others = program(0.75)
    other.backward()

    assert answer["output"] == other.data
    assert answer["change"] == other.data - loss.data
    for ours, theirs in zip(parameters, others, strict=True):
        assert answer["nodes"][trace.ids[ours]] == {"data": theirs.data, "grad": theirs.grad}
    assert [(node.data, node.grad) for node in loss.topological_order()] == before
    assert answer["nodes"].keys() == {node["id"] for node in trace.data["nodes"]}


def test_the_prediction_is_gradient_times_change() -> None:
    a, b = Node(2.0), Node(5.0)
    a.grad = 100.0  # of an earlier pass
    trace = Trace(a * b)
    answer = what_if(trace, {"n0": 2.5, "n1": 4.0})

    assert (answer["change"], answer["prediction"]) == (0.0, 0.5 * 5.0 - 1.0 * 2.0)


def test_it_is_the_graph_of_its_moment() -> None:
    a, b = Node(2.0), Node(5.0)
    trace = Trace(a * b)
    a.data = b.data = 100.0

    assert what_if(trace, {"n0": 3.0})["output"] == 15.0


def test_a_closure_can_t_be_computed_again_and_says_so() -> None:
    trace = Trace(closure(Node(0.5), "mine") * 2)

    with pytest.raises(TrialError, match="the operation 'mine' can't be computed again"):
        what_if(trace, {"n0": 1.0})
    with pytest.raises(TrialError, match="'n1' is no leaf"):
        what_if(trace, {"n1": 1.0})


def test_right_gradients_agree() -> None:
    random.seed(2)
    mlp = MLP(2, [3, 2, 1])
    answer = check(Trace((mlp([1.0, -2.0]) - 0.5) ** 2))

    assert {
        what["verdict"] for part in (answer["nodes"], answer["edges"]) for what in part.values()
    } == {"agrees"}


def test_a_wrong_operation_lights_up_and_all_before_it() -> None:
    x = Node(1.5)
    wrong = cube(wrong=True)(x * 2)  # type: ignore[arg-type] # a class made in a function
    trace = Trace(wrong + x)
    answer = check(trace)

    assert {n: v["verdict"] for n, v in answer["nodes"].items()} == {
        "n0": "differs",
        "n1": "agrees" if trace.data["nodes"][1]["op"] else "differs",
        "n2": "differs",
        "n3": "agrees",
        "n4": "agrees",
    }
    (edge,) = (e["id"] for e in trace.data["edges"] if e["target"] == "n3")
    assert [e for e, v in answer["edges"].items() if v["verdict"] == "differs"] == [edge]


def test_kinks_and_values_that_are_not_finite_have_words() -> None:
    assert check(Trace(Node(0.0).relu()))["nodes"]["n0"]["verdict"] == "kink"
    assert check(Trace(Node(0.0).log()))["nodes"]["n0"]["verdict"] == "not finite"
    hidden = check(Trace(Node(0.5).sin() * 1e-12 + 1e6))["nodes"]["n0"]
    assert (hidden["verdict"], hidden["tolerance"] > 1.0) == ("hidden", True)
    assert check(Trace(Node(1e16).sin()))["nodes"]["n0"]["verdict"] == "hidden"
    assert check(Trace(Node(0.0).relu() + 1e6))["nodes"]["n0"]["verdict"] == "kink"

    class Floor(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(math.floor(a.data))
            self._prev = (a,)

    assert check(Trace(Floor(Node(2.0))))["nodes"]["n0"]["verdict"] == "jump"


def test_a_verdict_tells_its_tolerance() -> None:
    assert check(Trace(Node(0.5).tanh()))["nodes"]["n0"]["tolerance"] == 1e-6
    rough = check(Trace(Node(0.5).sin() * 1e-7 + 1e6))["nodes"]["n0"]
    assert rough["verdict"] == "agrees"
    assert 1e-3 < rough["tolerance"] < 1.0


@pytest.mark.parametrize(
    ("value", "operation"),
    [
        (0.003, Node.log),
        (0.005, lambda a: 1 / a),
        (0.002, Node.sqrt),
        (0.001, lambda a: (a * 1000).exp()),
        (400.0, Node.exp),
        (1000.0, Node.sin),
        (2.7, lambda a: a + 1e6),
    ],
)
def test_right_gradients_agree_where_the_graph_is_steep_or_large(
    value: float, operation: Callable[[Node], Node]
) -> None:
    answer = check(Trace(operation(Node(value))))

    assert {
        what["verdict"] for part in (answer["nodes"], answer["edges"]) for what in part.values()
    } == {"agrees"}


def test_the_kink_of_abs_is_seen() -> None:
    x, y = Node(0.0), Node(-2.0)
    output = (x * y).tanh() + abs(x) / (y * y + 1.0)
    trace = Trace(output)
    answer = check(trace)

    assert answer["nodes"][trace.ids[x]]["verdict"] == "kink"
    assert answer["nodes"][trace.ids[y]]["verdict"] == "agrees"


def test_a_wrong_gradient_is_seen_however_small() -> None:
    class Wrong(Node):
        def __init__(self, a: Node) -> None:
            super().__init__(1e-7 * a.data)
            self._prev = (a,)

        def _backward(self) -> None:
            self._prev[0].grad -= 5e-7 * self.grad

    assert check(Trace(Wrong(Node(1.0))))["nodes"]["n0"]["verdict"] == "differs"


def test_the_work_of_a_check_grows_no_faster_than_the_graph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Total(Node):
        def __init__(self, *xs: Node) -> None:
            super().__init__(math.fsum(x.data for x in xs))
            self._prev = xs

        def _backward(self) -> None:
            for x in self._prev:
                x.grad += self.grad

    made = trial._Check._made
    operands: list[int] = []

    def counted(self: trial._Check, node: Node, parents: Sequence[Node]) -> Node:
        operands.append(len(parents))
        return made(self, node, parents)

    monkeypatch.setattr(trial._Check, "_made", counted)
    counts = []
    for n in (900, 3_600):
        operands.clear()
        check(Trace(Total(*(Node(0.5) for _ in range(n)))))
        counts.append(sum(operands))

    assert 0 < counts[1] < 5 * counts[0]


def test_a_closure_is_checked_by_the_operation_of_its_name_or_not_at_all() -> None:
    known = check(Trace(closure(Node(0.5), "tanh")))
    unknown = check(Trace(closure(Node(0.5), "mine")))

    assert known["nodes"]["n0"]["verdict"] == "agrees"
    assert unknown["nodes"]["n0"]["verdict"] == "unchecked"


def test_a_long_graph_is_checked_as_far_as_the_limit_goes() -> None:
    output = Node(1.0)
    for _ in range(900):
        output = output + 0.001
    verdicts = [v["verdict"] for v in check(Trace(output))["nodes"].values()]

    assert verdicts.count("agrees") > 100
    assert verdicts.count("unchecked") > 100


# --- nearby ---


def test_the_output_nearby_is_what_the_program_computes_there() -> None:
    def program(x: float) -> tuple[Node, Node]:
        a = Node(x)
        return a, (a * 2.0 - 1.0).tanh() * a + a.exp()

    a, out = program(0.5)
    trace = Trace(out)
    values = [-2.0, -0.5, 0.0, 0.5, 1.25, 3.0]
    told = nearby(trace, trace.ids[a], values)

    assert told["outputs"] == [program(x)[1].data for x in values]
    assert (told["at"], told["output"]) == (0.5, out.data)
    # The derivative by hand.
    t = math.tanh(0.0)
    assert told["gradient"] == pytest.approx((1 - t * t) * 2 * 0.5 + t + math.exp(0.5), rel=1e-15)
    assert (a.data, a.grad) == (0.5, 0.0)


def test_nearby_tells_the_gradient_of_one_pass_whatever_the_nodes_hold() -> None:
    a = Node(3.0)
    out = a * a
    out.backward()
    out.backward()
    trace = Trace(out)

    assert nearby(trace, trace.ids[a], [4.0])["gradient"] == 6.0


def test_where_there_is_no_value_nearby_there_is_none() -> None:
    a = Node(1.0)
    out = a.log() + (a * 400.0).exp()
    trace = Trace(out)

    assert nearby(trace, trace.ids[a], [-1.0, 0.0, 2.0])["outputs"] == [None, None, None]
    assert nearby(trace, trace.ids[a], [1.0])["outputs"] == [out.data]


def test_nearby_an_own_operation_is_made_again_or_refused() -> None:
    a = Node(2.0)
    kind: type[Any] = cube()
    trace = Trace(kind(a))
    assert nearby(trace, trace.ids[a], [3.0])["outputs"] == [27.0]
    assert nearby(trace, trace.ids[a], [3.0])["gradient"] == 12.0

    b = Value(0.5)
    unknown = Value(7.0, (b,), "mine")
    trace = Trace(unknown)
    with pytest.raises(TrialError, match="the operation 'mine' can't be computed again"):
        nearby(trace, trace.ids[b], [1.0])
    with pytest.raises(TrialError, match="'n9' is no leaf of this graph"):
        nearby(trace, "n9", [1.0])


def test_a_graph_that_is_too_large_for_many_values_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a = Node(1.0)
    out = a
    for _ in range(20):
        out = out + 1.0
    trace = Trace(out)
    monkeypatch.setattr(trial, "CHECK_LIMIT", 100)
    with pytest.raises(TrialError, match="too large to be computed for many values"):
        nearby(trace, trace.ids[a], [float(i) for i in range(9)])
