class Value:
    __slots__ = ("data", "grad")

    def __init__(self, data):
        self.data = data
        self.grad = 0
