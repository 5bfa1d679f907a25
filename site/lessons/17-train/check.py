from playground_host.lesson import numbers, samples, trained, wrong

inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
targets = [1.0, -1.0, -1.0, 1.0]

if numbers("inputs") != inputs or numbers("targets") != targets:
    wrong("data")
mlp = trained(inputs)
predictions = [mlp(x).data for x in inputs]
loss = sum((p - t) ** 2 for p, t in zip(predictions, targets, strict=True))
if loss >= 0.01 and (learned := samples()):
    # Not always on the variables of these names.
    wanted = [(tuple(x), (t,)) for x, t in zip(inputs, targets, strict=True)]
    if sorted(learned) != sorted(wanted):
        wrong("data")
if any(p * t < -0.99 for p, t in zip(predictions, targets, strict=True)):
    wrong("wild", loss=loss)
count = sum(not abs(p - t) <= 0.1 for p, t in zip(predictions, targets, strict=True))
if not loss < 0.01:
    wrong("high", loss=loss, count=count)
