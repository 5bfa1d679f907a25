from playground_host.lesson import agrees, close, function, variable, wrong

Value = function("Value")
if Value.__module__ != "engine":
    wrong("package", module=Value.__module__)
agrees(Value, "a + b", "a * b", "a - 2", "a ** 2", "a.tanh()")
mlp, losses = variable("mlp"), variable("losses", list)
parameters = mlp.parameters()
if close(losses[0], losses[-1]):
    wrong("still")
if losses[-1] > losses[0]:
    wrong("uphill", first=losses[0], last=losses[-1])
kept = [p.grad for p in parameters]
for p in parameters:
    p.grad = 0.0
predictions = [mlp(x) for x in variable("xs")]
sum((p - y) ** 2 for p, y in zip(predictions, variable("ys"))).backward()
most = max(abs(gradient) for gradient in kept)
if max(abs(p.grad - before) for p, before in zip(parameters, kept)) > most / 2:
    wrong("kept", gradient=most)
if losses[-1] > 0.05:
    wrong("high", last=losses[-1])
