# says: zero
from micrograd.node import Node

x = Node(0.0)
h = x
for layer in range(10):
    h = (h * 1.0).tanh()

h.backward()
print("gradient of x:", x.grad)
h
