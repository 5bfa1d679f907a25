import random

from micrograd.neuron import MLP
from playground_host.lesson import close, function, wrong

step = function("step")
random.seed(7)
mlp = MLP(2, [3, 1])


def loss_of():
    return (mlp([0.5, -1.0]) - 1.0) ** 2 + (mlp([-1.0, 0.25]) + 1.0) ** 2


loss = loss_of()
loss.backward()
before = [p.data for p in mlp.parameters()]
steps = [-0.05 * p.grad for p in mlp.parameters()]
step(mlp, 0.05)
moved = [p.data - number for p, number in zip(mlp.parameters(), before, strict=True)]
if not any(moved):
    wrong("still")
if all(close(a, -b) for a, b in zip(moved, steps, strict=True)):
    wrong("uphill", before=loss.data, after=loss_of().data)
if not all(moved):
    wrong("half")
for way, right in zip(moved, steps, strict=True):
    if not close(way, right):
        wrong("rate", moved=way, right=right)
