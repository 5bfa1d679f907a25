from micrograd.node import Node
from playground_host.lesson import close, function, program, wrong

backward = function("backward")


ran = []  # outputs whose _backward the program has called


def own_pass(output):
    """Go back by the program's pass, which may not leave it to the node's."""
    passes = Node.backward
    operation = type(output)
    own = operation._backward

    def seen(node):
        ran.append(node)
        own(node)

    def borrowed(_node):
        wrong("borrowed")

    Node.backward, operation._backward = borrowed, seen
    try:
        backward(output)
    finally:
        Node.backward, operation._backward = passes, own


def gradients(make, at=(0.5, 2.0)):
    """Give a's gradient, and the output's, by the program's pass, and a's by the package's."""
    a, b = map(Node, at)
    output = make(a, b)
    own_pass(output)
    again, other = map(Node, at)
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
if found == 0.0 and not close(seed, 1.0):
    wrong("seed", gradient=seed)
if found == 0.0 and program.calls("_backward") == 0:
    wrong("none")
if found == 0.0 and not ran:
    wrong("empty")
if found == 0.0:
    wrong("forward")
if not close(found, right):
    wrong("repeated", gradient=found, right=right)
found, _, right = gradients(square)
if close(found, 2 * right):
    wrong("double", gradient=found, right=right)
found, _, right = gradients(lambda a, b: a * b + (a + b), (0.0, 0.0))
if not close(found, right):
    wrong("number", gradient=found, right=right)
for graph, make in (
    ("z = s * s, with s = a + b", square),
    ("y = a * 3; z = y + (y * 2).tanh()", diamond),
    ("c = a * b; d = (c + 1).tanh(); e = d * c; z = e * a + c * d + a", ladder),
):
    found, _, right = gradients(make)
    if not close(found, right):
        wrong("early", graph=graph, gradient=found, right=right)
