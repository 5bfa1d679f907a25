"""The half of a lesson that is code: a check looks at what the learner's program left behind.

A lesson's `check.py` runs after the program, in the same interpreter, and asks for the program's
variables. It calls `wrong` with the key of one of the lesson's answers where something is not as it
should be; a check that comes to its end has passed. What is right and unusual it may remark on with
`note`. The answers' sentences are in the lesson's text, so that a check has no words of its own to
translate; those that every lesson may give are the page's.
"""

from __future__ import annotations

import ast
import io
import linecache
import math
import string
import traceback
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any, NoReturn

from micrograd.neuron import MLP
from micrograd.node import Node
from playground_host import chance, rerun
from playground_host.comparison import compare
from playground_host.mistakes import kinds, meanings, slips

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


FILE = "<check>"
"""What tracebacks call a check."""

ENGINE = "engine.py"
"""The file in which lessons let an engine be written."""

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
        has_failed: whether it ended with an error: what it would have left behind is not known.
        is_about_engine: whether the check has asked for the learner's engine.
        advice: the kinds of advice that its run got (`playground_host.mistakes.advice.KINDS`).
    """

    def __init__(self, source: str = "", variables: Mapping[str, Any] | None = None) -> None:
        self.source = source
        self.variables: Mapping[str, Any] = variables or {}
        self.advice: Collection[str] = ()
        self.notes: list[tuple[str, Mapping[str, object]]] = []
        self.has_failed = False
        self.is_about_engine = False

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

    def assigned(self, name: str) -> str:
        """Return what the program last assigns to a name, as Python writes it; "" if nothing.

        >>> Program("h = 1; slope = f(x+h) - f(x) / h").assigned("slope")
        'f(x + h) - f(x) / h'
        """
        found = kinds.assigned(name, self.source)
        return ast.unparse(found) if found else ""


program = Program()
"""The program that is checked."""


def wrong(answer: str, **gaps: object) -> NoReturn:
    """End the check with one of the lesson's answers.

    Args:
        answer: its key in the lesson's front matter, or of one that every lesson may give.
        gaps: what stands in the answer's gaps, which are written as for `str.format`.
    """
    raise Wrong(answer, gaps)


def note(answer: str, **gaps: object) -> None:
    """Remark on a program, without ending the check: it is read once the program has passed.

    Args:
        answer: its key in the lesson's front matter, or of one that every lesson may give.
        gaps: what stands in the answer's gaps.
    """
    program.notes.append((answer, gaps))


def variable(
    name: str, kind: type | tuple[type, ...] = object, *, of: Program | None = None
) -> Any:
    """Return a variable of the program; say so where there is none, or one of another kind."""
    within = of or program
    value = _there(name, within)
    if not isinstance(value, kind):
        each = kind if isinstance(kind, tuple) else (kind,)
        wanted = " / ".join(one.__name__ for one in each)
        raise Wrong(*kinds.of_another(name, value, wanted, within.source))
    return value


def node(name: str, *, of: Program | None = None) -> Node:
    """Return a variable of the program that is a node."""
    within = of or program
    value = _there(name, within)
    if not kinds.is_node(value):
        raise Wrong(*kinds.no_node(name, value, within.source))
    found: Node = value
    return found


def number(name: str, *, of: Program | None = None) -> float:
    """Return a variable of the program that is a number, Python's or NumPy's; no node is one."""
    within = of or program
    return _is_number(name, _there(name, within), within)


def _is_number(name: str, value: object, within: Program | None = None) -> float:
    within = within or program
    found = kinds.as_number(value)
    if found is None:
        raise Wrong(*kinds.no_number(name, value, within.source, within.variables))
    if not math.isfinite(found):
        raise Wrong("not-finite", {"name": name, "value": str(value)})
    return found


def network() -> MLP:
    """Return the program's network: `mlp`, or the last one made where it has another name."""
    networks = [each for each in program.variables.values() if isinstance(each, MLP)]
    found: MLP = variable("mlp") if "mlp" in program.variables or not networks else networks[-1]
    return found


def trained(inputs: Sequence[Sequence[float]]) -> MLP:
    """Return the program's network; say so where no pass has ever reached its parameters.

    Args:
        inputs: samples, by which such a network is told from one whose gradients have vanished.
    """
    found = network()
    if isinstance(found, MLP) and not program.calls("zero_grad"):
        parameters = found.parameters()
        if not any(p.grad for p in parameters):
            for x in inputs:
                found(list(x)).backward()
            is_alive = any(p.grad for p in parameters)
            for p in parameters:
                p.grad = 0.0
            if is_alive:
                wrong("untrained")
    return found


def function(name: str) -> Any:
    """Return a function, or a class, of the program."""
    found = _there(name, program)
    if not callable(found):
        raise Wrong(*kinds.of_another(name, found, "function", program.source))
    return found


def operation(name: str) -> Any:
    """Return a class of the program that is an operation, also where it is the only one renamed."""
    if name not in program.variables:
        own = [each for each in program.variables.values() if _is_operation(each)]
        if len(own) == 1:
            return own[0]
    return function(name)


def gradient(of: Node) -> float:
    """Return a node's gradient; say so where a program's `_backward` made it a node."""
    found: Any = of.grad
    if kinds.is_node(found):
        raise Wrong("node", {"name": "grad", "node": "self"})
    gradient = kinds.as_number(found)
    if gradient is None:
        raise Wrong(*kinds.of_another("grad", found, "float", ""))
    return gradient


def given(**numbers: float) -> tuple[float, ...]:
    """Return the numbers that the program's variables have, and note which are not the lesson's.

    A check that goes on with these leaves learners free to try others.

    Args:
        numbers: the lesson's, by name. The program's may be numbers or nodes; where it has no such
            variable, the lesson's counts.
    """
    found = []
    for name, usual in numbers.items():
        value = program.variables.get(name, usual)
        found.append(value.data if kinds.is_node(value) else _is_number(name, value))
    pairs = zip(numbers.items(), found, strict=True)
    other = [f"{name} = {own:.6g}" for (name, usual), own in pairs if own != usual]
    if other:
        note("changed", changes=", ".join(other))
    return tuple(found)


def again(**numbers: float) -> Program | None:
    """Run the program once more, unseen, with variables that begin with other numbers.

    Returns:
        The program after that, for `number("y", of=…)` and the like; None where it can't be known
        (see `playground_host.rerun`): then give the learner the benefit of the doubt.
    """
    found = rerun.variables_with(program.source, numbers)
    return None if found is None else Program(program.source, found)


def computed(name: str, **numbers: float) -> None:
    """End the check where a number stays what it is when variables begin with other numbers.

    It was typed then. Choose numbers for which another one is right.
    """
    other = again(**numbers)
    own = number(name)
    if other is not None and close(number(name, of=other), own):
        changes = ", ".join(f"{each} = {value:g}" for each, value in numbers.items())
        raise Wrong("typed", {"name": name, "value": own, "changes": changes})


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
    errors: list[Exception] = []
    for found in compare(make, operations, hear=errors.append):
        if found.kind == "raised" and (meant := meanings.of_file(errors[-1], ENGINE)):
            raise Wrong(*meant)
        if found.kind == "no-value" and found.got == "NoneType":
            wrong("engine-none", what=found.operation)
        at = ", ".join(f"{name} = {value:g}" for name, value in zip("ab", found.at, strict=False))
        gaps = {"operation": found.operation, "kind": found.kind, "at": at}
        name = "ab"[found.operand]
        raise Wrong("operation", {**gaps, "name": name, "got": found.got, "wanted": found.wanted})


def check(  # noqa: PLR0913 - what a lesson and a run consist of
    source: str,
    answers: Mapping[str, str],
    text: str,
    variables: Mapping[str, Any],
    files: Collection[str] = ("main.py",),
    *,
    advice: Collection[str] = (),
) -> dict[str, object]:
    """Run a lesson's check on a program that has ended.

    Args:
        source: the check.
        answers: sentences with gaps, by key.
        text: the program's.
        variables: the program's, by name.
        files: the names of the learner's files, whose errors are the learner's.
        advice: the kinds of advice that its run got.

    Returns:
        Whether it `passed`, and then `notes` if there are any; else the `answer` in words if the
        lesson has it, and its key and gaps.
    """
    program.source, program.variables, program.notes = text, variables, []
    program.is_about_engine = False
    program.advice = advice
    try:
        # What is typed after a run draws as if no check had been.
        with (
            chance.kept(),
            redirect_stdout(io.StringIO()),
        ):  # what the program's functions print is not asked for
            exec(compile(source, FILE, "exec", dont_inherit=True), {"__name__": "check"})  # noqa: S102 - a check is a program
    except Wrong as answer:
        found = _slip(answer, text, files) or (answer.answer, answer.gaps)
        return {"passed": False, **_answer(*found, answers)}
    except (Exception, SystemExit) as error:  # noqa: BLE001 - objects of the program may raise anything
        return {"passed": False, **_answer(*_of_error(error, text, variables, files), answers)}
    notes = [_answer(key, gaps, answers) for key, gaps in program.notes]
    return {"passed": True, "notes": notes} if notes else {"passed": True}


def _slip(answer: Wrong, text: str, files: Collection[str]) -> kinds.Mistake | None:
    """Find a slip of the pen that has led to an answer, which says more than the answer does."""
    if program.has_failed and not program.is_about_engine:
        return None
    if answer.answer in ("gap", "missing"):
        return slips.unkept(str(answer.gaps["name"]), text) or slips.slip(text)
    # Of a program that has failed only its engine counts.
    own = [] if program.has_failed else [text]
    own += ["".join(linecache.getlines(each)) for each in files if each == ENGINE]
    return next((found for each in own if (found := slips.slip(each))), None)


def explained(
    error: BaseException,
    text: str,
    variables: Mapping[str, Any],
    files: Collection[str] = ("main.py",),
) -> dict[str, object] | None:
    """Say what an error of the program means, where it is one that beginners meet.

    Args:
        error: what the program raised.
        text: the program's.
        variables: the program's, by name, as they were then.
        files: the names of the learner's files.

    Returns:
        An answer as `check` gives it; None where Python's own words have to do.
    """
    found = meanings.meaning(error, text, variables, files)
    return {"passed": False, **_answer(*found, {})} if found else None


def _there(name: str, within: Program) -> Any:
    if program.has_failed:
        raise Wrong("unknown", {})
    if name not in within.variables:
        raise Wrong("missing", {"name": name})
    value = within.variables[name]
    if value is ...:
        raise Wrong("gap", {"name": name})
    return value


def _is_operation(each: object) -> bool:
    is_own = isinstance(each, type) and each.__module__ == "__main__"
    return is_own and isinstance(each, type) and issubclass(each, Node)


def _of_error(
    error: BaseException, text: str, variables: Mapping[str, Any], files: Collection[str]
) -> tuple[str, Mapping[str, object]]:
    """Say what an error that ended a check means."""
    is_learners = _is_learners(error, files)
    found = meanings.meaning(error, text, variables, files) if is_learners else None
    told = {"error": f"{type(error).__name__}: {error}"[:_LONGEST]}
    return found or ("raised" if is_learners else "broken", told)


def _is_learners(error: BaseException, files: Collection[str]) -> bool:
    """Tell whether an error arose in the learner's program, and not in the check itself."""
    if any(frame.filename in files for frame in traceback.extract_tb(error.__traceback__)):
        return True
    # A call that does not fit what the learner defined never comes to a line of theirs.
    called, found, _ = str(error).partition("()")
    names = {getattr(value, "__name__", None) for value in program.variables.values()}
    return isinstance(error, TypeError) and bool(found) and called.split(".", 1)[0] in names


class _Gaps(string.Formatter):
    """Fill gaps as `str.format` does, but in plain words where a format does not fit."""

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            return format(value, format_spec)
        except (ValueError, TypeError):
            return str(value)


def check_failed(
    source: str,
    answers: Mapping[str, str],
    text: str,
    variables: Mapping[str, Any],
    files: Collection[str] = ("main.py",),
) -> dict[str, object] | None:
    """Run a lesson's check on a program that ended with an error.

    Only what it says of the learner's engine counts, which stands in a file of its own: an
    unfinished engine is why the programs that use it end so.

    Returns:
        An answer as `check` gives it; None where the error has said all.
    """
    program.has_failed = True
    try:
        answer = check(source, answers, text, variables, files)
    finally:
        program.has_failed = False
    has_said_all = answer["passed"] or answer["key"] in {"raised", "broken", "unknown"}
    is_heard = program.is_about_engine and not has_said_all
    return {**answer, "of": "engine"} if is_heard else None


def _answer(key: str, gaps: Mapping[str, object], answers: Mapping[str, str]) -> dict[str, object]:
    told = {name: _told(value) for name, value in gaps.items()}
    words = ""
    if key in answers:
        try:
            words = _Gaps().vformat(answers[key], (), gaps)[:_LONGEST]
        except (LookupError, ValueError, AttributeError, TypeError):
            words = answers[key][:_LONGEST]
    return {"key": key, "gaps": told, "answer": words}


def _told(value: object) -> str:
    """Write a gap of the page's own words: numbers in few digits."""
    number = kinds.as_number(value) if isinstance(value, float) else None
    return (str(value) if number is None else f"{number:.6g}")[:_LONGEST]
