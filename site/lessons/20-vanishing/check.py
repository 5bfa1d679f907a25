from playground_host.lesson import node, wrong

x, h = node("x"), node("h")
order = h.topological_order()
straight = ("+", "-", "*", "/", "neg", "log", "", "**0", "**1")  # log undoes exp: they are one


def bends(each):
    """Tell whether an operation bends: a product does if x is in both factors."""
    varied = [id(inner) in depths for inner in each._prev]
    if each._op in ("*", "/"):
        return all(varied) or (each._op == "/" and varied[-1])
    return each._op not in straight


depths = {id(x): 0}  # operations that bend, on the way from x that has most of them
for each in order:
    before = [depths[id(inner)] for inner in each._prev if id(inner) in depths]
    if before:
        is_undone = each._op == "log" and each._prev[0]._op == "exp"
        depths[id(each)] = max(before) + bends(each) - is_undone
depth = depths.get(id(h), 0)
if depth < 10:
    wrong("shallow", depth=depth)
if x.data == 0.0 and h.data == 0.0:
    wrong("zero")


def gradient_from(output):
    """Give the gradient of x for an output, and leave all gradients as they are."""
    grads = [each.grad for each in order]
    x.grad = 0.0
    output.backward()
    found = x.grad
    for each, grad in zip(order, grads, strict=True):
        each.grad = grad
    return found


last = h
while not bends(last) and len(inner := [each for each in last._prev if each._prev]) == 1:
    last = inner[0]  # numbers that follow the last layer belong to none
gradient, unscaled = gradient_from(h), gradient_from(last)
if not abs(gradient) >= 0.01:
    wrong("tiny", gradient=gradient)
if not abs(unscaled) >= 0.01:
    wrong("scaled", gradient=unscaled)
if not abs(gradient) <= 100.0:
    wrong("huge", gradient=gradient)
