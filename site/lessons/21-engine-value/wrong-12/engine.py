# says: engine-package
from micrograd.node import Node


def Value(data):
    return Node(data)
