import math

from micrograd.node import Node
from playground_host.lesson import close, function, wrong

Tanh = function("Tanh")
right = 1.0 - math.tanh(0.8) ** 2
x = Node(0.8)
y = Tanh(x)
if not close(y.data, math.tanh(0.8)):
    wrong("value", value=y.data)
if x not in tuple(y._prev):
    wrong("parent")
y.backward()
if close(x.grad, 1.0 - 0.8**2):
    wrong("input", gradient=x.grad)
if not close(x.grad, right):
    wrong("other", gradient=x.grad)

x = Node(0.8)
(Tanh(x) * 10.0).backward()
if not close(x.grad, 10.0 * right):
    wrong("chain", gradient=x.grad)

x = Node(0.8)
(Tanh(x) + Tanh(x)).backward()
if not close(x.grad, 2.0 * right):
    wrong("added", gradient=x.grad, right=2.0 * right)
