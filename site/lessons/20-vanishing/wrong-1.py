# says: tiny
from micrograd.node import Node

x = Node(0.01)
h = x
for layer in range(10):
    h = (h * 2.0).sigmoid()
h.backward()
