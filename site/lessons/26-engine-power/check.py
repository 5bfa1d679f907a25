from playground_host.lesson import agrees
from playground_host.own_engine import engine, needs

Value = engine()
needs(Value, "__add__", "__mul__", "backward")
agrees(Value, "a + b", "a + a", "a * b", "a * a", "p = a; p += p * a; p += p * a; p += p * a")
needs(Value, "__pow__")
agrees(Value, "a ** 2", "a ** 3", "a ** -1")
needs(Value, "__truediv__", "__rtruediv__")
agrees(Value, "a / b", "a / 2", "2 / a")
