# says: rounded
def f(x):
    return 3 * x**2 - 4 * x + 5


x = 3.0
h = 0.0001

slope = round((f(x + h) - f(x)) / h)
print("the slope at", x, "is about", slope)
