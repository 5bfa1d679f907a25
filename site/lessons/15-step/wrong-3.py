# says: fixed
def step(mlp, learning_rate):
    for p in mlp.parameters():
        p.data -= p.grad
