# says: double
def backward(output):
    order = []

    def visit(node):
        for parent in node._prev:
            visit(parent)
        order.append(node)

    visit(output)
    output.grad = 1.0
    for node in reversed(order):
        node._backward()
