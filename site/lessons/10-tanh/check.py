import math

from micrograd.node import Node
from playground_host.lesson import close, gradient, no_gradient, operation, wrong

Tanh = operation("Tanh")
t = math.tanh(0.8)
right = 1.0 - t**2
x = Node(0.8)
y = Tanh(x)
if not close(y.data, t):
    wrong("value", value=y.data)
if not any(each is x for each in y._prev):
    wrong("parent")
y.backward()
later = Node(0.8)
(Tanh(later) * 10.0).backward()
if gradient(x) == gradient(later) == 0.0:
    no_gradient("nothing", y.backward, x, arrived="self.grad", name="x")
if close(gradient(x), 1.0 - 0.8**2):
    wrong("input", gradient=x.grad)
for at in (0.8, -1.5):
    x = Node(at)
    Tanh(x).backward()
    slope = 1.0 - math.tanh(at) ** 2
    if not close(gradient(x), slope):
        wrong("other", at=at, gradient=x.grad, right=slope)

x = Node(0.8)
(Tanh(x) * 10.0).backward()
if close(gradient(x), 1.0 - t**2 * 10.0):
    wrong("brackets", gradient=x.grad)
if not close(gradient(x), 10.0 * right):
    wrong("chain", gradient=x.grad)

x = Node(0.8)
(Tanh(x) + Tanh(x)).backward()
if not close(gradient(x), 2.0 * right):
    wrong("added", gradient=x.grad, right=2.0 * right)
