from playground_host.lesson import wrong
from playground_host.own_engine import engine, explain, is_number, tried

Value = engine()
try:
    first, value = Value(2.0), Value(3.5)
except TypeError as error:
    if Value.__init__ is object.__init__:
        wrong("init")
    explain(error)
    wrong("arguments", error=error)
if not hasattr(value, "data"):
    wrong("data")
if first.data != 2.0 and first.data == value.data == 3.5:
    wrong("shared")
if callable(value.data):
    wrong("no-number")
for given in (3.5, -2.25, 0.001):
    data = Value(given).data
    if not is_number(data) or data != given:
        wrong("fixed", given=given, data=repr(data))
if not hasattr(value, "grad"):
    wrong("grad")
if not is_number(value.grad) or value.grad != 0:
    wrong("zero", grad=repr(value.grad))
try:
    value.grad = 1.0
except AttributeError:
    wrong("frozen")
tried("repr(Value(3.5))", lambda: repr(value))
