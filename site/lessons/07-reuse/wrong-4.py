# says: second
slope_of_s = 2.0
slope_of_t = 12.0
