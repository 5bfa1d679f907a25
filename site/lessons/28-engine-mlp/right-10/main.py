import random

from engine import Value

random.seed(1)


class Neuron:
    def __init__(self, inputs):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(inputs)]
        self.b = Value(0.0)

    def __call__(self, x):
        total = self.b
        for w, each in zip(self.w, x):
            total = total + w * each
        return total.tanh()

    def parameters(self):
        return [*self.w, self.b]


class MLP:
    def __init__(self, inputs, sizes):
        self.layers = []
        for size in sizes:
            self.layers.append([Neuron(inputs) for _ in range(size)])
            inputs = size

    def __call__(self, x):
        for layer in self.layers:
            x = [neuron(x) for neuron in layer]
        return x[0]

    def parameters(self):
        return [p for layer in self.layers for neuron in layer for p in neuron.parameters()]


xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
mlp = MLP(3, [4, 4, 1])
losses = []

for _ in range(100):
    predictions = [mlp(x) for x in xs]
    loss = sum((p - y) ** 2 for p, y in zip(predictions, ys))
    losses.append(loss.data)
    for p in mlp.parameters():
        p.grad = 0.0
    loss.backward()
    for p in mlp.parameters():
        p.data -= 0.1 * p.grad

losses = tuple(losses)
print("loss:", losses[0], "at first,", losses[-1], "in the end")
print("predictions:", [p.data for p in predictions])
