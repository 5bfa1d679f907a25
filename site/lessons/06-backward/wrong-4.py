# says: taken
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
L = (a * b + 10.0) * -2.0
L.backward()
slope_of_a = a.data
