from playground_host.lesson import agrees, as_number, close, no_gradient, wrong
from playground_host.own_engine import engine, is_same, needs, tried

Value = engine()
needs(Value, "__add__", "__mul__")
agrees(Value, "a + b", "a + a")
a, b = Value(2.0), Value(5.0)
c = tried("Value(2.0) * Value(5.0)", lambda: a * b)
if c is None:
    wrong("engine-none", what="a * b")
if not isinstance(c, Value):
    wrong("number", kind=type(c).__name__)
as_number("(a * b).data", c.data)
if not close(c.data, 10.0):
    wrong("value", value=c.data)
if not is_same(c._prev, (a, b)):
    wrong("prev")
if c._op not in ("*", "·", "×"):
    wrong("op", op=repr(c._op))
c.grad = 3.0
tried("(a * b)._backward()", c._backward)
if a.grad == 0 and b.grad == 0:
    no_gradient(
        "nothing", lambda: tried("(a * b)._backward()", c._backward), a, b, arrived="out.grad"
    )
if close(a.grad, 6.0) and close(b.grad, 15.0):
    wrong("swapped", a=a.grad)
if not (close(a.grad, 15.0) and close(b.grad, 6.0)):
    wrong("chain", a=a.grad, b=b.grad)
tried("(a * b)._backward()", c._backward)
if not (close(a.grad, 30.0) and close(b.grad, 12.0)):
    wrong("lost", a=a.grad, b=b.grad)
a = Value(3.0)
c = a * a
c.grad = 1.0
c._backward()
if not close(a.grad, 6.0):
    wrong("twice", gradient=a.grad)
agrees(Value, "a * b", "a * a")
