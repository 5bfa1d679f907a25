class Value:
    def __init__(self, data, _children=(), _op=""):
        self.data = data
        self.grad = 0.0
        self._prev = _children
        self._op = _op

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), "*")

    def _backward(self):
        if not self._prev:
            return
        left, right = self._prev
        if self._op == "+":
            left.grad += self.grad
            right.grad += self.grad
        else:
            left.grad += right.data * self.grad
            right.grad += left.data * self.grad
