# says: fixed
class Value:
    def __init__(self, data):
        self.data = str(data)
        self.grad = 0.0
