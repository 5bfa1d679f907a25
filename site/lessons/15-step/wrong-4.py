# says: half
def step(mlp, learning_rate):
    for neuron in mlp.layers[0].neurons:
        for p in neuron.parameters():
            p.data -= learning_rate * p.grad
