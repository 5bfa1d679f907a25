from engine import Value
