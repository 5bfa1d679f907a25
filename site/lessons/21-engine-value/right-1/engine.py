from dataclasses import dataclass


@dataclass
class Value:
    data: float
    grad: float = 0.0
