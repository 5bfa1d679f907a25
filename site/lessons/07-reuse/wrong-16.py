# says: several
from micrograd.node import Node

a = Node(3.0)
s = a + a
slope_of_s = (2,)

a = Node(3.0)
t = a * a + a
slope_of_t = 7
if ... not in (slope_of_s, slope_of_t):
    t.backpropagate(visualize=True)
