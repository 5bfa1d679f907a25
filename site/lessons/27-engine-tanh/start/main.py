from engine import Value
from micrograd.graph import Graph

x1, x2 = Value(2.0), Value(0.0)
w1, w2 = Value(-3.0), Value(1.0)
b = Value(6.8813735870195432)
o = (x1 * w1 + x2 * w2 + b).tanh()
o.backward()
print("o =", o.data, "w1:", w1.grad, "w2:", w2.grad)
display(Graph(o))
