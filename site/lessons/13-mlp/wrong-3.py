# says: total
layer_1, layer_2, layer_3 = 16, 20, 5
in_all = 3 + 4 + 4 + 1
