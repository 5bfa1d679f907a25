from playground_host.lesson import close, function, wrong

Value = function("Value")
a, b = Value(2.0), Value(5.0)
c = a * b
if not close(c.data, 10.0):
    wrong("value", value=c.data)
c.grad = 3.0
c._backward()
if a.grad == 0 and b.grad == 0:
    wrong("nothing")
if close(a.grad, 6.0) and close(b.grad, 15.0):
    wrong("swapped", a=a.grad)
if not (close(a.grad, 15.0) and close(b.grad, 6.0)):
    wrong("chain", a=a.grad, b=b.grad)
a = Value(3.0)
c = a * a
c.grad = 1.0
c._backward()
if not close(a.grad, 6.0):
    wrong("lost", gradient=a.grad)
