# says: one
slope_of_s = 1.0
slope_of_t = 7.0
