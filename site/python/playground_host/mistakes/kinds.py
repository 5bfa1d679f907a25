"""Explains a variable that has another kind than a lesson needs.

Each mistake is a key, for which the page has a sentence, with gaps for parts of the program.
"""

from __future__ import annotations

import ast
import copy
import inspect
from typing import TYPE_CHECKING, Any, NamedTuple

from micrograd.history import History
from micrograd.node import Node
from micrograd.operations import ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping

METHODS = frozenset(row.method for row in ROWS.values() if row.method)
"""Functions that nodes have as methods."""

IMPORTS = {
    "Node": "from micrograd.node import Node",
    "MLP": "from micrograd.neuron import MLP",
    "Neuron": "from micrograd.neuron import Neuron",
    "Graph": "from micrograd.graph import Graph",
    "Digraph": "from graphviz import Digraph",
    "graphviz": "import graphviz",
    "math": "import math",
    "random": "import random",
}
"""The import line for each name."""

PASSES = ("backward", "backpropagate")
"""Methods that begin a backward pass."""

CALLED_ON = (*PASSES, "zero_grad", "parameters")
"""Methods of nodes and of networks that need no argument."""


COLLECTIONS = (list, tuple, set, dict)
"""Kinds that hold several values."""


class Mistake(NamedTuple):
    """An answer for all lessons: its key, and the values for its gaps."""

    key: str
    gaps: Mapping[str, object]


def no_number(name: str, value: object, source: str, variables: Mapping[str, Any]) -> Mistake:
    """Explain why a variable is not a number.

    >>> no_number("slope", None, "slope = y.backward()", {}).key
    'backward-result'
    >>> no_number("slope", "14", "slope = '14'", {})
    Mistake(key='text', gaps={'name': 'slope', 'value': "'14'"})
    """
    if is_node(value):
        return Mistake("node", {"name": name, "node": _node_in(name, source, variables)})
    if isinstance(value, (tuple, list)) and _has_comma(name, value, source):
        return Mistake("comma", {"name": name})
    return _common(name, value, source) or _plain(name, "float", value)


def no_node(name: str, value: object, source: str) -> Mistake:
    """Explain why a variable is not a node.

    >>> no_node("y", 4.0, "y = a.data * b.data", )
    Mistake(key='no-node', gaps={'name': 'y', 'value': 4.0})
    >>> no_node("o", 0.7, "o = math.tanh(n)").gaps
    {'function': 'tanh', 'node': 'n'}
    """
    if as_number(value) is not None:
        called = method_called(assigned(name, source), "math")
        return called or Mistake("no-node", {"name": name, "value": value})
    return _common(name, value, source) or _plain(name, "Node", value)


def of_another(name: str, value: object, wanted: str, source: str) -> Mistake:
    """Explain why a variable is not of the wanted kind, with the kind's name.

    >>> of_another("inputs", {1.0}, "list", "").key, of_another("inputs", "1.0", "list", "").key
    ('kind', 'text')
    """
    is_wanted = type(value).__name__ in wanted
    if isinstance(value, COLLECTIONS):  # one of several values is told so only if one is wanted
        is_wanted = is_wanted or any(each.__name__ in wanted for each in COLLECTIONS)
    return (None if is_wanted else _common(name, value, source)) or _plain(name, wanted, value)


def is_node(value: object) -> bool:
    """Tell whether a value is a node, of this engine or of the learner's."""
    return isinstance(value, Node) or (
        not isinstance(value, type) and hasattr(value, "data") and hasattr(value, "grad")
    )


def is_history(value: object) -> bool:
    """Tell whether a value is the result of a training."""
    return isinstance(value, History)


def as_number(value: Any) -> float | None:
    """Return a number of Python's or NumPy's as Python's; None of anything else.

    >>> as_number(3), as_number(True), as_number("3"), as_number([3.0])
    (3.0, 1.0, None, None)
    """
    if is_node(value) or isinstance(value, (str, bytes, bytearray)):
        return None
    if not hasattr(value, "__float__") and not hasattr(value, "__index__"):
        return None
    if getattr(value, "ndim", 0) != 0:
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf")
    except Exception:  # noqa: BLE001 - a class of the learner's may raise anything
        return None


def assigned(name: str, source: str) -> ast.expr | None:
    """Return the expression that was last assigned to a name."""
    found = None
    for node in ast.walk(parsed(source)):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    found = _part(name, target, value) or found
            case ast.AnnAssign(target=ast.Name(id=target_name), value=ast.expr() as value):
                found = value if target_name == name else found
    return found


def method_called(within: ast.AST | None, module: str = "") -> Mistake | None:
    """Find a call such as `tanh(n)` or `math.tanh(n)` of a function that is a node's method."""
    for node in ast.walk(within) if within else ():
        match node:
            case ast.Call(func=ast.Name(id=name), args=[argument]) if not module:
                pass
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=owner), attr=name), args=[argument]
            ) if owner == module:
                pass
            case _:
                continue
        if name in METHODS and any(isinstance(each, ast.Name) for each in ast.walk(argument)):
            subject = _Nodes().visit(copy.deepcopy(argument))
            text = ast.unparse(subject)
            is_simple = isinstance(subject, (ast.Name, ast.Attribute, ast.Subscript))
            return Mistake("method", {"function": name, "node": text if is_simple else f"({text})"})
    return None


class _Nodes(ast.NodeTransformer):
    """Put nodes in place of their numbers: `a` for `a.data`."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return node.value if node.attr == "data" else node


def calls_pass(within: ast.AST | None) -> bool:
    """Tell whether a backward pass is called."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in PASSES
        for node in (ast.walk(within) if within else ())
    )


def returns(function: ast.FunctionDef) -> bool:
    """Tell whether a function returns, or yields, anything."""
    inner = [
        each
        for own in ast.walk(function)
        if isinstance(own, (ast.FunctionDef, ast.Lambda)) and own is not function
        for each in ast.walk(own)
    ]
    return any(
        (isinstance(each, ast.Return) and each.value is not None)
        or isinstance(each, (ast.Yield, ast.YieldFrom))
        for each in ast.walk(function)
        if not any(each is one for one in inner)
    )


def without_return(name: str, expression: ast.AST | None, tree: ast.AST) -> Mistake | None:
    """Find a call of a program's function that never returns a value.

    Args:
        name: the variable that is None.
        expression: the expression that was assigned to it.
        tree: the program.
    """
    match expression:
        case ast.Call(func=ast.Name(id=called)):
            for each in ast.walk(tree):
                if isinstance(each, ast.FunctionDef) and each.name == called and not returns(each):
                    return Mistake("no-return", {"name": name, "function": called})
    return None


def _common(name: str, value: object, source: str) -> Mistake | None:
    expression = assigned(name, source)
    if value is None:
        if calls_pass(expression):
            return Mistake("backward-result", {})
        return without_return(name, expression, parsed(source)) or _nothing(name)
    if isinstance(value, (str, bytes)):
        return Mistake("text", {"name": name, "value": repr(value)[:100]})
    if isinstance(value, COLLECTIONS):
        return Mistake("several", {"name": name, "count": len(value)})
    if callable(value) and not isinstance(value, type):
        return of_function(name, value, source)
    return None


def of_function(name: str, value: object, source: str) -> Mistake:
    """Explain that a variable is a function, with the name that the program uses."""
    expression = assigned(name, source)
    is_reference = isinstance(expression, (ast.Name, ast.Attribute))
    return uncalled(name, ast.unparse(expression) if is_reference and expression else name, value)


def uncalled(name: str, callee: str, value: Any) -> Mistake:
    """Explain that a function is used in place of its result, and how to call it.

    >>> uncalled("o", "n.relu", Node(1.0).relu).gaps["call"], uncalled("y", "abs", abs).gaps["call"]
    ('n.relu()', 'abs(…)')
    """
    try:
        inspect.signature(value).bind()
    except (TypeError, ValueError):
        inner = "…"
    else:
        inner = ""
    return Mistake("uncalled", {"name": name, "callee": callee, "call": f"{callee}({inner})"})


def _nothing(name: str) -> Mistake:
    return Mistake("is-none", {"name": name})


def _plain(name: str, wanted: str, value: object) -> Mistake:
    return Mistake("kind", {"name": name, "wanted": wanted, "found": type(value).__name__})


def _node_in(name: str, source: str, variables: Mapping[str, Any]) -> str:
    """Return the first node in the expression assigned to a name; the name itself if none."""
    expression = assigned(name, source)
    for node in ast.walk(expression) if expression else ():
        if isinstance(node, ast.Name) and is_node(variables.get(node.id)):
            return str(node.id)
    return name


def _has_comma(name: str, value: tuple[object, ...] | list[object], source: str) -> bool:
    """Tell whether a pair of numbers was meant as a number with a decimal comma."""
    expression = assigned(name, source)
    is_pair = isinstance(expression, ast.Tuple) and len(value) == 2
    return is_pair and isinstance(value, tuple) and all(type(each) is int for each in value)


def _part(name: str, target: ast.expr, value: ast.expr) -> ast.expr | None:
    """Return the part of an assigned value that goes to a name."""
    match target, value:
        case ast.Name(id=own), _:
            return value if own == name else None
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            pairs = zip(targets, values, strict=True)
            return next((found for pair in pairs if (found := _part(name, *pair))), None)
    return None


def parsed(source: str) -> ast.AST:
    """Return a program's syntax tree; an empty one if it has a syntax error."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], [])
