# says: engine-package
from micrograd.node import Node


class Value(Node):
    pass
