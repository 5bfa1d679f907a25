# says: by-gradient
from micrograd.node import Node


class Product(Node):
    def __init__(self, a, b):
        super().__init__(a.data * b.data)
        self._prev = (a, b)

    def _backward(self):
        a, b = self._prev
        a.grad += b.grad * self.grad
        b.grad += a.data * self.grad


x = Node(3.0)
y = Product(x, x)
y.backpropagate(visualize=True)
print("gradient of x:", x.grad, "and it should be 6")
