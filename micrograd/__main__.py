"""The first example: one tanh neuron, forward and backward, with both diagrams.

Run it with `python -m micrograd`.
"""

from micrograd.node import Node


def main() -> None:
    """Compute a neuron of two inputs, backpropagate, and show every number."""
    x1, x2 = Node(2.0, label="x1"), Node(0.0, label="x2")
    w1, w2 = Node(-3.0, label="w1"), Node(1.0, label="w2")
    b = Node(6.8813735870195432, label="b")
    n = x1 * w1 + x2 * w2 + b
    n.label = "n"
    o = n.tanh()
    o.label = "o"
    o.backpropagate(visualize=True)

    print("\no = tanh(n), n = x1*w1 + x2*w2 + b\n")
    print(f"{'node':<4} {'data':>8} {'grad':>8}")
    for node in (x1, w1, x2, w2, b, n, o):
        print(f"{node.label:<4} {node.data:>8.4f} {node.grad:>8.4f}")


if __name__ == "__main__":
    main()
