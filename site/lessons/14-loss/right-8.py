import random

from micrograd.neuron import MLP

inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
targets = [1.0, -1.0, -1.0, 1.0]

random.seed(1)
mlp = MLP(3, [4, 4, 1])
predictions = [mlp(x) for x in inputs]
targets = tuple(targets)

loss = sum((p - t) ** 2 for p, t in zip(predictions, targets))
print("loss:", loss)
loss.backpropagate(visualize=True)
