# says: other-way
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(-2.0)
L = (a * b + c) * f

L.backward()
a.grad = slope_of_a
print("slope of a:", slope_of_a)
L
