f = lambda x: 3 * x**2 - 4 * x + 5
x = 3.0
h = 0.0001

rise = 0.0
for step in (h, -h):
    rise += f(x + step) / step / 2
slope = rise
print("the slope at", x, "is about", slope)
