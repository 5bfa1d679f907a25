class Value:
    grad = 0.0

    def __init__(self, data=0.0, *, label=""):
        self.data, self.label = data, label
