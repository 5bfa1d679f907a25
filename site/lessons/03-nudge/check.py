from playground_host.lesson import again, close, function, given, number, wrong

f, slope = function("f"), number("slope")
x, h = given(x=3.0, h=0.0001)
tiny = 1e-5 * max(1.0, abs(x))
right = (f(x + tiny) - f(x - tiny)) / (2.0 * tiny)
rise = f(x + h) - f(x)

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


def steeper(f):
    return lambda *at, **named: f(*at, **named) + 5.0 * next(iter((*at, *named.values())))


# What is measured follows f, or how far it goes: no formula for the slope of this f does.
with_other_f = again(f=steeper)
others = [each for each in (with_other_f, again(h=2.0 * h)) if each is not None]
if with_other_f is not None and all(number("slope", of=each) == slope for each in others):
    other = again(x=x + 2.0)
    if other is not None and close(number("slope", of=other), slope):
        wrong("typed", name="slope", value=slope, changes=f"x = {x + 2.0:g}")
    wrong("paper")
