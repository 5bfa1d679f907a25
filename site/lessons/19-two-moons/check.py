from playground_host.lesson import variable, wrong

inputs, targets = variable("inputs", list), variable("targets", list)
moons = {tuple(x): t for x, t in zip(inputs, targets, strict=False)}
wide = {t for t in targets if t in (-1, 1)}
if len(moons) != 80 or len(wide) != 2 or not all(-2 < x < 3 for x, _ in moons):
    wrong("data")
mlp = variable("mlp")
right = sum(mlp(list(x)).data * t > 0 for x, t in moons.items())
if right < 78:
    wrong("straight" if len(mlp.layers) == 1 else "more", right=right, count=80)
