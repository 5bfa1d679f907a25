# says: late
from micrograd.node import Node


def backward(output):
    order = []

    def visit(node):
        if node in order:
            return
        for parent in node._prev:
            visit(parent)
        order.append(node)

    visit(output)
    for node in reversed(order):
        node._backward()
    output.grad = 1.0


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
