import random

from micrograd.neuron import MLP

inputs = [[-1.0], [-0.5], [0.0], [0.5], [1.0]]
targets = [1.0, 0.25, 0.0, 0.25, 1.0]

rates = {"A": 0.1, "B": 0.0002, "C": 0.13, "D": 0.03, "E": 0.0005}
curves = {}
for name, rate in rates.items():
    random.seed(2)
    mlp = MLP(1, [4, 1], output_activation="linear")
    print("training", name)
    curves[name] = mlp.train(
        inputs,
        targets,
        learning_rate=rate,
        num_rounds=60,
    )
    display(curves[name])

crawls = "B, E"
arrives = "A"
jumps = "C"
