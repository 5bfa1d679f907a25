# says: grad
class Value:
    def __init__(self, data):
        self.data = data
        grad = 0.0
