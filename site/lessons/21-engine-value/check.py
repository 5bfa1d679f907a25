from playground_host.lesson import function, wrong

Value = function("Value")
try:
    value = Value(3.5)
except TypeError as error:
    wrong("arguments", error=error)
if not hasattr(value, "data"):
    wrong("data")
if value.data != 3.5:
    wrong("fixed", data=value.data)
if not hasattr(value, "grad"):
    wrong("grad")
if value.grad != 0:
    wrong("zero", grad=value.grad)
