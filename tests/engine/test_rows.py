"""Every operation has its row, and whatever stands beside the rows is held to them.

Each test says of an operation that lacks something what is to be added, and where.
"""

from __future__ import annotations

import ast
import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import micrograd
from micrograd import conversion, fused, neuron, node, operations, replay
from micrograd.fused import WeightedSum
from micrograd.node import Node
from micrograd.operations import ROWS, Row
from micrograd.replay import NEURONS
from micrograd.tape import Tape
from playground_host.comparison import OPERATIONS
from playground_host.mistakes.kinds import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[2]
PACKAGE = Path(micrograd.__file__).parent
SITE = ROOT / "site"

CODES = {
    name: value
    for name, value in vars(replay).items()
    if name.isupper() and not name.startswith("_") and isinstance(value, int)
}
N_OPERANDS: dict[type[Node], int] = {
    node.Add: 2,
    node.Subtract: 2,
    node.Multiply: 2,
    node.Divide: 2,
}
N_OPERANDS |= {node.DivideNumber: 2, node.NodePower: 2}


def classes() -> list[type[Node]]:
    """List the operations that stand in the package's files, whatever a fork has put there."""
    found = []
    for module in (node, fused):
        tree = ast.parse((PACKAGE / f"{module.__name__.partition('.')[2]}.py").read_text("utf-8"))
        named = [vars(module)[each.name] for each in tree.body if isinstance(each, ast.ClassDef)]
        found += [each for each in named if issubclass(each, Node) and each is not Node]
    return found


HERE = "in micrograd/operations.py"


def missing(kinds: Iterable[type[Node]], rows: Mapping[type[Node], Row]) -> list[str]:
    """Say what operations and their rows lack."""
    nameless = [kind.__name__ for kind in kinds if kind not in rows]
    said = [f"{name} has no row: add one to `_rows` {HERE}" for name in nameless]
    codes = [row.code for row in rows.values()]
    for row in rows.values():
        name, code, n = row.kind.__name__, row.code, N_OPERANDS.get(row.kind, 1)
        words = f"{name}'s row needs {n + 1} `words` {HERE}"
        twice = f"{name}'s code {code} is another's as well: give it its own {HERE}"
        found = {
            words: len(row.words) != n + 1 or not row.words[0],
            f"{name}'s row needs PyTorch's form: add `pytorch` {HERE}": not row.pytorch,
            f"{name}'s code {code} has no name: add one to micrograd/replay.py": (
                code not in CODES.values()
            ),
            twice: codes.count(code) > 1,
            f"nodes have no method {row.method}: add it to Node in micrograd/node.py": (
                bool(row.method) and not hasattr(Node, row.method)
            ),
        }
        said += [sentence for sentence, is_so in found.items() if is_so]
        said += missing_in_neurons(row)
    return said


def missing_in_neurons(row: Row) -> list[str]:
    name, is_one, is_called_one = (
        row.kind.__name__,
        issubclass(row.kind, WeightedSum),
        row.code in NEURONS,
    )
    file = "`NEURONS` in micrograd/replay.py"
    found = {
        f"{name} is a neuron: add its code to {file}": is_one and not is_called_one,
        f"{name} is no neuron: take its code from {file}": is_called_one and not is_one,
        f"{name}'s row needs its activation's name: add `activation` {HERE}": (
            is_one and not row.activation
        ),
        f"{name}'s row needs PyTorch's module: add `module` {HERE}": (
            is_one and not row.module and row.activation != "linear"
        ),
    }
    return [sentence for sentence, is_so in found.items() if is_so]


def test_every_operation_has_a_whole_row() -> None:
    assert missing(classes(), ROWS) == []
    assert list(operations.NEURONS) == list(neuron.ACTIVATIONS)


class Cube(Node):
    """An operation that somebody has just begun."""


CUBE = Row(Cube, 99, ("{a}³", "3·{a}²"), "{a} ** 3")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({}, "Cube has no row: add one to `_rows` in micrograd/operations.py"),
        (
            {Cube: CUBE._replace(words=("{a}³",))},
            "Cube's row needs 2 `words` in micrograd/operations.py",
        ),
        (
            {Cube: CUBE._replace(pytorch="")},
            "Cube's row needs PyTorch's form: add `pytorch` in micrograd/operations.py",
        ),
        ({Cube: CUBE}, "Cube's code 99 has no name: add one to micrograd/replay.py"),
        (
            {Cube: CUBE._replace(code=18)},
            "Cube's code 18 is another's as well: give it its own in micrograd/operations.py",
        ),
        (
            {Cube: CUBE._replace(code=18)},
            "Cube is no neuron: take its code from `NEURONS` in micrograd/replay.py",
        ),
        (
            {Cube: CUBE._replace(method="cube")},
            "nodes have no method cube: add it to Node in micrograd/node.py",
        ),
    ],
)
def test_what_an_operation_lacks_is_said(rows: dict[type[Node], Row], sentence: str) -> None:
    assert sentence in missing([*classes(), Cube], {**ROWS, **rows})


def test_a_neuron_lacks_its_module_and_its_name() -> None:
    class CubeNeuron(WeightedSum):
        _activation = node.Tanh

    said = missing([], {CubeNeuron: CUBE._replace(kind=CubeNeuron)})

    assert (
        "CubeNeuron's row needs PyTorch's module: add `module` in micrograd/operations.py" in said
    )
    assert "CubeNeuron is a neuron: add its code to `NEURONS` in micrograd/replay.py" in said


def test_the_tape_s_table_has_every_code() -> None:
    table = re.findall(r"\|\s+(\d+)\s*\|\s+\S", replay.__doc__ or "")

    assert sorted(map(int, table)) == sorted(CODES.values()), "micrograd/replay.py's docstring"
    assert {row.code for row in ROWS.values()} == set(CODES.values())


def test_the_tape_computes_every_function() -> None:
    functions = {row.code for row in ROWS.values() if N_OPERANDS.get(row.kind, 1) == 1}
    functions -= {replay.POWER, *NEURONS}

    assert replay._FUNCTIONS.keys() == functions, "add to `_FUNCTIONS` in micrograd/replay.py"


@pytest.mark.parametrize("kind", ROWS)
def test_the_tape_computes_as_the_class(kind: Any) -> None:
    for numbers in ((0.7, -1.5, 0.4, 0.9, 0.2), (-0.8, 0.3, 1.2, 0.6, -2.0)):
        leaves = [Node(number) for number in numbers]
        if kind in operations.NEURONS.values():
            made = kind(leaves[:2], leaves[2:4], leaves[4])
        elif kind is node.Power:
            made = kind(leaves[0], 3.0)
        else:
            made = kind(*leaves[: N_OPERANDS.get(kind, 1)])
        made.backward()
        wanted = [made.data, *(leaf.grad for leaf in made._prev)]
        tape = Tape(made)
        for leaf in leaves:
            leaf.grad = 0.0
        found = [tape.forward()]
        tape.backward()
        found += [leaf.grad for leaf in made._prev]

        assert found == pytest.approx(wanted, rel=1e-14, nan_ok=True), "micrograd/replay.py"


def test_the_lectures_value_has_every_method_for_type_checkers() -> None:
    source = (PACKAGE / "engine.py").read_text("utf-8")

    for name in METHODS:
        assert f"def {name}(self) -> Value: ..." in source, f"add {name} to micrograd/engine.py"


def test_the_accelerator_has_the_same_codes() -> None:
    source = (SITE / "worker" / "passes.ts").read_text("utf-8")
    constants = re.findall(r"^const (\w+) = (\d+);$", source, re.MULTILINE)
    there = {name: int(value) for name, value in constants}
    kinds = {"IN_BLOCK", "OPERATION", "ROW", "BLOCK"}
    neurons = source.partition("export function isNeuron")[2].partition("\n}")[0]

    assert {name: there[name] for name in there.keys() - kinds} == CODES, "site/worker/passes.ts"
    assert {CODES[name] for name in re.findall(r"code === (\w+)", neurons)} == NEURONS
    body = source.partition("export function isNeuron")[2]
    uses = {name: len(re.findall(rf"\b{name}\b", body)) for name in CODES}
    assert not [name for name, n in uses.items() if n == 0], "passes.ts names it, and no more"


def test_the_page_computes_every_activation() -> None:
    network = (SITE / "app" / "training" / "model" / "network.js").read_text("utf-8")
    contract = (SITE / "contract" / "training.js").read_text("utf-8")
    [allowed] = re.findall(r"activation: isOneOf\((.*?)\)", contract)

    assert set(json.loads(f"[{allowed}]")) == set(operations.NEURONS), "site/contract"
    for name in operations.NEURONS:
        assert re.search(rf"\b{name}: ", network), f"add {name} to site/app/training/model"


def test_functions_of_nodes_are_compared_with_a_learner_s_and_told_beside_math_s() -> None:
    compared = {class_name for _, class_name, _ in OPERATIONS.values()}
    singles = {kind.__name__ for kind in ROWS if not issubclass(kind, WeightedSum)}

    assert compared - {""} == singles, "add to `OPERATIONS` in playground_host/comparison.py"
    for name in METHODS:
        wanted = f"node.{name}()" if hasattr(math, name) else None
        assert conversion._INSTEAD.get(name) == wanted, (
            "add to `_INSTEAD` in micrograd/conversion.py"
        )
