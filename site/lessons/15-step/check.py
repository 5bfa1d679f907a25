import random

from micrograd.neuron import MLP
from micrograd.node import Node
from playground_host.lesson import close, function, program, wrong

step = function("step")


inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
targets = [1.0, -1.0, -1.0, 1.0]


def network():
    """Make the lesson's network: what is told of it is what the program prints."""
    random.seed(1)
    return MLP(3, [4, 4, 1])


def loss_of(mlp):
    return sum((mlp(x) - t) ** 2 for x, t in zip(inputs, targets, strict=True))


def own_step(mlp, rate):
    """Take the program's step, which has no pass to make, and no other network to move."""
    passes = Node.backward
    others = [each for each in program.variables.values() if isinstance(each, MLP)]
    outside = [p for each in others for p in each.parameters()]
    before = [p.data for p in outside]

    def again(_node):
        wrong("again")

    Node.backward = again
    try:
        step(mlp, rate)
    finally:
        Node.backward = passes
        after = [p.data for p in outside]
        for p, number in zip(outside, before, strict=True):
            p.data = number
    if after != before:
        wrong("outside")


def moved_by(rate):
    """Take the program's step from the same place: data before, steps taken, gradients."""
    mlp = network()
    loss = loss_of(mlp)
    loss.backward()
    before = [p.data for p in mlp.parameters()]
    gradients = [p.grad for p in mlp.parameters()]
    own_step(mlp, rate)
    after = [p.data for p in mlp.parameters()]
    if after == before and not any(p.grad for p in mlp.parameters()):
        wrong("gone")
    moved = [new - old for new, old in zip(after, before, strict=True)]
    return before, moved, gradients, loss.data, loss_of(mlp).data


def same(one, other):
    return all(close(a, b) for a, b in zip(one, other, strict=True))


before, moved, gradients, *_ = moved_by(0.05)
steps = [-0.05 * gradient for gradient in gradients]
if not any(moved):
    wrong("still")
if same(moved, [-each for each in steps]):
    *_, loss, after = moved_by(0.01)
    wrong("uphill", before=loss, after=after)
if all(way == 0.0 or close(way, right) for way, right in zip(moved, steps, strict=True)):
    if not all(moved):
        wrong("half", count=sum(way == 0.0 for way in moved), total=len(moved))
else:
    now = [old + way for old, way in zip(before, moved, strict=True)]
    if same(now, steps) or same(now, [-each for each in steps]):
        wrong("replaced")
    if same(moved_by(0.2)[1], moved):
        wrong("fixed")
    way, right = next(pair for pair in zip(moved, steps, strict=True) if not close(*pair))
    wrong("rate", moved=way, right=right)
