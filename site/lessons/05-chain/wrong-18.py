# says: e
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(-2.0)
e = a * b
d = e + c
L = d * f

dL_dL = 1.0
dL_dd = dL_dL * f.data
dL_de = dL_dd * c.data
dL_da = dL_de * b.data
dL_db = dL_de * a.data

if ... not in (dL_dd, dL_de, dL_da, dL_db):
    L.backpropagate(visualize=True)
