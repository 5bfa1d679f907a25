# says: paper
def f(x):
    return 3 * x**2 - 4 * x + 5


def derivative(at):
    return 6 * at - 4


x = 3.0
h = 0.0001

slope = derivative(x)
print("the slope at", x, "is about", slope)
