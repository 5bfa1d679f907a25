# notes: changed
from micrograd.node import Node

a = Node(5.0)
b = Node(-3.0)
c = Node(1)

y = a * b + c
y
