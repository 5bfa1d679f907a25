from micrograd.node import Node


def backward(output):
    order, seen, stack = [], set(), [(output, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node._prev)
    output.grad = 1
    while order:
        order.pop()._backward()


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
