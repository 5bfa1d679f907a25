class Value:
    def __init__(self, data, prev=(), op=""):
        self.data = data
        self.grad = 0.0
        self._prev = prev
        self._op = op

    def _backward(self):
        if self._op == "+":
            a, b = self._prev
            a.grad += self.grad
            b.grad += self.grad
        if self._op == "*":
            a, b = self._prev
            a.grad, b.grad = (
                (a.grad + 2 * a.data * self.grad,) * 2
                if a is b
                else (a.grad + b.data * self.grad, b.grad + a.data * self.grad)
            )

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), "*")

    def _deep(self, seen):
        if id(self) in seen:
            return
        seen.add(id(self))
        for parent in self._prev:
            yield from parent._deep(seen)
        yield self

    def backward(self):
        self.grad = 1.0
        for value in reversed(list(self._deep(set()))):
            value._backward()
