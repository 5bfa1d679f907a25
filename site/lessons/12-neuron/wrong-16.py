# says: method
from micrograd.node import Node

x1 = Node(2.0)
x2 = Node(0.0)
w1 = Node(-3.0)
w2 = Node(1.0)
b = Node(6.8813735870195432)

import math

o = math.tanh(x1.data * w1.data + x2.data * w2.data + b.data)
o.backpropagate(visualize=True)
