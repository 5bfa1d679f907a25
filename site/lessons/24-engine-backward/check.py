from playground_host.lesson import agrees, close, wrong
from playground_host.own_engine import engine, needs, tried

Value = engine()
needs(Value, "__add__", "__mul__", "backward")
agrees(Value, "a + b", "a + a", "a * b", "a * a")


def tree():
    a, b, c = leaves = Value(2.0), Value(-3.0), Value(10.0)
    d = a * b
    return *leaves, d, d + c


a, b, c, d, e = tree()
tried("(a * b + c).backward()", e.backward)
if not close(e.grad, 1.0):
    wrong("seed", gradient=e.grad)
if a.grad == 0 and b.grad == 0 and c.grad == 0:
    wrong("none")
if close(c.grad, 1.0) and a.grad == 0:
    wrong("shallow")
if close(a.grad, 1.0) or close(a.grad, -2.0):
    wrong("seeds", a=a.grad)
if not (close(a.grad, -3.0) and close(b.grad, 2.0) and close(c.grad, 1.0)):
    wrong("tree", a=a.grad, b=b.grad, c=c.grad)
*_, other = tree()
other.grad = 5.0
other.backward()
if not close(other.grad, 1.0):
    wrong("stale", gradient=other.grad)
if not close(a.grad, -3.0):
    wrong("again", a=a.grad)
for each in (a, b, c, d, e):
    each.grad = 0.0
e.backward()
if not close(a.grad, -3.0):
    wrong("again", a=a.grad)
x = Value(3.0)
y = x + x
z = y * y
z.backward()
if not close(x.grad, 24.0):
    wrong("twice", gradient=x.grad)
a, b = Value(0.0), Value(0.0)
p, q = a * b, a + b
(p + q).backward()
if not close(a.grad, 1.0):
    wrong("number", gradient=a.grad)
a = Value(2.0)
long = a
for _ in range(50):
    long = long + a
long.backward()
if not close(a.grad, 51.0):
    wrong("long", gradient=a.grad)
a = Value(-3.0)
tried("Value(-3.0).backward()", a.backward)
if not close(a.grad, 1.0):
    wrong("leaf", gradient=a.grad)
kept = []  # so that each graph lies elsewhere: no set has its values in a lucky order each time
for _ in range(20):
    a = Value(2.0)
    p = a + a * a
    q = p + p * a
    r = q + q * a
    kept.append(r)
    r.backward()
    if not close(a.grad, 81.0):
        wrong("order", gradient=a.grad)
