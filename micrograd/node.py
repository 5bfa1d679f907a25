"""One scalar in a computational graph, and every operation on it.

A `Node` holds a number and remembers the nodes that it was computed from. Backpropagation walks
from an output back to its leaves, and stores in each node's `grad` the derivative of the output
with respect to that node.

The file reads from top to bottom: the node and its backward pass; one class per operation, with its
formula beside its derivative; the arithmetic underneath. Values and derivatives are those of
PyTorch in float64, also if they are infinite or nan: a division by zero or an overflow does not
raise. If `data` is changed between the two passes, a derivative uses the new operands and the old
results, as in PyTorch after `x.data = ...`. The one difference is number / x: PyTorch keeps the old
reciprocal.

For drawing see `micrograd.graph`, for networks `micrograd.neuron`.
"""

# ruff: noqa: SLF001 - `_prev` and `_backward` are private outside the engine; nodes may use them.

from __future__ import annotations

import math
import sys
from collections import Counter
from numbers import Complex, Number, Real
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, Any

from micrograd import copies
from micrograd.conversion import lost_function, sentence
from micrograd.display import display, mimebundle, picture
from micrograd.subclass import have_own_equality, keep_on_results, ordered_by_identity

if TYPE_CHECKING:
    from collections.abc import Callable


class Node:
    """Hold one number and the nodes that it was computed from.

    `Node(2.0)` is a leaf; an operation on nodes makes a new node. The other operand may be a
    number, on either side; it becomes a new leaf.

    Nodes are compared, rounded and formatted by their data, as PyTorch's scalars are: `loss < 0.1`,
    `max(nodes)`, `f"{loss:.4f}"`, and `node == 1.0`. Two nodes are equal only if they are the same
    object, so that lists, sets and dicts of nodes work. A node is true if its data is not 0.

    Attributes:
        data: the value, a float. Other real numbers that are assigned, such as numpy's, become
            floats when they are used.
        grad: the derivative of the last backpropagated output with respect to this node; 0.0
            before. Leaves add up one such derivative per backward pass. None, PyTorch's value for
            "no gradient yet", counts as 0.0.
        label: a name for people, shown in pictures.

    A program may add any other attribute.

    Raises:
        TypeError: if `data` is not a real number or `label` is not a string.
        ValueError: if `data` is an integer too large for a float.

    >>> x = Node(3.0, label="x")
    >>> y = x * x + 2
    >>> y.backpropagate()
    >>> y.data, x.grad
    (11.0, 6.0)
    """

    # Slots keep a node small and fast; `__dict__` is made for a program's first own attribute.
    # A tuple keeps the parents' order and a * a's two edges.
    __slots__ = ("__dict__", "__weakref__", "_origin", "_prev", "data", "grad", "label")

    _origin: object
    _prev: tuple[Node, ...]
    _op: str = ""
    _has_kin = False  # whether a program has made subclasses
    if TYPE_CHECKING:
        _grad: float  # the lectures' name for `grad`: one slot with two names, joined below

    def __init__(self, data: float, label: str = "") -> None:
        if not isinstance(label, str):
            raise TypeError(f"label must be a string, not {label!r}")
        self.data = data if type(data) is float else as_float(data, "data")
        self.label = label
        self.grad = 0.0
        self._prev = ()

    # --- the backward pass ---

    def topological_order(self) -> list[Node]:
        """List this node and all nodes that it was computed from, each after its parents.

        The order depends only on the graph. There is no recursion, so chains may be long.

        >>> a = Node(2.0, label="a")
        >>> [node.data for node in (a * a + 1.0).topological_order()]
        [2.0, 4.0, 1.0, 5.0]
        """
        order: list[Node] = []
        seen: set[Node] = set()
        waiting: list[Node] = []  # nodes whose parents are being listed
        stack: list[Node | None] = [self]
        try:
            while stack:
                node = stack.pop()
                if node is None:  # a mark: all parents of the last waiting node are listed
                    order.append(waiting.pop())
                elif node not in seen:
                    seen.add(node)
                    if node._prev:
                        waiting.append(node)
                        stack.append(None)
                        stack += [parent for parent in node._prev[::-1] if parent not in seen]
                    else:
                        order.append(node)
        except TypeError:  # nodes of a subclass without a hash, or with a set of parents
            return ordered_by_identity(self)
        is_whole = not Node._has_kin or not have_own_equality(order)
        return order if is_whole else ordered_by_identity(self)

    def backward(self) -> None:
        """Add the derivative of this node with respect to each leaf to that leaf's `grad`.

        Each pass computes the gradients of the inner nodes anew. So a second call adds the same
        again to the leaves' gradients only (as with `retain_graph=True` in PyTorch).

        >>> a, b = Node(2.0), Node(-3.0)
        >>> (a * b).backward()
        >>> a.grad, b.grad
        (-3.0, 2.0)
        """
        order = self.topological_order()
        for node in order:
            if node._prev:
                node.grad = 0.0
                if type(node.data) is not float:
                    use_floats(node)
            elif type(node.grad) is not float or type(node.data) is not float:
                use_floats(node)
                use_float_grads(node)
        self.grad += 1.0  # the derivative of the output with respect to itself
        for node in reversed(order):
            node._backward()

    def backpropagate(self, visualize: bool = False) -> None:
        """Run the backward pass; with `visualize`, show the graph before and after it.

        Raises:
            TypeError: if `visualize` is not True, False or a number.

        >>> x = Node(0.0)
        >>> x.tanh().backpropagate()
        >>> x.grad
        1.0
        """
        if not _is_number(visualize):
            raise TypeError(f"visualize must be True or False, not {short_repr(visualize)}")
        if not visualize:
            self.backward()
            return
        before = picture(self, "before")
        display(before)
        self.backward()
        display(picture(self, "after", before))

    def zero_grad(self) -> None:
        """Set `grad` to 0.0 in this node and in all nodes that it was computed from."""
        for node in self.topological_order():
            node.grad = 0.0

    def _backward(self) -> None:
        """Add this node's shares to its parents' gradients; a leaf has no parents."""

    def _local_derivatives(self) -> tuple[float, ...]:
        """Return the derivative of this node with respect to each parent, one per edge.

        These are the numbers that `_backward` adds if this node's gradient is 1.
        """
        return self._shares(1.0)

    def _shares(self, gradient: float, found: float = 0.0) -> tuple[float, ...]:
        """Return what `_backward` adds for each parent if this node has `gradient`, one per edge.

        If `_backward` reads its parents from `_prev`, it gets stand-ins there, so that the two
        edges of `a * a` stay apart. If it refers to its parents directly, the change of their
        gradients is measured and undone; a parent's edges then get equal parts. `found` is the
        gradient of the parents before.

        All other effects of `_backward` remain: see `micrograd.rehearsal`.
        """
        parents, own = self._prev, self.grad
        stand_ins = tuple(_stand_in(parent, self) for parent in parents)
        held = [parent.grad for parent in parents]
        for each in (*parents, *stand_ins):
            each.grad = found
        self._prev, self.grad = stand_ins, gradient
        try:
            self._backward()
            uses = Counter(parents)
            return tuple(
                stand_in.grad
                if parent.grad == found
                else parent.grad
                if stand_in.grad == found and uses[parent] == 1
                else stand_in.grad + (parent.grad - found) / uses[parent]
                for parent, stand_in in zip(parents, stand_ins, strict=True)
            )
        finally:
            self._prev, self.grad = parents, own
            for parent, grad in zip(parents, held, strict=True):
                parent.grad = grad

    # --- the operations, with numbers on either side ---

    def __add__(self, other: Node | float) -> Node:
        return Add(self, other) if isinstance(other, Node) else _apply(Add, self, other)

    def __radd__(self, other: float) -> Node:
        return _apply(Add, other, self)

    def __sub__(self, other: Node | float) -> Node:
        return Subtract(self, other) if isinstance(other, Node) else _apply(Subtract, self, other)

    def __rsub__(self, other: float) -> Node:
        return _apply(Subtract, other, self)

    def __mul__(self, other: Node | float) -> Node:
        return Multiply(self, other) if isinstance(other, Node) else _apply(Multiply, self, other)

    def __rmul__(self, other: float) -> Node:
        return _apply(Multiply, other, self)

    def __truediv__(self, other: Node | float) -> Node:
        return Divide(self, other) if isinstance(other, Node) else _apply(Divide, self, other)

    def __rtruediv__(self, other: Node | float) -> Node:
        return _apply(Divide if isinstance(other, Node) else DivideNumber, other, self)

    def __pow__(self, other: Node | float) -> Node:
        if isinstance(other, Node):
            return NodePower(self, other)
        return Power(self, other) if _is_number(other) else _apply(NodePower, self, other)

    def __rpow__(self, other: float) -> Node:
        return _apply(NodePower, other, self)

    def __neg__(self) -> Node:
        return Negate(self)

    def __pos__(self) -> Node:
        return self

    def __abs__(self) -> Node:
        return Abs(self)

    def exp(self) -> Node:
        """Return e to the power of this node.

        >>> Node(0.0).exp().data
        1.0
        """
        return Exp(self)

    def tanh(self) -> Node:
        """Return the hyperbolic tangent of this node, a number between -1 and 1.

        >>> Node(0.0).tanh().data
        0.0
        """
        return Tanh(self)

    def relu(self) -> Node:
        """Return this node where it is positive, else 0.

        >>> Node(-2.0).relu().data
        0.0
        """
        return Relu(self)

    def sigmoid(self) -> Node:
        """Return the logistic function of this node, a number between 0 and 1.

        >>> Node(0.0).sigmoid().data
        0.5
        """
        return Sigmoid(self)

    def log(self) -> Node:
        """Return the natural logarithm of this node: -inf at 0, nan below.

        >>> Node(1.0).log().data
        0.0
        """
        return Log(self)

    def sin(self) -> Node:
        """Return the sine of this node, an angle in radians.

        >>> Node(0.0).sin().data
        0.0
        """
        return Sin(self)

    def cos(self) -> Node:
        """Return the cosine of this node, an angle in radians.

        >>> Node(0.0).cos().data
        1.0
        """
        return Cos(self)

    def sqrt(self) -> Node:
        """Return the square root of this node, nan below 0.

        >>> Node(9.0).sqrt().data
        3.0
        """
        return Sqrt(self)

    def abs(self) -> Node:
        """Return this node without its sign, as `abs(node)` does.

        >>> Node(-2.0).abs().data
        2.0
        """
        return Abs(self)

    # --- a node among numbers: compared, rounded and written by its data ---

    __hash__ = object.__hash__  # by identity: sets and dicts hold nodes, not numbers

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Node):
            return self is other
        number = _number(other)
        return NotImplemented if number is None else bool(self.data == number)

    def __lt__(self, other: Node | float) -> bool:
        number = _number(other)
        return NotImplemented if number is None else self.data < number

    def __le__(self, other: Node | float) -> bool:
        number = _number(other)
        return NotImplemented if number is None else self.data <= number

    def __gt__(self, other: Node | float) -> bool:
        number = _number(other)
        return NotImplemented if number is None else self.data > number

    def __ge__(self, other: Node | float) -> bool:
        number = _number(other)
        return NotImplemented if number is None else self.data >= number

    def __bool__(self) -> bool:
        return self.data != 0.0

    def __float__(self) -> float:
        if function := lost_function(sys._getframe(1)):
            raise TypeError(sentence(function))
        return float(self.data)

    def as_integer_ratio(self) -> tuple[int, int]:
        """Raise a TypeError: `statistics.mean` would read the number here and lose the graph.

        Raises:
            TypeError: always; its message says what to write.
        """
        raise TypeError(sentence(lost_function(sys._getframe(1)) or "as_integer_ratio"))

    def __int__(self) -> int:
        return int(self.data)

    __trunc__ = __int__

    def __round__(self, n_digits: int | None = None) -> float:
        return round(float(self.data), n_digits)

    def __format__(self, spec: str) -> str:
        return format(self.data, spec) if spec else str(self)

    # --- how a node shows itself, and how it is copied ---

    @property
    def origin(self) -> Any:
        """The line that made the node, if it was recorded: see `micrograd.origin`."""
        try:
            return _recorded_origin(self)
        except AttributeError:
            return None

    def __repr__(self) -> str:
        op = f", op={self._op!r}" if self._op else ""
        label = f", label={self.label!r}" if self.label else ""
        return f"Node(data={_written(self.data)}, grad={_written(self.grad)}{op}{label})"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Display the node as its graph where pictures can be shown (IPython's protocol)."""
        del include, exclude  # hints that a front end may give; it picks from the whole bundle
        return {**mimebundle(picture(self, "")), "text/plain": repr(self)}

    def __copy__(self) -> Node:
        return copies.shallow(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Node:
        return copies.deep(self, memo)

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return copies.reduced(self)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__module__.startswith("micrograd."):
            return
        Node._has_kin = True
        if cls._backward is Node._backward:
            keep_on_results(cls, Node)


# A slot is a descriptor on the class: a second name for it costs nothing.
Node._grad = Node.__dict__["grad"]

# Read through the slot, because a subclass may have a `__getattr__` for any name.
_recorded_origin = Node.__dict__["_origin"].__get__


class Add(Node):
    """a + b."""

    __slots__ = ()
    _op = "+"

    def __init__(self, a: Node, b: Node) -> None:
        if type(a.data) is not float or type(b.data) is not float:
            use_floats(a, b)
        self.data = a.data + b.data
        self.label = ""
        self.grad = 0.0
        self._prev = (a, b)

    def _backward(self) -> None:
        # d(a + b)/da = 1, d(a + b)/db = 1
        a, b = self._prev
        a.grad += self.grad
        b.grad += self.grad


class Subtract(Node):
    """a - b."""

    __slots__ = ()
    _op = "-"

    def __init__(self, a: Node, b: Node) -> None:
        if type(a.data) is not float or type(b.data) is not float:
            use_floats(a, b)
        self.data = a.data - b.data
        self.label = ""
        self.grad = 0.0
        self._prev = (a, b)

    def _backward(self) -> None:
        # d(a - b)/da = 1, d(a - b)/db = -1
        a, b = self._prev
        a.grad += self.grad
        b.grad -= self.grad


class Multiply(Node):
    """a * b."""

    __slots__ = ()
    _op = "*"

    def __init__(self, a: Node, b: Node) -> None:
        if type(a.data) is not float or type(b.data) is not float:
            use_floats(a, b)
        self.data = a.data * b.data
        self.label = ""
        self.grad = 0.0
        self._prev = (a, b)

    def _backward(self) -> None:
        # d(ab)/da = b, d(ab)/db = a
        a, b = self._prev
        a.grad += self.grad * b.data
        b.grad += self.grad * a.data


class Divide(Node):
    """a / b."""

    __slots__ = ()
    _op = "/"

    def __init__(self, a: Node, b: Node) -> None:
        if type(a.data) is not float or type(b.data) is not float:
            use_floats(a, b)
        self.data = divide(a.data, b.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a, b)

    def _backward(self) -> None:
        # d(a/b)/da = 1/b, d(a/b)/db = -(a/b)/b
        a, b = self._prev
        a.grad += divide(self.grad, b.data)
        b.grad -= self.grad * divide(divide(a.data, b.data), b.data)


class DivideNumber(Divide):
    """c / b, where c is a number: it overflows and underflows where PyTorch's c * (1/b) does."""

    __slots__ = ()

    def __init__(self, c: Node, b: Node) -> None:
        if type(c.data) is not float or type(b.data) is not float:
            use_floats(c, b)
        self.data = divide_number(c.data, b.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (c, b)

    def _backward(self) -> None:
        # d(c/b)/dc = 1/b, d(c/b)/db = -c * (1/b)**2
        c, b = self._prev
        reciprocal = divide(1.0, b.data)
        c.grad += self.grad * reciprocal
        b.grad -= self.grad * c.data * (reciprocal * reciprocal)


class Power(Node):
    """a ** c, where c is a number."""

    __slots__ = ("_op", "exponent")

    def __init__(self, a: Node, c: float) -> None:
        self.exponent = c = as_float(c, "exponent")
        if type(a.data) is not float:
            use_floats(a)
        self.data = power_by_number(a.data, c)
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)
        self._op = f"**{c:g}"

    def _backward(self) -> None:
        # d(a**c)/da = c * a**(c - 1), and 0 everywhere when c is 0
        (a,) = self._prev
        c = self.exponent
        if c != 0.0:
            a.grad += self.grad * (c * power_by_number(a.data, c - 1.0))


class NodePower(Node):
    """a ** b, where both are nodes."""

    __slots__ = ()
    _op = "**"

    def __init__(self, a: Node, b: Node) -> None:
        if type(a.data) is not float or type(b.data) is not float:
            use_floats(a, b)
        self.data = power(a.data, b.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a, b)

    def _backward(self) -> None:
        # d(a**b)/da = b * a**(b - 1), and 0 everywhere when b is 0
        # d(a**b)/db = a**b * log(a), and 0 where a is 0 and b is not negative
        a, b = self._prev
        if b.data != 0.0:
            a.grad += self.grad * (b.data * power(a.data, b.data - 1.0))
        b.grad += self.grad * slope_of_exponent(a.data, b.data, self.data)


class Negate(Node):
    """-a."""

    __slots__ = ()
    _op = "neg"

    def __init__(self, a: Node) -> None:
        if type(a.data) is not float:
            use_floats(a)
        self.data = -a.data
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d(-a)/da = -1
        (a,) = self._prev
        a.grad -= self.grad


class Exp(Node):
    """e ** a."""

    __slots__ = ()
    _op = "exp"

    def __init__(self, a: Node) -> None:
        self.data = exp(a.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d(e**a)/da = e**a
        (a,) = self._prev
        a.grad += self.grad * self.data


class Tanh(Node):
    """tanh(a) = (e**2a - 1) / (e**2a + 1)."""

    __slots__ = ()
    _op = "tanh"

    def __init__(self, a: Node) -> None:
        self.data = math.tanh(a.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d(tanh a)/da = 1 - tanh(a)**2
        (a,) = self._prev
        a.grad += self.grad * (1.0 - self.data * self.data)


class Relu(Node):
    """max(a, 0)."""

    __slots__ = ()
    _op = "relu"

    def __init__(self, a: Node) -> None:
        if type(a.data) is not float:
            use_floats(a)
        self.data = max(a.data, 0.0)  # in this order: max(0.0, nan) would be 0.0
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d(max(a, 0))/da = 1 where a is positive, else 0
        (a,) = self._prev
        if not self.data <= 0.0:
            a.grad += self.grad


class Sigmoid(Node):
    """1 / (1 + e**-a)."""

    __slots__ = ()
    _op = "sigmoid"

    def __init__(self, a: Node) -> None:
        if type(a.data) is not float:
            use_floats(a)
        self.data = 1.0 / (1.0 + exp(-a.data))
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # ds/da = s * (1 - s), where s is the sigmoid of a
        (a,) = self._prev
        a.grad += self.grad * (1.0 - self.data) * self.data


class Log(Node):
    """The natural logarithm of a."""

    __slots__ = ()
    _op = "log"

    def __init__(self, a: Node) -> None:
        self.data = log(a.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d(log a)/da = 1/a
        (a,) = self._prev
        a.grad += divide(self.grad, a.data)


class Sin(Node):
    """sin(a), a in radians."""

    __slots__ = ()
    _op = "sin"

    def __init__(self, a: Node) -> None:
        self.data = sin(a.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d(sin a)/da = cos(a)
        (a,) = self._prev
        a.grad += self.grad * cos(a.data)


class Cos(Node):
    """cos(a), a in radians."""

    __slots__ = ()
    _op = "cos"

    def __init__(self, a: Node) -> None:
        self.data = cos(a.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d(cos a)/da = -sin(a)
        (a,) = self._prev
        a.grad -= self.grad * sin(a.data)


class Sqrt(Node):
    """The square root of a."""

    __slots__ = ()
    _op = "sqrt"

    def __init__(self, a: Node) -> None:
        self.data = sqrt(a.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d(sqrt a)/da = 1 / (2 * sqrt(a))
        (a,) = self._prev
        a.grad += divide(self.grad, 2.0 * self.data)


class Abs(Node):
    """|a|."""

    __slots__ = ()
    _op = "abs"

    def __init__(self, a: Node) -> None:
        if type(a.data) is not float:
            use_floats(a)
        self.data = abs(a.data)
        self.label = ""
        self.grad = 0.0
        self._prev = (a,)

    def _backward(self) -> None:
        # d|a|/da = the sign of a, which is 0 at 0
        (a,) = self._prev
        a.grad += self.grad * ((a.data > 0.0) - (a.data < 0.0))


# --- the arithmetic underneath: the result of IEEE 754 where Python would raise ---


def divide(a: float, b: float) -> float:
    """Return a / b; for b = 0.0 or -0.0, a times the infinity of that sign.

    >>> divide(-1.0, 0.0), divide(0.0, 0.0)
    (-inf, nan)
    """
    try:
        return a / b
    except ZeroDivisionError:
        return a * math.copysign(math.inf, b)


def divide_number(c: float, b: float) -> float:
    """Return c / b, or c * (1 / b) if the reciprocal overflows, as in PyTorch.

    >>> divide_number(1e-5, 1e-310), divide(1e-5, 1e-310)
    (inf, 1.000000000000003e+305)
    """
    reciprocal = divide(1.0, b)
    return c * reciprocal if math.isinf(reciprocal) else divide(c, b)


def power(a: float, b: float) -> float:
    """Return a ** b: infinite if it overflows or divides by zero, nan if it is not real.

    >>> power(0.0, -1.0), power(-8.0, 1 / 3), power(-10.0, 309.0)
    (inf, nan, -inf)
    """
    try:
        return math.pow(a, b)
    except (OverflowError, ValueError):
        if a < 0.0 and not b.is_integer():
            return math.nan
        return math.copysign(math.inf, a) if b % 2.0 == 1.0 else math.inf


def power_by_number(a: float, c: float) -> float:
    """Return a ** c; for the exponents ±0.5 and -2 by a root or a square, as PyTorch does.

    The root of -0.0 is -0.0, and a large square overflows, so that its reciprocal is 0.0.

    >>> power_by_number(-0.0, -0.5), power(-0.0, -0.5)
    (-inf, inf)
    >>> power_by_number(1e160, -2.0), power(1e160, -2.0)
    (0.0, 1e-320)
    """
    if c == 0.5:
        return sqrt(a)
    if c == -0.5:
        return divide(1.0, sqrt(a))
    if c == -2.0:
        return divide(1.0, a * a)
    return power(a, c)


def slope_of_exponent(a: float, b: float, y: float) -> float:
    """Return the derivative of y = a ** b with respect to b: 0 if a is 0 and b is 0 or more.

    >>> slope_of_exponent(1.0, 2.0, 1.0), slope_of_exponent(0.0, 2.0, 0.0)
    (0.0, 0.0)
    """
    return 0.0 if a == 0.0 and b >= 0.0 else y * log(a)


def sqrt(a: float) -> float:
    """Return the square root of a, nan below zero.

    >>> sqrt(4.0), sqrt(-1.0)
    (2.0, nan)
    """
    try:
        return math.sqrt(a)
    except ValueError:
        return math.nan


def exp(a: float) -> float:
    """Return e ** a, infinite where it overflows.

    >>> exp(1000.0)
    inf
    """
    try:
        return math.exp(a)
    except OverflowError:
        return math.inf


def log(a: float) -> float:
    """Return the natural logarithm of a, -inf at zero, nan below.

    >>> log(0.0), log(-1.0)
    (-inf, nan)
    """
    try:
        return math.log(a)
    except ValueError:
        return -math.inf if a == 0.0 else math.nan


def sin(a: float) -> float:
    """Return the sine of a, nan where a is infinite.

    >>> sin(math.inf)
    nan
    """
    try:
        return math.sin(a)
    except ValueError:
        return math.nan


def cos(a: float) -> float:
    """Return the cosine of a, nan where a is infinite.

    >>> cos(-math.inf)
    nan
    """
    try:
        return math.cos(a)
    except ValueError:
        return math.nan


def as_float(value: object, name: str) -> float:
    """Return a real number as a float; the error calls it `name`.

    Numbers of NumPy and PyTorch, and their 0-dimensional arrays, are real numbers too.

    >>> as_float(True, "data"), as_float(7, "data")
    (1.0, 7.0)
    """
    if not _is_number(value):
        advice = ": write float(...) around it" if _is_decimal(value) else ""
        raise TypeError(f"{name} must be a number, not {short_repr(value)}{advice}")
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        raise ValueError(f"{name} must fit into a float, not exceed 1.8e308") from None


# --- other operands: numbers, and objects of other libraries ---

# These don't work with nodes: our sentence says what is wrong, without the names of our classes.
_NO_OPERANDS = (str, bytes, list, tuple, dict, set, frozenset, complex, type(None))


def _apply(operation: Callable[[Node, Node], Node], a: Any, b: Any) -> Node:
    """Make an operation of a node and another object: a number becomes a leaf.

    For an object of another library return NotImplemented, so that Python asks that object.
    """
    a = a if isinstance(a, Node) else _leaf(a)
    b = b if isinstance(b, Node) else _leaf(b)
    return NotImplemented if a is None or b is None else operation(a, b)


def _leaf(value: object) -> Node | None:
    if type(value) is float:
        return Node(value)
    if _is_number(value) or isinstance(value, _NO_OPERANDS) or _is_decimal(value):
        return Node(as_float(value, "operand"))
    return None


def _is_number(value: object) -> bool:
    """Tell whether a value is a real number of Python, or of a library such as NumPy."""
    if isinstance(value, Real):
        return True
    has_one = getattr(value, "shape", None) == () and hasattr(value, "dtype")
    return has_one and hasattr(value, "__float__") and not getattr(value, "requires_grad", False)


def _is_decimal(value: object) -> bool:
    """Tell whether a value is a Decimal: Python compares it with floats, but does not add them."""
    return isinstance(value, Number) and not isinstance(value, Complex)


def _number(value: object) -> float | None:
    """Return the number to compare a node with: another node's data, or a number itself."""
    if isinstance(value, Node):
        return value.data
    return value if _is_number(value) or _is_decimal(value) else None  # type: ignore[return-value]


def use_floats(*nodes: Node) -> None:
    """Turn the nodes' data into floats, if a program has assigned other numbers.

    >>> x = Node(2.0)
    >>> x.data = True
    >>> use_floats(x)
    >>> x.data
    1.0
    """
    for node in nodes:
        node.data = as_float(node.data, "data")


def use_float_grads(*nodes: Node) -> None:
    """Turn the nodes' gradients into floats; None becomes 0.0."""
    for node in nodes:
        node.grad = 0.0 if node.grad is None else as_float(node.grad, "grad")


def _written(number: object) -> str:
    """Write a number of any library as Python writes it."""
    try:
        return repr(float(number)) if isinstance(number, Real) else short_repr(number)
    except OverflowError:
        return short_repr(number)


# --- for measuring an operation's derivatives ---


def _stand_in(parent: Node, operation: Node) -> Node:
    """Return a node with a parent's number; for a program's own operation, with all attributes."""
    is_ours = type(operation).__module__.startswith("micrograd.")
    return Node(parent.data) if is_ours else copies.twin(parent)
