import random

from micrograd.data import two_moons
from micrograd.neuron import MLP

random.seed(3)
inputs, targets = two_moons(80, noise=0.15)
mlp = MLP(2, [16, 16, 1])
mlp.train(inputs, targets, learning_rate=0.01, num_rounds=800)

right = sum(mlp(x).data * t > 0 for x, t in zip(inputs, targets))
print(f"{right} of {len(inputs)} points are on the right side")
