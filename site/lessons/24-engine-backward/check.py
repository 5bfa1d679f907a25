from playground_host.lesson import close, function, wrong

Value = function("Value")
a, b, c = Value(2.0), Value(-3.0), Value(10.0)
e = a * b + c
e.backward()
if not close(e.grad, 1.0):
    wrong("seed", gradient=e.grad)
if close(c.grad, 1.0) and a.grad == 0:
    wrong("shallow")
if not (close(a.grad, -3.0) and close(b.grad, 2.0) and close(c.grad, 1.0)):
    wrong("seeds", a=a.grad)
x = Value(3.0)
y = x + x
z = y * y
z.backward()
if not close(x.grad, 24.0):
    wrong("twice", gradient=x.grad)
a = Value(2.0)
p = a * a
q = p * a
r = p + q
r.backward()
if not close(a.grad, 16.0):
    wrong("order", gradient=a.grad)
