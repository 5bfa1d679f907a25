"""An operation of your own

Cube computes x³ and says what its derivative is; the second
class has it wrong. Turn on "Check gradients" under the last
graph: which nodes light up, and why not all?
Then put it right.
"""

from micrograd.node import Node


class Cube(Node):
    def __init__(self, x):
        super().__init__(x.data**3)
        self._prev = (x,)

    def _backward(self):
        (x,) = self._prev
        x.grad += 3 * x.data**2 * self.grad


class WrongCube(Cube):
    def _backward(self):
        (x,) = self._prev
        x.grad += 2 * x.data**2 * self.grad


for operation in (Cube, WrongCube):
    x = Node(2.0)
    y = operation(x)
    out = y * 0.5
    out.backpropagate(visualize=True)
    print(operation.__name__, "gives x the gradient", x.grad)
