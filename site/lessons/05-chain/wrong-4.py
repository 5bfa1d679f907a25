# says: local
dL_dd, dL_de = -2.0, -2.0
dL_da = 6.0
dL_db = 2.0
