# says: early
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
y = a * b + c

y.backward()
grad_a = a.grad
grad_b = b.grad
grad_c = c.grad

if ... not in (grad_a, grad_b, grad_c):
    y.backpropagate(visualize=True)
