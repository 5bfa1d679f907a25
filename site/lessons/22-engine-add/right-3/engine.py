class Value:
    _op = ""
    _prev = ()

    def __init__(self, data):
        self.data = data
        self.grad = 0.0

    def _backward(self):
        pass

    def __add__(self, other):
        return Sum(self, other)


class Sum(Value):
    _op = "+"

    def __init__(self, a, b):
        super().__init__(a.data + b.data)
        self._prev = (a, b)

    def _backward(self):
        a, b = self._prev
        a.grad += self.grad
        b.grad += self.grad
