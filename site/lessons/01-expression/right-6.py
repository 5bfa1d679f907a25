from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)

y = c - (-a) * b
y
