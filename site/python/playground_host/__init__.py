"""Runs a visitor's program: its output in pieces, its errors cut to the visitor's own lines.

Plain Python, without a word of Pyodide: the page's worker hands it a `Sink`, the tests another.
"""

__version__ = "0.2.0"
