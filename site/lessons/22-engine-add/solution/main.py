from engine import Value
from micrograd.graph import Graph

a = Value(2.0)
b = Value(-3.0)
c = a + b
c.grad = 1.0
c._backward()
print("c =", c.data, "and hands on", a.grad, b.grad)
display(Graph(c))
