# says: twice
from micrograd.node import Node

a = Node(2.0)
b = Node(-3.0)
c = Node(10.0)
f = Node(-2.0)
L = (a * b + c) * f

from micrograd.tape import Tape

t = Tape(L)
t.forward()
t.backward()
t.backward()
slope_of_a = a.grad
print("slope of a:", slope_of_a)
L
