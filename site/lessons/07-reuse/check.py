from playground_host.lesson import close, given, number, taken_from_gradients, wrong

(a,) = given(a=3.0)
s, t = number("slope_of_s"), number("slope_of_t")
for taken in taken_from_gradients("slope_of_s", "slope_of_t"):
    wrong("taken", name=taken)
if close(s, 1.0):
    wrong("one", guess=s)
if not close(s, 2.0, 1e-3):
    wrong("first", guess=s)
if not close(t, 2.0 * a + 1.0, 1e-3):
    leaves_out = any(close(t, part) for part in (a, a + 1.0, 2.0 * a))
    wrong("factor" if leaves_out else "second", guess=t, a=a)
