# says: frozen
from typing import NamedTuple


class Value(NamedTuple):
    data: float
    grad: float = 0.0
