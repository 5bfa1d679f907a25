"""Finds a program's mistakes, with an error or without one, and explains them.

Each mistake is a key with gaps for parts of the program. The page has the sentences.
"""
