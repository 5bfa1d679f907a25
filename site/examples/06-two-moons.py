"""Two moons

A network learns which of two half moons a point belongs to.
Point at its curve to see an earlier round, and begin the next
run paused to go round by round. Then try fewer neurons, more
noise, or points of your own.
"""

import random

from micrograd.data import two_moons
from micrograd.neuron import MLP

random.seed(1)
inputs, targets = two_moons(100, noise=0.1)
mlp = MLP(2, [8, 8, 1])
mlp.train(inputs, targets, learning_rate=0.003, num_rounds=500)

pairs = zip(inputs, targets)
right = sum(mlp(point).data * side > 0 for point, side in pairs)
print(f"{right} of {len(inputs)} points are on the right side")
