import random

from micrograd.neuron import MLP

inputs = ((2.0, 3.0, -1.0), (3.0, -1.0, 0.5), (0.5, 1.0, 1.0), (1.0, 1.0, -1.0))
targets = (1.0, -1.0, -1.0, 1.0)

random.seed(1)
mlp = MLP(3, [4, 4, 1])
mlp.train(inputs, targets, learning_rate=0.05, num_rounds=300)

for x, t in zip(inputs, targets):
    print(f"target {t:4}: {mlp(x).data:7.4f}")
