import math

from micrograd.node import Node
from playground_host.lesson import close, function, wrong

Exp = function("Exp")
right = math.exp(0.5)
x = Node(0.5)
y = Exp(x)
if not close(y.data, right):
    wrong("value", value=y.data)
y.backward()
if x.grad == 0.0:
    wrong("nothing")
if close(x.grad, 0.5):
    wrong("input", gradient=x.grad)
if not close(x.grad, right):
    wrong("other", gradient=x.grad)

x = Node(0.5)
(Exp(x) * 10.0).backward()
if not close(x.grad, 10.0 * right):
    wrong("chain", gradient=x.grad)

x = Node(0.5)
(Exp(x) + Exp(x)).backward()
if not close(x.grad, 2.0 * right):
    wrong("added", gradient=x.grad, right=2.0 * right)
