# says: d
dL_dd = 4.0
dL_de = 4.0
dL_da = -12.0
dL_db = 8.0
