from micrograd.node import Node
from playground_host.lesson import close, function, wrong

backward = function("backward")


def gradients(make):
    """Give a's gradient, and the output's, by the program's pass, and a's by the package's."""
    a, b = Node(0.5), Node(2.0)
    output = make(a, b)
    backward(output)
    again, other = Node(0.5), Node(2.0)
    make(again, other).backward()
    return a.grad, output.grad, again.grad


def square(a, b):
    s = a + b
    return s * s


def diamond(a, b):
    y = a * 3.0
    return y + (y * 2.0).tanh()


def ladder(a, b):
    c = a * b
    d = (c + 1.0).tanh()
    e = d * c
    return e * a + c * d + a


found, seed, right = gradients(lambda a, b: (a * 3.0).tanh())
if not close(seed, 1.0):
    wrong("seed", gradient=seed)
if not close(found, right):
    wrong("forward")
found, _, right = gradients(square)
if not close(found, right):
    wrong("double", gradient=found, right=right)
for graph, make in (
    ("y = a * 3; z = y + (y * 2).tanh()", diamond),
    ("c = a * b; d = (c + 1).tanh(); e = d * c; z = e * a + c * d + a", ladder),
):
    found, _, right = gradients(make)
    if not close(found, right):
        wrong("early", graph=graph, gradient=found, right=right)
