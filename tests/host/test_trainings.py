"""What the page is told of a training, and what it may wish."""

from __future__ import annotations

import base64
import json
from array import array
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from playground_host import queries, trainings
from playground_host.trainings import MIME

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import Record

    Run = Callable[..., Record]

START = """\
import random
from micrograd.neuron import MLP
random.seed(3)
inputs, targets = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [-1.0, 1.0, 1.0, -1.0]
mlp = MLP(2, [3, 1])
"""
TRAIN = START + "history = mlp.train(inputs, targets, learning_rate=0.1, num_rounds=20)\n"
REPORT = "print(len(history), history.ended_by, [p.data for p in mlp.parameters()])\n"


def wish(do: str, value: float | None = None, name: str = "training-1") -> str:
    return json.dumps({"id": name, "do": do, "value": value})


def description(record: Record, index: int = 0) -> dict[str, Any]:
    shown = [bundle for bundle in record.displayed() if MIME in bundle]
    return json.loads(shown[index][MIME])  # type: ignore[no-any-return]


def numbers(coded: str) -> list[float]:
    return list(array("d", base64.b64decode(coded)))


def curve(record: Record) -> dict[int, float]:
    return {
        n: x
        for told in record.updates()
        for n, x in zip(told["rounds"], told["losses"], strict=True)
    }


def again_losses(record: Record) -> list[float]:
    """The losses after a restart."""
    return [loss for told in record.updates() if told["restarts"] for loss in told["losses"]]


def snapshots(record: Record) -> dict[int, list[float]]:
    return {n: numbers(coded) for told in record.updates() for n, coded in told["snapshots"]}


def test_a_training_is_described_once_and_its_course_is_told(run_program: Run) -> None:
    record = run_program(
        TRAIN + "print(repr([list(history), {n: list(p) for n, p in history.kept.items()}]))"
    )

    losses, kept = eval(record.printed())  # noqa: S307 - what the program above printed
    told = description(record)
    assert told["layers"] == [
        {"size": 3, "activation": "tanh"},
        {"size": 1, "activation": "tanh"},
    ]
    assert (told["title"], told["n_inputs"], told["n_samples"]) == ("MLP(2, [3, 1])", 2, 4)
    assert told["samples"][1] == [[0.0, 1.0], [1.0]]
    assert (told["loss"], told["optimizer"], told["num_rounds"]) == ("squared_error", "SGD", 20)
    assert numbers(told["start"]) == kept[0]
    assert list(curve(record)) == list(range(1, 21))
    assert list(curve(record).values()) == losses
    assert snapshots(record) == kept
    last = record.updates()[-1]
    assert (last["number"], last["ended"], last["learning_rate"]) == (20, "num_rounds", 0.1)


def test_of_a_long_training_the_lowest_and_highest_losses_are_told(run_program: Run) -> None:
    source = """\
from micrograd.node import Node
from micrograd.training import Training
class Point:
    def parameters(self):
        return []
with Training(Point(), verbose=False) as watch:
    for i in range(50_000):
        watch.round(1000.0 if i == 31_234 else -5.0 if i == 40_000 else 1.0)
"""
    record = run_program(source)
    told = curve(record)
    assert told[31_235] == 1000.0
    assert told[40_001] == -5.0
    assert 50_000 in told
    assert len(told) < 420 * len(record.updates())


def test_paused_from_the_start_it_goes_round_by_round_and_ends(run_program: Run) -> None:
    commands = [[wish("pause", name="")], [wish("one round")], [wish("one round")], [wish("end")]]
    record = run_program(TRAIN + REPORT, commands=commands)

    assert record.printed().startswith("2 watcher [")
    assert [told["number"] for told in record.updates()] == [0, 1, 2, 2]
    assert [told["is_paused"] for told in record.updates()] == [True, True, True, False]
    assert record.updates()[-1]["ended"] == "watcher"


def test_a_new_learning_rate_holds_from_the_next_round(run_program: Run) -> None:
    commands = [[wish("pause")], [wish("one round")], [wish("learning rate", 0.0)], [wish("go on")]]
    record = run_program(TRAIN + REPORT, commands=commands)

    after = snapshots(record)
    assert after[0] != after[1]
    assert all(after[n] == after[1] for n in after if n > 1)
    assert record.updates()[-1]["learning_rate"] == 0.0


def rates(record: Record) -> list[tuple[int, int, float | None, float | None]]:
    """Restarts, round, the rate of that round and that of the next one, of each update."""
    keys = ("restarts", "number", "learning_rate", "next_learning_rate")
    found = [tuple(told[key] for key in keys) for told in record.updates()]
    return list(dict.fromkeys(found))


def test_a_new_learning_rate_is_told_until_a_round_takes_it(run_program: Run) -> None:
    commands = [
        [wish("pause")],
        [wish("one round")],
        [wish("learning rate", 0.5), wish("restart")],
        [wish("learning rate", 0.25)],
        [wish("one round")],
        [wish("learning rate", 0.125), wish("end")],
    ]
    record = run_program(TRAIN, commands=commands)
    assert rates(record) == [
        (0, 0, 0.1, None),
        (0, 1, 0.1, None),
        (0, 1, 0.1, 0.5),
        (1, 0, 0.5, None),
        (1, 0, 0.5, 0.25),
        (1, 1, 0.25, None),
        (1, 1, 0.25, 0.125),
    ]
    last = record.updates()[-1]
    assert (last["learning_rate"], last["next_learning_rate"]) == (0.25, None)


def test_before_the_first_round_a_schedule_is_not_asked_for_its_rate(run_program: Run) -> None:
    source = (
        START
        + "mlp.train(inputs, targets, num_rounds=2, learning_rate=lambda n: print(n) or 0.1 / n)"
    )
    commands = [[wish("pause")], [wish("one round")], [wish("restart")], [wish("go on")]]
    record = run_program(source, commands=commands)
    assert [(restarts, n, rate) for restarts, n, rate, _ in rates(record)] == [
        (0, 0, None),
        (0, 1, 0.1),
        (1, 0, None),
        (1, 2, 0.05),
    ]
    assert record.printed().split() == ["1", "1", "2"]


@pytest.mark.parametrize(("rate", "is_read"), [("watch.learning_rate", True), ("0.1", False)])
def test_a_loop_of_ones_own_takes_the_rate_that_it_reads(
    run_program: Run, rate: str, *, is_read: bool
) -> None:
    source = f"""\
from micrograd.node import Node
from micrograd.training import Training
class Point:
    x = Node(3.0)
    def parameters(self):
        return [self.x]
with Training(Point(), learning_rate=0.1, verbose=False) as watch:
    for _ in range(2):
        Point.x.data -= {rate} * 2 * Point.x.data
        watch.round(Point.x.data)
"""
    commands = [[wish("pause")], [wish("one round")], [wish("learning rate", 0.5)], [wish("go on")]]
    record = run_program(source, commands=commands)
    assert rates(record)[1:3] == [(0, 1, 0.1, None), (0, 1, 0.1, 0.5)]
    assert rates(record)[-1] == (0, 2, 0.5 if is_read else 0.1, None)


def test_a_restart_begins_with_the_same_parameters_and_another_rate(run_program: Run) -> None:
    plain = run_program(TRAIN)
    commands = [
        [wish("pause")],
        [wish("one round")],
        [wish("learning rate", 0.5), wish("one round"), wish("restart")],
        [wish("learning rate", 0.1), wish("go on")],
    ]
    record = run_program(TRAIN + REPORT, commands=commands)

    assert record.printed().startswith("20 num_rounds [")
    assert list(dict.fromkeys(told["restarts"] for told in record.updates())) == [0, 1]
    assert again_losses(record) == list(curve(plain).values())
    assert record.updates()[-1]["snapshots"][0] == plain.updates()[-1]["snapshots"][0]


@pytest.mark.parametrize(
    "optimizer", ["SGD(mlp.parameters(), 0.1, momentum=0.9)", "Adam(mlp.parameters(), 0.1)"]
)
def test_a_restart_forgets_what_the_optimizer_remembered(run_program: Run, optimizer: str) -> None:
    source = (
        START
        + f"""\
from micrograd.optim import SGD, Adam
mlp.train(inputs, targets, num_rounds=5, optimizer={optimizer})
"""
    )
    commands = [[wish("pause")], [wish("one round")], [wish("restart"), wish("go on")]]
    again = again_losses(run_program(source, commands=commands))
    assert again == list(curve(run_program(source)).values())


def test_letters_for_another_training_or_without_sense_change_nothing(run_program: Run) -> None:
    nonsense = ["", "[]", "{", '{"id": "training-1", "do": 3}', wish("learning rate", -1.0)]
    nonsense += ['{"id": "training-1", "do": "learning rate", "value": NaN}', wish("end", name="x")]
    record = run_program(TRAIN, commands=[nonsense])
    assert curve(record) == curve(run_program(TRAIN))


def test_a_browser_that_cannot_suspend_shows_the_rest(run_program: Run) -> None:
    record = run_program(TRAIN, suspends=False, commands=[[wish("pause")]])
    assert description(record)["can_steer"] is False
    assert "commands" not in record.kinds()
    assert record.updates()[-1]["ended"] == "num_rounds"


def test_a_loop_of_ones_own_is_watched_steered_and_ended(run_program: Run) -> None:
    source = (
        START
        + """\
from micrograd.losses import squared_error
from micrograd.node import Node
from micrograd.training import Training
with Training(mlp, inputs, targets, learning_rate=0.1, num_rounds=20, verbose=False) as watch:
    for _ in range(20):
        loss = squared_error([mlp(x) for x in inputs], [Node(t) for t in targets])
        mlp.zero_grad()
        loss.backward()
        for p in mlp.parameters():
            p.data -= watch.learning_rate * p.grad
        watch.round(loss)
print(len(watch.history), watch.history.ended_by)
"""
    )
    plain = run_program(source)
    assert curve(plain) == curve(run_program(TRAIN))
    assert plain.updates()[-1]["ended"] == "num_rounds"
    assert description(plain)["can_restart"] is False

    commands = [[wish("pause")], [wish("one round")], [wish("learning rate", 0.0)]]
    record = run_program(source, commands=[*commands, [wish("one round")], [wish("end")]])
    assert record.printed() == "2 watcher\n"
    assert snapshots(record)[2] == snapshots(record)[1]


def test_a_training_that_diverges_says_when(run_program: Run) -> None:
    source = START + 'mlp = MLP(2, [3, 1], "linear")\nmlp.train(inputs, targets, 1e9, 100)'
    record = run_program(source)
    last = record.updates()[-1]
    assert last["ended"] == "diverged"
    assert f"in round {last['number'] + 1} of 100" in last["message"]


def test_a_network_of_ones_own_is_asked_on_a_grid(run_program: Run) -> None:
    source = (
        START
        + """\
class Own(MLP):
    def forward(self, inputs):
        random.random()
        return [inputs[0] * 2.0 + inputs[1] + self.layers[0].neurons[0].w[0] * 0.0]
own = Own(2, [1])
random.seed(1)
own.train(inputs, targets, 0.1, 3)
print(random.random())
"""
    )
    record = run_program(source)
    assert description(record)["layers"] is None
    (grid,) = record.updates()[-1]["grid"]
    low, high = -0.15, 1.15
    assert len(grid) == 24 * 24
    assert grid[0] == pytest.approx(3.0 * low)
    assert grid[23] == pytest.approx(2.0 * high + low)
    assert grid[-1] == pytest.approx(3.0 * high)
    # The grid's lots are not the program's.
    silent = run_program(source.replace("own.train", "own.layers and own.train"), suspends=False)
    assert silent.printed() == record.printed()


def test_one_samples_graph_is_made_with_the_parameters_of_any_round(run_program: Run) -> None:
    source = (
        TRAIN
        + """\
mlp.zero_grad()
loss = (mlp(inputs[1]) - 1.0) ** 2
loss.backward()
print(loss.data, [p.grad for p in mlp.parameters()], [p.data for p in mlp.parameters()])
"""
    )
    record = run_program(source)
    last = record.updates()[-1]["snapshots"][0][1]
    question = {"training": "training-1", "sample": 1, "parameters": last}
    answer = json.loads(queries.ask("training.graph", json.dumps(question)))

    loss, *rest = record.printed().split(" ", 1)
    by_id = {node["id"]: node for node in answer["nodes"]}
    assert by_id[answer["output"]]["data"] == pytest.approx(float(loss), rel=1e-12)
    assert rest
    # An input is counted as its weights are.
    labels = {node["label"] for node in answer["nodes"]}
    assert {"x[0]", "x[1]", "w[0]", "w[1]"} <= labels
    assert all(node["grad_before"] == 0.0 for node in answer["nodes"])
    checked = json.loads(queries.ask("graph.check", json.dumps({"graph": answer["id"]})))
    verdicts = [each["verdict"] for part in ("nodes", "edges") for each in checked[part].values()]
    assert set(verdicts) == {"agrees"}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"sample": 4}, "sample must be one of 4, from 0, not 4"),
        ({"sample": "1"}, "sample must be an integer, not '1'"),
        ({"parameters": "AAAA"}, "parameters must be base64 of 64-bit floats"),
        ({"parameters": ""}, "parameters must be 13 finite numbers"),
        ({"training": "x"}, "this training is not known any more"),
    ]
    for change, sentence in wrong:
        found = json.loads(queries.ask("training.graph", json.dumps({**question, **change})))
        assert found == {"error": sentence}


def test_the_history_of_a_training_that_is_shown_is_its_card(run_program: Run) -> None:
    record = run_program(TRAIN + "history")
    shown = record.displayed()[-1]
    assert json.loads(shown[MIME]) == {"id": "training-1"}
    assert shown["text/plain"].startswith("<History of 20 rounds")
    assert (
        MIME
        not in run_program("from micrograd.history import History\nHistory([1.0])").displayed()[-1]
    )


def test_more_than_twenty_trainings_are_shown_no_more(run_program: Run) -> None:
    record = run_program(START + "for _ in range(25): mlp.train(inputs, targets, 0.1, 1)")
    assert len([bundle for bundle in record.displayed() if MIME in bundle]) == 20
    assert [told for kind, told in record.events if kind == "truncated"] == [("trainings", 20)]


def test_a_wish_is_heard_within_a_second_where_other_programs_slow_the_updates(
    run_program: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]

    def tick() -> float:
        clock[0] += 0.001
        return clock[0]

    def commands(_self: object, _seconds: float) -> list[dict[str, Any]]:
        clock[0] += 3.0
        return []

    monkeypatch.setattr(trainings, "time", SimpleNamespace(perf_counter=tick))
    monkeypatch.setattr(trainings.Trainings, "commands", commands)
    record = run_program(TRAIN.replace("num_rounds=20", "num_rounds=5_000"))
    assert 5 <= len(record.updates()) <= 20


OWN = """\
from micrograd.node import Node
from micrograd.training import Training
class Line:
    def __init__(self):
        self.w = [Node(2.0), Node(-1.0)]
        self.b = Node(0.5)
    def __call__(self, x):
        print("called")
        return self.w[0] * x[0] + self.w[1] * x[1] + self.b
    def parameters(self):
        return [*self.w, self.b]
line = Line()
"""
LOOP = """\
with Training(line, inputs, targets, verbose=False) as watch:
    for _ in range(2):
        for p in line.parameters():
            p.data += 1.0
        watch.round(1.0)
"""


def asked(record: Record, what: str, numbers: list[float], **more: object) -> dict[str, Any]:
    assert record.result
    coded = base64.b64encode(array("d", numbers).tobytes()).decode()
    data = {"training": "training-1", "parameters": coded, **more}
    found: dict[str, Any] = json.loads(queries.ask(what, json.dumps(data)))
    return found


def test_a_network_of_ones_own_is_named_as_the_program_names_it(run_program: Run) -> None:
    record = run_program(OWN + "inputs, targets = [[1.0, 2.0], [3.0, 4.0]], [1.0, 0.0]\n" + LOOP)
    told = description(record)
    assert (told["title"], told["layers"]) == ("Line", None)
    assert told["names"] == ["w[0]", "w[1]", "b"]
    # What the network prints while it is looked at is not the program's.
    assert "called" not in record.printed()
    # 2·1 - 1·2 + 0.5 and 2·3 - 1·4 + 0.5
    assert asked(record, "training.outputs", [2.0, -1.0, 0.5]) == {"outputs": [[0.5], [2.5]]}
    assert asked(record, "training.outputs", [0.0, 0.0, 7.0]) == {"outputs": [[7.0], [7.0]]}


def test_a_parameter_in_no_attribute_has_the_name_of_its_variable_or_its_label(
    run_program: Run,
) -> None:
    record = run_program(
        "from micrograd.node import Node\nfrom micrograd.training import Training\n"
        "x, nodes = Node(1.0), [Node(2.0)]\n"
        "class Point:\n    def parameters(self):\n"
        "        return [x, *nodes, Node(1.0, label='c'), Node(4.0)]\n"
        "with Training(Point()) as watch:\n    watch.round(1.0)\n"
    )
    told = description(record)
    assert told["names"] == ["x", "nodes[0]", "c", ""]
    assert told["can_predict"] is False


def test_samples_that_are_not_finite_keep_the_numbers_of_the_others(run_program: Run) -> None:
    record = run_program(
        OWN + "inputs = [[float('nan'), 0.0], [1.0, 2.0]]\ntargets = [1.0, 0.0]\n" + LOOP
    )
    told = description(record)
    assert (told["n_samples"], told["samples"], told["places"]) == (2, [[[1.0, 2.0], [0.0]]], [1])
    # The corners of the page's picture are those of these samples.
    assert record.updates()[-1]["grid"][0][0] == 4.0 * 0.0 + 1.0 * 1.0 + 2.5


def test_a_picture_spans_the_samples_that_are_sent(run_program: Run) -> None:
    record = run_program(
        OWN + "inputs = [[i / 1000, 1.0] for i in range(3000)]\ntargets = [0.0] * 3000\n" + LOOP
    )
    told = description(record)
    assert (told["n_samples"], len(told["samples"]), told["places"]) == (3000, 2000, None)
    (grid,) = record.updates()[-1]["grid"]
    left, right = -0.15 * 1.999, 1.15 * 1.999
    assert grid[23] - grid[0] == pytest.approx(4.0 * (right - left))


def test_an_output_that_is_not_finite_is_told_as_none(run_program: Run) -> None:
    own = OWN.replace("return self", "return float('inf') if x[0] > 0.9 else self")
    record = run_program(own + "inputs, targets = [[1.0, 2.0], [0.0, 4.0]], [1.0, 0.0]\n" + LOOP)
    (grid,) = record.updates()[-1]["grid"]
    assert grid[23] is None
    assert grid[0] is not None
    assert asked(record, "training.outputs", [2.0, -1.0, 0.5])["outputs"][0] == ["Infinity"]


def test_after_an_error_a_round_keeps_its_own_parameters(run_program: Run) -> None:
    record = run_program(
        OWN + "with Training(line, verbose=False) as watch:\n"
        "    for loss in (2.0, 1.0, float('nan')):\n"
        "        line.b.data += 1.0\n        watch.round(loss)\n"
    )
    assert {n: numbers[2] for n, numbers in snapshots(record).items()} == {0: 0.5, 1: 1.5, 2: 2.5}
    assert record.updates()[-1]["ended"] == "diverged"


def test_parameters_that_are_not_finite_have_no_picture(run_program: Run) -> None:
    record = run_program(
        OWN + "with Training(line, verbose=False) as watch:\n    for data in (2.0, float('inf')):\n"
        "        line.b.data = data\n        watch.round(1.0)\n"
    )
    assert list(snapshots(record)) == [0, 1]


def test_the_loss_of_each_round_with_a_picture_is_told(run_program: Run) -> None:
    record = run_program(
        OWN + "with Training(line, verbose=False) as watch:\n    for i in range(30_000):\n"
        "        line.b.data = float(i)\n        watch.round(1.0 + i % 7)\n"
    )
    losses, seen = curve(record), snapshots(record)
    assert len(seen) > 100
    assert all(losses[n] == 1.0 + (n - 1) % 7 for n in seen if n)


def test_a_grid_has_each_output_of_a_network_of_ones_own(run_program: Run) -> None:
    own = OWN.replace("return self", "return [self.b, self.b * x[0]] or self")
    data = "inputs, targets = [[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]]\n"
    record = run_program(own + data + LOOP)
    first, second = record.updates()[-1]["grid"]
    assert set(first) == {2.5}
    assert (second[0], second[23]) == pytest.approx((2.5 * 0.7, 2.5 * 3.3))
    graph = asked(record, "training.graph", [2.0, -1.0, 0.5], sample=1)
    assert "output[0]" in [node["label"] for node in graph["nodes"]]
