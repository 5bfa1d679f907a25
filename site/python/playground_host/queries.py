"""The page's questions to a finished run: by name, with JSON in and JSON out.

An answer is an object, or `{"error": sentence}`. A module registers its answers with `answers`, as
the graphs do below.
"""

from __future__ import annotations

import json
import math
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from micrograd.trace import json_text
from micrograd.trial import TrialError, check, nearby, what_if

if TYPE_CHECKING:
    from collections.abc import Callable

    from micrograd.graph import Graph

    Answer = Callable[[dict[str, Any]], dict[str, Any]]

GRAPH_LIMIT = 20
"""The number of graphs that can be asked about, the last shown ones; older ones are freed."""

NEARBY_LIMIT = 200
"""The most values of a leaf in one question."""

_answers: dict[str, Answer] = {}
_graphs: OrderedDict[str, Graph] = OrderedDict()


def answers(what: str) -> Callable[[Answer], Answer]:
    """Return a decorator that registers a function as the answer to the question `what`."""

    def register(answer: Answer) -> Answer:
        _answers[what] = answer
        return answer

    return register


def ask(what: str, data: str) -> str:
    """Return the answer to a question as JSON; `data` is JSON too."""
    try:
        found = _answers.get(what, _no_answer(what))(json.loads(data))
    except TrialError as error:
        found = {"error": str(error)}
    except Exception as error:  # noqa: BLE001 - operations of the visitor's may raise anything
        found = {"error": f"{type(error).__name__}: {error}"[:1000]}
    return json_text(found)


@answers("alive")
def _alive(_data: dict[str, Any]) -> dict[str, Any]:
    return {}


def _no_answer(what: str) -> Answer:
    return lambda _data: {"error": f"there is no answer to {what!r}"}


def remember(graph: Graph) -> None:
    """Keep a graph that was shown, so that the page can ask about it."""
    _graphs[graph.trace.id] = graph
    _graphs.move_to_end(graph.trace.id)
    while len(_graphs) > GRAPH_LIMIT:
        _graphs.popitem(last=False)


def _graph(data: dict[str, Any]) -> Graph:
    graph = _graphs.get(str(data.get("graph")))
    if graph is None:
        raise TrialError(f"only the {GRAPH_LIMIT} graphs shown last can be asked about")
    return graph


@answers("graph.set")
def _set(data: dict[str, Any]) -> dict[str, Any]:
    values = data.get("values")
    if not isinstance(values, dict):
        raise TrialError("values must be numbers by node id")
    numbers = {name: _value(name, each) for name, each in values.items()}
    return what_if(_graph(data).trace, numbers)


@answers("graph.nearby")
def _nearby(data: dict[str, Any]) -> dict[str, Any]:
    leaf, values = data.get("leaf"), data.get("values")
    if not isinstance(leaf, str) or not isinstance(values, list):
        raise TrialError("leaf must be a node id, and values a list of numbers")
    if len(values) > NEARBY_LIMIT:
        raise TrialError(f"values must be at most {NEARBY_LIMIT} numbers")
    numbers = [_value(leaf, each) for each in values]
    return nearby(_graph(data).trace, leaf, numbers)


def _value(name: str, value: object) -> float:
    """Check a value for a node."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TrialError(f"the value of {name!r} must be a number, not {value!r}"[:200])
    if not math.isfinite(value):
        raise TrialError(f"the value of {name!r} must be finite"[:200])
    return float(value)


@answers("graph.check")
def _check(data: dict[str, Any]) -> dict[str, Any]:
    return check(_graph(data).trace)


@answers("graph.sample")
def _sample(data: dict[str, Any]) -> dict[str, Any]:
    graph = _graph(data)
    sample, samples = data.get("sample"), graph.trace.data["samples"]
    count = samples["count"] if samples else 0
    if isinstance(sample, bool) or not isinstance(sample, int) or not 0 <= sample < count:
        raise TrialError(f"sample must be one of {count}, counted from 0, not {sample!r}"[:200])
    graph.show_sample(sample)
    return {**graph.trace.data, "title": graph.title}
