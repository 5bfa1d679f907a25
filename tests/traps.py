"""Objects whose code would run if the host looked at them carelessly."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable


class Sprung(BaseException):
    """Code of the program's has run: nothing that suppresses an `Exception` hides it."""


def spring(*_: object, **__: object) -> NoReturn:
    """Stand where a program's code could stand."""
    raise Sprung


SPECIAL = [
    "__bool__",
    "__call__",
    "__contains__",
    "__eq__",
    "__format__",
    "__ge__",
    "__getattr__",
    "__getattribute__",
    "__getitem__",
    "__gt__",
    "__hash__",
    "__instancecheck__",
    "__iter__",
    "__le__",
    "__len__",
    "__lt__",
    "__ne__",
    "__repr__",
    "__str__",
    "__subclasscheck__",
    "__float__",
    "__index__",
    "items",
    "keys",
    "values",
    "get",
    "startswith",
    "isidentifier",
]
CODE = dict.fromkeys(SPECIAL, spring)
COMPUTED = {
    name: property(spring) for name in ("__class__", "__dict__", "__mro__", "data", "grad", "x")
}


def things() -> dict[str, Any]:
    """Return what stands under the names of a program; a `Sprung` is raised by code of theirs."""
    armed: list[bool] = []

    def when_armed(name: str) -> Callable[..., object]:
        def method(cls: type, *args: object) -> object:
            if armed:
                raise Sprung
            found: object = getattr(super(meta, cls), name)(*args)
            return found

        return method

    careful = ("__eq__", "__hash__", "__getattribute__", "__instancecheck__", "__subclasscheck__")
    meta: Any = type("Meta", (type,), {name: when_armed(name) for name in careful})
    of_meta = meta("OfMeta", (), {"x": 1})
    descriptor = type("Descriptor", (), {**CODE, **COMPUTED})()
    dicts = [type("Dict", (dict,), CODE)({"a": 1}), type("Dict", (dict,), CODE)()]

    class Key(str):  # says that it is any name
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            if armed:
                raise Sprung
            return str.__eq__(self, other)

    class Plain:
        pass

    plain, odd_keys = Plain(), Plain()
    vars(odd_keys)[Key("layers")] = 1
    vars(plain)["\ud800 no name"] = 1

    class Lazy(ModuleType):
        __getattr__ = spring

    found = {
        "odd_module": type("Odd", (), {"__module__": None})(),
        "number_module": type("Odd", (), {"__module__": 3})(),
        "property_module": type("Odd", (), {"__module__": property(spring)})(),
        "key_module": type("Odd", (), {"__module__": Key("micrograd.")})(),
        "of_meta": of_meta(),
        "meta": of_meta,
        "everything": type("Everything", (), {**CODE, **COMPUTED})(),
        "held_descriptor": type("Holder", (), {"__dict__": descriptor, "x": descriptor})(),
        "wrong_slot": type("Wrong", (), {"__dict__": vars(Plain)["__dict__"]})(),
        "dictionaries": dicts,
        "lists": [type("List", (list,), CODE)([1]), type("Tuple", (tuple,), CODE)((1,))],
        "text": type("Text", (str,), {**CODE, "__hash__": str.__hash__})("a"),
        "keys": {Key("a"): 1, of_meta(): 2, 10**5000: 3, "k" * 100_000: 4},
        "odd_keys": odd_keys,
        "plain": plain,
        "lazy": Lazy("lazy"),
        Key("a"): 1,
        "two words": 1,
    }
    armed.append(True)
    return found


NAMES = [name for name in things() if type(name) is str]
