# says: taken
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(-2.0)

e = a * b
d = e + c
L = d * f

guess_e = float(e)
guess_d = float(d)
guess_L = float(L)
if ... not in (guess_e, guess_d, guess_L):
    display(L)
