# says: input
import math

from micrograd.node import Node


class Tanh(Node):
    def __init__(self, x):
        super().__init__(math.tanh(x.data))
        self._prev = (x,)

    def _backward(self):
        (x,) = self._prev
        x.grad += (1 - x.data**2) * self.grad
