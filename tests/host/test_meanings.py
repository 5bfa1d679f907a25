"""What errors of beginners mean, beside Python's words for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.host.test_runner import Run

START = """from micrograd.node import Node
from micrograd.neuron import MLP
import math
a, b = Node(2.0), Node(-3.0)
L = a * b
mlp = MLP(2, [2, 1])
rates = {"A": 0.1, "B": 0.2}
class Twice(Node):
    def __init__(self, x):
        super().__init__(2.0 * x.data)
        self._prev = (x,)
    def _backward(self):
        (x,) = self._prev
        x.grad += 2.0 * self.grad
"""

CHECK = "from playground_host.lesson import *\nfunction('_')"


def told(run_program: Run, source: str) -> dict[str, Any] | None:
    """Return what a lesson says of a program that ends with an error; None if nothing."""
    record = run_program(source, lesson=json.dumps({"check": CHECK, "answers": {}}))
    assert record.problem[0]
    found: dict[str, Any] | None = json.loads(record.verdict or "null")
    return found


@pytest.mark.parametrize(
    ("line", "key", "gaps"),
    [
        ("o = tanh(a * b)", "method", {"function": "tanh", "node": "(a * b)"}),
        ("o = math.tanh(a * b + 1)", "method", {"function": "tanh", "node": "(a * b + 1)"}),
        (
            "o = math.tanh(a.data * b.data); o.backward()",
            "method",
            {"function": "tanh", "node": "(a * b)"},
        ),
        ("backward(L)", "call-on", {"function": "backward", "node": "L"}),
        ("zero_grad(mlp)", "call-on", {"function": "zero_grad", "node": "mlp"}),
        ("x = grad.a", "owner", {"name": "grad", "like": "a.grad"}),
        ("y == a * b", "compared", {"name": "y"}),
        ("x = Graph(L)", "import", {"name": "Graph", "line": "from micrograd.graph import Graph"}),
        ("x = random.random()", "import", {"name": "random", "line": "import random"}),
        ("best = B", "quotes", {"name": "B"}),
        ("x = Node(a * b)", "wrapped", {"made": "Node", "inner": "a * b"}),
        ("a.data = a - 0.1; c = a * b", "number-in", {"name": "data", "node": "a"}),
        ("a.grad += b * L.grad; L.backward()", "number-in", {"name": "grad", "node": "b"}),
        ("x = a.data ^ 2", "power", {}),
        ("x = [1.0] - [2.0]", "lists", {"operator": "-"}),
        ("x = [1.0] * 2 - 3.0", "lists", {"operator": "-"}),
        ("p = [1, 2]\nfor x in p.reverse(): pass", "in-place", {"call": "p.reverse()"}),
        ("p = [1, 2]\np = p.append(3)\np = p.append(4)", "in-place", {"call": "p.append(3)"}),
        ("x = L.backward()\nx.grad", "backward-result", {}),
        ("for p in mlp: pass", "parameters", {"name": "mlp"}),
        (
            "for p in mlp.parameters: pass",
            "uncalled",
            {"name": "mlp.parameters", "callee": "mlp.parameters", "call": "mlp.parameters()"},
        ),
        ("x = a.grad.data", "of-number", {"number": "a.grad", "name": "data"}),
        ("L.data.backward()", "of-number", {"number": "L.data", "name": "backward"}),
        ("x = 2.0\nx.backward()", "no-node", {"name": "x", "value": "2"}),
        ("x = a.data.tanh()", "math", {"function": "tanh", "call": "math.tanh(a.data)"}),
        ("x = a.gradient", "attribute", {"name": "gradient"}),
        (
            "mlp.parameters().grad = 0",
            "of-list",
            {"list": "mlp.parameters()", "name": "grad"},
        ),
        ("L._prev.backward()", "of-list", {"list": "L._prev", "name": "backward"}),
        ("L.backward(a)", "no-argument", {"function": "backward"}),
        ("total += a.data", "begin-with", {"name": "total", "like": "total = 0"}),
        ("def f():\n    a.data\ny = f() + 1", "no-return", {"name": "f()", "function": "f"}),
        ("zero_grad()", "call-on", {"function": "zero_grad", "node": "mlp"}),
        (
            "for x, y in [1, 2, 3], [4, 5, 6]: pass",
            "zip",
            {"like": "for x, y in zip([1, 2, 3], [4, 5, 6])"},
        ),
        (
            "mlp.train([[1, 2]], [1], epochs=3)",
            "keyword",
            {"name": "epochs", "meant": "num_rounds"},
        ),
        ("a.grad = slope", "other-way", {"name": "slope", "like": "slope = a.grad"}),
        ("a.grad\nprint(slope)", "alone", {"text": "a.grad", "like": "slope = a.grad"}),
        ("x = a.grad()", "no-call", {"number": "a.grad"}),
        (
            "class Net:\n    pass\nNet().zero_grad()",
            "own-class",
            {"class": "Net", "name": "zero_grad"},
        ),
        (
            "class Net:\n    def run(x):\n        pass\nNet().run(3)",
            "no-self",
            {"function": "run", "wanted": "self, x"},
        ),
        ("def f(x):\n    return f(x)\nf(1)", "endless", {"function": "f"}),
        ("mlp.train([[1, 2]], [1], learning_rate=0,5)", "point", {"number": "0.5"}),
        ("MLP(2, [4]).train([[1, 2]], [1])", "outputs", {}),
    ],
)
def test_an_error_is_told_with_what_to_write(
    run_program: Run, line: str, key: str, gaps: dict[str, str]
) -> None:
    answer = told(run_program, START + line)
    assert answer is not None
    assert (answer["key"], answer["gaps"]) == (key, gaps)


@pytest.mark.parametrize(
    ("line", "key", "gaps"),
    [
        ("y = (a * b", "open-bracket", {"open": "(", "close": ")"}),
        ("y = MLP(2, [4, 1)", "other-bracket", {"found": ")", "open": "[", "close": "]"}),
        ("y = a * b)", "extra-bracket", {"close": ")"}),
        ("a * b = y", "left-side", {"left": "a * b", "like": "y = a * b"}),
        ("a + 1 = b + 2", "left-side", {"left": "a + 1", "like": "… = b + 2"}),
        ("a.tanh() = y", "left-side", {"left": "a.tanh()", "like": "y = a.tanh()"}),
        ("if a.data == 2.0\n    pass", "no-colon", {}),
        ("def f(x)\n    return x", "no-colon", {}),
        ("if a = 2.0:\n    pass", "equals", {}),
        ("if a.grad = 2.0:\n    pass", "equals", {}),
        ("while a.grad = 0: pass", "equals", {}),
        ('print("y)', "open-quotes", {}),
        ("print(\u201cy\u201d)", "character", {"found": "\u201c", "meant": '"'}),
        ("y = a \u00d7 b", "character", {"found": "\u00d7", "meant": "*"}),
        ("y = a\u00b2", "character", {"found": "\u00b2", "meant": "**2"}),
        ("y =\u00a0a", "space", {}),
        ("y = 2b + 1", "times", {"written": "2b", "meant": "2 * b"}),
        ("a.grad =* 2.0", "sign-first", {"name": "a.grad", "written": "=*", "meant": "*="}),
        ("a.data =/ 2.0", "sign-first", {"name": "a.data", "written": "=/", "meant": "/="}),
    ],
)
def test_an_error_of_syntax_is_told_with_its_line(
    run_program: Run, line: str, key: str, gaps: dict[str, str]
) -> None:
    answer = told(run_program, START + line)
    assert answer is not None
    where = {} if key == "sign-first" else {"line": str(START.count("\n") + 1)}
    assert (answer["key"], answer["gaps"]) == (key, {**where, **gaps})


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("x = 0\n    y = a", "indent-more"),
        ("for x in (1, 2):\nprint(x)", "indent-missing"),
        ("if a:\n        x = 1\n    y = 2", "indent-less"),
        ("if a:\n        x = 1\n\ty = 2", "tabs"),
    ],
)
def test_an_indent_that_does_not_fit_is_told(run_program: Run, line: str, key: str) -> None:
    answer = told(run_program, START + line)
    assert answer is not None
    assert (answer["key"], answer["gaps"]["line"]) == (
        key,
        str(START.count("\n") + 1 + line.count("\n")),
    )


@pytest.mark.parametrize(
    ("line", "callee"),
    [
        ("o = a.tanh + 1.0", "a.tanh"),
        ("o = 2.0 * L.tanh", "L.tanh"),
        ("t = a.tanh\no = t + 1.0", "a.tanh"),
        ("a.tanh.backward()", "a.tanh"),
        ("p = mlp.parameters[0]", "mlp.parameters"),
        ("n = len(mlp.parameters)", "mlp.parameters"),
        ("o = -a.tanh", "a.tanh"),
    ],
)
def test_a_method_in_an_expression_is_told_with_its_brackets(
    run_program: Run, line: str, callee: str
) -> None:
    answer = told(run_program, START + line)
    assert answer is not None
    assert (answer["key"], answer["gaps"]["call"]) == ("uncalled", f"{callee}()")


@pytest.mark.parametrize(
    ("before", "after", "key", "gaps"),
    [
        ("2.0 * x.data", "math.tanh(x)", "math", {"function": "tanh", "call": "math.tanh(x.data)"}),
        ("2.0 * x.data", "tanh(x.data)", "math", {"function": "tanh", "call": "math.tanh(x.data)"}),
        ("2.0 * x.data", "x.tanh()", "math", {"function": "tanh", "call": "math.tanh(x.data)"}),
        ("2.0 * x.data", "2.0 * x", "number-in", {"name": "data", "node": "x"}),
        ("2.0 * self.grad", "x * self.grad", "number-in", {"name": "grad", "node": "x"}),
        ("2.0 * self.grad", "self * self.grad", "number-in", {"name": "grad", "node": "self"}),
        (
            "2.0 * self.grad",
            "x.exp() * self.grad",
            "number-in",
            {"name": "grad", "node": "x.exp()"},
        ),
        ("(x,)\n", "x\n", "tuple", {"like": "(x,)"}),
        ("2.0 * self.grad", "2.0 * grad", "owner", {"name": "grad", "like": "self.grad"}),
        ("super().__init__(2.0 * x.data)", "self.data = 2.0", "no-init", {"class": "Twice"}),
    ],
)
def test_an_operation_is_told_that_it_computes_with_numbers(
    run_program: Run, before: str, after: str, key: str, gaps: dict[str, str]
) -> None:
    source = START.replace(before, after) + "t = Twice(a) * 3.0\nt.backpropagate(visualize=True)"
    answer = told(run_program, source)
    assert answer is not None
    assert (answer["key"], answer["gaps"]) == (key, gaps)


@pytest.mark.parametrize(
    "line",
    [
        "1 / 0",
        "x = nothing",
        "x = data",
        "raise TypeError('no')",
        "x = [1][3]",
        "a.colour",
        "print(3).x",
        "x = [1] + 'a'",
        "[].push(3)",
        "open('nowhere')",
        "for x in 5: pass",
        "a.grad\nslope = 1\nprint(slop)\nslop = 2",
        "x, y = 1, 2, 3",
        "print(1, colour=2)",
        "def f():\n    return None\nf() + 1",
    ],
)
def test_what_is_not_known_is_left_to_python(run_program: Run, line: str) -> None:
    assert told(run_program, START + line) is None
