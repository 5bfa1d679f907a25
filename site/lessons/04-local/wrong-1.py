# says: swapped
grad_a = 2.0
grad_b = -3.0
grad_c = 1.0
