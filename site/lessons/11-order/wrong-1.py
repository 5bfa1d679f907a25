# says: forward
def backward(output):
    order = []

    def visit(node):
        if node in order:
            return
        for parent in node._prev:
            visit(parent)
        order.append(node)

    visit(output)
    output.grad = 1.0
    for node in order:
        node._backward()
