# says: init
class Value:
    data = 0.0
    grad = 0.0
