# says: a
grad_a = 1.0
grad_b = 1.0
grad_c = 1.0
