# says: c
grad_a = -3.0
grad_b = 2.0
grad_c = 10.0
