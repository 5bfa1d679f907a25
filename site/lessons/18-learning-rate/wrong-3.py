# says: letter
crawls, arrives, jumps = 0.001, 0.1, 0.28
