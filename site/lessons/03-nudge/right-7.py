def f(x):
    return 3 * x**2 - 4 * x + 5


x = 3.0
h = 0.0001

derivative = lambda g, at, eps: (g(at + eps) - g(at)) / eps
slope = derivative(f, x, 1e-4)
print("the slope at", x, "is about", slope)
