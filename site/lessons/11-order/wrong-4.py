# says: early
def backward(output):
    order = []

    def visit(node):
        if node in order:
            return
        order.append(node)
        for parent in node._prev:
            visit(parent)

    visit(output)
    output.grad = 1.0
    for node in order:
        node._backward()
