from playground_host.lesson import again, close, function, given, number, program, wrong

f, slope = function("f"), number("slope")
x, h = given(x=3.0, h=0.0001)
tiny = 1e-5 * max(1.0, abs(x))
right = (f(x + tiny) - f(x - tiny)) / (2.0 * tiny)
rise = f(x + h) - f(x)
written = program.assigned("slope")

# Another place, where the slope is no integer: what rounds is right at x = 3 only.
between = again(x=x + 0.25)
if between is not None and close(slope, right, 0.01):
    there = (f(x + 0.25 + tiny) - f(x + 0.25 - tiny)) / (2.0 * tiny)
    found = number("slope", of=between)
    if not close(found, slope) and not close(found, there, 0.02):
        wrong("rounded", slope=found, x=x + 0.25, right=there)
if not close(slope, right, 0.01):
    if abs(h) < 1e-10:
        wrong("tiny", h=h)
    for step in (h, 1.0):
        if abs(step) > 0.001 and close(slope, (f(x + step) - f(x)) / step):
            wrong("long", slope=slope, h=step)
    if close(slope, f(x + h) - f(x) / h):
        wrong("brackets", slope=slope)
    if close(slope, 1.0, 1e-4):
        wrong("outside", slope=slope)
    if close(slope / h, right, 0.01):
        wrong("undivided", slope=slope)
    if close(-slope, right, 0.01):
        wrong("sign", slope=slope)
    if close(slope, 2.0 * right, 0.01):
        wrong("double", slope=slope)
    wrong("value", slope=slope, x=x)

other = again(x=x + 2.0)
stays = other is not None and close(number("slope", of=other), slope)
measures = program.calls("f") > 0
if stays and not (measures and any(map(str.isalpha, written))):
    wrong("typed", name="slope", value=slope, changes=f"x = {x + 2.0:g}")
if not measures and "h" not in written:
    wrong("paper")
