"""Used twice: gradients add

The node a goes into d twice, so two arrows lead back to it, and
its gradient is the sum of what both bring: b + 1. Now let d be
a * a: what do you expect?
"""

from micrograd.node import Node

a = Node(3.0, label="a")
b = Node(-4.0, label="b")
d = a * b + a
d.label = "d"
d.backpropagate()

print("gradient of a:", a.grad)
d
