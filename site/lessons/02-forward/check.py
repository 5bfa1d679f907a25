from playground_host.lesson import close, number, wrong

for name, answer, value in (("e", "e", -6.0), ("d", "d", 4.0), ("L", "loss", -8.0)):
    guess = number(f"guess_{name}")
    if not close(guess, value):
        wrong(answer, guess=guess)
