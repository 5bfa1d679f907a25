# says: no-number
class Value:
    def __init__(self, data):
        self._data = data
        self.grad = 0.0

    def data(self):
        return self._data
