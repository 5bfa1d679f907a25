"""Runs a backward pass and undoes its effects: changes are restored, and output is dropped.

A picture shows derivatives. To get those of a program's own operation, its `_backward` must be run.
It may count its calls, append to a list, draw random numbers, or change other nodes. But drawing
must not change the program. So before it runs, everything that it can reach is recorded:
attributes, lists, dicts, sets, `StringIO` objects, the variables of functions, and the module
variables that these functions use. Whatever has changed afterwards is restored, without running the
program's code.

It can't restore objects that only functions of other modules reach, the position of an iterator,
files, or the network. It says whether it has seen an iterator, or a function that opens files.
"""

# ruff: noqa: SLF001 - this module records the nodes' private attributes.

from __future__ import annotations

import contextlib
import io
import random
import sys
from collections import OrderedDict, deque
from functools import partial
from pathlib import Path
from types import (
    BuiltinFunctionType,
    CellType,
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
    ModuleType,
)
from typing import TYPE_CHECKING, Any

from micrograd.node import Node
from micrograd.operations import is_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# After this many objects the rest is not recorded, except the graph's own nodes.
_MAX_THINGS = 50_000

_PLAIN = (str, bytes, int, float, complex, type(None), range)

_CONTAINERS = (list, dict, set, deque, bytearray)

_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__
_module = type.__dict__["__module__"].__get__


@contextlib.contextmanager
def rehearsal(order: Iterable[Node]) -> Iterator[bool]:
    """Return a context manager that undoes all effects of a program's operations.

    Args:
        order: the nodes whose operations may run.

    Yields:
        Whether other functions of the program may run too, because all their effects are undone.

    >>> calls = []
    >>> class Cube(Node):
    ...     def __init__(self, a):
    ...         super().__init__(a.data**3)
    ...         self._prev, self.a = (a,), a
    ...     def _backward(self):
    ...         calls.append("again")
    ...         self.a.grad += self.grad * 3 * self.a.data**2
    >>> x = Node(2.0)
    >>> y = Cube(x)
    >>> with rehearsal([x, y]):
    ...     y.backward()
    ...     found = x.grad
    >>> found, x.grad, calls
    (12.0, 0.0, [])
    """
    notes = _Notes()
    for node in order:
        notes.take(node)
    if not notes.has_strangers:
        try:
            yield True
        finally:
            notes.put_back()
        return
    numbers = random.getstate()
    arrays: Any = vars(sys.modules["numpy"]).get("random") if "numpy" in sys.modules else None
    array_numbers = arrays.get_state() if arrays else None
    torch: Any = sys.modules.get("torch")
    tensor_numbers = torch.get_rng_state() if hasattr(torch, "get_rng_state") else None
    dropped = io.StringIO()
    try:
        with contextlib.redirect_stdout(dropped), contextlib.redirect_stderr(dropped):
            yield notes.is_whole
    finally:
        random.setstate(numbers)
        if tensor_numbers is not None:
            torch.set_rng_state(tensor_numbers)
        if arrays:
            arrays.set_state(array_numbers)
        notes.put_back()


class _Notes:
    """The recorded contents of objects, and a function for each that restores it."""

    def __init__(self) -> None:
        self.has_strangers = False
        self.is_whole = True
        self._nodes: list[tuple[Node, float, float, str, tuple[Node, ...]]] = []
        self._undo: list[Callable[[], None]] = []
        self._seen: set[int] = set()
        self._kept: list[object] = []  # keeps the objects alive, so that no id is used again

    def take(self, node: Node) -> None:
        """Record a node; for a program's own operation, also everything that it can reach."""
        self._note_node(node)
        if is_own(node):
            return
        self.has_strangers = True
        waiting: list[object] = [type(node), *self._attributes(node), node._backward]
        while waiting and len(self._seen) < _MAX_THINGS:
            thing = waiting.pop()
            if issubclass(type(thing), _PLAIN) or id(thing) in self._seen:
                continue
            self._seen.add(id(thing))
            self._kept.append(thing)
            if any("__next__" in _namespace(each) for each in _mro(type(thing))):
                self.is_whole = False
            waiting += self._opened(thing)
        self.is_whole = self.is_whole and not waiting

    def put_back(self) -> None:
        """Restore all recorded contents."""
        for undo in reversed(self._undo):
            undo()
        for node, data, grad, label, prev in reversed(self._nodes):
            node.data, node.grad, node.label, node._prev = data, grad, label, prev

    def _note_node(self, node: Node) -> None:
        self._nodes.append((node, node.data, node.grad, node.label, node._prev))

    def _opened(self, thing: Any) -> Iterable[object]:
        """Record one object; return the objects that can be reached from it."""
        kind = type(thing)
        found: Iterable[object] = ()
        if issubclass(kind, type):
            return self._class(thing)
        if issubclass(kind, Node):
            self._note_node(thing)
            found = thing._prev
        elif kind is FunctionType:
            return self._function(thing) if _is_programs(thing.__code__.co_filename) else ()
        elif kind is BuiltinFunctionType:
            return () if type(thing.__self__) is ModuleType else (thing.__self__,)
        elif kind is ModuleType:
            return self._module(thing)
        elif kind is MethodType:
            found = (thing.__self__, thing.__func__)
        elif kind is partial:
            found = (thing.func, *thing.args, *thing.keywords.values())
        elif _is_of_library(kind):
            return self._library_s(thing)
        elif issubclass(kind, _CONTAINERS):
            found = self._container(thing)
        return [kind, *found, *self._attributes(thing)]

    def _library_s(self, thing: Any) -> Iterable[object]:
        """Record an object of Python or a library: a container, a random generator, an array."""
        kind = type(thing)
        if issubclass(kind, (tuple, frozenset)):
            return (tuple if issubclass(kind, tuple) else frozenset).__iter__(thing)
        if issubclass(kind, _CONTAINERS):
            return self._container(thing)
        if kind is random.Random:
            self._undo.append(partial(thing.setstate, thing.getstate()))
        elif kind in (io.StringIO, io.BytesIO):
            self._buffer(thing)
        elif kind.__name__ in ("Tensor", "Parameter") and str(_module(kind)).startswith("torch"):
            self._undo.append(partial(thing.data.copy_, thing.detach().clone()))
        elif kind.__name__ == "ndarray" and _module(kind) == "numpy":
            if thing.flags.writeable:
                self._undo.append(partial(thing.__setitem__, ..., thing.copy()))
            return thing.ravel().tolist() if thing.dtype == object else ()
        elif kind.__name__ == "Generator" and str(_module(kind)).startswith("numpy."):
            bits = thing.bit_generator
            self._undo.append(partial(setattr, bits, "state", bits.state))
        elif kind.__name__ == "RandomState" and str(_module(kind)).startswith("numpy."):
            self._undo.append(partial(thing.set_state, thing.get_state()))
        else:
            return self._attributes(thing, opens=(list, dict, set, deque))
        return ()

    def _buffer(self, thing: io.StringIO | io.BytesIO) -> None:
        """Record the contents of a buffer."""
        if thing.closed:
            return
        held: Any = thing.getvalue()
        place = thing.tell()

        def undo() -> None:
            if not thing.closed and (thing.getvalue() != held or thing.tell() != place):
                thing.seek(0)
                thing.truncate()
                thing.write(held)
                thing.seek(place)

        self._undo.append(undo)

    def _container(self, thing: Any) -> list[object]:
        base: Any = next(each for each in _mro(type(thing)) if each.__module__ in _BUILTIN_MODULES)
        if issubclass(base, dict):
            self._note_dict(thing)
            return [*dict.keys(thing), *dict.values(thing)]
        held = list(base.__iter__(thing))

        def undo() -> None:
            now = list(base.__iter__(thing))
            if len(now) != len(held) or any(a is not b for a, b in zip(now, held, strict=True)):
                base.clear(thing)
                (base.update if issubclass(base, set) else base.extend)(thing, held)

        self._undo.append(undo)
        return [] if base is bytearray else held

    def _note_dict(self, thing: dict[Any, Any]) -> None:
        base: Any = OrderedDict if isinstance(thing, OrderedDict) else dict
        held = list(base.items(thing))

        def undo() -> None:
            now = list(base.items(thing))
            if len(now) != len(held) or any(
                a[0] is not b[0] or a[1] is not b[1] for a, b in zip(now, held, strict=True)
            ):
                base.clear(thing)
                base.update(thing, held)

        self._undo.append(undo)

    def _attributes(self, thing: Any, opens: tuple[type, ...] = (object,)) -> list[object]:
        """Record an object's `__dict__` and slots; return those of their values to go on with."""
        values: list[object] = []
        for each in _mro(type(thing)):
            for name, slot in list(_namespace(each).items()):
                if name == "__dict__" and isinstance(
                    slot, (GetSetDescriptorType, MemberDescriptorType)
                ):
                    held = slot.__get__(thing)
                    if type(held) is dict:
                        self._note_dict(held)
                        values += held.values()
                elif isinstance(slot, MemberDescriptorType) and each is not Node:
                    values += self._slot(thing, slot)
        return [value for value in values if issubclass(type(value), opens)]

    def _slot(self, thing: object, slot: MemberDescriptorType) -> list[object]:
        try:
            held = slot.__get__(thing)
        except AttributeError:
            return []

        def undo() -> None:
            with contextlib.suppress(AttributeError, TypeError):  # read-only: it did not change
                slot.__set__(thing, held)

        self._undo.append(undo)
        return [held]

    def _class(self, kind: type) -> list[object]:
        """Record the attributes of the program's own class."""
        if _is_of_library(kind) or _is_of_package(kind):
            return []
        held = {name: value for name, value in _namespace(kind).items() if not _is_special(name)}

        def undo() -> None:
            now = dict(_namespace(kind))
            for name in now:
                if name not in held and not _is_special(name):
                    type.__delattr__(kind, name)
            for name, value in held.items():
                if now.get(name) is not value:
                    type.__setattr__(kind, name, value)

        self._undo.append(undo)
        functions = [each for each in _namespace(kind).values() if type(each) is FunctionType]
        others = (each for each in held.values() if not isinstance(each, MemberDescriptorType))
        return [*functions, *others]

    def _function(self, function: FunctionType) -> list[object]:
        """Record a function's variables: those of its closure, and the globals that it uses."""
        cells = [self._cell(cell) for cell in function.__closure__ or ()]
        variables = function.__globals__
        names = _names(function.__code__)
        if not _LASTING.isdisjoint(names):
            self.is_whole = False
        held = {name: variables[name] for name in names if name in variables}

        def undo() -> None:
            for name in names:
                if name not in held:
                    variables.pop(name, None)
                elif variables.get(name) is not held[name]:
                    variables[name] = held[name]

        self._undo.append(undo)
        self._note_dict(function.__dict__)
        defaults = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
        return [*(each for found in cells for each in found), *held.values(), *defaults]

    def _module(self, module: ModuleType) -> Iterable[object]:
        """Record the variables of another file of the program."""
        variables = vars(module)
        file = variables.get("__file__")
        if type(file) is not str or not _is_programs(file):
            return ()
        self._note_dict(variables)
        return list(variables.values())

    def _cell(self, cell: CellType) -> list[object]:
        try:
            held = cell.cell_contents
        except ValueError:  # it is empty
            return []

        def undo() -> None:
            cell.cell_contents = held

        self._undo.append(undo)
        return [held]


# Functions whose effects last.
_LASTING = {"input", "open"}

_BUILTIN_MODULES = ("builtins", "collections")

# The folders of this package, of Python, and of installed packages.
_OTHERS_CODE = (
    str(Path(__file__).parent),
    str(Path(io.__file__).parent),
    "site-packages",
    "<frozen",
)


def is_of_program(function: FunctionType) -> bool:
    """Tell whether a function is the program's own, and neither Python's nor a package's."""
    return _is_programs(function.__code__.co_filename)


def _is_programs(file: str) -> bool:
    return not any(place in file for place in _OTHERS_CODE)


def _is_of_package(kind: type) -> bool:
    """Tell whether a class really comes from this package; a faked `__module__` doesn't count."""
    name = _module(kind)
    if type(name) is not str or name.partition(".")[0] != "micrograd" or name not in sys.modules:
        return False
    return vars(sys.modules[name]).get(kind.__name__) is kind


def _is_of_library(kind: type) -> bool:
    """Tell whether a class is Python's or an installed package's."""
    name = _module(kind)
    if type(name) is not str or name not in sys.modules or name.partition(".")[0] == "micrograd":
        return False
    file = vars(sys.modules[name]).get("__file__")
    return name in ("builtins", "_io") or (type(file) is str and not _is_programs(file))


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _names(code: CodeType) -> list[str]:
    """List the global names that a function's code uses, with the functions inside it."""
    inner = (each for each in code.co_consts if isinstance(each, CodeType))
    return [*code.co_names, *(name for each in inner for name in _names(each))]
