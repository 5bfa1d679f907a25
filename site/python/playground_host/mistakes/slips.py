"""Finds typing mistakes: code that is valid Python, but does not do what was meant.

This happens only if a check has found something wrong. Each mistake is a key, for which the page
has a sentence, with gaps for parts of the program.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from playground_host.mistakes.kinds import CALLED_ON, METHODS, PASSES, Mistake, parsed, returns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Gaps = dict[str, object]
    _Explain = Callable[[re.Match[str], str, _Gaps], Mistake | None]

_BRACKETS = {"(": ")", "[": "]", "{": "}"}

_LONGEST = 60


def slip(source: str) -> Mistake | None:
    r"""Find a statement that does nothing, or not what it seems to do.

    >>> slip("mlp.zero_grad\nloss.backward()")
    Mistake(key='not-called', gaps={'call': 'mlp.zero_grad()'})
    >>> slip("p.grad == 0\nprint(p)").key, slip("a.grad =+ 2 * g").key, slip("x + 1\ny = x").key
    ('compared-only', 'sign-first', 'unkept')
    >>> slip("x = -3\ny =-3\nx == y") is None  # the last line of a program is shown
    True
    """
    tree = parsed(source)
    last = tree.body[-1] if isinstance(tree, ast.Module) and tree.body else None
    lines = source.splitlines()
    # In the order of the program: an earlier mistake causes later ones.
    for node in sorted(_statements(tree), key=lambda each: each.lineno):
        found = None
        if isinstance(node, ast.Expr):
            around = _function_around(node, tree)
            found = _lone_value(node.value, tree, is_shown=node is last)
            found = _in_function(node, around, tree) or found
        elif isinstance(node, ast.Assign):
            found = _sign(node, lines) or _output(node, tree) or _network(node, tree)
        elif isinstance(node, ast.For):
            found = _loop_name(node)
        if found:
            return found
    return None


def unkept(name: str, source: str) -> Mistake | None:
    r"""Find an expression or a comparison in place of an assignment to a name.

    >>> unkept("y", "y = ...\na * b + c").gaps
    {'expression': 'a * b + c', 'like': 'y = a * b + c'}
    """
    for node in _statements(parsed(source)):
        match node:
            case ast.Expr(value=ast.Compare(left=ast.Name(id=own), ops=[ast.Eq()])) if own == name:
                return _compared(node.value)
    for node in _statements(parsed(source)):
        if not isinstance(node, ast.Expr):
            continue
        text = _text(node.value)
        like = f"{name} = {text}"
        match node.value:
            case ast.Attribute(attr="grad" | "data"):
                return Mistake("alone", {"text": text, "like": like})
            case ast.Call(func=ast.Name(id="sum"), args=[inner]):
                # `ast.unparse` would put a generator into extra brackets.
                is_own = isinstance(inner, ast.GeneratorExp)
                text = f"sum{_text(inner)}" if is_own else text
                return Mistake("unkept", {"expression": text, "like": f"{name} = {text}"})
        if _is_computed(node.value):
            return Mistake("unkept", {"expression": text, "like": like})
    return None


def lone_expression(source: str, line: int) -> Mistake | None:
    r"""Find the mistake in a statement that begins on the line of an error.

    >>> source = "class V:\n    def __init__(self, data):\n        self.data"
    >>> lone_expression(source, 3).gaps["like"]
    'self.data = data'
    """
    tree = parsed(source)
    for node in _statements(tree):
        if node.lineno != line or not isinstance(node, ast.Expr):
            continue
        around = _function_around(node, tree)
        arguments = [each.arg for each in around.args.args] if around else []
        match node.value:
            case ast.Attribute(attr=name) if name in arguments:
                text = _text(node.value)
                return Mistake("alone", {"text": text, "like": f"{text} = {name}"})
        return _lone_value(node.value, tree, is_shown=False)
    return None


def _function_around(node: ast.AST, tree: ast.AST) -> ast.FunctionDef | None:
    """Return the innermost function around a statement."""
    found = None
    for each in ast.walk(tree):  # inner functions come later
        if isinstance(each, ast.FunctionDef) and any(inner is node for inner in ast.walk(each)):
            found = each
    return found


def _is_asked(name: str, tree: ast.AST) -> bool:
    """Tell whether a function's result is used."""
    if name.startswith("__"):
        return name != "__init__"
    alone = [each.value for each in ast.walk(tree) if isinstance(each, ast.Expr)]
    return any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Name)
        and each.func.id == name
        and not any(each is one for one in alone)
        for each in ast.walk(tree)
    )


def _in_function(node: ast.Expr, around: ast.FunctionDef | None, tree: ast.AST) -> Mistake | None:
    """Find a last line of a function without `return`, or an inner function that is not used."""
    if around is None or "backward" in around.name:
        return None
    text = _text(node.value)
    is_looked_up = isinstance(node.value, (ast.Name, ast.Attribute))
    is_last = node is around.body[-1] and (is_looked_up or _is_computed(node.value))
    if is_last and not returns(around) and _is_asked(around.name, tree):
        return Mistake("alone", {"text": text, "like": f"return {text}"})
    inside = [each.name for each in around.body if isinstance(each, ast.FunctionDef)]
    if around.name == "__init__":
        inside.append("lambda: None")
    match node.value:
        case ast.Attribute(attr="_backward") if inside:
            return Mistake("alone", {"text": text, "like": f"{text} = {inside[-1]}"})
        case ast.Name(id=name) if name in inside:
            returned = [each.value for each in ast.walk(around) if isinstance(each, ast.Return)]
            output = next((each.id for each in returned if isinstance(each, ast.Name)), "")
            is_pass = output and "backward" in name
            like = f"{output}._backward = {name}" if is_pass else f"{name}(…)"
            return Mistake("alone", {"text": text, "like": like})
    return None


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.stmt))


def _text(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _lone_value(value: ast.expr, tree: ast.AST, *, is_shown: bool) -> Mistake | None:
    match value:
        case ast.Attribute(attr=name) if name in (*METHODS, *CALLED_ON, "_backward"):
            return Mistake("not-called", {"call": f"{_text(value)}()"})
        case ast.Attribute(attr="train" | "append"):
            return Mistake("not-called", {"call": f"{_text(value)}(…)"})
        case ast.Compare(ops=[ast.Eq()]) if not is_shown:
            return _compared(value)
    if is_shown or not _is_computed(value):
        return None
    text = _text(value)
    return Mistake("unkept", {"expression": text, "like": _changed(value, tree) or f"… = {text}"})


def _changed(value: ast.expr, tree: ast.AST) -> str:
    """Return the assignment that was meant by `a.grad + b`, `total + b` or `p.data - b`, or ""."""
    match value:
        case ast.BinOp(left=ast.Attribute(attr="grad" | "data") as left, op=op, right=right):
            signs = {ast.Add: "+", ast.Sub: "-"}
            sign = signs.get(type(op))
            return f"{_text(left)} {sign}= {_text(right)}" if sign else ""
        case ast.BinOp(left=ast.Name(id=left), op=ast.Add(), right=ast.List(elts=[added])):
            return f"{left}.append({_text(added)})"
        case ast.BinOp(left=ast.Name(id=left), op=ast.Add(), right=right):
            for each in ast.walk(tree):
                match each:
                    case ast.Assign(targets=[ast.Name(id=own)], value=ast.Constant(value=0)) if (
                        own == left
                    ):
                        return f"{left} += {_text(right)}"
    return ""


def _compared(value: ast.expr) -> Mistake | None:
    if not isinstance(value, ast.Compare):
        return None
    if not isinstance(value.left, (ast.Name, ast.Attribute, ast.Subscript)):
        return None
    name, right = _text(value.left), _text(value.comparators[0])
    sign = _sign_for(value.left, value.comparators[0])
    gaps = {"compared": f"{name} == {right}", "like": f"{name} {sign} {right}"}
    return Mistake("compared-only", gaps)


def _sign_for(left: ast.expr, right: ast.expr) -> str:
    """Return the operator of the assignment: `+=` or `-=` for gradients and data, else `=`."""
    grads = [each for each in ast.walk(right) if _is_grad(each)]
    if not isinstance(left, ast.Attribute) or not grads or _text(left) in _text(right):
        return "="
    return {"grad": "+=", "data": "-="}.get(left.attr, "=")


def _is_grad(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "grad"


def _is_computed(value: ast.expr) -> bool:
    match value:
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow()):
            return any(isinstance(each, ast.Name) for each in ast.walk(value))
        case ast.Call(func=ast.Attribute(value=owner, attr=name), args=[]):
            is_module = isinstance(owner, ast.Name) and owner.id == "math"
            return name in METHODS and not is_module
    return False


def _sign(node: ast.Assign, lines: list[str]) -> Mistake | None:
    """Find `x =+ y` and `x =- y`, which set x to y and to -y."""
    value = node.value
    while isinstance(value, ast.BinOp):
        value = value.left
    if not isinstance(value, ast.UnaryOp) or not isinstance(value.op, ast.UAdd | ast.USub):
        return None
    target = node.targets[-1]
    if value.lineno != target.end_lineno:
        return None
    line = lines[value.lineno - 1].encode()
    between = line[target.end_col_offset : value.col_offset].decode()
    after = line[value.col_offset :].decode()
    sign = after[:1]
    # A negative number may follow the equals sign directly: y =-3.
    is_apart = after[1:2] == " " or sign == "+" or not isinstance(value.operand, ast.Constant)
    if not between.endswith("=") or not is_apart:
        return None
    return _signs(sign, _text(target))


def _signs(sign: str, target: str) -> Mistake:
    return Mistake("sign-first", {"written": f"={sign}", "meant": f"{sign}=", "name": target})


def _output(node: ast.Assign, tree: ast.AST) -> Mistake | None:
    """Find `loss.grad = 0`, which is not needed if the pass begins at the loss."""
    match node:
        case ast.Assign(
            targets=[ast.Attribute(value=ast.Name(id=name), attr="grad")],
            value=ast.Constant(value=0),
        ):
            for each in ast.walk(tree):
                match each:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id=own), attr=called)) if (
                        own == name and called in PASSES
                    ):
                        return Mistake("output-grad", {"name": name})
    return None


def _network(node: ast.Assign, tree: ast.AST) -> Mistake | None:
    """Find `mlp.grad = 0`: a network has no gradient, its parameters have."""
    match node:
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name), attr="grad" | "data")]):
            for each in ast.walk(tree):
                match each:
                    case ast.Attribute(value=ast.Name(id=own), attr="parameters") if own == name:
                        return Mistake("network-grad", {"name": name, "set": _text(node)})
    return None


def _loop_name(loop: ast.For) -> Mistake | None:
    """Find `p = 0`, or `grad = 0`, in a loop through parameters: it changes none of them."""
    if not isinstance(loop.target, ast.Name) or "parameters" not in _text(loop.iter):
        return None
    name = loop.target.id
    for node in ast.walk(loop):
        match node:
            case ast.Assign(targets=[ast.Name(id=own)]) | ast.AugAssign(target=ast.Name(id=own)):
                text = _text(node)
                if own in ("grad", "data"):
                    return Mistake("owner", {"name": own, "like": f"{name}.{own}"})
                if own == name:
                    is_step = any(map(_is_grad, ast.walk(node)))
                    like = f"{name}.data" if is_step else f"{name}.grad"
                    gaps = {"written": text, "name": name, "like": like}
                    return Mistake("loop-name", gaps)
    return None


def of_syntax(error: SyntaxError, source: str) -> Mistake | None:
    r"""Explain a syntax error that beginners make; None for any other.

    >>> def of(source):
    ...     try:
    ...         compile(source, "main.py", "exec")
    ...     except SyntaxError as error:
    ...         return of_syntax(error, source).key
    >>> of("y = (a * b"), of("for x in y\n    pass"), of("a * b = y"), of("x = 2a")
    ('open-bracket', 'no-colon', 'left-side', 'times')
    """
    number = error.lineno or 0
    lines = source.splitlines()
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    for says, explain in _SYNTAX:
        if found := re.match(says, str(error.msg)):
            return explain(found, line, {"line": number})
    return None


def _star(_found: re.Match[str], line: str, _at: _Gaps) -> Mistake | None:
    """Find `x =* 2` and `x =/ 2`."""
    found = re.match(r"\s*([A-Za-z_][\w.\[\]]*) *=([*/])[ \w(]", line)
    return _signs(found[2], found[1]) if found else None


def _equals(found: re.Match[str], line: str, at: _Gaps) -> Mistake | None:
    asks = re.match(r"\s*(if|elif|while|assert)\b", line)
    return Mistake("equals", at) if asks else _left_side(found, line, at)


def _left_side(_found: re.Match[str], line: str, at: _Gaps) -> Mistake:
    left, _, right = line.strip().partition("=")
    gaps = {"left": left.strip()[:_LONGEST], "right": right.strip()[:_LONGEST]}
    is_name = bool(re.fullmatch(r"[A-Za-z_][\w.]*", gaps["right"]))
    like = f"{gaps['right']} = {gaps['left']}" if is_name else f"… = {gaps['right']}"
    return Mistake("left-side", {**at, "left": gaps["left"], "like": like})


_MEANT = {
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u00b4\u2032", "'"),
    **dict.fromkeys("\u00d7\u00b7\u22c5\u2219", "*"),
    **dict.fromkeys("\u2212\u2013\u2014", "-"),
    "\u00f7": "/",
    "\uff0c": ",",
    "\uff1a": ":",
    "\uff08": "(",
    "\uff09": ")",
    "\u00a0": " ",
    "\u00b2": "**2",
    "\u00b3": "**3",
}
"""Characters that are typed, or come with copied text, and Python's characters for them."""


def _character(found: re.Match[str], _: str, at: _Gaps) -> Mistake | None:
    sign = chr(int(found[1], 16))
    meant = _MEANT.get(sign)
    if meant is None:
        return None
    if meant == " ":
        return Mistake("space", at)
    return Mistake("character", {**at, "found": sign, "meant": meant})


def _product(_: re.Match[str], line: str, at: _Gaps) -> Mistake | None:
    found = re.search(r"(?<![\w.])(\d+(?:\.\d+)?)([a-zA-Z_]\w*)", line)
    if found is None:
        return None
    return Mistake("times", {**at, "written": found[0], "meant": f"{found[1]} * {found[2]}"})


def _bracket(key: str, *names: str) -> _Explain:
    """Return a function that explains a bracket from the error's message."""

    def explain(found: re.Match[str], _: str, at: _Gaps) -> Mistake:
        gaps: _Gaps = {**at, **dict(zip(names, found.groups(), strict=True))}
        if "open" in gaps:
            gaps["close"] = _BRACKETS[str(gaps["open"])]
        return Mistake(key, gaps)

    return explain


def _plainly(key: str) -> _Explain:
    return lambda _found, _line, at: Mistake(key, at)


_SYNTAX: tuple[tuple[str, _Explain], ...] = (
    (r"(can't|cannot) use starred expression|invalid syntax$", _star),
    (r"'([(\[{])' was never closed", _bracket("open-bracket", "open")),
    (r"unmatched '(.)'", _bracket("extra-bracket", "close")),
    (
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'",
        _bracket("other-bracket", "found", "open"),
    ),
    (r"expected ':'", _plainly("no-colon")),
    (r"invalid syntax. Maybe you meant '==' or ':='", _plainly("equals")),
    (r"cannot assign to .* here\. Maybe you meant '=='", _equals),
    (r"cannot assign to (literal|expression|function call)", _left_side),
    (r"unterminated (triple-quoted )?(f-)?string literal", _plainly("open-quotes")),
    (r"unterminated (triple-quoted )?f-string", _plainly("open-quotes")),
    (r"invalid (?:non-printable )?character .*U\+(\w+)", _character),
    (r"unexpected indent", _plainly("indent-more")),
    (r"unindent does not match", _plainly("indent-less")),
    (
        r"expected an indented block after .* on line (\d+)",
        lambda found, _, at: Mistake("indent-missing", {**at, "above": found[1]}),
    ),
    (r"inconsistent use of tabs", _plainly("tabs")),
    (r"invalid decimal literal", _product),
)
"""Patterns of a SyntaxError's message, and the functions that explain them."""
