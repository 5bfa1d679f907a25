def nothing():
    pass


class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self._prev = ()
        self._op = ""
        self._backward = nothing

    def __add__(self, other):
        out = Value(self.data + other.data)
        out._prev = (self, other)
        out._op = "+"

        def backward():
            for each in (self, other):
                each.grad += out.grad

        out._backward = backward
        return out
