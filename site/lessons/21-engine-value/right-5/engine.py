class Value:
    grad = 0.0

    def __init__(self, data):
        self.data = data
