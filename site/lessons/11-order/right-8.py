from micrograd.node import Node


def backward(output):
    counts = {}
    stack = [output]
    seen = {output}
    while stack:
        node = stack.pop()
        for parent in node._prev:
            counts[parent] = counts.get(parent, 0) + 1
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    output.grad = 1.0
    ready = [output]
    while ready:
        node = ready.pop()
        node._backward()
        for parent in node._prev:
            counts[parent] -= 1
            if counts[parent] == 0:
                ready.append(parent)


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
