# says: lacks
class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        out = Value(self.data + other.data)
        out._prev = (self, other)
        out._op = "+"

        def backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = backward
        return out
