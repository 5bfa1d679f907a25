# says: machine
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(-2.0)
e = a * b
d = e + c
L = d * f

dL_dL = 1.0
dL_dd = f.data * dL_dL
dL_de = 1.0 * dL_dd
L.backward()
found = a.grad
dL_da = found
dL_db = a.data * dL_de

if ... not in (dL_dd, dL_de, dL_da, dL_db):
    L.backpropagate(visualize=True)
