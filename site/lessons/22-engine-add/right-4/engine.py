from dataclasses import dataclass, field
from typing import Callable


@dataclass
class Value:
    data: float
    grad: float = 0.0
    _prev: tuple = ()
    _op: str = ""
    _backward: Callable = field(default=lambda: None, repr=False)

    def __add__(self, other):
        out = Value(self.data + other.data, _prev=(self, other), _op="+")

        def backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = backward
        return out
