"""The functions for checks of an engine that a learner writes in `engine.py`.

The engine is checked itself, independent of `main.py`, and also after an error of `main.py`, which
an unfinished engine mostly causes. A class does not count as the learner's if it is the package's,
inherits from the package's, or calls it.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playground_host.comparison import OPERATIONS
from playground_host.lesson import ENGINE, Wrong, program, wrong
from playground_host.mistakes import kinds
from playground_host.mistakes.meanings import of_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_PACKAGE = "micrograd"


def engine(name: str = "Value") -> Any:
    """Return the learner's class; end the check if there is none, or if it is the package's."""
    program.is_about_engine = True
    try:
        module = importlib.import_module(ENGINE.removesuffix(".py"))
    except ModuleNotFoundError:
        wrong("engine-missing", name=name, file=ENGINE)
    except Exception as error:
        if program.has_failed:  # the run has shown this error already
            raise Wrong("unknown", {}) from error
        wrong("engine-raised", what=f"import {name}", error=_text(error))
    found = getattr(module, name, None)
    if found is None:
        wrong("engine-missing", name=name, file=ENGINE)
    if _is_borrowed(found):
        wrong("engine-package", name=name, file=ENGINE)
    if not isinstance(found, type):
        wrong("kind", name=name, wanted="class", found=type(found).__name__)
    return found


def needs(own: type, *methods: str) -> None:
    """End the check if the class lacks one of these methods."""
    for method in methods:
        if not hasattr(own, method):
            wrong("engine-method", name=own.__name__, method=method, file=ENGINE)


def tried(what: str, call: Callable[[], Any]) -> Any:
    """Return the result of a call of the learner's code; end the check if it raises."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - the learner's code may raise anything
        explain(error)
        wrong("engine-raised", what=what, error=_text(error))


def explain(error: Exception) -> None:
    """End the check with an explanation of the engine's error, if beginners make it."""
    found = of_file(error, ENGINE)
    if found is not None:
        raise Wrong(*found) from error


def is_number(value: Any) -> bool:
    """Tell whether an attribute of a value is a real number, not a truth value.

    >>> [is_number(each) for each in (0.0, 0, False, 0j, "0", None)]
    [True, True, False, False, False, False]
    """
    return not isinstance(value, bool) and kinds.as_number(value) is not None


def is_same(values: Any, wanted: tuple[Any, ...]) -> bool:
    """Tell whether a collection holds exactly these objects, in any order.

    >>> a, b = [1.0], [1.0]
    >>> is_same((b, a), (a, b)), is_same([a], (a, a)), is_same((a, a), (a, b))
    (True, True, False)
    """
    try:
        return {id(each) for each in values} == {id(each) for each in wanted}
    except TypeError:
        return False


def _text(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _is_borrowed(found: Any) -> bool:
    """Tell whether a class is the package's, or runs the package's code."""
    bases = found.__mro__ if isinstance(found, type) else ()
    if any(_is_the_packages(base.__module__) for base in bases):
        return True
    ran: set[str] = set()

    def see(frame: FrameType, _event: str, _argument: object) -> None:
        ran.add(str(frame.f_globals.get("__name__")))

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        _try_out(found)
    finally:
        sys.setprofile(before)
    return any(_is_the_packages(name) for name in ran)


def _try_out(make: Any) -> None:
    for count, _, operation in OPERATIONS.values():
        with suppress(Exception):
            operation(*(make(2.0) for _ in range(count))).backward()


def _is_the_packages(module: str) -> bool:
    return module.partition(".")[0] == _PACKAGE
