import itertools

_numbers = itertools.count()


class Value:
    def __init__(self, data, prev=(), op=""):
        self.data = data
        self.grad = 0.0
        self._prev = prev
        self._op = op
        self._number = next(_numbers)
        self._backward = lambda: None

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other), "+")

        def backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = backward
        return out

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other), "*")

        def backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = backward
        return out

    def backward(self):
        found = {self}
        todo = [self]
        while todo:
            for parent in todo.pop()._prev:
                if parent not in found:
                    found.add(parent)
                    todo.append(parent)
        self.grad = 1.0
        for value in sorted(found, key=lambda value: -value._number):
            value._backward()
