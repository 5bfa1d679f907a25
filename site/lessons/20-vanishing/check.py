from playground_host.lesson import node, wrong

x, h = node("x"), node("h")
bends = ("tanh", "sigmoid", "ReLU", "relu", "sin", "abs")
depth = sum(each._op in bends for each in h.topological_order())
if depth < 10:
    wrong("shallow", depth=depth)
x.grad = 0.0
h.backward()
if abs(x.grad) < 0.01:
    wrong("tiny", gradient=x.grad)
if abs(x.grad) > 100.0:
    wrong("huge", gradient=x.grad)
