# says: rate
import random

from micrograd.neuron import MLP

inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
targets = [1.0, -1.0, -1.0, 1.0]


def loss_of(mlp):
    return sum((mlp(x) - t) ** 2 for x, t in zip(inputs, targets))


def step(mlp, learning_rate):
    for p in mlp.parameters():
        p.data *= 1 - learning_rate * p.grad


random.seed(1)
mlp = MLP(3, [4, 4, 1])
loss = loss_of(mlp)
loss.backward()
step(mlp, 0.01)
print("loss before:", loss.data)
print("loss after: ", loss_of(mlp).data)
