from micrograd.node import Node

x = Node(0.01)
h = x
for layer in range(10):
    h = h / (1 + h * h)

h.backward()
print("gradient of x:", x.grad)
h
