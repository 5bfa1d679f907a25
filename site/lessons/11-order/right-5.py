from micrograd.node import Node


def backward(output):
    from graphlib import TopologicalSorter

    graph, todo = {}, [output]
    while todo:
        node = todo.pop()
        if node not in graph:
            graph[node] = set(node._prev)
            todo.extend(node._prev)
    output.grad = 1.0
    for node in reversed(list(TopologicalSorter(graph).static_order())):
        node._backward()


a = Node(0.5)
y = a * 3.0
t = (y * 2.0).tanh()
z = y + t
backward(z)
print("gradient of a:", a.grad)
z
