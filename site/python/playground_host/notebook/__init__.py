"""What a program may have of a notebook: cells, and lines that only IPython understands."""
