def f(x):
    return 3 * x**2 - 4 * x + 5


def slope_at(g, x, h=1e-6):
    return (g(x + h) - g(x - h)) / (2 * h)


x = 3.0
h = 0.0001

slope = slope_at(f, x)
print("the slope at", x, "is about", slope)
