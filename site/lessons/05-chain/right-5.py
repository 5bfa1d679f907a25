from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(-2.0)
e = a * b
d = e + c
L = d * f


def chain(arrived, local):
    return arrived * local


dL_dL = 1.0
dL_dd = chain(dL_dL, f.data)
dL_de = chain(dL_dd, 1.0)
dL_da = chain(dL_de, b.data)
dL_db = chain(dL_de, a.data)

if ... not in (dL_dd, dL_de, dL_da, dL_db):
    L.backpropagate(visualize=True)
