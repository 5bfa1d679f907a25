# says: shared
class Value:
    grad = 0.0

    def __init__(self, data):
        Value.data = data
