import random

from micrograd.data import two_moons
from micrograd.neuron import MLP

random.seed(3)
inputs, targets = two_moons(80, noise=0.1)
inputs, targets = tuple(map(tuple, inputs)), tuple(targets)
mlp = MLP(2, [8, 1])
mlp.train(inputs, targets, learning_rate=0.02, num_rounds=400)

right = sum(mlp(x).data * t > 0 for x, t in zip(inputs, targets))
print(f"{right} of {len(inputs)} points are on the right side")
