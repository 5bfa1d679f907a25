"""Fit a curve, with a loop of your own

What train does for you, written out: forward, loss, zero_grad,
backward, and a step downhill. Leave zero_grad out and run again: the
page notices.
"""

import math
import random

from micrograd.neuron import MLP

random.seed(2)
xs = [i / 8 for i in range(-8, 9)]
ys = [math.sin(3 * x) / 2 for x in xs]
mlp = MLP(1, [6, 6, 1])

for step in range(300):
    loss = sum((mlp([x]) - y) ** 2 for x, y in zip(xs, ys)) / len(xs)
    mlp.zero_grad()
    loss.backward()
    for parameter in mlp.parameters():
        parameter.data -= 0.2 * parameter.grad
    if step % 50 == 0:
        print(f"step {step:3}   loss {loss.data:.5f}")

for x, y in zip(xs, ys):
    guess = mlp([x]).data
    line = [" "] * 41
    line[round(20 + 38 * y)] = "o"
    line[max(0, min(40, round(20 + 38 * guess)))] = "*"
    print(f"{x:6.3f} |{''.join(line)}|")
