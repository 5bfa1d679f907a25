# says: factor
slope_of_s = 2.0
slope_of_t = 4.0
