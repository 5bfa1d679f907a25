# says: shallow
from micrograd.node import Node

x = Node(0.01)
h = x
for layer in range(10):
    h = h * Node(1.01) / Node(1.02)

h.backward()
print("gradient of x:", x.grad)
h
