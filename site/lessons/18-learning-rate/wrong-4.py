# says: jumps
crawls, arrives, jumps = "B", "C", "B"
