"""Explains beginners' errors, if Python's message does not say what to write.

Each explanation is a key, for which the page has a sentence, with gaps for parts of the program. An
error without a certain explanation keeps Python's message.
"""

from __future__ import annotations

import ast
import linecache
import re
import traceback
from typing import TYPE_CHECKING, Any

from micrograd.neuron import MLP
from micrograd.node import Node
from playground_host.mistakes import kinds, slips
from playground_host.mistakes.kinds import CALLED_ON, METHODS, PASSES, Mistake, as_number, is_node

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    Found = Mistake | None

_IMPORTS = {**kinds.IMPORTS, "Value": "from engine import Value"}

_IN_PLACE = ("append", "extend", "insert", "reverse", "sort")

_OPERATORS = tuple(f"__{each}__" for each in ("add", "radd", "sub", "rsub", "mul", "rmul", "pow"))
_OPERATORS += ("__truediv__", "__rtruediv__")
"""Methods that get the other operand of an operator."""

_OTHER_NAMES = ("gradient", "gradients", "derivative", "slope", "value", "number", "val")
"""Beginners' names for a node's data and grad."""


class _Place:
    """The place in the learner's files at which an error arose."""

    def __init__(
        self,
        error: BaseException,
        source: str,
        variables: Mapping[str, Any],
        files: Collection[str],
    ) -> None:
        self.names: dict[str, Any] = dict(variables)
        self.source = source
        self.function = ""
        self.locals: tuple[str, ...] = ()
        line = 0
        for frame, number in traceback.walk_tb(error.__traceback__):
            file = frame.f_code.co_filename
            if file in files:
                line, self.function = number, frame.f_code.co_name
                self.locals = frame.f_code.co_varnames
                self.names = {**frame.f_globals, **frame.f_locals}
                self.source = "".join(linecache.getlines(file)) or source
        self.line = line
        self.tree = kinds.parsed(self.source)
        around = [each for each in ast.walk(self.tree) if _is_around(each, line)]
        statements = [each for each in around if isinstance(each, ast.stmt)]
        begun = [each for each in statements if each.lineno == line]
        # If several statements begin on a line, such as a loop and its body, the outermost.
        self.statement = (*begun, *reversed(statements), self.tree)[0]
        classes = [each for each in around if isinstance(each, ast.ClassDef)]
        # An operation, or an engine's value: a class that computes with numbers.
        self.is_operation = any("_backward" in ast.unparse(each) for each in classes)

    def nodes(self, within: ast.AST) -> Iterator[str]:
        """Yield the nodes in a part of the program that are used themselves, not by their data."""
        asked = [each for each in ast.walk(self.tree) if _is_asked_for_number(each)]
        known = {ast.unparse(each.value) for each in asked if isinstance(each, ast.Attribute)}
        for each in _bare_names(within):
            if each in known or is_node(self.names.get(each)):
                yield each


def _is_asked_for_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("data", "grad", *PASSES)


def _bare_names(within: ast.AST) -> Iterator[str]:
    if _is_asked_for_number(within) or isinstance(within, ast.Call):
        for each in within.args if isinstance(within, ast.Call) else ():
            yield from _bare_names(each)
    elif isinstance(within, ast.Name):
        yield within.id
    else:
        for part in ast.iter_child_nodes(within):
            yield from _bare_names(part)


def meaning(
    error: BaseException,
    source: str,
    variables: Mapping[str, Any],
    files: Collection[str] = ("main.py",),
) -> Found:
    """Return the explanation of a beginners' error; None for any other error.

    Args:
        error: the error.
        source: the program, for an error without a frame in the learner's files.
        variables: the program's, by name.
        files: the names of the learner's files.

    >>> meaning(NameError(name="tanh"), "o = tanh(n)", {}).gaps
    {'function': 'tanh', 'node': 'n'}
    >>> no_pass = AttributeError(name="backward", obj=0.7)
    >>> meaning(no_pass, "o = math.tanh(n); o.backward()", {"o": 0.7}).key
    'method'
    """
    place = _Place(error, source, variables, files)
    text = str(error)
    match error:
        case NameError(name=name):
            return _unknown_name(name, text, place)
        case AttributeError(name=name, obj=value):
            # An attribute that is assigned is known only from the text.
            name = name or text.rpartition(" attribute ")[2].strip("'")
            return _unknown_attribute(name, value, text, place)
        case RecursionError() if place.function:
            return Mistake("endless", {"function": place.function})
        case SyntaxError():
            return _of_syntax(error, place, files)
        case TypeError() | ValueError():
            pairs = ((re.fullmatch(says, text), explain) for says, explain in _TYPE_ERRORS)
            return next((explain(found, place) for found, explain in pairs if found), None)
    return None


def _of_syntax(error: SyntaxError, place: _Place, files: Collection[str]) -> Found:
    if "positional argument follows keyword" in str(error):
        number = re.search(r"=\s*(\d+),(\d+)\b", place.source)
        return Mistake("point", {"number": f"{number[1]}.{number[2]}"}) if number else None
    file = error.filename or ""
    known = "".join(linecache.getlines(file)) if file in files else ""
    return slips.of_syntax(error, known or place.source)


def of_file(error: BaseException, file: str) -> Found:
    """Explain an error of one of the learner's modules."""
    return meaning(error, "".join(linecache.getlines(file)), {}, (file,))


def _unknown_name(name: str | None, text: str, place: _Place) -> Found:
    if not name:  # a name that a function sets only later is known only from the text
        return _without_value(text.partition("'")[2].partition("'")[0], place)
    return (
        _function(name, place)
        or _called_on(name, place)
        or _without_owner(name, place)
        or _compared(name, place)
        or _imported(name, place)
        or _begun_with(name, place)
        or _other_way(name, place)
        or (None if _is_set(name, place) else slips.unkept(name, place.source))
    )


def _is_set(name: str, place: _Place) -> bool:
    return any(
        isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Store)
        for each in ast.walk(place.tree)
    )


def _begun_with(name: str, place: _Place) -> Found:
    """Find `total += x` without an earlier value of total."""
    for node in ast.walk(place.statement):
        match node:
            case ast.AugAssign(target=ast.Name(id=own), op=op) if own == name:
                start = "1" if isinstance(op, ast.Mult) else "0"
                return Mistake("begin-with", {"name": name, "like": f"{name} = {start}"})
    return None


def _other_way(name: str, place: _Place) -> Found:
    """Find exchanged sides: `a.grad = slope`, or `data = self.data` in an `__init__`."""
    match place.statement:
        case ast.Assign(targets=[ast.Attribute() as left], value=ast.Name(id=own)) if (
            own == name and not _is_set(name, place)
        ):
            return Mistake("other-way", {"name": name, "like": f"{name} = {ast.unparse(left)}"})
        case ast.Assign(targets=[ast.Name(id=left)], value=ast.Attribute(attr=own) as right) if (
            own == name and place.function == "__init__" and left in place.locals
        ):
            text = ast.unparse(right)
            return Mistake("other-way", {"name": text, "like": f"{text} = {left}"})
    return None


def _without_value(name: str, place: _Place) -> Found:
    """Explain a local variable that is read before it has a value."""
    if name in ("data", "grad"):
        return _without_owner(name, place)
    return _begun_with(name, place) or Mistake(
        "local-name", {"name": name, "function": place.function}
    )


def _unpacked(place: _Place) -> Found:
    """Find `for p, t in predictions, targets`, where `zip` is needed."""
    for node in ast.walk(place.statement):
        match node:
            case (
                ast.For(target=ast.Tuple() as target, iter=ast.Tuple() as pair)
                | ast.comprehension(target=ast.Tuple() as target, iter=ast.Tuple() as pair)
            ) if len(target.elts) == len(pair.elts):
                names = [", ".join(map(ast.unparse, each.elts)) for each in (target, pair)]
                return Mistake("zip", {"like": f"for {names[0]} in zip({names[1]})"})
    return None


def _function(name: str, place: _Place) -> Found:
    """Find `tanh(n)` or `math.tanh(n)` without an import."""
    if name in METHODS:
        called = kinds.method_called(place.tree)
        is_called = called is not None and called.gaps["function"] == name
        inside = _as_number(name, place) if place.is_operation else None
        return inside or (called if is_called else None)
    is_math = name == "math" and not place.is_operation
    return kinds.method_called(place.tree, "math") if is_math else None


def _compared(name: str, place: _Place) -> Found:
    """Find `y == a * b` in place of an assignment."""
    for node in ast.walk(place.tree):
        match node:
            case ast.Expr(value=ast.Compare(left=ast.Name(id=own), ops=[ast.Eq()])) if own == name:
                return Mistake("compared", {"name": name})
    return None


def _imported(name: str, place: _Place) -> Found:
    """Return the import of a name, or explain that it is a text."""
    if name in _IMPORTS:
        return Mistake("import", {"name": name, "line": _IMPORTS[name]})
    tables = [
        each
        for own, each in place.names.items()
        if isinstance(each, dict) and not own.startswith("__")
    ]
    is_text = any(name in each or all(letter in each for letter in name) for each in tables)
    return Mistake("quotes", {"name": name}) if is_text else None


def _without_owner(name: str, place: _Place) -> Found:
    """Find `grad.a`, or `grad` alone in an operation."""
    if name not in ("data", "grad"):
        return None
    for node in ast.walk(place.statement):
        match node:
            case ast.Attribute(value=ast.Name(id=own), attr=subject) if own == name:
                return Mistake("owner", {"name": name, "like": f"{subject}.{name}"})
            case ast.AugAssign(target=ast.Name(id=own)) if own == name and place.is_operation:
                return Mistake("owner", {"name": name, "like": f"{_parent(place)}.{name}"})
    return Mistake("owner", {"name": name, "like": f"self.{name}"}) if place.is_operation else None


def _parent(place: _Place) -> str:
    """Return the name of the parent that a `_backward` unpacks; "self" if there is none."""
    for node in ast.walk(place.tree):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id=name), *_])]) if (
                name in place.locals
            ):
                return name
    return "self"


def _called_on(name: str, place: _Place) -> Found:
    """Find `backward(n)`, a method that is called like a function."""
    if name not in (*CALLED_ON, "_backward"):
        return None
    for node in ast.walk(place.tree):
        match node:
            case ast.Call(func=ast.Name(id=own), args=[ast.Name(id=subject)]) if own == name:
                return Mistake("call-on", {"function": name, "node": subject})
    networks = [own for own, each in place.names.items() if isinstance(each, MLP)]
    is_networks = name in ("zero_grad", "parameters") and len(networks) == 1
    return Mistake("call-on", {"function": name, "node": networks[0]}) if is_networks else None


def _unknown_attribute(name: str, value: object, text: str, place: _Place) -> Found:
    if text.startswith("'NoneType'"):
        return _of_nothing(place)
    found = _own_function(name, place) or _other_way(name, place)
    found = found or (
        slips.lone_expression(place.source, place.line) if name in ("data", "grad") else None
    )
    found = found or _uncalled_owner(name, value, place)
    found = found or (_without_pass(value, place) if name in PASSES else None)
    return found or _of_plain(name, value, text, place) or _of_class(name, value)


def _value(path: str, place: _Place) -> Any:
    """Return the value of a dotted name; None if it can't be known."""
    first, *rest = path.split(".")
    value: Any = place.names.get(first)
    for each in rest:
        value = getattr(value, each, None)
    return value


def _uncalled_owner(name: str, value: object, place: _Place) -> Found:
    """Find `n.tanh.backward()`, in which tanh is not called."""
    if not callable(value) or isinstance(value, type):
        return None
    for owner in _owners(name, place):
        if isinstance(owner, ast.Attribute) and owner.attr in (*METHODS, *CALLED_ON):
            text = ast.unparse(owner)
            return Mistake("uncalled", {"name": text, "callee": text, "call": f"{text}()"})
        match kinds.assigned(owner.id, place.source) if isinstance(owner, ast.Name) else None:
            case ast.Attribute(attr=called) as found if called in METHODS:
                text = ast.unparse(found)
                gaps = {"name": ast.unparse(owner), "callee": text, "call": f"{text}()"}
                return Mistake("uncalled", gaps)
    return None


def _own_function(name: str, place: _Place) -> Found:
    """Find `node.visit()` for a function `visit` of the program."""
    functions = [each for each in ast.walk(place.tree) if isinstance(each, ast.FunctionDef)]
    first = [each.args.args[0].arg for each in functions if each.name == name and each.args.args]
    if not first or "self" in first:
        return None
    for node in ast.walk(place.statement):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=own), args=inner) if own == name:
                arguments = ", ".join(map(ast.unparse, [owner, *inner]))
                return Mistake("own-function", {"name": name, "like": f"{name}({arguments})"})
    return None


def _uncalled_operand(_: re.Match[str], place: _Place) -> Found:
    """Find `n.tanh + 1`, in which tanh is not called."""
    called = {id(each.func) for each in ast.walk(place.statement) if isinstance(each, ast.Call)}
    for node in ast.walk(place.statement):
        match node:
            case ast.Attribute(attr=name) if id(node) not in called:
                if name in (*METHODS, *CALLED_ON):
                    text = ast.unparse(node)
                    return Mistake("uncalled", {"name": text, "callee": text, "call": f"{text}()"})
            case ast.BinOp(left=left, right=right):
                for each in (left, right):
                    value = place.names.get(each.id) if isinstance(each, ast.Name) else None
                    if callable(value) and not isinstance(value, type) and not is_node(value):
                        return kinds.of_function(ast.unparse(each), value, place.source)
    return None


def _of_plain(name: str, value: object, text: str, place: _Place) -> Found:
    """Explain that a number or a list lacks an attribute of nodes."""
    if name not in ("data", "grad", "_prev", "_op", "_backward", *METHODS, *CALLED_ON):
        return None
    # For an assigned attribute, the error does not have the object.
    is_set = value is None and bool(re.match("'(int|float)' object", text))
    is_number = is_set or as_number(value) is not None
    for owner in _owners(name, place):
        found = ast.unparse(owner)
        is_owned = isinstance(owner, ast.Attribute) and owner.attr in ("data", "grad")
        if is_number and (is_owned or as_number(place.names.get(found)) is not None):
            if name in METHODS:
                return Mistake("math", {"function": name, "call": f"math.{name}({found})"})
            return Mistake("of-number", {"number": found, "name": name})
        if re.match("'(list|tuple)' object", text):
            return Mistake("of-list", {"list": found, "name": name})
    return None


def _of_class(name: str, value: object) -> Found:
    kind = type(value)
    if isinstance(value, Node) and hasattr(kind, name):
        return Mistake("no-init", {"class": kind.__name__})
    if is_node(value):
        return Mistake("attribute", {"name": name}) if name in _OTHER_NAMES else None
    is_own = kind.__module__ == "__main__" and not isinstance(value, Node)
    return Mistake("own-class", {"class": kind.__name__, "name": name}) if is_own else None


def _owners(attribute: str, place: _Place) -> Iterator[ast.expr]:
    """Yield the expressions whose attribute is read at the error's place."""
    for node in ast.walk(place.statement):
        if isinstance(node, ast.Attribute) and node.attr == attribute:
            yield node.value


def _without_pass(value: object, place: _Place) -> Found:
    """Explain a variable that is not a node, but on which the program calls a backward pass."""
    for node in ast.walk(place.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=called)):
                own = place.names.get(name)
                is_own = value in (
                    own,
                    getattr(own, "__func__", own),
                )  # a bound method has its function
                if called in PASSES and is_own and own is not ...:
                    slip = slips.slip(place.source)
                    if slip and str(slip.gaps.get("like")).startswith(f"{name} "):
                        return slip
                    return kinds.no_node(name, own, place.source)
    return None


def _of_nothing(place: _Place) -> Found:
    """Explain a None: the result of a call that returns nothing."""
    for node in ast.walk(place.statement):
        match node:
            case ast.Name(id=name) if name in place.names and place.names[name] is None:
                made = kinds.assigned(name, place.source)
                if found := kinds.without_return(name, made, place.tree):
                    return found
            case ast.Call() if found := kinds.without_return(ast.unparse(node), node, place.tree):
                return found
    alone = {id(each.value) for each in ast.walk(place.tree) if isinstance(each, ast.Expr)}
    for node in ast.walk(place.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if id(node) not in alone:
                if name in PASSES:
                    return Mistake("backward-result", {})
                if name in _IN_PLACE:
                    return Mistake("in-place", {"call": ast.unparse(node)})
    return None


def _called_number(_: re.Match[str], place: _Place) -> Found:
    """Find `a.grad()`, a call of a number."""
    for node in ast.walk(place.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="grad" | "data") as called):
                return Mistake("no-call", {"number": ast.unparse(called)})
            case ast.Call(func=ast.Name(id=name)) if kinds.is_history(place.names.get(name)):
                made = kinds.assigned(name, place.source)
                if isinstance(made, ast.Call):
                    call = f"{ast.unparse(made.func)}(…)"
                    return Mistake("history", {"name": name, "call": call})
    return None


def _as_number(name: str, place: _Place) -> Found:
    """Find a function of numbers, such as `math.tanh`, that an operation calls with a node."""
    if not place.is_operation:
        return kinds.method_called(place.statement, "math")
    for node in ast.walk(place.statement):
        match node:
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[argument]):
                if called not in METHODS or name not in ("", called):
                    continue
                inner = ast.unparse(argument)
                is_named = isinstance(argument, ast.Name)
                is_node_there = is_named and is_node(place.names.get(inner))
                inner += ".data" if is_node_there else ""
                return Mistake("math", {"function": called, "call": f"math.{called}({inner})"})
    return None


def _node_for_number(found: re.Match[str], place: _Place) -> Found:
    """Find the assignment that made a node's data or grad a node, which raises only later."""
    for node in ast.walk(place.tree):
        match node:
            case (
                ast.Assign(targets=[ast.Attribute(attr=set_to)], value=value)
                | ast.AugAssign(target=ast.Attribute(attr=set_to), value=value)
            ) if set_to == found[1]:
                for name in (*place.nodes(value), *_made_nodes(value, place)):
                    return Mistake("number-in", {"name": found[1], "node": name})
    for node in ast.walk(place.statement) if found[1] == "data" else ():
        match node:
            case ast.Call(func=ast.Name(id="Node" | "Value" as made), args=[inner, *_]):
                if not isinstance(inner, ast.Constant):
                    return Mistake("wrapped", {"made": made, "inner": ast.unparse(inner)})
            case ast.Call(func=ast.Attribute(attr="__init__"), args=[inner, *_]):
                return _in_operation(inner, place)
    return None


def _made_nodes(within: ast.expr, place: _Place) -> Iterator[str]:
    """Yield the nodes that a method such as `x.tanh()` makes in a part of the program."""
    made = [
        target.id
        for each in ast.walk(place.tree)
        if isinstance(each, ast.Assign) and _makes_node(each.value)
        for target in each.targets
        if isinstance(target, ast.Name)
    ]
    yield from (name for name in _bare_names(within) if name in made)
    yield from (ast.unparse(each) for each in ast.walk(within) if _makes_node(each))


def _makes_node(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr=called), args=[]):
            return called in METHODS and ast.unparse(owner) != "math"
    return False


def _in_operation(inner: ast.expr, place: _Place) -> Found:
    """Explain how an operation that got a node computes its value."""
    match inner:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=called), args=[]) if (
            called in METHODS
        ):
            return Mistake("math", {"function": called, "call": f"math.{called}({name}.data)"})
        case ast.Attribute(value=ast.Name(id=owner), attr=called) if called in METHODS:
            nodes = [own for own in place.locals if is_node(place.names.get(own)) and own != "self"]
            parent = nodes[0] if owner == "math" and nodes else owner
            if parent != "math":
                call = f"math.{called}({parent}.data)"
                if owner == "math":
                    gaps = {"name": f"math.{called}", "callee": f"math.{called}", "call": call}
                    return Mistake("uncalled", gaps)
                return Mistake("math", {"function": called, "call": call})
    name = next(place.nodes(inner), "")
    return Mistake("number-in", {"name": "data", "node": name}) if name else None


def _no_collection(found: re.Match[str], place: _Place) -> Found:
    """Explain a loop over a value that is not iterable."""
    kind = found[1]
    loops = [each.iter for each in ast.walk(place.statement) if hasattr(each, "iter")]
    if kind in ("method", "function", "builtin_function_or_method"):
        names = [ast.unparse(each) for each in loops if isinstance(each, (ast.Name, ast.Attribute))]
        if not names:
            return None
        value = _value(names[0], place)
        return kinds.uncalled(names[0], names[0], value)
    for each in loops:
        if isinstance(each, ast.Name) and hasattr(place.names.get(each.id), "parameters"):
            return Mistake("parameters", {"name": each.id})
    return _no_tuple(kind, place)


def _no_tuple(kind: str, place: _Place) -> Found:
    """Explain what fails because a value's `_prev` is its one parent, not a tuple of it."""
    if not kind[:1].isupper() or kind == "NoneType":  # a number, a list: no value
        return None
    for node in ast.walk(place.tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        defaults = node.args.args[len(node.args.args) - len(node.args.defaults) :]
        optional = [each.arg for each in defaults]
        for each in ast.walk(node):
            match each:
                case ast.Assign(targets=[ast.Attribute(attr="_prev")], value=ast.Name(id=name)):
                    return Mistake("tuple", {"like": f"({'self' if name in optional else name},)"})
    if kind == "Value" and "_prev" in place.source:
        return Mistake("tuple", {"like": "(self,)"})
    return None


def _arguments(found: re.Match[str], place: _Place) -> Found:
    """Explain wrong arguments in a call of the learner's function."""
    text = found[0]
    name = found[1].rsplit(".", 1)[-1]
    if name in PASSES and found[1].startswith("Node.") and "were given" in text:
        return Mistake("no-argument", {"function": name})
    if "<locals>" in found[1] and "'self'" in found[2]:
        return Mistake("inner-self", {"function": name})
    for each in ast.walk(place.tree):
        for inner in each.body if isinstance(each, ast.ClassDef) else ():
            if isinstance(inner, ast.FunctionDef) and inner.name == name:
                first = [argument.arg for argument in inner.args.args][:1]
                if len(inner.args.args) == 1 and first == ["self"] and name in _OPERATORS:
                    return Mistake("no-other", {"function": name})
                wants = ["self", *(argument.arg for argument in inner.args.args)]
                if first != ["self"] and not inner.decorator_list and "given" in text:
                    return Mistake("no-self", {"function": name, "wanted": ", ".join(wants)})
    return None


_KEYWORDS = {
    **dict.fromkeys(("lr", "rate", "alpha", "eta", "step_size"), "learning_rate"),
    **dict.fromkeys(("rounds", "epochs", "num_epochs", "n_epochs", "steps"), "num_rounds"),
}
"""The names of other packages, and of beginners, for the arguments of a training."""


def _keyword(found: re.Match[str], place: _Place) -> Found:
    """Return the right name of an argument of a training."""
    name = found[1]
    is_training = ".train(" in ast.unparse(place.statement)
    if not is_training or name not in _KEYWORDS:
        return None
    return Mistake("keyword", {"name": name, "meant": _KEYWORDS[name]})


_TYPE_ERRORS: tuple[tuple[str, Callable[[re.Match[str], _Place], Found]], ...] = (
    (r".* object is not callable", _called_number),
    (
        r"math\.\w+\(\) would take .*|must be real number, not .*",
        lambda _, place: _as_number("", place),
    ),
    (r"(data|grad) must be a number, not (\w+\(|<).*", _node_for_number),
    (r".*\b(method|function|builtin_function_or_method)\b.*", _uncalled_operand),
    (r".* for \^.*", lambda *_: Mistake("power", {})),
    (
        r"unsupported operand type\(s\) for (\S+): ('list' and .*|.* and 'list')",
        lambda found, _: Mistake("lists", {"operator": found[1]}),
    ),
    (
        r"targets\[\d+\] must be a sequence of numbers, not -?[\d.]+",
        lambda *_: Mistake("outputs", {}),
    ),
    (r"'NoneType' object is not iterable", lambda _, place: _of_nothing(place)),
    (r"'(\w+)' object is not iterable", _no_collection),
    (r"'(\w+)' object is not subscriptable", lambda found, place: _no_tuple(found[1], place)),
    (r"cannot unpack non-iterable (\w+) object", lambda found, place: _no_tuple(found[1], place)),
    (r"([\w.<>]+)\(\) (takes \d.*|missing \d required positional arguments?: .*)", _arguments),
    (r"[\w.]+\(\) got an unexpected keyword argument '(\w+)'.*", _keyword),
    (r".* to unpack.*", lambda _, place: _unpacked(place)),
    (r".*NoneType.*", lambda _, place: _of_nothing(place)),
)
"""Patterns of a TypeError's message, and the functions that explain them."""


def _is_around(node: ast.AST, line: int) -> bool:
    first = getattr(node, "lineno", None)
    return first is not None and first <= line <= (getattr(node, "end_lineno", None) or first)
