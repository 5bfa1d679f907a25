# says: fixed
class Value:
    def __init__(self, data):
        self.data = complex(data)
        self.grad = 0.0
