class Value:
    def __init__(self, data, prev=(), op=""):
        self.data = data
        self.grad = 0.0
        self._prev = prev
        self._op = op

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), "+")

    def _backward(self):
        if self._op == "+":
            for each in self._prev:
                each.grad += self.grad
