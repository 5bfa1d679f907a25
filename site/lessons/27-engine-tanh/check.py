from playground_host.lesson import agrees
from playground_host.own_engine import engine, needs

Value = engine()
needs(Value, "__add__", "__mul__", "backward")
agrees(Value, "a + b", "a + a", "a * b", "a * a", "p = a; p += p * a; p += p * a; p += p * a")
needs(Value, "tanh")
agrees(Value, "a.tanh()")
