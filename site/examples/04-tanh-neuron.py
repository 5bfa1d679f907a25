"""One neuron, forward and backward

Start at the output o, whose gradient is 1, and follow the
arrows back. Why is the gradient of w2 zero? Change x2 and run
again.
"""

from micrograd.node import Node

x1 = Node(2.0, label="x1")
x2 = Node(0.0, label="x2")
w1 = Node(-3.0, label="w1")
w2 = Node(1.0, label="w2")
b = Node(6.8813735870195432, label="b")

n = x1 * w1 + x2 * w2 + b
n.label = "n"
o = n.tanh()
o.label = "o"
o.backpropagate(visualize=True)

print("o =", o.data)
for leaf in (x1, w1, x2, w2, b):
    print(f"gradient of {leaf.label}: {leaf.grad:.4f}")
