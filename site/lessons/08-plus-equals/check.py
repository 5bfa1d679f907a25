from micrograd.node import Node
from playground_host.lesson import close, function, wrong

Product = function("Product")
a, b = Node(2.0), Node(5.0)
y = Product(a, b)
if not close(y.data, 10.0):
    wrong("value", value=y.data)
y.backward()
if close(a.grad, 2.0):
    wrong("swapped", gradient=a.grad)

a = Node(2.0)
(Product(a, Node(5.0)) * 10.0).backward()
if not close(a.grad, 50.0):
    wrong("chain", gradient=a.grad)

x = Node(3.0)
Product(x, x).backward()
if not close(x.grad, 6.0):
    wrong("lost", gradient=x.grad)

for first in (True, False):
    a, b = Node(2.0), Node(5.0)
    a.grad = b.grad = 1.0
    Product(a, b).backward()
    gradient = a.grad if first else b.grad + 3.0
    if not close(gradient, 6.0):
        wrong("earlier", gradient=gradient)
