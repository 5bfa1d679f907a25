# says: engine-package
from micrograd.node import Node


class Value:
    def __new__(cls, data):
        return Node(data)
