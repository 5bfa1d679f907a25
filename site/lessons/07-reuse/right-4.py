# notes: changed
from micrograd.node import Node

a = Node(5.0)
s = a + a
slope_of_s = 2

a = Node(5.0)
t = a * a + a
slope_of_t = 11
if ... not in (slope_of_s, slope_of_t):
    t.backpropagate(visualize=True)
