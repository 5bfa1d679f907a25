# says: crawls
crawls, arrives, jumps = "C", "B", "A"
