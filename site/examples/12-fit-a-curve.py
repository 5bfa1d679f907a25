"""Fit a curve, with a loop of your own

What train does for you, written out: forward, loss, zero_grad,
backward, and a step downhill; the three lines with "watch"
show it.
Leave zero_grad out and run again: the page notices.
"""

import math
import random

from micrograd.neuron import MLP
from micrograd.training import Training

random.seed(2)
xs = [i / 8 for i in range(-8, 9)]
ys = [math.sin(3 * x) / 2 for x in xs]
mlp = MLP(1, [6, 6, 1])

with Training(mlp, [[x] for x in xs], ys, learning_rate=0.2) as watch:
    for step in range(300):
        loss = sum((mlp([x]) - y) ** 2 for x, y in zip(xs, ys)) / len(xs)
        mlp.zero_grad()
        loss.backward()
        for parameter in mlp.parameters():
            parameter.data -= watch.learning_rate * parameter.grad
        watch.round(loss)
