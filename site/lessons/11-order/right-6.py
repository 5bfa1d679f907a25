from micrograd.node import Node


def backward(output):
    order = []

    def visit(node):
        if node not in order:
            for parent in node._prev:
                visit(parent)
            order.insert(0, node)

    visit(output)
    output.grad = 1.0
    for node in order:
        node._backward()


a = Node(0.25)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
