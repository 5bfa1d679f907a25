import random

from micrograd.neuron import MLP

inputs = [[-1.0], [-0.5], [0.0], [0.5], [1.0]]
targets = [1.0, 0.25, 0.0, 0.25, 1.0]

for name, rate in (("A", 0.28), ("B", 0.001), ("C", 0.1)):
    random.seed(0)
    mlp = MLP(1, [4, 1], activation="tanh")
    print("training", name)
    display(mlp.train(inputs, targets, learning_rate=rate, num_rounds=60))

crawls = ...
arrives = ...
jumps = ...
