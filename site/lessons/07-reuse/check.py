from playground_host.lesson import close, number, wrong

s, t = number("slope_of_s"), number("slope_of_t")
if close(s, 1.0):
    wrong("one", guess=s)
if not close(s, 2.0):
    wrong("first", guess=s)
if close(t, 4.0) or close(t, 3.0) or close(t, 6.0):
    wrong("factor", guess=t)
if not close(t, 7.0):
    wrong("second", guess=t)
