# says: data
import random

from micrograd.data import two_moons
from micrograd.neuron import MLP

random.seed(3)
inputs, targets = two_moons(4, noise=0.0)
mlp = MLP(2, [1])
mlp.train(inputs, targets, learning_rate=0.01, num_rounds=20)
