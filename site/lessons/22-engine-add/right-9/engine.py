class Value:
    def __init__(self, data, prev=(), op=""):
        self.data = data
        self.grad = 0.0
        self._prev = prev
        self._op = op
        self._backward = lambda: None

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        return Sum(self, other)


class Sum(Value):
    def __init__(self, a, b):
        super().__init__(a.data + b.data, (a, b), "+")
        self._backward = self.share

    def share(self):
        for each in self._prev:
            each.grad += self.grad
