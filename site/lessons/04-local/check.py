from playground_host.lesson import close, given, number, taken_from_gradients, wrong

a, b, _ = given(a=2.0, b=-3.0, c=10.0)
guesses = {name: number(f"grad_{name}") for name in "abc"}
for taken in taken_from_gradients("grad_a", "grad_b", "grad_c"):
    wrong("early", name=taken[-1])
if a != b and close(guesses["a"], a) and close(guesses["b"], b):
    wrong("swapped", b=b)
for name, gradient in (("a", b), ("b", a), ("c", 1.0)):
    if not close(guesses[name], gradient, 1e-3):
        wrong(name, guess=guesses[name], a=a, b=b)
