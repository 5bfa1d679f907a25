# says: a
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
y = a * b + c

grad_a = -6
grad_b = -6
grad_c = 1

if ... not in (grad_a, grad_b, grad_c):
    y.backpropagate(visualize=True)
