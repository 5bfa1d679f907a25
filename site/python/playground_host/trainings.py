"""Sends a training's progress to the page, and follows the page's commands.

A training is displayed once, as JSON with its own MIME type, and then updated: about twenty times a
second, or after each round if the visitor chose a pace. If an update takes long, there are fewer,
so that watching costs at most a twelfth of the training's own time, but at least one per second.
`site/contract/training.js` describes both. The page's commands are read at the same times, if the
browser can suspend a program.
"""

from __future__ import annotations

import base64
import io
import json
import math
import re
import sys
import time
from array import array
from contextlib import contextmanager, redirect_stdout, suppress
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, Any

from micrograd.display import set_hook
from micrograd.graph import Graph
from micrograd.losses import LOSSES
from micrograd.names import find_names, program_names
from micrograd.neuron import MLP
from micrograd.node import Node
from micrograd.origin import origins_off
from micrograd.trial import TrialError
from micrograd.watch import Steer, Watcher, set_watcher
from playground_host import chance
from playground_host.queries import answers, remember

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from micrograd.watch import TrainingRun
    from playground_host.run.outlet import Outlet
    from playground_host.run.sink import Sink
    from playground_host.run.stdin import Suspender

MIME = "application/vnd.micrograd.training+json"

LIMIT = 20
"""The most trainings of a run that are shown; later ones are not watched."""

_PERIOD = 0.05
_SHARE = 12.0  # the pause after an update, as a multiple of the update's time
_LONGEST_PERIOD = 1.0  # seconds: the longest time between two updates, even on a slow machine
_POINTS = 400  # the most points of the curve in one update
_SAMPLES = 2_000
_SAMPLE_NUMBERS = 60_000  # the most numbers of all samples that are sent
_SNAPSHOT_CHARACTERS = 200_000
_LAST_CHARACTERS = 4_000_000
_OUTPUTS = 10  # the most outputs of which the page gets a grid
_GRID = 24  # points along each side, if Python itself computes the network's outputs
_LONGEST = 200

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_ROOT = "network"
_ROWS = 200  # the most rows of the page's tables

CHANNEL = "training"
FOREVER = -1.0


class Trainings:
    """The trainings of one run, and the page's settings for all of them."""

    def __init__(self, outlet: Outlet, sink: Sink, suspender: Suspender) -> None:
        self._outlet = outlet
        self._sink = sink
        self._suspender = suspender
        self._count = 0
        self.by_name: dict[str, TrainingRun] = {}
        self.pace = 0.0  # rounds per second; 0: full speed
        self.is_paused = False

    def install(self) -> None:
        """Watch all later trainings, and answer the page's questions about them."""
        set_watcher(self.watch)
        answers("training.graph")(self._graph)
        answers("training.outputs")(self._outputs)

    def watch(self, run: TrainingRun) -> Watcher:
        """Return the watcher of a new training."""
        self._count += 1
        if self._count > LIMIT:
            if self._count == LIMIT + 1:
                self._outlet.send("truncated", what="trainings", limit=LIMIT)
            return Watcher(run)
        name = f"training-{self._count}"
        self.by_name[name] = run
        return PageWatcher(run, name, self)

    def all(self) -> list[TrainingRun]:
        """Return the trainings in their order; none where some were not watched."""
        return list(self.by_name.values()) if self._count <= LIMIT else []

    def card_of(self, shown: object) -> dict[str, str]:
        """Return the id of the training that is already shown, if this is its history."""
        for name, run in self.by_name.items():
            if run.history is shown:
                return {MIME: json.dumps({"id": name})}
        return {}

    def can_suspend(self) -> bool:
        """Tell whether commands can be read here."""
        return bool(self._suspender.can_run_sync())

    def commands(self, seconds: float) -> list[dict[str, Any]]:
        """Return the page's new commands; wait for one up to `seconds`, or `FOREVER`."""
        milliseconds = seconds * 1000.0 if seconds >= 0.0 else FOREVER
        coded = self._suspender.run_sync(self._sink.commands(CHANNEL, milliseconds))
        found = []
        for text in json.loads(coded):
            with suppress(ValueError):
                command = json.loads(text)
                if isinstance(command, dict):
                    found.append(command)
        return found

    def _asked(self, data: dict[str, Any]) -> tuple[TrainingRun, Sequence[float]]:
        """Return the training that a question is about, and its parameters' numbers."""
        run = self.by_name.get(str(data.get("training")))
        if run is None:
            raise TrialError("this training is not known any more")
        return run, _decoded(data.get("parameters"), len(run.parameters))

    def _outputs(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the network's outputs for the first samples, with given parameters."""
        return {"outputs": _outputs(*self._asked(data))}

    def _graph(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the graph of one sample, forward and back, with given parameters."""
        run, numbers = self._asked(data)
        sample = data.get("sample")
        if isinstance(sample, bool) or not isinstance(sample, int):
            raise TrialError(f"sample must be an integer, not {sample!r}"[:_LONGEST])
        if not 0 <= sample < len(run.samples):
            raise TrialError(f"sample must be one of {len(run.samples)}, from 0, not {sample}")
        graph = _sample_graph(run, numbers, sample)
        remember(graph)
        return {**graph.trace.data, "title": graph.title}

    def show(self, name: str, told: dict[str, Any], text: str) -> None:
        """Display a training."""
        bundle = {MIME: json.dumps({"id": name, **told}), "text/plain": text}
        self._outlet.display(json.dumps(bundle))

    def update(self, name: str, told: dict[str, Any]) -> None:
        """Send an update of a training."""
        bundle = json.dumps({MIME: json.dumps({"id": name, **told})})
        self._outlet.send("update", bundle=bundle)


class PageWatcher(Watcher):
    """Report one training to the page, and follow its commands."""

    def __init__(self, run: TrainingRun, name: str, trainings: Trainings) -> None:
        super().__init__(run)
        self._name = name
        self._trainings = trainings
        self._can_suspend = trainings.can_suspend()
        self._restarts = 0
        self._grid = None if _layers(run) else _Grid(run)
        self._steer = Steer.GO_ON
        self._rounds_to_go = 0  # while paused
        self._told = 0  # rounds
        self._sent_snapshots = {0}
        self._begun = self._due = 0.0
        self._idle = 0.0  # seconds in pause
        self._rate_heard = 0  # in which round a new learning rate was heard
        trainings.show(name, self._description(), f"<training of {_title(run)}>")

    def began(self) -> Steer:
        """Report the start to the page."""
        self._told = 0
        self._sent_snapshots = {0}
        self._begun, self._idle = time.perf_counter(), 0.0
        self._attend()
        self._due = time.perf_counter() + _PERIOD
        return self._wish()

    def most_rounds(self) -> int:
        """Return 1 if the page wants to see each round."""
        return 1 if self._trainings.pace or self._trainings.is_paused else sys.maxsize

    def round(self) -> Steer:
        """Report to the page after a round, if it is time."""
        now = time.perf_counter()
        if now >= self._due or self._trainings.pace or self._trainings.is_paused:
            self._attend()
            now, started = time.perf_counter(), now
            self._due = now + min(max(_PERIOD, _SHARE * (now - started)), _LONGEST_PERIOD)
        return self._wish()

    def _wish(self) -> Steer:
        steer, self._steer = self._steer, Steer.GO_ON
        self._restarts += steer is Steer.RESTART
        return steer

    def ended(self, error: BaseException | None) -> None:
        """Report the end, with the parameters of all kept rounds."""
        reason = "error" if error is not None else self.run.history.ended_by
        message = ""
        if isinstance(error, FloatingPointError):
            reason, message = "diverged", str(error)[:_LONGEST]
        self._tell(ended=reason, message=message)

    # --- what is told ---

    def _description(self) -> dict[str, Any]:
        run = self.run
        shown = _shown(run)
        layers = _layers(run)
        return {
            "title": _title(run),
            "layers": layers,
            "n_inputs": _n_inputs(run),
            "n_samples": len(run.samples),
            "samples": [[list(each) for each in run.samples[place]] for place in shown],
            "places": None if shown == list(range(len(shown))) else shown,
            "can_predict": callable(run.network),
            "n_parameters": len(run.parameters),
            "names": None if layers else _names(run),
            "start": _coded(p.data for p in run.parameters),
            "loss": run.loss,
            "optimizer": run.optimizer,
            "num_rounds": run.num_rounds,
            "can_restart": run.can_restart,
            "can_steer": self._can_suspend,
        }

    def _tell(self, *, ended: str = "", message: str = "") -> None:
        run = self.run
        snapshots = self._snapshots(is_last=bool(ended))
        # The loss of each round whose parameters are sent, too: a picture is of one of these.
        kept = {n for n, _ in snapshots if 0 < n <= len(run.history)}
        numbers = _chosen(run.history, self._told, kept)
        self._told = max(self._told, run.number)
        told = {
            "restarts": self._restarts,
            "not_taped_because": run.not_taped_because,
            "number": run.number,
            "seconds": time.perf_counter() - self._begun - self._idle,
            "learning_rate": run.learning_rate,
            "next_learning_rate": None if ended else self._next_rate(),
            "rounds": [n for n, _ in numbers],
            "losses": [loss for _, loss in numbers],
            "snapshots": snapshots,
            "is_paused": self._trainings.is_paused and not ended,
            "pace": self._trainings.pace,
            "ended": ended,
            "message": message,
        }
        if self._grid is not None:
            told["grid"] = self._grid.values(is_last=bool(ended))
        self._trainings.update(self._name, told)

    def _snapshots(self, *, is_last: bool) -> list[tuple[int, str]]:
        """Return the current parameters, and those of some kept rounds that were not sent yet."""
        run = self.run
        # After an error a loop of the program's own has changed them since that round.
        now = run.history.kept.get(run.number) or [p.data for p in run.parameters]
        found = [(run.number, now)]
        size = len(_coded(now)) + 1
        count = (_LAST_CHARACTERS if is_last else _SNAPSHOT_CHARACTERS) // size
        if not is_last:
            count = min(count, 5)
        kept = [n for n in run.history.kept if n not in self._sent_snapshots]
        every = max(1, math.ceil(len(kept) / count)) if count else len(kept) + 1
        found += [(n, run.history.kept[n]) for n in kept[::every]]
        self._sent_snapshots.update(kept[::every])
        self._sent_snapshots.add(run.number)
        # What is not finite has no picture.
        return [(n, _coded(each)) for n, each in found if all(map(math.isfinite, each))]

    def _next_rate(self) -> float | None:
        """Return a new rate that no round has had yet; None if a round has not read it."""
        run = self.run
        rate = run.new_learning_rate
        return None if rate == run.learning_rate or run.number > self._rate_heard else rate

    # --- how it is steered ---

    def _hear(self, seconds: float) -> None:
        for command in self._trainings.commands(seconds):
            if command.get("id") in (self._name, ""):
                self._obey(command)

    def _obey(self, command: dict[str, Any]) -> None:
        wish, value = command.get("do"), command.get("value")
        number = float(value) if isinstance(value, int | float) and math.isfinite(value) else None
        if wish in ("pause", "go on"):
            self._trainings.is_paused = wish == "pause"
            self._rounds_to_go = 0
        elif wish == "one round":
            self._rounds_to_go = 1
        elif wish == "end":
            self._steer = Steer.END
        elif wish == "restart" and self.run.can_restart:
            self._steer = Steer.RESTART
        elif wish == "learning rate" and number is not None and number >= 0.0:
            self.run.new_learning_rate, self._rate_heard = number, self.run.number
            self._tell()
        elif wish == "pace" and number is not None and number >= 0.0:
            self._trainings.pace = number

    def _attend(self) -> None:
        """Read the page's commands, send an update, and wait if the page has paused."""
        if self._can_suspend and not self._trainings.is_paused:
            self._hear(0.0)
        self._tell()
        if not self._can_suspend:
            return
        started = time.perf_counter()
        self._rounds_to_go = max(0, self._rounds_to_go - 1)
        while self._is_held():
            self._hear(FOREVER)
            if self._is_held():
                self._tell()
        self._idle += time.perf_counter() - started
        while self._steer is Steer.GO_ON and self._seconds_left(started) > 0.0:
            self._hear(self._seconds_left(started))

    def _is_held(self) -> bool:
        is_free = self._rounds_to_go > 0 or self._steer is not Steer.GO_ON
        return self._trainings.is_paused and not is_free

    def _seconds_left(self, started: float) -> float:
        """Return the time to wait before the next round, at the page's pace."""
        pace = self._trainings.pace
        if not pace or self._trainings.is_paused:
            return 0.0
        return started + 1.0 / pace - time.perf_counter()


def _sample_graph(run: TrainingRun, numbers: Sequence[float], sample: int) -> Graph:
    """Return the graph of one sample's loss, or of its output, without changing any node."""
    inputs, targets = run.samples[sample]
    network: Any = run.network
    with _parameters(run, numbers):
        # Beside their weights, w[0] and so on.
        names = [f"x[{i}]" for i in range(len(inputs))] if len(inputs) > 1 else ["x"]
        leaves = [Node(x, name) for x, name in zip(inputs, names, strict=True)]
        found = network(leaves[0] if run.takes_numbers else leaves)
        outputs = list(found) if isinstance(found, list | tuple) else [found]
        root: Node = outputs[0]
        root.label = root.label or ("output" if len(outputs) == 1 else "output[0]")
        if run.loss:
            wanted = [Node(target, "target") for target in targets]
            root = LOSSES[run.loss](outputs, wanted)
            root.label = "loss"
        root.backward()
        return Graph(root, "after")


def _outputs(run: TrainingRun, numbers: Sequence[float]) -> list[list[float] | None]:
    """Return the network's outputs for the samples of the page's table, by calling the network.

    They are None where it raises an error, or gives something that is no list of numbers.
    """
    with _parameters(run, numbers), _unseen():
        return [_outputs_of(run, run.samples[place][0]) for place in _shown(run)[:_ROWS]]


def _outputs_of(run: TrainingRun, inputs: Sequence[float]) -> list[float] | None:
    try:
        return _numbers_of(run, inputs)
    except Exception:  # noqa: BLE001 - a stranger's network
        return None


@contextmanager
def _parameters(run: TrainingRun, numbers: Sequence[float]) -> Iterator[None]:
    """Return a context manager that gives the parameters these numbers for a time."""
    before = [(p, p.data, p.grad) for p in run.parameters]
    try:
        for parameter, number in zip(run.parameters, numbers, strict=True):
            parameter.data, parameter.grad = number, 0.0
        yield
    finally:
        for parameter, data, grad in before:
            parameter.data, parameter.grad = data, grad


@contextmanager
def _unseen() -> Iterator[None]:
    """Return a context manager that hides what a stranger's network prints and displays."""
    hook = set_hook(lambda _: None)
    try:
        with chance.kept(), origins_off(), redirect_stdout(io.StringIO()):
            yield
    finally:
        set_hook(hook)


class _Grid:
    """The outputs of a network with one or two inputs on a grid, by calling the network."""

    def __init__(self, run: TrainingRun) -> None:
        self._run = run
        self._places = _places(run)
        self._due = 0.0

    def values(self, *, is_last: bool) -> list[list[float | None]] | None:
        """Return each output on the grid; None if it would cost too much now.

        A number that is not finite is None.
        """
        started = time.perf_counter()
        if not self._places or (started < self._due and not is_last):
            return None
        try:
            with _unseen():
                found = [_numbers_of(self._run, place) for place in self._places]
            outputs = list(zip(*found, strict=True))
            if len(outputs) > _OUTPUTS:
                raise TrialError("too many outputs")  # noqa: TRY301 - to have one way out
        except Exception:  # noqa: BLE001 - a stranger's network; then there is no picture
            self._places = []
            return None
        now = time.perf_counter()
        self._due = now + 2.0 * _SHARE * (now - started)
        return [[value if math.isfinite(value) else None for value in output] for output in outputs]


def _numbers_of(run: TrainingRun, inputs: Sequence[float]) -> list[float]:
    """Return a network's outputs for one sample, by calling it."""
    network: Any = run.network
    found = network(inputs[0] if run.takes_numbers else list(inputs))
    return [_first(each) for each in (found if isinstance(found, list | tuple) else [found])]


def _first(output: object) -> float:
    while isinstance(output, list | tuple):
        output = output[0]
    return output.data if isinstance(output, Node) else float(output)  # type: ignore[arg-type]


def _places(run: TrainingRun) -> list[list[float]]:
    """List the grid's points: rows from the lowest second input to the highest."""
    n_inputs = _n_inputs(run)
    if not callable(run.network) or n_inputs not in (1, 2):
        return []
    inputs = [run.samples[place][0] for place in _shown(run)]
    axes = []
    for i in range(n_inputs):
        low, high = bounds([sample[i] for sample in inputs])
        size = _GRID if n_inputs == 2 else 4 * _GRID
        axes.append([low + (high - low) * j / (size - 1) for j in range(size)])
    if n_inputs == 1:
        return [[x] for x in axes[0]]
    return [[x, y] for y in axes[1] for x in axes[0]]


def bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis: those of the data with a margin, the same as in the page.

    >>> bounds([0.0, 10.0])
    (-1.5, 11.5)
    """
    low, high = min(values, default=-1.0), max(values, default=1.0)
    margin = 0.15 * (high - low) or 1.0
    return low - margin, high + margin


def _is_even(run: TrainingRun) -> bool:
    """Tell whether all samples have the same shape."""
    return len({(len(inputs), len(targets)) for inputs, targets in run.samples}) <= 1


def _n_inputs(run: TrainingRun) -> int:
    if run.samples:
        return len(run.samples[0][0]) if _is_even(run) else 0
    return run.network.n_inputs if isinstance(run.network, MLP) else 0


def _layers(run: TrainingRun) -> list[dict[str, Any]] | None:
    """Return the layers of a network that the page can compute itself; None for any other."""
    network = run.network
    if not isinstance(network, MLP) or not network.is_standard():
        return None
    used = [w for layer in network.layers for each in layer.neurons for w in (*each.w, each.b)]
    if len(used) != len(run.parameters) or any(
        node is not parameter or node._prev  # noqa: SLF001 - a leaf?
        for node, parameter in zip(used, run.parameters, strict=True)
    ):
        return None
    layers = []
    for layer in network.layers:
        activations = {neuron.activation for neuron in layer.neurons}
        if len(activations) > 1:
            return None
        layers.append({"size": len(layer.neurons), "activation": activations.pop()})
    return layers


def _shown(run: TrainingRun) -> list[int]:
    """List the places of the samples that the page gets: the first ones that are finite numbers.

    Fewer of them if they are wide, as the page reads all at once; none if their shapes differ.
    """
    if not run.samples or not _is_even(run):
        return []
    width = sum(map(len, run.samples[0]))
    return [
        place
        for place, (inputs, targets) in enumerate(run.samples)
        if all(map(math.isfinite, [*inputs, *targets]))
    ][: min(_SAMPLES, _SAMPLE_NUMBERS // (width + 2))]


def _names(run: TrainingRun) -> list[str]:
    """Name the parameters of a network without layers, as the program does; "" where it can't.

    >>> class Line:
    ...     def __init__(self):
    ...         self.w, self.b = [Node(1.0)], Node(2.0)
    >>> line = Line()
    >>> _names(TrainingRun(network=line, parameters=[*line.w, line.b, Node(3.0, label="c")]))
    ['w[0]', 'b', 'c']
    """
    parameters = run.parameters[:_ROWS]
    within = find_names({_ROOT: run.network}).nodes
    variables: dict[int, str] | None = None
    found = []
    for each in parameters:
        name = within.get(id(each), "").removeprefix(_ROOT).removeprefix(".")
        if not name and not each.label:
            variables = program_names().nodes if variables is None else variables
            name = variables.get(id(each), "")
        found.append((name or each.label)[:_LONGEST])
    return found


def _title(run: TrainingRun) -> str:
    try:
        text = repr(run.network)
    except Exception:  # noqa: BLE001 - a stranger's network
        text = ""
    if not text or _ADDRESS.search(text):
        return type(run.network).__name__[:_LONGEST]
    return text if len(text) <= _LONGEST else short_repr(run.network)[:_LONGEST]


def _coded(numbers: Iterable[float]) -> str:
    """Return numbers as base64 of 64-bit floats, for a `Float64Array`."""
    return base64.b64encode(array("d", numbers).tobytes()).decode("ascii")


def _decoded(coded: object, count: int) -> Sequence[float]:
    numbers = array("d")
    try:
        numbers.frombytes(base64.b64decode(str(coded), validate=True))
    except ValueError:
        raise TrialError("parameters must be base64 of 64-bit floats") from None
    if len(numbers) != count or not all(map(math.isfinite, numbers)):
        raise TrialError(f"parameters must be {count} finite numbers")
    return numbers


def _chosen(losses: Sequence[float], start: int, kept: set[int]) -> list[tuple[int, float]]:
    """List rounds and losses from a round on, and these; of many, each stretch's two extremes."""
    numbers = range(start, len(losses))
    if len(numbers) <= _POINTS:
        return [(n, losses[n - 1]) for n in sorted(kept.union(i + 1 for i in numbers))]
    every = math.ceil(2 * len(numbers) / (_POINTS - 2))
    found = {start, len(losses) - 1}
    for i in range(start, len(losses), every):
        stretch = range(i, min(i + every, len(losses)))
        found.add(min(stretch, key=losses.__getitem__))
        found.add(max(stretch, key=losses.__getitem__))
    return [(n, losses[n - 1]) for n in sorted(kept.union(i + 1 for i in found))]
