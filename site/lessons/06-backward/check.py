from playground_host.lesson import close, node, number, wrong

guess = number("slope_of_a")
gradient = node("a").grad
if close(gradient, 1.0):
    wrong("leaf")
if close(gradient, 12.0):
    wrong("twice", gradient=gradient)
if not close(gradient, 6.0):
    wrong("none")
if not close(guess, 6.0):
    wrong("taken", guess=guess)
