class Value:
    def __init__(self, data, parents=(), derivatives=(), op=""):
        self.data = data
        self.grad = 0.0
        self._parents = self._prev = parents
        self._derivatives = derivatives
        self._op = op

    def _backward(self):
        for parent, derivative in zip(self._parents, self._derivatives):
            parent.grad += derivative * self.grad

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data), "*")
