# says: leaf
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(0.0)
L = (a * b + c) * f

a.backward()
slope_of_a = a.grad
print("slope of a:", slope_of_a)
L
