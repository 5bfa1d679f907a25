# says: taken
from micrograd.node import Node

a = Node(3.0)
s = a + a
s.backward()
found = a.grad
slope_of_s = found

a = Node(3.0)
t = a * a + a
slope_of_t = 7.0
if ... not in (slope_of_s, slope_of_t):
    t.backpropagate(visualize=True)
