from engine import Value
from micrograd.graph import Graph

a = Value(2.0)
b = Value(-3.0)
c = Value(10.0)
d = a * b
e = d + c
loss = e * e
loss.grad = 1.0
loss._backward()
e._backward()
d._backward()
print("a:", a.grad, "b:", b.grad, "c:", c.grad)
display(Graph(loss))
