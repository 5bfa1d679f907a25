"""A node among numbers: what Python, numpy, PyTorch's users and the lectures expect of it."""

# ruff: noqa: B015 - as learners write.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,operator,type-var"

from __future__ import annotations

import cmath
import math
import operator
import statistics
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pytest

from micrograd.engine import Value
from micrograd.losses import binary_cross_entropy_with_logits
from micrograd.neuron import MLP
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def test_a_node_is_written_by_its_data_as_pytorch_s_scalars_are() -> None:
    torch = pytest.importorskip("torch")
    for spec in (".4f", "8.2f", "e", ".3g", "+.1f", "_.2f", "%"):
        scalar = torch.tensor(1234.5678, dtype=torch.float64)
        assert format(Node(1234.5678), spec) == format(scalar, spec)


def test_a_node_without_a_format_is_written_as_print_does() -> None:
    assert f"{Node(1.5)}" == "Node(data=1.5, grad=0.0)"
    assert "%.2f" % Node(1.5) == "1.50"  # noqa: UP031


def test_a_node_is_rounded_cut_and_signed() -> None:
    x = Node(-2.7)
    assert (int(x), round(x), round(x, 1), float(x), abs(x).data) == (-2, -3, -2.7, -2.7, 2.7)
    assert (math.floor(x), math.ceil(x), math.trunc(x)) == (-3, -2, -2)
    assert +x is x


def test_nodes_are_ordered_by_their_data() -> None:
    a, b = Node(1.0) * 2, Node(3.0) + 0
    assert a < b < 4
    assert a <= b <= 3
    assert b > a >= 2.0 > Node(1.5)
    assert max([a, b]) is b
    assert min(a, b, 7) is a
    assert sorted([b, a]) == [a, b]
    assert not Node(math.nan) < 1.0
    with pytest.raises(TypeError, match="not supported between"):
        a < "b"


def test_a_node_equals_a_number_and_of_nodes_only_itself() -> None:
    a, b = Node(1.0), Node(1.0)
    assert a == 1.0 == a
    assert a != 2
    assert a == True  # noqa: E712 - a number to Python
    assert a != b
    assert [a, b].index(b) == 1
    assert {a, b} == {b, a}
    assert a != "1.0"
    predictions, targets = [Node(1.0), Node(-1.0)], [1.0, -1.0]
    assert sum(p == t for p, t in zip(predictions, targets, strict=True)) == 2


def test_a_node_is_true_unless_its_data_is_zero() -> None:
    assert [bool(Node(x)) for x in (0.0, -0.0, 1e-300, math.nan)] == [False, False, True, True]


class Vector:
    """A stranger that knows how to be multiplied by anything."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def __rmul__(self, factor: Any) -> Vector:
        return Vector(*(factor * part for part in self.parts))

    __radd__ = __rsub__ = __rtruediv__ = __rpow__ = __rmul__
    __mul__ = __add__ = __sub__ = __truediv__ = __pow__ = __rmul__


@pytest.mark.parametrize("name", ["add", "sub", "mul", "truediv", "pow"])
def test_a_stranger_is_asked_on_both_sides(name: str) -> None:
    operation = getattr(operator, name)
    k = Node(2.0)
    assert isinstance(operation(k, Vector(1.0)), Vector)
    assert isinstance(operation(Vector(1.0), k), Vector)


@pytest.mark.parametrize("name", ["add", "sub", "mul", "truediv", "pow"])
@pytest.mark.parametrize("operand", ["a", None, [1.0], (2.0,), {}, 1j])
def test_what_is_no_operand_is_said(name: str, operand: object) -> None:
    operation = getattr(operator, name)
    with pytest.raises(TypeError, match="operand must be a number, not"):
        operation(Node(2.0), operand)
    with pytest.raises(TypeError, match="operand must be a number, not"):
        operation(operand, Node(2.0))


def test_arrays_and_nodes_make_arrays_of_nodes_on_both_sides() -> None:
    numpy = pytest.importorskip("numpy")
    k, array = Node(2.0), numpy.array([1.0, 2.0])
    for made in (k * array, array * k, k - array, array - k, k**array, array**k, k / array):
        assert made.shape == (2,)
        assert all(isinstance(each, Node) for each in made)
    total = (k * array).sum()
    total.backward()
    assert (total.data, k.grad) == (6.0, 3.0)
    assert [each.data for each in numpy.tanh(numpy.array([k]))] == [math.tanh(2.0)]


@pytest.mark.parametrize("kind", ["float32", "float64", "float16", "int64", "bool_", "array"])
def test_numpy_s_numbers_become_python_s(kind: str) -> None:
    numpy = pytest.importorskip("numpy")
    number = getattr(numpy, kind)(1)
    for made in (Node(number), Value(number), Node(2.0) * number, number * Node(2.0)):
        assert type(made.data) is float
    assert Node(1.0) == number


@pytest.mark.parametrize("kind", ["float32", "float64"])
@pytest.mark.parametrize(
    "make",
    [
        lambda x: x + 0.1,
        lambda x: x - 0.1,
        lambda x: x * 0.3,
        lambda x: x / 3.0,
        lambda x: 3.0 / x,
        lambda x: x**3,
        lambda x: x**x,
        lambda x: -x,
        abs,
        lambda x: x.relu(),
        lambda x: x.tanh(),
        lambda x: x.exp(),
        lambda x: x.log(),
        lambda x: x.sigmoid(),
        lambda x: x.sqrt(),
        lambda x: x.sin(),
        lambda x: x.cos(),
        lambda x: MLP(1, [1], "relu")([x]) * 0.0 + x,
    ],
)
def test_numbers_of_numpy_that_a_program_puts_in_leave_no_trace(
    kind: str, make: Callable[[Any], Any]
) -> None:
    numpy = pytest.importorskip("numpy")
    number = getattr(numpy, kind)(0.7)
    x, plain = Node(2.0), Node(float(number))
    x.data = number
    y, expected = make(x), make(plain)
    y.backward()
    expected.backward()
    assert type(y.data) is type(x.data) is type(x.grad) is float
    assert (y.data, x.grad) == (expected.data, plain.grad)
    assert "np." not in repr(x)


def test_a_learning_rate_of_numpy_s_trains() -> None:
    numpy = pytest.importorskip("numpy")
    mlp = MLP(2, [3, 1], "relu")
    for rate in numpy.linspace(0.1, 0.01, 3):
        loss = binary_cross_entropy_with_logits([mlp([1.0, 2.0])], [Node(1.0)])
        mlp.zero_grad()
        loss.backward()
        for p in mlp.parameters():
            p.data -= rate * p.grad
        assert type(loss.data) is float


def test_what_shows_a_number_of_numpy_s_shows_a_number() -> None:
    numpy = pytest.importorskip("numpy")
    a = Node(2.0)
    a.data -= numpy.float64(0.5)
    assert (repr(a), repr(a * 2)) == (
        "Node(data=1.5, grad=0.0)",
        "Node(data=3.0, grad=0.0, op='*')",
    )


def test_a_cleared_gradient_counts_as_none_so_far() -> None:
    w = Node(0.5)
    for _ in range(2):
        loss = (w * 2.0 - 1.5) ** 2
        w.grad = None  # type: ignore[assignment]
        loss.backward()
        assert w.grad == -2.0


def test_a_node_keeps_what_a_program_puts_on_it() -> None:
    p = Node(1.0) * 2
    p.m = 0.5  # type: ignore[attr-defined]
    p._vis_color = "red"  # type: ignore[attr-defined]
    assert (p.m, p._vis_color) == (0.5, "red")  # type: ignore[attr-defined]


def detaching(function: Callable[..., Any]) -> list[Callable[[Node], Any]]:
    return [
        lambda x: abs(function(x)),
        lambda x: list(map(function, [x])),
        lambda x: [function(each) for each in (x,)],
        lambda x: max([x, x], key=function),
        lambda x: 2.0 * function(x) + 1.0,
    ]


@pytest.mark.parametrize("name", ["sin", "exp", "tanh", "sqrt", "log", "fabs", "atan", "erf"])
def test_a_function_of_math_is_refused_and_the_node_s_own_is_named(name: str) -> None:
    function = getattr(math, name)
    for use in detaching(function):
        with pytest.raises(TypeError, match=rf"^math\.{name}\(\) would take the number"):
            use(Node(0.5))
    if hasattr(Node, name):
        with pytest.raises(TypeError, match=rf"write node\.{name}\(\)$"):
            function(Node(0.5) * 3)


def test_other_functions_that_lose_the_path_are_refused_too() -> None:
    x = Node(0.5)
    for use in (
        lambda: cmath.exp(x),
        lambda: math.pow(2.0, x),
        lambda: math.fsum([x, x]),
        lambda: math.hypot(x, x),
        lambda: math.log(x, 3),
    ):
        with pytest.raises(TypeError, match="no gradient could come back"):
            use()


def test_a_function_that_is_looked_up_first_is_doubted() -> None:
    x, table, functions = Node(0.5), {"sin": math.sin, "float": float}, [math.exp]
    for use in (
        lambda: table["sin"](x),
        lambda: functions[0](x),
        lambda: getattr(math, "sin")(x),  # noqa: B009
        lambda: partial(math.sin)(x),
    ):
        with pytest.warns(RuntimeWarning, match="no gradient comes back"):
            use()
    assert [float][0](x) == 0.5
    assert {"a": round}["a"](x) == 0


def test_a_function_that_waits_in_a_map_or_a_cache_is_refused() -> None:
    x, remembered = Node(0.5), cache(math.exp)

    def in_a_loop(waiting: Iterable[float]) -> None:
        for _ in waiting:
            pass

    for use in (
        list,
        next,
        sum,
        in_a_loop,
        lambda waiting: [*waiting],
        lambda _: remembered(x),
    ):
        waiting = map(math.exp, [x])
        with pytest.raises(TypeError, match="no gradient could come back"):
            use(waiting)


def test_a_number_that_was_asked_for_first_is_no_loss() -> None:
    nodes = [Node(0.5), Node(0.25)]
    assert sorted(map(float, nodes), key=math.exp) == [0.25, 0.5]
    assert max(map(float, nodes), key=math.exp) == 0.5
    assert ("%.2f %s" % (nodes[0], math.sin)).startswith("0.50")  # noqa: UP031


def test_asking_for_the_number_is_no_loss() -> None:
    x = Node(0.5)
    assert float(x) == 0.5
    assert list(map(float, [x])) == [0.5]
    assert math.sin(float(x)) == math.sin(x.data)
    assert not math.isnan(x)
    assert math.isfinite(x)
    assert math.isclose(x, 0.5)
    assert complex(math.sin(0.0), x) == 0.5j


def test_karpathy_s_exercise_has_its_derivatives_with_the_node_s_own_functions() -> None:
    # The partial derivatives of -a**3 + sin(3b) - 1/c + b**2.5 - a**0.5, by calculus.
    a, b, c = Value(2.0), Value(3.0), Value(4.0)
    y = -(a**3) + (3 * b).sin() - 1.0 / c + b**2.5 - a**0.5
    y.backward()
    expected = [-3 * 4.0 - 0.5 / 2**0.5, 3 * math.cos(9.0) + 2.5 * 3.0**1.5, 1 / 16.0]
    assert [a.grad, b.grad, c.grad] == pytest.approx(expected)


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
    "- number": lambda a, _: a - 1,
    "number -": lambda a, _: 1 - a,
    "number /": lambda _, b: 1 / b,
    "neg": lambda a, _: -a,
    "sigmoid": lambda a, _: a.sigmoid(),
    "relu": lambda a, _: a.relu(),
    "** number": lambda a, _: a**-2,
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", BINARY)
@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("bool_", (1, 1)),
        ("bool_", (0, 1)),
        ("int64", (1, 0)),
        ("int64", (2**62, 4)),
        ("int8", (100, 100)),
        ("uint8", (1, 2)),
        ("float64", (1e308, 1e308)),
        ("float64", (0.0, 0.0)),
        ("float64", (math.inf, math.inf)),
        ("float32", (3e38, 10.0)),
        ("float16", (6e4, 6e4)),
    ],
)
def test_numbers_put_into_nodes_count_as_pytorch_s_float64(
    kind: str, numbers: tuple[float, float], name: str
) -> None:
    numpy = pytest.importorskip("numpy")
    torch = pytest.importorskip("torch")
    given = [getattr(numpy, kind)(number) for number in numbers]
    a, b = Node(0.0), Node(0.0)
    a.data, b.data = given
    tensors = [torch.tensor(float(x), dtype=torch.float64, requires_grad=True) for x in given]
    ours, theirs = BINARY[name](a, b), BINARY[name](*tensors)
    ours.backward()
    theirs.backward()
    assert ours.data == pytest.approx(theirs.item(), rel=1e-15, nan_ok=True)
    for node, tensor in zip((a, b), tensors, strict=True):
        expected = 0.0 if tensor.grad is None else tensor.grad.item()
        assert node.grad == pytest.approx(expected, rel=1e-14, nan_ok=True)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", ["int64", "float64", "float32", "bool_"])
def test_dividing_by_a_zero_of_numpy_s_is_dividing_by_zero(kind: str) -> None:
    numpy = pytest.importorskip("numpy")
    zero = getattr(numpy, kind)(0)
    assert [(Node(x) / zero).data for x in (1.0, -1.0)] == [math.inf, -math.inf]
    assert math.isnan((Node(0.0) / zero).data)
    assert (zero / Node(2.0)).data == 0.0


def test_a_fraction_is_a_number() -> None:
    third = Fraction(1, 3)
    x, plain = Node(3.0), Node(3.0)
    y = third * x + x / third - third**x
    expected = 1 / 3 * plain + plain / (1 / 3) - (1 / 3) ** plain
    y.backward()
    expected.backward()
    assert (y.data, x.grad) == (expected.data, plain.grad)
    assert Node(third).data == 1 / 3  # type: ignore[arg-type]
    assert Node(0.5) == Fraction(1, 2)


def test_a_decimal_is_compared_as_floats_are_and_not_mixed() -> None:
    x, tenth = Node(0.5), Decimal("0.1")
    assert x == Decimal("0.5") == x
    assert tenth < x > tenth
    advice = r"operand must be a number, not Decimal\('0\.1'\): write float\(\.\.\.\) around it"
    for operation in (operator.add, operator.sub, operator.mul, operator.truediv, operator.pow):
        for operands in ((x, tenth), (tenth, x)):
            with pytest.raises(TypeError, match=advice):
                operation(*operands)


def test_a_number_that_is_too_large_is_shown_and_refused() -> None:
    x = Node(1.0)
    x.data = 10**400
    assert repr(x).startswith("Node(data=1000000")
    for use in (lambda: x + 1, lambda: -x, x.relu, x.sigmoid, lambda: x**2):
        with pytest.raises(ValueError, match=r"data must fit into a float, not exceed 1\.8e308"):
            use()


@pytest.mark.parametrize(
    ("function", "instead"),
    [
        ("mean", "write sum(nodes) / len(nodes)"),
        ("fmean", "write sum(nodes) / len(nodes)"),
        ("geometric_mean", "write (sum(node.log() for node in nodes) / len(nodes)).exp()"),
        ("harmonic_mean", "write len(nodes) / sum(1 / node for node in nodes)"),
        ("stdev", "use the node's own operations"),
        ("pvariance", "use the node's own operations"),
    ],
)
def test_a_function_of_statistics_is_refused_by_its_name(function: str, instead: str) -> None:
    nodes = [Node(1.0), Node(4.0)]
    with pytest.raises(TypeError) as refusal:
        getattr(statistics, function)(nodes)
    assert str(refusal.value).startswith(f"statistics.{function}() would take the number out")
    assert instead in str(refusal.value)
    if instead.startswith("write"):
        mean = eval(instead.removeprefix("write "), {"nodes": nodes})  # noqa: S307 - what it says
        assert mean.data == pytest.approx(getattr(statistics, function)([1.0, 4.0]))


def test_what_statistics_makes_by_arithmetic_has_its_gradients() -> None:
    nodes = [Node(1.0), Node(4.0), Node(2.0), Node(7.0)]
    statistics.median(nodes).backward()
    assert [node.grad for node in nodes] == [0.0, 0.5, 0.5, 0.0]
    with pytest.raises(TypeError, match=r"statistics\.NormalDist\(\) would take"):
        statistics.NormalDist(nodes[0], 1.0)  # type: ignore[arg-type]
