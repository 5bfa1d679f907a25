"""The tape's arrays in JavaScript: the same memory, in its own types, nothing copied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.benchmarks.page import ROOT, run_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROGRAM = """
import json, sys
sys.path.insert(0, "/files")
from pyodide.code import run_js
from micrograd.node import Node
from micrograd.tape import Tape

a, b = Node(2.0), Node(3.0)
tape = Tape((a * b).tanh() * 4.0 + a)
view = run_js("(array) => array.getBuffer()")
fields = [*tape.program[1:], tape.values, tape.gradients]
views = [view(array) for array in fields]
kinds = [(each.data.constructor.name, each.data.length) for each in views]
values, gradients = views[-2], views[-1]

# JavaScript writes, Python reads; Python replays, and the views that were there before see it.
run_js("(view) => { view.data[0] = 0.0; }")(values)
written = tape.values[0]
a.data = 0.5
output = tape.forward()
tape.backward()
ends = run_js("(view) => [view.data[0], view.data.at(-1)]")
result = [kinds, written, output, ends(values).to_py(), ends(gradients).to_py(), a.grad]
for each in views:
    each.release()
json.dumps(result)
"""


def test_the_arrays_cross_into_javascript_as_views_on_the_same_memory(page: Page) -> None:
    answer = run_in(page, PROGRAM, [(ROOT / "micrograd", "micrograd")])
    kinds, written, output, values, gradients, slope = json.loads(answer)

    # 4 operations: codes, parent offsets, parents, constants; 3 leaves more: values, gradients
    assert kinds == [
        ["Int32Array", 4],
        ["Int32Array", 5],
        ["Int32Array", 7],
        ["Float64Array", 4],
        ["Float64Array", 7],
        ["Float64Array", 7],
    ]
    assert written == 0.0
    assert values == [0.5, output]
    assert gradients == [slope, 1.0]
