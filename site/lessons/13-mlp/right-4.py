import random

from micrograd.neuron import MLP

layer_1 = len(MLP(3, [4, 4, 1]).layers[0].parameters())
layer_2 = len(MLP(3, [4, 4, 1]).layers[1].parameters())
layer_3 = len(MLP(3, [4, 4, 1]).layers[2].parameters())
in_all = len(MLP(3, [4, 4, 1]).parameters())

random.seed(1)
mlp = MLP(3, [4, 4, 1])
if ... not in (layer_1, layer_2, layer_3, in_all):
    print("parameters:", len(mlp.parameters()))
    display(mlp([2.0, 3.0, -1.0]))
