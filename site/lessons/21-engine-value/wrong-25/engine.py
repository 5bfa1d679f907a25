# says: no-self
class Value:
    def __init__(data):
        self.data = data
        self.grad = 0.0
