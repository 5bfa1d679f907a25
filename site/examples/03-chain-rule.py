"""The chain rule by hand

Each gradient is the next one's times a local derivative: below
they are multiplied by hand and compared with what backward()
finds. Write the derivative of y with respect to x for y =
u.sin() instead.
"""

from micrograd.node import Node

x = Node(1.5)
u = x**2
y = u.exp()
y.backward()

dy_dy = 1.0
dy_du = y.data * dy_dy  # the derivative of exp(u) is exp(u)
dy_dx = 2 * x.data * dy_du  # the derivative of x² is 2x

print("by hand      ", dy_dy, dy_du, dy_dx)
print("by backward()", y.grad, u.grad, x.grad)
y
