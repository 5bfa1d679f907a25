"""The environment of a run: input and output, modules, tasks, and tracebacks."""
