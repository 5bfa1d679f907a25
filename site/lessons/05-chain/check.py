from playground_host.lesson import close, number, wrong

for name, gradient in (("d", -2.0), ("e", -2.0), ("a", 6.0), ("b", -4.0)):
    guess = number(f"dL_d{name}")
    if close(guess, gradient):
        continue
    if name == "a" and close(guess, -3.0):
        wrong("local", guess=guess)
    wrong(name, guess=guess)
