from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(-2.0)

e = a * b
d = e + c
L = d * f

guess_e = a.data * b.data
guess_d = guess_e + c.data
guess_L = guess_d * f.data
if ... not in (guess_e, guess_d, guess_L):
    display(L)
