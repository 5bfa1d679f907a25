"""Runs a visitor's program: sends its output in pieces, and its errors with the visitor's lines.

This package does not depend on Pyodide: the page's worker passes it a `Sink`, tests another one.
"""

__version__ = "0.2.0"
