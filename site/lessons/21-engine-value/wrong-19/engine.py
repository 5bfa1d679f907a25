# says: no-self
class Value:
    def __init__(data):
        data = data
        grad = 0.0
