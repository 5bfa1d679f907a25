"""Checking gradients

The slope of a function can be measured: move a little, see how
much the result moves. Turn on "Check gradients" under the graph
to do so for every node, and take abs to x = 0, where there is a
kink.
"""

from micrograd.check import check_gradients
from micrograd.node import Node


def f(x, y):
    return (x * y).tanh() + abs(x) / (y * y + 1.0)


print(check_gradients(f, 0.5, -2.0))

x, y = Node(0.5), Node(-2.0)
out = f(x, y)
out.backpropagate(visualize=True)
