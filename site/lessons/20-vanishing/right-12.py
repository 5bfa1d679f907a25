from micrograd.node import Node

x = Node(0.7)
h = x
for layer in range(10):
    h = 1 / (0.1 + h)

h.backward()
print("gradient of x:", x.grad)
h
