"""What well-known packages need here, because they expect another program or a window."""
