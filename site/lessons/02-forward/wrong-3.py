# says: loss
guess_e = -6.0
guess_d = 4.0
guess_L = 2.0
