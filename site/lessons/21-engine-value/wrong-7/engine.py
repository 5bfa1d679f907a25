# says: engine-missing
class value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
