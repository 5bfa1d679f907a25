# says: package
from micrograd.neuron import MLP

xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
mlp = MLP(3, [4, 4, 1])
losses = mlp.train(xs, ys, learning_rate=0.1, num_rounds=100)
predictions = [mlp(x) for x in xs]
print(losses[-1])
