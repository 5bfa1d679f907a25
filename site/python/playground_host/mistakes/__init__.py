"""What a program's mistakes are: with an error or without one, and what they mean.

Each mistake is a key and gaps for what stands in the program. The words are the page's.
"""
