from micrograd.node import Node


def backward(output):
    uses = {output: 0}
    todo = [output]
    while todo:
        node = todo.pop()
        for parent in node._prev:
            if parent not in uses:
                uses[parent] = 0
                todo.append(parent)
            uses[parent] += 1
    output.grad = 1.0
    ready = [output]
    while ready:
        node = ready.pop()
        node._backward()
        for parent in node._prev:
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
