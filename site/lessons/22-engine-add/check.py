from playground_host.lesson import agrees, as_number, close, no_gradient, wrong
from playground_host.own_engine import engine, is_same, needs, tried

Value = engine()
needs(Value, "__add__")
a, b = tried("Value(2.0)", lambda: (Value(2.0), Value(5.0)))
c = tried("Value(2.0) + Value(5.0)", lambda: a + b)
if c is None:
    wrong("engine-none", what="a + b")
if not isinstance(c, Value):
    wrong("number", kind=type(c).__name__)
if a.data != 2.0 or b.data != 5.0:
    wrong("operands", a=a.data, b=b.data)
as_number("(a + b).data", c.data)
if not close(c.data, 7.0):
    wrong("value", value=c.data)
for each in (a, c):
    for name in ("_prev", "_op", "_backward"):
        if not hasattr(each, name):
            wrong("lacks", name=name)
if not is_same(c._prev, (a, b)):
    wrong("prev")
if c._op != "+":
    wrong("op", op=repr(c._op))
if not (is_same(a._prev, ()) and a._op == "" and callable(a._backward)):
    wrong("leaf")
if a.grad != 0 or b.grad != 0:
    wrong("early")
if not callable(c._backward):
    wrong("called")
c.grad = 10.0
tried("(a + b)._backward()", c._backward)
if a.grad == 0 and b.grad == 0:
    no_gradient(
        "nothing", lambda: tried("(a + b)._backward()", c._backward), a, b, arrived="out.grad"
    )
if not (close(a.grad, 10.0) and close(b.grad, 10.0)):
    wrong("chain", a=a.grad, b=b.grad)
tried("(a + b)._backward()", c._backward)
if not (close(a.grad, 20.0) and close(b.grad, 20.0)):
    if not (close(a.grad, 10.0) or close(b.grad, 10.0)):
        wrong("chain", a=a.grad - 10.0, b=b.grad - 10.0)
    wrong("lost", gradient=a.grad if close(b.grad, 20.0) else b.grad)
tried("a._backward()", a._backward)
if not (close(a.grad, 20.0) and close(b.grad, 20.0)):
    wrong("leaf")
a = Value(3.0)
c = a + a
c.grad = 1.0
c._backward()
if not close(a.grad, 2.0):
    wrong("twice", gradient=a.grad)
agrees(Value, "a + b", "a + a")
