"""Gradients that vanish or explode

Ten layers, one neuron each: every layer multiplies the gradient
by its weight and by the slope of tanh. Which weight keeps it
alive longest, and what happens with relu?
"""

from micrograd.node import Node

for weight in (0.5, 1.0, 2.0, 4.0):
    x = Node(0.01)
    h = x
    for layer in range(10):
        h = (h * weight).tanh()
    h.backward()
    print(f"weight {weight}: output {h.data:9.2e}   gradient of x {x.grad:9.2e}")

x = Node(0.01)
h = x
for layer in range(4):
    h = (h * 4.0).tanh()
h
