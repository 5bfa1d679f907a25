"""The functions for a lesson's check, which looks at the variables of the learner's program.

A lesson's `check.py` runs after the program, in the same interpreter. If something is wrong, it
calls `wrong` with the key of one of the lesson's answers; a check that runs to its end has passed.
`note` adds a remark on a right but unusual program. The sentences are in the lesson's text, so a
check has no words to translate; the sentences for all lessons are the page's.
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
from micrograd.tape import Tape
from playground_host import chance, rerun
from playground_host.comparison import compare
from playground_host.mistakes import kinds, meanings, slips

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from micrograd.watch import TrainingRun


FILE = "<check>"
"""The file name of a check in tracebacks."""

ENGINE = "engine.py"
"""The file in which learners write an engine."""

_LONGEST = 2_000


class Wrong(Exception):  # noqa: N818 - no error: an answer
    """Ends a check: the key of an answer, and the values for its gaps."""

    def __init__(self, answer: str, gaps: Mapping[str, object]) -> None:
        super().__init__(answer)
        self.answer = answer
        self.gaps = gaps


class LearnerProgram:
    """The learner's program, after its end.

    Attributes:
        source: its text.
        variables: its global variables, by name.
        has_failed: whether it ended with an error, so that variables may be missing.
        is_about_engine: whether the check has asked for the learner's engine.
        advice: the kinds of advice that its run got (`playground_host.mistakes.advice.KINDS`).
        trainings: those of its run.
    """

    def __init__(self, source: str = "", variables: Mapping[str, Any] | None = None) -> None:
        self.source = source
        self.variables: Mapping[str, Any] = variables or {}
        self.advice: Collection[str] = ()
        self.trainings: Sequence[TrainingRun] = ()
        self.notes: list[tuple[str, Mapping[str, object]]] = []
        self.has_failed = False
        self.is_about_engine = False

    def calls(self, name: str) -> int:
        """Count the places that call a function or method of this name.

        >>> LearnerProgram("y.backward(); z.backward()").calls("backward")
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

        >>> LearnerProgram("h = 1; slope = f(x+h) - f(x) / h").assigned("slope")
        'f(x + h) - f(x) / h'
        """
        found = kinds.assigned(name, self.source)
        return ast.unparse(found) if found else ""


program = LearnerProgram()
"""The program that is checked."""


def wrong(answer: str, **gaps: object) -> NoReturn:
    """End the check with one of the lesson's answers.

    Args:
        answer: its key in the lesson's front matter, or the key of an answer for all lessons.
        gaps: the values for the answer's gaps, which are written as for `str.format`.
    """
    raise Wrong(answer, gaps)


def no_gradient(
    answer: str, again: Callable[[], object], leaf: Any, *others: Any, arrived: str, **gaps: object
) -> NoReturn:
    """End the check where a pass left the gradient of a leaf at 0.

    Gradients are 0 before a pass, so one that reads another gradient than that which has arrived
    may hand nothing on. To tell this from a pass that changes nothing, it is made again over
    others.

    Args:
        answer: the key of the lesson's answer, if the pass changes nothing.
        again: makes the pass.
        leaf: the leaf.
        *others: the other leaves.
        arrived: what the program calls the gradient that has arrived.
        **gaps: the values for the answer's gaps.
    """
    leaf.grad = 2.0
    for other in others:
        other.grad = 3.0
    again()
    if leaf.grad == 2.0:
        wrong(answer, **gaps)
    wrong("by-gradient", arrived=arrived)


def note(answer: str, **gaps: object) -> None:
    """Add a remark without ending the check; it is shown when the program has passed.

    Args:
        answer: its key in the lesson's front matter, or the key of an answer for all lessons.
        gaps: the values for the answer's gaps.
    """
    program.notes.append((answer, gaps))


def variable(
    name: str, kind: type | tuple[type, ...] = object, *, of: LearnerProgram | None = None
) -> Any:
    """Return a variable of the program; end the check if it is missing or of another kind."""
    within = of or program
    value = _there(name, within)
    if not isinstance(value, kind):
        each = kind if isinstance(kind, tuple) else (kind,)
        wanted = " / ".join(one.__name__ for one in each)
        raise Wrong(*kinds.of_another(name, value, wanted, within.source))
    return value


def sequence(name: str) -> list[Any]:
    """Return the elements of a variable that is a list, a tuple, an array or the like."""
    value = _there(name, program)
    is_ordered = hasattr(value, "__len__") and hasattr(value, "__getitem__")
    if not is_ordered or isinstance(value, (str, bytes, dict)):
        raise Wrong(*kinds.of_another(name, value, "list", program.source))
    return list(value)


def numbers(name: str) -> list[Any]:
    """Return a sequence as `sequence` does, with numbers in place of nodes and lists for rows."""
    return [_numbers(each) for each in sequence(name)]


def _numbers(value: Any) -> Any:
    is_row = hasattr(value, "__len__") and getattr(value, "ndim", None) != 0
    if is_row and not isinstance(value, str):
        return [_numbers(each) for each in value]
    found = kinds.as_number(value.data if kinds.is_node(value) else value)
    return value if found is None else found


def node(name: str, *, of: LearnerProgram | None = None) -> Node:
    """Return a variable of the program that is a node of a finite number; else end the check."""
    within = of or program
    value = _there(name, within)
    if not kinds.is_node(value):
        raise Wrong(*kinds.no_node(name, value, within.source))
    found: Node = value
    _is_number(name, found.data, within)
    return found


def number(name: str, *, of: LearnerProgram | None = None) -> float:
    """Return a variable that is a number of Python or NumPy, not a node; else end the check."""
    within = of or program
    return _is_number(name, _there(name, within), within)


def as_number(name: str, value: object, *, of: LearnerProgram | None = None) -> float:
    """Return a number, which may be infinite, from what the program calls by a name."""
    within = of or program
    found = kinds.as_number(value)
    if found is None:
        raise Wrong(*kinds.no_number(name, value, within.source, within.variables))
    return found


def _is_number(name: str, value: object, within: LearnerProgram | None = None) -> float:
    found = as_number(name, value, of=within)
    if not math.isfinite(found):
        raise Wrong("not-finite", {"name": name, "value": str(value)})
    return found


def network() -> MLP:
    """Return the program's network: `mlp`, or the last one made if it has another name."""
    networks = [each for each in program.variables.values() if isinstance(each, MLP)]
    found: MLP = variable("mlp") if "mlp" in program.variables or not networks else networks[-1]
    return found


def trained(inputs: Sequence[Sequence[float]]) -> MLP:
    """Return the program's network; end the check if no pass has reached its parameters.

    Args:
        inputs: samples, to distinguish this from gradients that have vanished.
    """
    found = network()
    if isinstance(found, MLP) and not program.calls("zero_grad"):
        parameters = found.parameters()
        # A bias begins at 0: one that has moved was trained, also if its gradient is 0 in the end,
        # as that of a hinge loss which has come to 0.
        biases = [each.b for layer in found.layers for each in layer.neurons]
        if not any(p.grad for p in parameters) and not any(b.data for b in biases):
            for x in inputs:
                found(list(x)).backward()
            is_alive = any(p.grad for p in parameters)
            for p in parameters:
                p.grad = 0.0
            if is_alive:
                wrong("untrained")
    return found


def samples() -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Return what the program's network was trained on last, inputs and targets.

    Those are not always the program's variables of these names. It is empty where it is not known.
    """
    runs = [each for each in program.trainings if each.network is network()]
    found = runs[-1].samples if runs else ()
    return [(tuple(inputs), tuple(targets)) for inputs, targets in found]


def function(name: str) -> Any:
    """Return a function or a class of the program."""
    found = _there(name, program)
    if not callable(found):
        raise Wrong(*kinds.of_another(name, found, "function", program.source))
    return found


def operation(name: str) -> Any:
    """Return an operation's class; it may have another name if it is the only one."""
    if name not in program.variables:
        own = [each for each in program.variables.values() if _is_operation(each)]
        if len(own) == 1:
            return own[0]
    return function(name)


def gradient(of: Node) -> float:
    """Return a node's gradient; end the check if the program's `_backward` made it a node."""
    found: Any = of.grad
    if kinds.is_node(found):
        raise Wrong("node", {"name": "grad", "node": "self"})
    gradient = kinds.as_number(found)
    if gradient is None:
        raise Wrong(*kinds.of_another("grad", found, "float", ""))
    return gradient


def given(**numbers: float) -> tuple[float, ...]:
    """Return the numbers of the program's variables, and note those that the learner changed.

    A check that computes with these numbers lets learners try others.

    Args:
        numbers: the lesson's numbers by name. The program's variables may be numbers or nodes; for
            a missing variable the lesson's number is returned.
    """
    found = []
    for name, usual in numbers.items():
        value = program.variables.get(name, usual)
        found.append(_is_number(name, value.data if kinds.is_node(value) else value))
    pairs = zip(numbers.items(), found, strict=True)
    other = [f"{name} = {own:.6g}" for (name, usual), own in pairs if own != usual]
    if other:
        note("changed", changes=", ".join(other))
    return tuple(found)


def again(**others: rerun.Other) -> LearnerProgram | None:
    """Run the program again, without output, with other first values in its variables.

    Args:
        others: numbers by name; for a function of the program, what makes another of it.

    Returns:
        The program after that, for `number("y", of=…)` and the like; None if it was not possible
        (see `playground_host.rerun`): then give the learner the benefit of the doubt.
    """
    found = rerun.variables_with(program.source, others)
    return None if found is None else LearnerProgram(program.source, found)


def passes_again(
    leave: Callable[[float], float] = float,
) -> tuple[LearnerProgram | None, list[Node]]:
    """Run the program once more, unseen, and look at its backward passes.

    Args:
        leave: what a pass leaves in place of a gradient. Numbers that are taken from a pass follow.

    Returns:
        The program after that, as from `again`, and the nodes that its passes began at. A pass of
        a `Tape` is one too; it reaches the leaves only.
    """
    passes, replayed = Node.backward, Tape.backward
    outputs: list[Node] = []

    def seen(output: Node) -> None:
        passes(output)
        outputs.append(output)
        for each in output.topological_order():
            each.grad = leave(each.grad)

    def seen_replayed(tape: Tape) -> None:
        replayed(tape)
        outputs.append(tape.output)
        for each in tape.leaves:
            each.grad = leave(each.grad)

    Node.backward = seen  # type: ignore[assignment, method-assign]
    Tape.backward = seen_replayed  # type: ignore[assignment, method-assign]
    try:
        return again(), outputs
    finally:
        Node.backward, Tape.backward = passes, replayed  # type: ignore[method-assign]


def taken_from_gradients(*names: str) -> list[str]:
    """Return those of these numbers that the program takes from a node's gradient."""
    other, _ = passes_again(lambda gradient: 10.0 * gradient + 1.0)  # 0 becomes another too
    return [
        name
        for name in names
        if ".grad" in program.assigned(name)
        or (other is not None and not close(number(name, of=other), number(name)))
    ]


def computed(name: str, **numbers: float) -> None:
    """End the check if a number stays the same when variables begin with other numbers.

    Then the learner typed it. Choose numbers for which the right result differs.
    """
    other = again(**numbers)
    own = number(name)
    if other is not None and close(number(name, of=other), own):
        changes = ", ".join(f"{each} = {value:g}" for each, value in numbers.items())
        raise Wrong("typed", {"name": name, "value": own, "changes": changes})


def close(one: Any, other: Any, tolerance: float = 1e-6) -> bool:
    """Tell whether two numbers agree to the precision at which people type numbers.

    What is no number agrees with none.

    >>> close(2.0, 2.0000001), close(0.0, 1e-9), close(1.0, 1.1), close("1", 1.0)
    (True, True, False, False)
    """
    first, second = kinds.as_number(one), kinds.as_number(other)
    if first is None or second is None:
        return False
    return math.isclose(first, second, rel_tol=tolerance, abs_tol=tolerance)


def agrees(make: Any, *operations: str) -> None:
    """End the check if an operation of the program's own engine differs from the package's.

    Args:
        make: the engine's class, which makes a leaf from a number.
        operations: the operations, by their names in `playground_host.comparison.OPERATIONS`.
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


def run_check(  # noqa: PLR0913 - what a lesson and a run consist of
    source: str,
    answers: Mapping[str, str],
    text: str,
    variables: Mapping[str, Any],
    files: Collection[str] = ("main.py",),
    *,
    advice: Collection[str] = (),
    trainings: Sequence[TrainingRun] = (),
) -> dict[str, object]:
    """Run a lesson's check on a program that has ended.

    Args:
        source: the check.
        answers: sentences with gaps, by key.
        text: the program's.
        variables: the program's, by name.
        files: the names of the learner's files, whose errors are the learner's.
        advice: the kinds of advice that its run got.
        trainings: those of its run.

    Returns:
        Whether it `passed`, and then `notes` if there are any; else the `answer` in words if the
        lesson has it, and its key and gaps.
    """
    program.source, program.variables, program.notes = text, variables, []
    program.is_about_engine = False
    program.advice, program.trainings = advice, trainings
    try:
        # Inputs after the run get the same random numbers as without a check.
        with (
            chance.kept(),
            redirect_stdout(io.StringIO()),
        ):  # output of the program's functions is dropped
            exec(compile(source, FILE, "exec", dont_inherit=True), {"__name__": "check"})  # noqa: S102 - a check is a program
    except Wrong as answer:
        found = _slip(answer, text, files) or (answer.answer, answer.gaps)
        return {"passed": False, **_answer(*found, answers)}
    except (Exception, SystemExit) as error:  # noqa: BLE001 - objects of the program may raise anything
        return {"passed": False, **_answer(*_of_error(error, text, variables, files), answers)}
    notes = [_answer(key, gaps, answers) for key, gaps in program.notes]
    return {"passed": True, "notes": notes} if notes else {"passed": True}


def _slip(answer: Wrong, text: str, files: Collection[str]) -> kinds.Mistake | None:
    """Find a typing mistake that caused an answer and explains more than the answer."""
    if program.has_failed and not program.is_about_engine:
        return None
    if answer.answer in ("gap", "missing"):
        return slips.unkept(str(answer.gaps["name"]), text) or slips.slip(text)
    # If the program has failed, only its engine is checked.
    own = [] if program.has_failed else [text]
    own += ["".join(linecache.getlines(each)) for each in files if each == ENGINE]
    return next((found for each in own if (found := slips.slip(each))), None)


def explained(
    error: BaseException,
    text: str,
    variables: Mapping[str, Any],
    files: Collection[str] = ("main.py",),
) -> dict[str, object] | None:
    """Return an explanation of the program's error, if it is one that beginners make.

    Args:
        error: what the program raised.
        text: the program's.
        variables: the program's, by name, as they were then.
        files: the names of the learner's files.

    Returns:
        An answer as from `run_check`; None if there is no explanation.
    """
    found = meanings.meaning(error, text, variables, files)
    return {"passed": False, **_answer(*found, {})} if found else None


def _there(name: str, within: LearnerProgram) -> Any:
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
    """Return the answer for an error that ended a check."""
    is_learners = _is_learners(error, files)
    found = meanings.meaning(error, text, variables, files) if is_learners else None
    told = {"error": f"{type(error).__name__}: {error}"[:_LONGEST]}
    return found or ("raised" if is_learners else "broken", told)


def _is_learners(error: BaseException, files: Collection[str]) -> bool:
    """Tell whether an error comes from the learner's program, not from the check itself."""
    if any(
        frame.f_code.co_filename in files for frame, _ in traceback.walk_tb(error.__traceback__)
    ):
        return True
    # A call with wrong arguments to the learner's function never reaches a line of theirs.
    called, found, _ = str(error).partition("()")
    names = {getattr(value, "__name__", None) for value in program.variables.values()}
    return isinstance(error, TypeError) and bool(found) and called.split(".", 1)[0] in names


class _Gaps(string.Formatter):
    """Fill gaps as `str.format` does, but with `str` if a format does not fit the value."""

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            return format(value, format_spec)
        except (ValueError, TypeError):
            return str(value)


def run_check_after_error(
    source: str,
    answers: Mapping[str, str],
    text: str,
    variables: Mapping[str, Any],
    files: Collection[str] = ("main.py",),
) -> dict[str, object] | None:
    """Run a lesson's check on a program that ended with an error.

    Only its answers about the learner's engine count, which is in its own file: an unfinished
    engine mostly causes the error of the program that uses it.

    Returns:
        An answer as from `run_check`; None if the error itself is enough.
    """
    program.has_failed = True
    try:
        answer = run_check(source, answers, text, variables, files)
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
    """Return a gap's value as text for the page's sentences: numbers with few digits."""
    number = kinds.as_number(value) if isinstance(value, float) else None
    return (str(value) if number is None else f"{number:.6g}")[:_LONGEST]
