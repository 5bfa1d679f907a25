# says: e
guess_e = 6.0
guess_d = 16.0
guess_L = -32.0
