"""A learning rate too high

The same start three times: small steps crawl, good ones arrive,
and large ones jump over the valley and out of it. Find the
largest rate that still arrives.
"""

import random

from micrograd.neuron import MLP

inputs = [[-1.0], [-0.5], [0.0], [0.5], [1.0]]
targets = [1.0, 0.25, 0.0, 0.25, 1.0]

for rate in (0.001, 0.1, 3.0):
    random.seed(0)
    mlp = MLP(1, [4, 1], activation="relu")
    try:
        history = mlp.train(inputs, targets, learning_rate=rate, num_rounds=60)
    except FloatingPointError as error:
        print(f"rate {rate}: {error}")
    else:
        losses = "  ".join(f"{loss:.3g}" for loss in history[::12])
        print(f"rate {rate}: {losses}")
