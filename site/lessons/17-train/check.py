from playground_host.lesson import variable, wrong

inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
targets = [1.0, -1.0, -1.0, 1.0]
if variable("inputs") != inputs or variable("targets") != targets:
    wrong("data")
mlp = variable("mlp")
loss = sum((mlp(x).data - t) ** 2 for x, t in zip(inputs, targets, strict=True))
if loss > 3.0 and any(abs(p.data) > 5.0 for p in mlp.parameters()):
    wrong("wild", loss=loss)
if loss >= 0.01:
    wrong("high", loss=loss)
