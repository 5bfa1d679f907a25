class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0


a = Value(2.0)
b = Value(-3.0)
print(a.data, a.grad)
print(b)
