# says: arrives
crawls, arrives, jumps = "B", "A", "C"
