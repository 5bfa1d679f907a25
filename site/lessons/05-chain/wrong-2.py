# says: e
dL_dd = -2.0
dL_de = 1.0
dL_da = -3.0
dL_db = 2.0
