import ast

from micrograd.origin import origins_off
from playground_host.lesson import (
    again,
    close,
    given,
    node,
    number,
    passes_again,
    program,
    wrong,
)
from playground_host.mistakes.kinds import PASSES


def set_by_hand():
    """Tell which node's gradient the program sets itself, to another number than 0; None if none."""
    for each in ast.walk(ast.parse(program.source)):
        match each:
            case ast.Assign(targets=[ast.Attribute(value=owner, attr="grad")], value=value) if (
                not isinstance(value, ast.Constant) or value.value != 0
            ):
                return ast.unparse(owner)
    return None


_, b, _, _ = given(a=2.0, b=-3.0, c=10.0, f=-2.0)
guess, a, output = number("slope_of_a"), node("a"), node("L")
gradient = a.grad

graph = output.topological_order()
kept = [each.grad for each in graph]
for each in graph:
    each.grad = 0.0
with origins_off():
    output.backward()
right = a.grad if any(each is a for each in graph) else 0.0
for each, before in zip(graph, kept, strict=True):
    each.grad = before

by_hand = set_by_hand()
if by_hand is not None:
    wrong("set", name=by_hand)
if gradient == 0.0 and right != 0.0 and close(guess, right, 1e-3):
    wrong("by-hand", guess=guess)
if gradient == 0.0 and right != 0.0:
    wrong("none")
if not close(gradient, right):
    if close(gradient, 1.0):
        wrong("leaf")
    times = round(gradient / right) if right else 0
    if times > 1 and close(gradient, times * right):
        wrong("twice", gradient=gradient, times=times, right=right)
    wrong("other", gradient=gradient, right=right)
if not close(guess, right, 1e-3):
    wrong("early" if guess == 0.0 else "taken", guess=guess)
other = again(b=b + 8.0)
if other is not None and not close(number("slope_of_a", of=other), node("a", of=other).grad, 1e-3):
    wrong("typed", name="slope_of_a", value=guess, changes=f"b = {b + 8.0:g}")
other, outputs = passes_again(lambda gradient: 10.0 * gradient + 1.0)
if not outputs and (other is not None or not any(map(program.calls, PASSES))):
    wrong("none")
if other is not None and all(each is node("a", of=other) for each in outputs):
    wrong("leaf")
if other is not None and not close(number("slope_of_a", of=other), 10.0 * right + 1.0, 1e-3):
    wrong("by-hand", guess=guess)
