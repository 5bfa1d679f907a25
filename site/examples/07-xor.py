"""XOR: what one neuron can't learn

No line separates the targets 1 from the targets -1, so a
single neuron fails; a hidden layer of two bends the line. Does
every seed find it?
"""

import random

from micrograd.neuron import MLP

inputs = [[0, 0], [0, 1], [1, 0], [1, 1]]
targets = [-1, 1, 1, -1]

for layers in ([1], [2, 1], [4, 1]):
    random.seed(3)
    mlp = MLP(2, layers)
    mlp.train(inputs, targets, learning_rate=0.1, num_rounds=400)
    outputs = [round(mlp(row).data, 2) for row in inputs]
    print(f"layers {layers!s:8} {outputs}")
