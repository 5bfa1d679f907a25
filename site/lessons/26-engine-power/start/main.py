from engine import Value
from micrograd.graph import Graph

a = Value(2.0)
b = Value(-4.0)
y = a**3 + a / b
y.backward()
print("y =", y.data, "a:", a.grad, "b:", b.grad)
display(Graph(y))
