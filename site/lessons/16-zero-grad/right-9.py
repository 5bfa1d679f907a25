import random

from micrograd.neuron import MLP

inputs = [[0.0], [1.0], [2.0], [3.0]]
targets = [1.0, 3.0, 5.0, 7.0]


def train_round(mlp):
    loss = sum((mlp(x) - t) ** 2 for x, t in zip(inputs, targets))
    old = [p.grad for p in mlp.parameters()]
    loss.backward()
    for p, before in zip(mlp.parameters(), old):
        p.data -= 0.02 * (p.grad - before)
    return loss.data


random.seed(1)
mlp = MLP(1, [1], activation="linear")  # one neuron without a nonlinearity: w·x + b
for number in range(30):
    loss = train_round(mlp)
    print(f"round {number}: loss {loss:.4f}")
