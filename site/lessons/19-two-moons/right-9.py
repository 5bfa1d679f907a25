import random

from micrograd.data import two_moons
from micrograd.neuron import MLP

random.seed(3)
inputs, targets = two_moons(80, noise=0.1)
mlp = MLP(2, [8, 8, 1], activation="relu", output_activation="linear")
mlp.train(inputs, targets, loss="hinge", learning_rate=0.3, num_rounds=400)

right = sum(mlp(x).data * t > 0 for x, t in zip(inputs, targets))
print(f"{right} of {len(inputs)} points are on the right side")
