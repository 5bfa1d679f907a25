from micrograd.origin import origins_off
from playground_host.lesson import again, close, given, node, number, wrong

_, b, _, _ = given(a=2.0, b=-3.0, c=10.0, f=-2.0)
guess, a, output = number("slope_of_a"), node("a"), node("L")
gradient = a.grad

graph = output.topological_order()
kept = [each.grad for each in graph]
for each in graph:
    each.grad = 0.0
with origins_off():
    output.backward()
right = a.grad if any(each is a for each in graph) else 0.0
for each, before in zip(graph, kept, strict=True):
    each.grad = before

if gradient == 0.0 and right != 0.0:
    wrong("none")
if not close(gradient, right):
    if close(gradient, 1.0):
        wrong("leaf")
    times = round(gradient / right) if right else 0
    if times > 1 and close(gradient, times * right):
        wrong("twice", gradient=gradient, times=times, right=right)
    wrong("other", gradient=gradient, right=right)
if not close(guess, right, 1e-3):
    wrong("early" if guess == 0.0 else "taken", guess=guess)
other = again(b=b + 8.0)
if other is not None and not close(number("slope_of_a", of=other), node("a", of=other).grad, 1e-3):
    wrong("typed", name="slope_of_a", value=guess, changes=f"b = {b + 8.0:g}")
