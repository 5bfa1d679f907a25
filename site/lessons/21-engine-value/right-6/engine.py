class Remembers:
    def __init__(self, data, grad=0.0):
        self.data, self.grad = data, grad


class Value(Remembers):
    pass
