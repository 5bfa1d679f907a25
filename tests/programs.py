"""The programs that must work exactly as they stand here, natively and in the page."""

EXPRESSION = """\
from micrograd.node import Node
x1 = Node(2.0, label="x1"); x2 = Node(0.0, label="x2")
w1 = Node(-3.0, label="w1"); w2 = Node(1.0, label="w2")
b = Node(6.8813735870195432, label="b")
n = x1 * w1 + x2 * w2 + b
o = n.tanh()
o.backpropagate(visualize=True)
"""

TRAINING = """\
from micrograd.node import Node
from micrograd.neuron import MLP
inputs = [[Node(2.0), Node(3.0), Node(-1.0)], [Node(3.0), Node(-1.0), Node(0.5)],
          [Node(0.5), Node(1.0), Node(1.0)], [Node(1.0), Node(1.0), Node(-1.0)]]
targets = [1.0, -1.0, -1.0, 1.0]
mlp = MLP(3, [4, 4, 1])
mlp.train(inputs=inputs, targets=targets, learning_rate=0.1, num_rounds=500, verbose=True)
"""
