import math

from micrograd.node import Node
from playground_host.lesson import close, gradient, no_gradient, operation, wrong

Exp = operation("Exp")
right = math.exp(0.5)
x = Node(0.5)
y = Exp(x)
if not close(y.data, right):
    wrong("value", value=y.data)
y.backward()
if gradient(x) == 0.0:
    no_gradient("nothing", y.backward, x, arrived="self.grad")
if close(x.grad, 0.5):
    wrong("input", gradient=x.grad)
for at in (0.5, -1.0):
    x = Node(at)
    Exp(x).backward()
    if not close(gradient(x), math.exp(at)):
        wrong("other", at=at, gradient=x.grad, right=math.exp(at))

x = Node(0.5)
(Exp(x) * 10.0).backward()
if not close(gradient(x), 10.0 * right):
    wrong("chain", gradient=x.grad)

x = Node(0.5)
(Exp(x) + Exp(x)).backward()
if not close(gradient(x), 2.0 * right):
    wrong("added", gradient=x.grad, right=2.0 * right)
