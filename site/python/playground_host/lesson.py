"""The half of a lesson that is code: a check looks at what the learner's program left behind.

A lesson's `check.py` runs after the program, in the same interpreter, and asks for the program's
variables. It calls `wrong` with the key of one of the lesson's answers where something is not as it
should be; a check that comes to its end has passed. The answers' sentences are in the lesson's
text, so that a check has no words of its own to translate.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING, Any, NoReturn

from micrograd.node import Node
from playground_host.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Mapping

MIME = "application/vnd.micrograd.check+json"

_LONGEST = 2_000


class Wrong(Exception):  # noqa: N818 - no error: an answer
    """What the program has not done yet: the key of an answer, and what stands in its gaps."""

    def __init__(self, answer: str, gaps: Mapping[str, object]) -> None:
        super().__init__(answer)
        self.answer = answer
        self.gaps = gaps


class Program:
    """The learner's program, after its end.

    Attributes:
        source: its text.
        variables: its global variables, by name.
    """

    def __init__(self, source: str = "", variables: Mapping[str, Any] | None = None) -> None:
        self.source = source
        self.variables: Mapping[str, Any] = variables or {}

    def calls(self, name: str) -> int:
        """Count the places that call a function or method of this name.

        >>> Program("y.backward(); z.backward()").calls("backward")
        2
        """
        found = 0
        for node in ast.walk(ast.parse(self.source)):
            if isinstance(node, ast.Call):
                callee = node.func
                own = callee.attr if isinstance(callee, ast.Attribute) else None
                own = callee.id if isinstance(callee, ast.Name) else own
                found += own == name
        return found


program = Program()
"""The program that is checked."""


def wrong(answer: str, **gaps: object) -> NoReturn:
    """End the check with one of the lesson's answers.

    Args:
        answer: its key in the lesson's front matter.
        gaps: what stands in the answer's gaps, which are written as for `str.format`.
    """
    raise Wrong(answer, gaps)


def variable(name: str, kind: type | tuple[type, ...] = object) -> Any:
    """Return a variable of the program; say so where there is none, or one of another kind."""
    if name not in program.variables:
        raise Wrong("missing", {"name": name})
    value = program.variables[name]
    if value is ...:
        raise Wrong("gap", {"name": name})
    if not isinstance(value, kind):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        wanted = " / ".join(each.__name__ for each in kinds)
        raise Wrong("kind", {"name": name, "wanted": wanted, "found": type(value).__name__})
    return value


def node(name: str) -> Node:
    """Return a variable of the program that is a node."""
    found: Node = variable(name, Node)
    return found


def number(name: str) -> float:
    """Return a variable of the program that is a number; of a node, its data won't do."""
    value = variable(name, (int, float))
    if not math.isfinite(value):
        raise Wrong("not-finite", {"name": name, "value": str(value)})
    return float(value)


def function(name: str) -> Any:
    """Return a function, or a class, of the program."""
    found = variable(name)
    if not callable(found):
        raise Wrong("kind", {"name": name, "wanted": "function", "found": type(found).__name__})
    return found


def close(one: float, other: float, tolerance: float = 1e-6) -> bool:
    """Tell whether two numbers agree as well as numbers typed by hand can.

    >>> close(2.0, 2.0000001), close(0.0, 1e-9), close(1.0, 1.1)
    (True, True, False)
    """
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)


def agrees(make: Any, *operations: str) -> None:
    """End the check where an operation of the program's own engine is not the package's.

    Args:
        make: makes a leaf of a number: the engine's class.
        operations: which, as `playground_host.comparison.OPERATIONS` calls them.
    """
    numbers = (-3.0, -1.0, -0.5, 0.5, 1.0, 2.0)  # none where an engine may raise what it likes
    for found in compare(make, operations, numbers):
        at = ", ".join(f"{name} = {value:g}" for name, value in zip("ab", found.at, strict=False))
        gaps = {"operation": found.operation, "kind": found.kind, "at": at}
        name = "ab"[found.operand]
        raise Wrong("operation", {**gaps, "name": name, "got": found.got, "wanted": found.wanted})


def check(
    source: str, answers: Mapping[str, str], text: str, variables: Mapping[str, Any]
) -> dict[str, object]:
    """Run a lesson's check on a program that has ended.

    Args:
        source: the check.
        answers: sentences with gaps, by key.
        text: the program's.
        variables: the program's, by name.

    Returns:
        Whether it `passed`; else the `answer` in words if the lesson has it, and its key and gaps.
    """
    program.source, program.variables = text, variables
    try:
        exec(compile(source, "check.py", "exec", dont_inherit=True), {"__name__": "check"})  # noqa: S102 - a check is a program
    except Wrong as answer:
        return _answer(answer.answer, answer.gaps, answers)
    except Exception as error:  # noqa: BLE001 - the program's own objects may raise anything
        gaps = {"error": f"{type(error).__name__}: {error}"[:_LONGEST]}
        return _answer("raised", gaps, answers)
    return {"passed": True}


def _answer(key: str, gaps: Mapping[str, object], answers: Mapping[str, str]) -> dict[str, object]:
    told = {name: str(value)[:_LONGEST] for name, value in gaps.items()}
    words = ""
    if key in answers:
        try:
            words = answers[key].format(**gaps)[:_LONGEST]
        except (LookupError, ValueError, AttributeError, TypeError):
            words = answers[key][:_LONGEST]
    return {"passed": False, "key": key, "gaps": told, "answer": words}
