# says: by-hand
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
L = (a * b + 10.0) * -2.0
slope_of_a = 6.0
