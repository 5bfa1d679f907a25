# says: engine-missing
