import re

from playground_host.lesson import close, given, number, program, wrong

a, b, c, f = given(a=2.0, b=-3.0, c=10.0, f=-2.0)
e, d = a * b, a * b + c
known = {"a": a, "b": b, "c": c, "d": d, "e": e, "f": f}
for name, answer, value in (("e", "e", e), ("d", "d", d), ("L", "loss", d * f)):
    guess = number(f"guess_{name}")
    if re.search(rf"\b{name}\b", program.assigned(f"guess_{name}")):
        wrong("taken", name=name)
    if not close(guess, value):
        wrong(answer, guess=guess, **known)
