from engine import Value
from micrograd.graph import Graph

a = Value(2.0)
b = Value(-3.0)
y = 2 * a - b + 1
z = 1 - y
z.backward()
print("z =", z.data, "a:", a.grad, "b:", b.grad)
display(Graph(z))
