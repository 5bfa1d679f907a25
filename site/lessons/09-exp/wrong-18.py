# says: by-gradient
import math

from micrograd.node import Node


class Exp(Node):
    def __init__(self, x):
        super().__init__(math.exp(x.data))
        self._prev = (x,)

    def _backward(self):
        (x,) = self._prev
        x.grad += x.grad * self.grad


x = Node(0.5)
y = Exp(x) * 3.0
y.backpropagate(visualize=True)
