# says: stale
inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
targets = [1.0, -1.0, -1.0, 1.0]


def train_round(mlp):
    loss = sum((mlp(x) - t) ** 2 for x, t in zip(inputs, targets))
    loss.grad = 0.0
    loss.backward()
    for p in mlp.parameters():
        p.data -= 0.05 * p.grad
    return loss.data
