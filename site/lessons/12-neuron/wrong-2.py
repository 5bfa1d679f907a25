# says: bias
from micrograd.node import Node

x1, x2, w1, w2, b = Node(2.0), Node(0.0), Node(-3.0), Node(1.0), Node(6.8813735870195432)
o = (x1 * w1 + x2 * w2).tanh()
o.backpropagate(visualize=True)
