# says: early
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
y = a * b + c

y.backward()
found = a.grad
grad_a = found
grad_b = 2.0
grad_c = 1.0

if ... not in (grad_a, grad_b, grad_c):
    y.backpropagate(visualize=True)
