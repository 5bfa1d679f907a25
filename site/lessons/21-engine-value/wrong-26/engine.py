# says: init
class Value:
    def init(self, data):
        self.data = data
        self.grad = 0.0
