"""A first expression

Press Run, then Play under the graph: values are computed
forward, gradients flow back from loss, one step at a time.
Point at a node to see the line that made it; click a and drag
its value: what happens?
"""

from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)

d = a * b
e = d + c
loss = e * e
loss.backpropagate(visualize=True)

print("loss =", loss.data)
print("0.01 more of a changes loss by about", 0.01 * a.grad)
