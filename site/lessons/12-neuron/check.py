import math

from playground_host.lesson import close, node, wrong

o = node("o")
if close(o.data, 0.8813735870195432):
    wrong("flat", value=o.data)
if close(o.data, math.tanh(-6.0)):
    wrong("bias", value=o.data)
if not close(o.data, math.tanh(0.8813735870195432)):
    wrong("value", value=o.data)
leaves = [node(name) for name in ("x1", "x2", "w1", "w2", "b")]
if not set(leaves) <= set(o.topological_order()):
    wrong("apart")
if not close(node("b").grad, 0.5):
    wrong("still")
