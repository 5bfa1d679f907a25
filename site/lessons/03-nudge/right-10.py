def f(x):
    return 3 * x**2 - 4 * x + 5


x = 3.0
h = 0.0001

slope = (3 * (x + h) ** 2 - 4 * (x + h) - (3 * x**2 - 4 * x)) / h
print("the slope at", x, "is about", slope)
