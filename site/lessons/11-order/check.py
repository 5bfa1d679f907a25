from micrograd.node import Node
from playground_host.lesson import close, function, program, wrong

backward = function("backward")


class Pass:
    """The program's pass through a graph, which it may not leave to the node's own `backward()`.

    Attributes:
        gradient, right: the gradient of a by this pass, and by the package's.
        ran: the nodes whose `_backward()` it called, in this order.
        missed: the nodes with parents whose `_backward()` it did not call.
        seed: the output's gradient when the output's `_backward()` ran; None if it did not.
        last: the output's gradient at the end.
        change: the first change of a gradient by the program itself, without that of the seed.
    """

    def __init__(self, make, at=(0.5, 2.0)):
        a, b = map(Node, at)
        self.output = make(a, b)
        self.order = self.output.topological_order()
        self.ran, self.seed, self.change = [], None, None
        self._known = [0.0] * len(self.order)
        self._go()
        self._look()
        self.gradient, self.last = a.grad, self.output.grad
        self.missed = [each for each in self.order if each._prev and each not in self.ran]
        again, other = map(Node, at)
        make(again, other).backward()
        self.right = again.grad
        self.is_right = close(self.gradient, self.right)

    def _go(self):
        passes = Node.backward
        own = {each: each._backward for each in map(type, self.order)}

        def seen(node):
            self._look()
            if node is self.output and self.seed is None:
                self.seed = node.grad
            self.ran.append(node)
            own[type(node)](node)
            self._known = [each.grad for each in self.order]

        def borrowed(_node):
            wrong("borrowed")

        Node.backward = borrowed
        for each in own:
            each._backward = seen
        try:
            backward(self.output)
        finally:
            Node.backward = passes
            for each, method in own.items():
                each._backward = method

    def _look(self):
        """See whether the program has changed a gradient since the last `_backward()`."""
        for each, before in zip(self.order, self._known, strict=True):
            is_seed = each is self.output and not self.ran
            if self.change is None and each.grad != before and not is_seed:
                self.change = before, each.grad


def explain(graph, found):
    """Say what is wrong with a pass, apart from the order."""
    if found.missed:
        wrong("missed", graph=graph, op=found.missed[0]._op)
    if not close(found.seed, 1.0):
        is_late = found.seed == 0.0 != found.last
        wrong("late" if is_late else "seed", gradient=found.seed, last=found.last)
    if found.change is not None:
        before, after = found.change
        wrong("changed-gradient", graph=graph, before=before, after=after)


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


def add_and_multiply(a, b):
    return a * b + (a + b)


def examine(graph, make):
    found = Pass(make)
    if found.is_right:
        return
    explain(graph, found)
    if make is square and close(found.gradient, 2 * found.right):
        wrong("double", gradient=found.gradient, right=found.right)
    wrong("early", graph=graph, gradient=found.gradient, right=found.right)


chain = Pass(lambda a, b: (a * 3.0).tanh())
if not chain.ran and program.calls("_backward") == 0:
    wrong("none")
if not chain.ran:
    wrong("empty")
if not chain.is_right:
    explain("z = (a * 3).tanh()", chain)
    if chain.gradient == 0.0:
        wrong("forward")
    wrong("repeated", gradient=chain.gradient, right=chain.right)
examine("p = a * b; q = a + b; z = p + q", add_and_multiply)
zeros = Pass(add_and_multiply, (0.0, 0.0))
if not zeros.is_right:
    wrong("number", gradient=zeros.gradient, right=zeros.right)
examine("z = s * s, with s = a + b", square)
examine("y = a * 3; z = y + (y * 2).tanh()", diamond)
examine("c = a * b; d = (c + 1).tanh(); e = d * c; z = e * a + c * d + a", ladder)
