"""An MLP learns four samples

Gradient descent in 500 rounds: watch the loss fall. Then try a
learning rate of 0.01, and of 1.0.
"""

from micrograd.neuron import MLP
from micrograd.node import Node

inputs = [
    [Node(2.0), Node(3.0), Node(-1.0)],
    [Node(3.0), Node(-1.0), Node(0.5)],
    [Node(0.5), Node(1.0), Node(1.0)],
    [Node(1.0), Node(1.0), Node(-1.0)],
]
targets = [1.0, -1.0, -1.0, 1.0]

mlp = MLP(3, [4, 4, 1])
mlp.train(
    inputs,
    targets,
    learning_rate=0.1,
    num_rounds=500,
    verbose=True,
)

for sample, target in zip(inputs, targets):
    print(f"target {target:5.1f}   prediction {mlp(sample).data:8.4f}")
