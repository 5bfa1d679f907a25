"""Replaces a module of the package by a visitor's fork of it.

Other modules have imported the package's classes already. So the classes stay, and get the
attributes of the fork's classes: everything that imported `Node` earlier then runs the fork.
Unchanged functions stay, so that only changed ones count as the visitor's own.
"""

from __future__ import annotations

import ast
from contextlib import suppress
from enum import Enum
from importlib import import_module
from types import CodeType, FunctionType, MemberDescriptorType, ModuleType
from typing import TYPE_CHECKING, Any

from micrograd import neuron
from micrograd.operations import NEURONS

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = "micrograd/"

_OLD = (
    "This copy seems to be of an earlier version of the package's file, whose modules were others. "
    "Begin a new copy, and make your change there."
)

_KEPT = {"__dict__", "__weakref__", "__slots__", "__module__", "__qualname__", "__firstlineno__"}

# The functions for a neuron as one node: if one changes, neurons consist of single operations.
_FUNCTIONS = {
    name: kind._activation.__name__ if kind._activation else ""  # noqa: SLF001 - an operation's class
    for name, kind in NEURONS.items()
}
_IN_NEURONS = {"Add", "Multiply", *filter(None, _FUNCTIONS.values())}


def module_of(file: str) -> str | None:
    """Return the module of the package that a file replaces, or None.

    >>> module_of("micrograd/node.py"), module_of("engine.py")
    ('micrograd.node', None)
    """
    name = file.removeprefix(PACKAGE).removesuffix(".py")
    return f"micrograd.{name}" if file.startswith(PACKAGE) else None


def put_in_place(source: str, file: str) -> set[str]:
    """Replace the content of a module of the package by that of its fork.

    Args:
        source: the fork's text.
        file: its name, such as `micrograd/node.py`.

    Returns:
        The names of the module's classes that the fork changes.

    Raises:
        ImportError: if the package has no such module.
        TypeError: if the fork gives a class other slots or bases.
    """
    module = import_module(module_of(file) or "")
    changed: set[str] = set()
    imports: list[ast.stmt] = []
    for statement in ast.parse(source, file).body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            imports.append(statement)
        name = getattr(statement, "name", "")
        before = vars(module).get(name)
        try:
            exec(_compiled([*imports, statement], file), vars(module))  # noqa: S102 - a fork is a program
        except ImportError as error:
            if (error.name or "").partition(".")[0] == "micrograd":
                error.add_note(_OLD)
            raise
        now = vars(module).get(name)
        if isinstance(before, type) and isinstance(now, type):
            vars(module)[name] = before
            if _take_over(before, now):
                changed.add(name)
        elif isinstance(before, FunctionType) and isinstance(now, FunctionType):
            vars(module)[name] = before
            _become(before, now)
    if module.__name__ == "micrograd.node" and changed & _IN_NEURONS:
        _open_neurons(module)
    return changed


def _compiled(statements: list[ast.stmt], file: str) -> CodeType:
    """Compile statements with the file's `__future__` imports, which change the compilation."""
    return compile(ast.Module(statements, []), file, "exec", dont_inherit=True)


def _take_over(before: type, now: type) -> bool:
    """Copy attributes from one class to another; tell whether anything changed."""
    if issubclass(before, Enum):
        return False  # its members are fixed
    if before.__bases__ != now.__bases__:
        raise TypeError(f"a fork can't give {before.__name__} other base classes")
    slots = {key for key, value in vars(now).items() if isinstance(value, MemberDescriptorType)}
    if new := sorted(slots - vars(before).keys()):
        raise TypeError(f"a fork can't give {before.__name__} another slot: {', '.join(new)}")
    is_changed = False
    for key, value in vars(now).items():
        if key in _KEPT or key in slots:
            continue
        known = vars(before).get(key)
        if _is_same(known, value):
            continue
        _speak_of(value, before, now)
        setattr(before, key, value)
        is_changed = is_changed or key != "__doc__"
    gone = [key for key in vars(before) if key not in vars(now) and not _is_machinery(before, key)]
    for key in gone:
        delattr(before, key)
    return is_changed or bool(gone)


def _is_machinery(owner: type, key: str) -> bool:
    return key.startswith("__") or isinstance(vars(owner)[key], MemberDescriptorType)


def _is_same(one: Any, other: Any) -> bool:
    """Tell whether two attributes of a class do the same; functions are compared by their code."""
    if isinstance(one, (classmethod, staticmethod)) and type(one) is type(other):
        one, other = one.__func__, other.__func__
    if isinstance(one, property) and isinstance(other, property):
        return _is_same(one.fget, other.fget) and _is_same(one.fset, other.fset)
    if isinstance(one, FunctionType) and isinstance(other, FunctionType):
        # A run replaces constructors by recording ones: compare the originals.
        one = getattr(one, "__wrapped__", one)
        return _substance(one.__code__) == _substance(other.__code__) and (
            one.__defaults__ == other.__defaults__ and one.__kwdefaults__ == other.__kwdefaults__
        )
    with suppress(Exception):
        return bool(one == other)
    return False


def _substance(code: CodeType) -> tuple[object, ...]:
    """Return the parts of a code object that matter, without its place."""
    constants = (
        _substance(each) if isinstance(each, CodeType) else (type(each), repr(each))
        for each in code.co_consts
    )
    return (code.co_code, code.co_names, code.co_varnames, tuple(constants))


def _speak_of(value: Any, before: type, now: type) -> None:
    """Make `super()` in the functions refer to the class that stays."""
    for function in _functions(value):
        for cell in function.__closure__ or ():
            with suppress(ValueError):  # it is empty
                if cell.cell_contents is now:
                    cell.cell_contents = before


def _functions(value: Any) -> Iterable[FunctionType]:
    parts = [value, *(getattr(value, part, None) for part in ("__func__", "fget", "fset"))]
    return [each for each in parts if isinstance(each, FunctionType)]


def _become(before: FunctionType, now: FunctionType) -> None:
    if _is_same(before, now):
        return
    before.__code__ = now.__code__
    before.__defaults__, before.__kwdefaults__ = now.__defaults__, now.__kwdefaults__


def _open_neurons(module: ModuleType) -> None:
    """Make neurons consist of single operations, which are the fork's."""

    def opened(activation: str) -> Any:
        def neuron_of(inputs: Any, weights: Any, bias: Any) -> Any:
            total = bias
            for x, w in zip(inputs, weights, strict=True):
                total = module.Add(total, module.Multiply(w, x))
            return getattr(module, activation)(total) if activation else total

        return neuron_of

    for name, function in _FUNCTIONS.items():
        neuron.ACTIVATIONS[name] = opened(function)
