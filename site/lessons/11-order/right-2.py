from micrograd.node import Node


def backward(output):
    depth = {output: 0}
    changed = True
    while changed:
        changed = False
        for node in list(depth):
            for parent in node._prev:
                if depth.get(parent, -1) < depth[node] + 1:
                    depth[parent] = depth[node] + 1
                    changed = True
    output.grad = 1.0
    for node in sorted(depth, key=depth.get):
        node._backward()


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
