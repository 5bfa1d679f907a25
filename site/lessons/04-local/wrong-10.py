# says: c
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
y = a * b + c

grad_a = -3
grad_b = 2
grad_c = 0

if ... not in (grad_a, grad_b, grad_c):
    y.backpropagate(visualize=True)
