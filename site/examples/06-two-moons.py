"""Two moons

A network learns which of two half moons a point belongs to, and then
draws where it would change its mind. Try fewer neurons, or more noise.
"""

import math
import random

from micrograd.neuron import MLP

random.seed(1)
NOISE = 0.1
points, sides = [], []
for i in range(40):
    angle = math.pi * i / 39
    for side in (1, -1):
        x = math.cos(angle) if side == 1 else 1 - math.cos(angle)
        y = math.sin(angle) if side == 1 else 0.5 - math.sin(angle)
        points.append([random.gauss(x, NOISE), random.gauss(y, NOISE)])
        sides.append(side)

mlp = MLP(2, [8, 8, 1])
mlp.train(inputs=points, targets=sides, learning_rate=0.01, num_rounds=150, verbose=True)

right = sum(mlp(point).data * side > 0 for point, side in zip(points, sides))
print(f"{right} of {len(points)} points are on the right side")
for row in range(16):
    y = 1.4 - row * 0.16
    print("".join("·#"[mlp([column * 0.08 - 1.3, y]).data > 0] for column in range(46)))
