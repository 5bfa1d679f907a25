# says: data
import random

from micrograd.data import two_moons
from micrograd.neuron import MLP

random.seed(3)
from micrograd.data import xor

inputs, targets = xor(80)
mlp = MLP(2, [8, 1])
mlp.train(inputs, targets, learning_rate=0.01, num_rounds=400)

right = sum(mlp(x).data * t > 0 for x, t in zip(inputs, targets))
print(f"{right} of {len(inputs)} points are on the right side")
