"""PyTorch side by side

The same expression in both: where PyTorch is installed it
computes anew, in this page its numbers were written down.
Change the expression and see which of the two columns follows.
"""

from micrograd.node import Node


def f(a, b):
    c = a * b + b**3
    d = (c + 1.0).relu() + (b - a).tanh()
    return d / 2.0 + c.exp() / 100.0


a, b = Node(-1.5), Node(0.75)
out = f(a, b)
out.backward()
ours = [out.data, a.grad, b.grad]

try:
    import torch
except ImportError:
    theirs = [0.6424009163386688, 0.35698030978249606, 0.11641065175118703]
else:
    ta = torch.tensor(-1.5, dtype=torch.double, requires_grad=True)
    tb = torch.tensor(0.75, dtype=torch.double, requires_grad=True)
    result = f(ta, tb)
    result.backward()
    theirs = [result.item(), ta.grad.item(), tb.grad.item()]

for name, mine, other in zip(("value", "gradient of a", "gradient of b"), ours, theirs):
    print(f"{name:15} micrograd {mine:20.16f}   PyTorch {other:20.16f}")
out
