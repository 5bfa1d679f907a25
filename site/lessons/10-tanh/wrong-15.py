# says: tuple
import math

from micrograd.node import Node


class Tanh(Node):
    def __init__(self, x):
        super().__init__(math.tanh(x.data))
        self._prev = x

    def _backward(self):
        self._prev.grad += (1 - self.data**2) * self.grad


for value in (0.0, 0.8, 3.0):
    x = Node(value)
    y = Tanh(x)
    y.backward()
    print(f"tanh({value}) = {y.data:.4f}, slope {x.grad:.4f}")
y
