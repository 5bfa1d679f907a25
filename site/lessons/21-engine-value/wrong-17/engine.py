# says: data
class Value:
    def __init__(self, data):
        data = data
        grad = 0.0
