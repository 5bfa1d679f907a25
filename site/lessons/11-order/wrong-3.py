# says: seed
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
