"""Finds a training loop on the program's own engine that never sets gradients to 0.

A pass of an engine of one's own can't be watched. So the loop is found in the text: it calls
`backward` and steps `data` by `grad`, and nowhere does the program set a gradient to anything but
the seed. What the program holds in the end shows that the loop has run twice.
"""

from __future__ import annotations

import ast
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple

from micrograd.names import find_names, is_a
from micrograd.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOOSE = {"setattr", "vars", "__dict__", "exec", "eval"}  # may set a gradient unseen
_RESETS = ("zero", "reset", "clear")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class StaleLoop(NamedTuple):
    """A loop whose passes add to the gradients of the round before."""

    line: int
    name: str


def stale_loop(
    source: str, others: Mapping[str, str], variables: Mapping[str, Any]
) -> StaleLoop | None:
    """Return the first such loop of a program, with the line of its pass and a parameter; or None.

    Args:
        source: the program.
        others: the other files, by name.
        variables: what the program holds in the end.
    """
    try:
        main = ast.parse(source)
        trees = [main, *(ast.parse(text) for text in others.values())]
    except (SyntaxError, ValueError, RecursionError):
        return None
    if any(map(_may_reset, _without_unused(trees))):
        return None
    for loop in _inside(main):
        if isinstance(loop, ast.For) and _has_run_twice(loop, variables):
            found = _step_of(loop, variables)
            if found is not None:
                return found
    return None


def _step_of(loop: ast.For, variables: Mapping[str, Any]) -> StaleLoop | None:
    inside = list(_inside(loop))
    passes = [line for each in inside if (line := _line_of_pass(each))]
    for step in inside:
        target = _stepped(step)
        if not passes or target is None or target not in variables:
            continue
        if _is_made_anew(target, inside):
            continue
        leaf = variables[target]
        gradient, kind = getattr(leaf, "grad", None), type(leaf)
        if is_a(leaf, Node) or not hasattr(kind, "backward") or not isinstance(gradient, Real):
            continue
        if gradient:
            rest = {name: each for name, each in variables.items() if name != target}
            name = find_names(rest, kind=kind).nodes.get(id(leaf), target)
            return StaleLoop(passes[0], name)
    return None


def _inside(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes inside a tree, without those of functions and classes."""
    for each in ast.iter_child_nodes(tree):
        if not isinstance(each, _FUNCTIONS):
            yield each
            yield from _inside(each)


def _line_of_pass(node: ast.AST) -> int:
    """Return the line of a call of `backward`; 0 for anything else."""
    match node:
        case ast.Call(func=ast.Attribute(attr="backward"), lineno=line):
            return line
    return 0


def _stepped(node: ast.AST) -> str | None:
    """Return the variable whose `data` a statement changes by its `grad`; else None."""
    match node:
        case ast.AugAssign(target=ast.Attribute(value=ast.Name(id=name), attr="data"), value=value):
            pass
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name), attr="data")], value=value):
            pass
        case _:
            return None
    return name if any(_is_gradient_of(each, name) for each in ast.walk(value)) else None


def _is_gradient_of(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id=of), attr="grad"):
            return of == name
    return False


def _is_made_anew(name: str, inside: list[ast.AST]) -> bool:
    """Tell whether a loop may give a variable new leaves in each round."""
    loops = [each for each in inside if isinstance(each, ast.For)]
    own = {id(each.target) for each in loops}
    stored = {
        each.id
        for each in inside
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store) and id(each) not in own
    }
    sources = [each.iter for each in loops if _names(each.target) == {name}]
    known = set().union({name}, *map(_names, sources))
    return bool(known & stored)


def _names(tree: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}


def _has_run_twice(loop: ast.For, variables: Mapping[str, Any]) -> bool:
    match loop:
        case ast.For(
            target=ast.Name(id=name),
            iter=ast.Call(func=ast.Name(id="range"), args=[_], keywords=[]),
        ):
            round_ = variables.get(name)
            return type(round_) is int and round_ > 0
    return False


def _without_unused(trees: list[ast.Module]) -> Iterator[ast.AST]:
    """Yield all nodes of the trees, without functions that nothing calls."""
    used = {
        name
        for tree in trees
        for each in ast.walk(tree)
        for name in (getattr(each, "id", None), getattr(each, "attr", None))
    }
    waiting: list[ast.AST] = [*trees]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.FunctionDef):
            is_called = each.name in used or each.name.startswith("__")
            # The constructor's zeros are those of a new leaf.
            if not is_called or each.name == "__init__":
                continue
        yield each
        waiting += ast.iter_child_nodes(each)


def _may_reset(node: ast.AST) -> bool:
    """Tell whether a part of a program may set a gradient to something but the seed."""
    match node:
        case ast.Assign(targets=[ast.Attribute(attr="grad")], value=ast.Constant(value=1 | 1.0)):
            return False
        case ast.Assign(targets=[*targets]) if any(map(_has_gradient, targets)):
            return not _adds(node)
        case ast.AugAssign(target=ast.Attribute(attr="grad"), op=op):
            return not isinstance(op, (ast.Add, ast.Sub))
        case ast.For(target=target) | ast.NamedExpr(target=target) | ast.AnnAssign(target=target):
            return _has_gradient(target)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in _LOOSE or any(word in name.lower() for word in _RESETS)
    return False


def _has_gradient(target: ast.AST) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "grad" for each in ast.walk(target))


def _adds(node: ast.Assign) -> bool:
    """Tell whether an assignment is `a.grad = a.grad + …`."""
    match node:
        case ast.Assign(targets=[target], value=ast.BinOp(left=left, op=ast.Add() | ast.Sub())):
            return ast.unparse(target) == ast.unparse(left)
    return False
