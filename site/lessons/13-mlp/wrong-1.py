# says: bias
layer_1, layer_2, layer_3 = 12, 16, 4
in_all = 32
