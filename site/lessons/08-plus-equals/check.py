from micrograd.node import Node
from playground_host.lesson import close, gradient, no_gradient, operation, wrong

Product = operation("Product")
a, b = Node(2.0), Node(5.0)
y = Product(a, b)
if not close(y.data, 10.0):
    wrong("value", value=y.data)
y.backward()
found = gradient(a), gradient(b)
if close(found[0], 2.0) and close(found[1], 5.0):
    wrong("swapped", gradient=found[0])
for name, own, right in (("a", found[0], 5.0), ("b", found[1], 2.0)):
    if own == 0.0:
        leaves = (a, b) if name == "a" else (b, a)
        no_gradient("nothing", y.backward, *leaves, arrived="self.grad", name=name)
    if not close(own, right):
        wrong("other", name=name, gradient=own, right=right)

a = Node(2.0)
(Product(a, Node(5.0)) * 10.0).backward()
if not close(gradient(a), 50.0):
    wrong("chain", gradient=a.grad)

x = Node(3.0)
Product(x, x).backward()
if not close(gradient(x), 6.0):
    wrong("lost", gradient=x.grad)

a, b = Node(2.0), Node(5.0)
a.grad = b.grad = 1.0
Product(a, b).backward()
for name, own, right in (("a", a.grad, 6.0), ("b", b.grad, 3.0)):
    if not close(own, right):
        wrong("earlier", name=name, gradient=own, right=right)
