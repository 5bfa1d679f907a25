# says: not-called
from micrograd.node import Node


def backward(output):
    order = [output]
    for node in order:  # the list grows while we walk it
        for parent in node._prev:
            if parent not in order:
                order.append(parent)

    output.grad = 1.0
    for node in order:
        node._backward


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
