"""A program in flat arrays, and how to run it in pure Python: forward, then backward.

`micrograd.tape` makes such programs from graphs; this module does not use nodes. An accelerator,
`micrograd._tape`, runs the same programs; this docstring is its whole specification.

A program numbers its nodes: first the leaves, then the operations, each after its parents. So index
order is a topological order, and the last node is the output.

| field            | array        | holds                                                     |
| ---------------- | ------------ | --------------------------------------------------------- |
| `n_leaves`       | (an integer) | operation k is node `n_leaves + k`                        |
| `codes`          | `array("i")` | for each operation, its code: the table below             |
| `parent_offsets` | `array("i")` | where in `parents` operation k's begin; then their number |
| `parents`        | `array("i")` | the parents' indices, in order; one used twice is twice   |
| `constants`      | `array("d")` | for each operation, the exponent of `a ** c`, else 0.0    |
| `values`         | `array("d")` | for each node, its value                                  |
| `gradients`      | `array("d")` | for each node, the derivative of the output by it         |

| code | operation | code | operation | code | operation | code | operation          |
| ---: | --------- | ---: | --------- | ---: | --------- | ---: | ------------------ |
|    0 | a + b     |    6 | a ** b    |   12 | log a     |   18 | tanh(w·x + b)      |
|    1 | a - b     |    7 | -a        |   13 | sin a     |   19 | max(w·x + b, 0)    |
|    2 | a * b     |    8 | e ** a    |   14 | cos a     |   20 | sigmoid(w·x + b)   |
|    3 | a / b     |    9 | tanh a    |   15 | sqrt a    |      |                    |
|    4 | number / b |  10 | max(a, 0) |   16 | abs a     |      |                    |
|    5 | a ** c    |   11 | sigmoid a |   17 | w·x + b   |      |                    |

The order of the codes has no meaning; a new operation gets the next number. The codes in `NEURONS`,
17 to 20, are neurons: their 2n + 1 parents are n inputs, n weights and a bias.

An accelerator is a module `micrograd._tape` with a class `Replay(program, values, gradients)`. Its
methods change these two arrays in place:

- `forward()`: compute the value of each operation from the values of the leaves.
- `backward()`: the caller has set the leaves' gradients to what they are so far, those of
  operations to 0.0, and added 1.0 to the output's. From the last operation to the first, add the
  operation's shares to its parents' gradients in the order of the parents; for neurons in the order
  x1, w1, x2, w2, ..., b. The order matters, because the rounding of a sum depends on it.

It may have a third method, for training; the class in this module does not:

- `descend(parameters, rate, first, every, losses, kept)`: take as many rounds as `losses` has
  elements, from round `first` on. Each round runs forward, writes the output into `losses`, runs
  backward from gradients that are all 0.0, and moves the values at the indices `parameters` by
  -rate times their gradients. After each round whose number is a multiple of `every`, append these
  values to `kept`. Stop before a round in which the output or a parameter is not finite. Return the
  number of rounds taken.

The formulas are those of `micrograd.node` and `micrograd.fused`, also for infinite numbers and nan.
"""

# ruff: noqa: ARG005, C901, PLR0912 - one table's functions take the same; one branch per operation.

from __future__ import annotations

import math
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, count, pairwise
from operator import itemgetter, mul, neg
from typing import Any, NamedTuple

from micrograd.fused import parts, weighted_sum
from micrograd.node import (
    cos,
    divide,
    divide_number,
    exp,
    log,
    power,
    power_by_number,
    sin,
    slope_of_exponent,
    sqrt,
)

_Getter = Callable[[list[float]], Sequence[float]]  # returns some elements of a list
_Step = tuple[Any, int, Any, Any, Any]  # index, code, and three fields that depend on the code

ADD, SUBTRACT, MULTIPLY, DIVIDE, DIVIDE_NUMBER, POWER, NODE_POWER = range(7)
NEGATE, EXP, TANH, RELU, SIGMOID, LOG, SIN, COS, SQRT, ABS = range(7, 17)
WEIGHTED_SUM, TANH_NEURON, RELU_NEURON, SIGMOID_NEURON = range(17, 21)
NEURONS = frozenset((WEIGHTED_SUM, TANH_NEURON, RELU_NEURON, SIGMOID_NEURON))
_COLLECT = -1  # not an operation: a step of the backward pass between operations

# From this many neurons on, collecting is faster than adding for each neuron.
_COLLECTS_FROM = 4


class Program(NamedTuple):
    """Operations, parents and constants of a graph: see the table above."""

    n_leaves: int
    codes: array[int]
    parent_offsets: array[int]
    parents: array[int]
    constants: array[float]


class Replay:
    """Run a program on values and gradients, in pure Python.

    Neurons take nearly all of a training's time, and their arithmetic costs far less than the
    bytecode around it. So the inputs or the weights of a neuron are read as one list, a "row", and
    kept for other neurons that use the same row. If only neurons use the nodes of a row, they don't
    add to each gradient one by one: when all shares are known, each node collects its shares at
    once, in the same order.
    """

    def __init__(self, program: Program, values: array[float], gradients: array[float]) -> None:
        self._values = values
        self._gradients = gradients
        rows = _Rows()
        every = tuple(program.parents)
        parents = [every[start:end] for start, end in pairwise(program.parent_offsets)]
        collected = _collected(program, parents)
        self._forward: list[_Step] = []
        backward: list[_Step] = []
        for i, code, own, c in zip(
            count(program.n_leaves), program.codes, parents, program.constants, strict=False
        ):
            if code in NEURONS:
                inputs, weights, bias = parts(own)
                forward = (i, code, rows[inputs], rows[weights], bias)
                adds = _adds(inputs, (*weights, bias), len(values), collected)
                self._forward.append(forward)
                backward.append((i, code, adds, None, None))
            else:
                step = (i, code, own[0], own[-1], c)
                self._forward.append(step)
                backward.append(step)
        collectors = _collectors(program, parents, collected, rows)
        self._backward: list[_Step] = []
        for step in reversed(backward):
            if step[0] in collectors:
                self._backward.append(collectors.pop(step[0]))
            self._backward.append(step)
        self._backward += collectors.values()
        self._take = rows.getters

    def forward(self) -> None:
        """Compute each operation's value from the leaves' values."""
        v = self._values.tolist()
        take = self._take
        rows: list[Sequence[float] | None] = [None] * len(take)
        for i, code, a, b, c in self._forward:
            if code in NEURONS:
                inputs = rows[a]
                if inputs is None:
                    inputs = rows[a] = take[a](v)
                weights = rows[b]
                if weights is None:
                    weights = rows[b] = take[b](v)
                total = weighted_sum(inputs, weights, v[c])
                if code == TANH_NEURON:
                    v[i] = math.tanh(total)
                elif code == RELU_NEURON:
                    v[i] = max(total, 0.0)
                elif code == SIGMOID_NEURON:
                    v[i] = 1.0 / (1.0 + exp(-total))
                else:
                    v[i] = total
            elif code == ADD:
                v[i] = v[a] + v[b]
            elif code == MULTIPLY:
                v[i] = v[a] * v[b]
            elif code == SUBTRACT:
                v[i] = v[a] - v[b]
            elif code == POWER:
                v[i] = power_by_number(v[a], c)
            else:
                v[i] = _value(code, v[a], v[b])
        self._values[:] = array("d", v)

    def backward(self) -> None:
        """Add up each node's gradient, from the output to the leaves."""
        v = self._values.tolist()
        g = self._gradients.tolist()
        shares = [0.0] * len(v)  # for each neuron, the gradient of its sum
        v.append(1.0)  # the factor of a bias
        take = self._take
        rows: list[Sequence[float] | None] = [None] * len(take)
        for i, code, a, b, c in self._backward:
            if code == _COLLECT:
                sources = a(shares)
                for node, row in zip(i, b, strict=True):
                    factors = rows[row]
                    if factors is None:
                        factors = rows[row] = take[row](v)
                    g[node] = sum(map(mul, sources, factors), _start(g[node]))
            elif code in NEURONS:
                share = g[i]
                if code == TANH_NEURON:
                    share *= 1.0 - v[i] * v[i]
                elif code == SIGMOID_NEURON:
                    share = share * (1.0 - v[i]) * v[i]
                elif code == RELU_NEURON and v[i] <= 0.0:
                    share = 0.0
                shares[i] = share
                for parent, factor in a:
                    g[parent] += share * v[factor]
            elif code == ADD:
                g[a] += g[i]
                g[b] += g[i]
            elif code == MULTIPLY:
                g[a] += g[i] * v[b]
                g[b] += g[i] * v[a]
            elif code == SUBTRACT:
                g[a] += g[i]
                g[b] -= g[i]
            else:
                _add_shares(code, v, g, (i, a, b, c))
        self._gradients[:] = array("d", g)


def _value(code: int, a: float, b: float) -> float:
    """Return the value of one of the rarer operations."""
    if code == NODE_POWER:
        return power(a, b)
    if code == DIVIDE:
        return divide(a, b)
    if code == DIVIDE_NUMBER:
        return divide_number(a, b)
    return _FUNCTIONS[code].value(a)


class _Function(NamedTuple):
    """An operation on one parent a: functions for its value y, and for a's share of its gradient g.

    The second is a function of g, a and y.
    """

    value: Callable[[float], float]
    share: Callable[[float, float, float], float]


_FUNCTIONS: dict[int, _Function] = {
    NEGATE: _Function(neg, lambda g, a, y: -g),
    EXP: _Function(exp, lambda g, a, y: g * y),
    TANH: _Function(math.tanh, lambda g, a, y: g * (1.0 - y * y)),
    RELU: _Function(lambda a: max(a, 0.0), lambda g, a, y: g),
    SIGMOID: _Function(lambda a: 1.0 / (1.0 + exp(-a)), lambda g, a, y: g * (1.0 - y) * y),
    LOG: _Function(log, lambda g, a, y: divide(g, a)),
    SIN: _Function(sin, lambda g, a, y: g * cos(a)),
    COS: _Function(cos, lambda g, a, y: -(g * sin(a))),
    SQRT: _Function(sqrt, lambda g, a, y: divide(g, 2.0 * y)),
    ABS: _Function(abs, lambda g, a, y: g * ((a > 0.0) - (a < 0.0))),
}


def _add_shares(
    code: int, v: list[float], g: list[float], step: tuple[int, int, int, float]
) -> None:
    """Add to the gradients of the parents of one of the rarer operations."""
    i, a, b, c = step
    gradient = g[i]
    if code == POWER:
        if c != 0.0:
            g[a] += gradient * (c * power_by_number(v[a], c - 1.0))
    elif code == NODE_POWER:
        base, exponent = v[a], v[b]
        if exponent != 0.0:
            g[a] += gradient * (exponent * power(base, exponent - 1.0))
        g[b] += gradient * slope_of_exponent(base, exponent, v[i])
    elif code == DIVIDE:
        g[a] += divide(gradient, v[b])
        g[b] -= gradient * divide(divide(v[a], v[b]), v[b])
    elif code == DIVIDE_NUMBER:
        reciprocal = divide(1.0, v[b])
        g[a] += gradient * reciprocal
        g[b] -= gradient * v[a] * (reciprocal * reciprocal)
    elif code != RELU or not v[i] <= 0.0:
        g[a] += _FUNCTIONS[code].share(gradient, v[a], v[i])


class _Rows(dict[tuple[int, ...], int]):
    """Numbers for rows, in the order of their first use; `getters` read the rows from a list."""

    def __init__(self) -> None:
        self.getters: list[_Getter] = []

    def __missing__(self, indices: tuple[int, ...]) -> int:
        number = self[indices] = len(self.getters)
        self.getters.append(_getter(indices))
        return number


def _getter(indices: tuple[int, ...]) -> _Getter:
    """Return a function that reads a list's elements at some indices, as a slice if possible."""
    first, last = indices[0], indices[-1]
    step = indices[1] - first if len(indices) > 1 else 1
    end = last + (1 if step > 0 else -1)
    if step and indices == tuple(range(first, end, step)):
        return itemgetter(slice(first, end if end >= 0 else None, step))
    return itemgetter(*indices)


def _collected(
    program: Program, parents: list[tuple[int, ...]]
) -> dict[tuple[int, ...], list[int]]:
    """Find the rows whose nodes collect their gradients: their nodes are used nowhere else.

    Returns:
        For each such row, the operations that use it, the last one first. A row is a neuron's
        inputs, or its weights and its bias.
    """
    neurons = [k for k, code in enumerate(program.codes) if code in NEURONS]
    users: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for k in reversed(neurons):
        inputs, weights, bias = parts(parents[k])
        users[inputs].append(k)
        users[*weights, bias].append(k)
    times = Counter(program.parents) if neurons else {}
    return {
        row: uses
        for row, uses in users.items()
        if len(uses) >= _COLLECTS_FROM and all(times[node] == len(uses) for node in row)
    }


def _collectors(
    program: Program,
    parents: list[tuple[int, ...]],
    collected: dict[tuple[int, ...], list[int]],
    rows: _Rows,
) -> dict[int, _Step]:
    """Return the steps in which rows collect their gradients, by the row's last node.

    When it is this node's turn, every neuron that uses the row is done.
    """
    steps: dict[int, _Step] = {}
    one = program.n_leaves + len(program.codes)
    for row, uses in collected.items():
        inputs, weights, _ = zip(*(parts(parents[k]) for k in uses), strict=True)
        if row == inputs[0]:  # inputs: their neurons' weights, column by column
            columns = list(zip(*weights, strict=True))
        else:
            columns = [*zip(*inputs, strict=True), (one,) * len(uses)]
        sources = _getter(tuple(program.n_leaves + k for k in uses))
        steps[max(row)] = (row, _COLLECT, sources, [rows[column] for column in columns], None)
    return steps


def _adds(
    inputs: tuple[int, ...],
    weights: tuple[int, ...],
    one: int,
    collected: dict[tuple[int, ...], list[int]],
) -> list[tuple[int, int]]:
    """List the nodes to whose gradients a neuron adds, each with the factor of its share.

    Here the last weight is the bias.
    """
    to_inputs = [] if inputs in collected else list(zip(inputs, weights, strict=False))
    if weights in collected:
        return to_inputs
    to_weights = [*zip(weights, inputs, strict=False), (weights[-1], one)]
    if to_inputs:
        to_weights[:-1] = chain.from_iterable(zip(to_inputs, to_weights, strict=False))
    return to_weights


if sys.version_info >= (3, 12):

    class _Start(float):
        """A start value for `sum` that turns off its compensation of rounding errors."""

        __slots__ = ()

    _start: type[float] = _Start

else:
    _start = float
