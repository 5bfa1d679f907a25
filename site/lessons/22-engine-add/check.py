from playground_host.lesson import close, function, wrong

Value = function("Value")
a, b = Value(2.0), Value(5.0)
c = a + b
if not isinstance(c, Value):
    wrong("number", kind=type(c).__name__)
if not close(c.data, 7.0):
    wrong("value", value=c.data)
if list(c._prev) != [a, b]:
    wrong("prev")
c.grad = 10.0
c._backward()
if a.grad == 0 and b.grad == 0:
    wrong("nothing")
if not (close(a.grad, 10.0) and close(b.grad, 10.0)):
    wrong("chain", a=a.grad, b=b.grad)
a = Value(3.0)
c = a + a
c.grad = 1.0
c._backward()
if not close(a.grad, 2.0):
    wrong("lost", gradient=a.grad)
