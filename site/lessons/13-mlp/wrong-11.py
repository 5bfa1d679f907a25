# says: layer
import random

from micrograd.neuron import MLP

layer_1 = 3
layer_2 = 16
layer_3 = 20
in_all = 41

random.seed(1)
mlp = MLP(3, [4, 4, 1])
if ... not in (layer_1, layer_2, layer_3, in_all):
    print("parameters:", len(mlp.parameters()))
    display(mlp([2.0, 3.0, -1.0]))
