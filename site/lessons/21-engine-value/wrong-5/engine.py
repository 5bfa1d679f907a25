# says: arguments
class Value:
    def __init__(self):
        self.data = 2.0
        self.grad = 0.0
