# says: uphill
def step(mlp, learning_rate):
    for p in mlp.parameters():
        p.data += learning_rate * p.grad
