from micrograd.node import Node


def backward(output):
    order = [output]
    for node in order:
        for parent in node._prev:
            order.append(parent)
    last = []
    for node in reversed(order):
        if not any(node is each for each in last):
            last.append(node)
    output.grad = 1.0
    for node in reversed(last):
        node._backward()


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
