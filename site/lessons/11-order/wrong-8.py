# says: borrowed
from micrograd.node import Node


def backward(output):
    output.backward()


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
