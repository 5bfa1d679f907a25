def f(x):
    return 3 * x**2 - 4 * x + 5


def derivative(g, at):
    eps = 1e-5
    return (g(at + eps) - g(at - eps)) / (2 * eps)


x = 3.0
h = 0.0001

slope = derivative(f, x)
print("the slope at", x, "is about", slope)
