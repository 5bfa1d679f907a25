class Value:
    def __init__(self, data):
        self._data, self._grad = float(data), 0.0

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, number):
        self._data = number

    @property
    def grad(self):
        return self._grad

    @grad.setter
    def grad(self, number):
        self._grad = number
