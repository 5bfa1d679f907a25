# says: one
layer_1, layer_2, layer_3 = 13, 17, 5
in_all = 35
