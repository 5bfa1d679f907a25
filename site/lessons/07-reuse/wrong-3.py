# says: first
slope_of_s = 6.0
slope_of_t = 7.0
