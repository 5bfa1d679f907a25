# says: paper
def f(x):
    return 3 * x**2 - 4 * x + 5


x = 3.0
h = 0.0001

print(f(x))
slope = 6 * x - 4 + 0 * h
print("the slope at", x, "is about", slope)
