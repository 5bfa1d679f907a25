# says: apart
from micrograd.node import Node

x1 = Node(2.0)
x2 = Node(0.0)
w1 = Node(-3.0)
w2 = Node(1.0)
b = Node(6.8813735870195432)

o = (x1 * w1 + b).tanh()
o.backpropagate(visualize=True)
