# says: loop-name
def step(mlp, learning_rate):
    for p in mlp.parameters():
        p = p - learning_rate * p.grad
