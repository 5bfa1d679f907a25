from micrograd.engine import Value

a = Value(2.0)
b = Value(-3.0)
print(a.data, a.grad)
print(b)
