# says: by-hand
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(0.0)
L = (a * b + c) * f

L.backward()
slope_of_a = 0.0
print("slope of a:", slope_of_a)
L
