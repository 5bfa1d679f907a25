"""What a run has around the program: its input and output, its modules and tasks, its traceback."""
