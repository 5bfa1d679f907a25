import random

from micrograd.neuron import MLP

layer_1 = 16.0
layer_2 = 20.0
layer_3 = 5.0
in_all = 41.0

random.seed(1)
mlp = MLP(3, [4, 4, 1])
if ... not in (layer_1, layer_2, layer_3, in_all):
    print("parameters:", len(mlp.parameters()))
    display(mlp([2.0, 3.0, -1.0]))
