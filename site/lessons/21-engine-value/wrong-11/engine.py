# says: engine-package
from micrograd.node import Node


class Value(Node):
    def __init__(self, data):
        super().__init__(data)
        self.data = data
        self.grad = 0.0
