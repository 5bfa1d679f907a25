import engine

x = engine.Value(4)
print(x.data, x.grad)
