"""Training with other losses, optimizers, batches and ends; PyTorch takes the same steps."""

from __future__ import annotations

import json
import random
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from micrograd import losses as our_losses
from micrograd.history import History
from micrograd.losses import LOSSES
from micrograd.neuron import MLP
from micrograd.node import Node
from micrograd.optim import SGD, Adam
from micrograd.watch import Watcher, set_watcher

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0], [0.1, 0.2, 0.3]]
TARGETS = [1.0, -1.0, -1.0, 1.0, 1.0]
GOOD: dict[str, Any] = {
    "inputs": SAMPLES,
    "targets": TARGETS,
    "learning_rate": 0.05,
    "num_rounds": 30,
}


@pytest.fixture(autouse=True)
def _seeded() -> None:
    random.seed(1)


def network() -> MLP:
    random.seed(2)
    return MLP(3, [4, 1], output_activation="linear")


def numbers(mlp: MLP) -> list[float]:
    return [parameter.data for parameter in mlp.parameters()]


# --- PyTorch as the oracle ---


def torch_module() -> Any:
    return pytest.importorskip("torch", reason="PyTorch is not installed")


OPTIMIZERS: list[tuple[str, dict[str, Any]]] = [
    ("SGD", {}),
    ("SGD", {"momentum": 0.9}),
    ("SGD", {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.01}),
    ("SGD", {"momentum": 0.9, "nesterov": True}),
    ("Adam", {}),
    ("Adam", {"betas": (0.8, 0.9), "eps": 1e-4, "weight_decay": 0.1}),
]


@pytest.mark.parametrize(("name", "options"), OPTIMIZERS)
def test_an_optimizer_s_every_step_is_pytorch_s(name: str, options: dict[str, Any]) -> None:
    torch = torch_module()
    start = [0.5, -1.5, 3.0]
    ours = [Node(x) for x in start]
    theirs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in start]
    optimizers: list[Any] = [
        {"SGD": SGD, "Adam": Adam}[name](ours, lr=0.05, **options),
        getattr(torch.optim, name)(theirs, lr=0.05, **options),
    ]
    for _ in range(50):
        for optimizer, (a, b, c) in zip(optimizers, (ours, theirs), strict=True):
            optimizer.zero_grad()
            ((a * b).tanh() + a * a + (b - c).tanh() + c * c * 0.1 + b * b).backward()
            optimizer.step()
        expected = [x.item() for x in theirs]
        assert [x.data for x in ours] == pytest.approx(expected, rel=1e-11, abs=1e-13)


def torch_loss(torch: Any, name: str) -> Any:
    functional = torch.nn.functional
    return {
        "squared_error": lambda y, t: ((y - t) ** 2).sum(),
        "mse": functional.mse_loss,
        "hinge": lambda y, t: (1 - t * y).relu().mean(),
        "bce_with_logits": functional.binary_cross_entropy_with_logits,
    }[name]


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("y", [0.0, 0.3, -2.0, 1.0, 40.0, -800.0])
@pytest.mark.parametrize("target", [1.0, -1.0])
def test_a_loss_and_its_slope_are_pytorch_s(name: str, y: float, target: float) -> None:
    torch = torch_module()
    if name == "bce_with_logits":
        target = (target + 1.0) / 2.0
    ours = [Node(y), Node(0.25)]
    theirs = torch.tensor([y, 0.25], dtype=torch.float64, requires_grad=True)
    loss = LOSSES[name](ours, [Node(target), Node(1.0)])
    loss.backward()
    expected = torch_loss(torch, name)(theirs, torch.tensor([target, 1.0], dtype=torch.float64))
    expected.backward()

    assert loss.data == pytest.approx(expected.item(), rel=1e-14)
    assert [x.grad for x in ours] == pytest.approx(theirs.grad.tolist(), rel=1e-14, abs=1e-17)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_training_ends_where_pytorch_s_does(loss: str, optimizer: str) -> None:
    torch = torch_module()
    targets = [(t + 1) / 2 for t in TARGETS] if loss == "bce_with_logits" else TARGETS
    mlp = network()
    layers = [
        (
            torch.tensor([[w.data for w in n.w] for n in layer.neurons], dtype=torch.float64),
            torch.tensor([n.b.data for n in layer.neurons], dtype=torch.float64),
        )
        for layer in mlp.layers
    ]
    leaves = [x.requires_grad_() for layer in layers for x in layer]
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[optimizer]
    theirs, losses = kind(leaves, lr=0.05), []
    for _ in range(60):
        theirs.zero_grad()
        (w1, b1), (w2, b2) = layers
        y = (torch.tensor(SAMPLES, dtype=torch.float64) @ w1.T + b1).tanh() @ w2.T + b2
        value = torch_loss(torch, loss)(y.squeeze(1), torch.tensor(targets, dtype=torch.float64))
        value.backward()
        theirs.step()
        losses.append(value.item())

    found = mlp.train(SAMPLES, targets, 0.05, 60, loss=loss, optimizer=optimizer)
    assert found == pytest.approx(losses, rel=1e-9)
    expected = [x.item() for w, b in layers for row, c in zip(w, b, strict=True) for x in (*row, c)]
    assert numbers(mlp) == pytest.approx(expected, rel=1e-8, abs=1e-10)


# --- what else a training can be told ---


def test_a_loss_of_one_s_own_is_called_each_round_and_gives_the_same() -> None:
    calls = 0

    def own(predictions: Any, targets: Any) -> Node:
        nonlocal calls
        calls += 1
        return our_losses.mse_loss(predictions, targets)

    own_losses = network().train(**GOOD, loss=own)
    assert own_losses == network().train(**GOOD, loss="mse")
    assert own_losses == network().train(**GOOD, loss=our_losses.mse_loss)
    assert calls == 30


@pytest.mark.parametrize("loss", ["squared_error", "mse"])
def test_a_batch_of_all_samples_is_no_batch_but_for_the_order(loss: str) -> None:
    whole, batch = network(), network()
    losses = whole.train(**GOOD, loss=loss)

    assert batch.train(**GOOD, loss=loss, batch_size=99) == pytest.approx(losses, rel=1e-9)
    assert numbers(batch) == pytest.approx(numbers(whole), rel=1e-9)


@pytest.mark.parametrize("num_rounds", [5, 20])  # without a tape, and with
def test_batches_are_steps_of_a_plain_loop_over_shuffled_samples(num_rounds: int) -> None:
    mlp, plain = network(), network()
    found = mlp.train(SAMPLES, TARGETS, 0.05, num_rounds, loss="mse", batch_size=2, seed=7)

    shuffle, order, losses = random.Random(7).shuffle, list(range(5)), []  # noqa: S311
    for _ in range(num_rounds):
        shuffle(order)
        total = 0.0
        for chosen in (order[:2], order[2:4], order[4:]):
            errors = ((plain(SAMPLES[i]) - TARGETS[i]) ** 2 for i in chosen)
            loss = sum(errors, Node(0.0)) / len(chosen)
            plain.zero_grad()
            loss.backward()
            for parameter in plain.parameters():
                parameter.data -= 0.05 * parameter.grad
            total += loss.data * len(chosen)
        losses.append(total / 5)
    assert found == pytest.approx(losses, rel=1e-12)
    assert numbers(mlp) == pytest.approx(numbers(plain), rel=1e-12)


def test_the_seed_decides_the_batches() -> None:
    runs = [network().train(**GOOD, batch_size=2, seed=seed) for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]


def test_a_schedule_gives_each_round_its_rate() -> None:
    halves, mlp = network(), network()
    halves.train(SAMPLES, TARGETS, 0.05, 10)
    halves.train(SAMPLES, TARGETS, 0.01, 10)
    mlp.train(SAMPLES, TARGETS, lambda number: 0.05 if number <= 10 else 0.01, 20)
    assert numbers(mlp) == numbers(halves)


def test_an_optimizer_goes_on_where_it_was() -> None:
    whole, parts = network(), network()
    whole.train(SAMPLES, TARGETS, num_rounds=20, optimizer=Adam(whole.parameters(), lr=0.02))
    adam = Adam(parts.parameters(), lr=0.02)
    for _ in range(2):
        parts.train(SAMPLES, TARGETS, num_rounds=10, optimizer=adam)
    assert numbers(parts) == numbers(whole)


# --- how training ends ---


def test_a_callback_sees_each_round_and_can_end_it() -> None:
    mlp, seen = network(), []

    def on_round(number: int, loss: float) -> bool:
        seen.append((number, loss, numbers(mlp)))
        return number == 12

    history = mlp.train(**GOOD, on_round=on_round)
    assert [(number, loss) for number, loss, _ in seen] == list(enumerate(history, start=1))
    assert (len(history), history.ended_by) == (12, "on_round")
    assert seen[-1][2] == numbers(mlp) == history.parameters_at(12)
    assert seen[4][2] == history.parameters_at(5)


def test_training_ends_when_the_loss_stands_still() -> None:
    history = network().train(SAMPLES, TARGETS, 0.0, 1000, tolerance=0.0)
    assert (len(history), history.ended_by) == (11, "tolerance")


def test_an_interrupt_ends_training_and_keeps_the_rounds(capsys: Any) -> None:
    mlp = network()
    after: list[float] = []

    def on_round(number: int, _: float) -> None:
        after[:] = numbers(mlp)
        if number == 7:
            raise KeyboardInterrupt

    history = mlp.train(**GOOD, on_round=on_round)
    assert (len(history), history.ended_by) == (7, "interrupt")
    assert numbers(mlp) == after
    assert capsys.readouterr().out == "training ended in round 7 of 30, by an interrupt\n"


def test_an_error_of_the_callback_names_the_round() -> None:
    mlp = network()
    with pytest.raises(ZeroDivisionError) as caught:
        mlp.train(**GOOD, on_round=lambda number, _: 0 % (number - 4))
    assert caught.value.__notes__ == ["This was in round 4 of 30 of a training."]
    twin = network()
    twin.train(SAMPLES, TARGETS, 0.05, 4)
    assert numbers(mlp) == numbers(twin)


def test_a_training_that_diverges_says_when_and_stays_readable() -> None:
    mlp = network()
    last: list[float] = []
    with pytest.raises(FloatingPointError, match=r"in round (\d+) of 1000000000: try a smaller"):
        mlp.train(
            SAMPLES,
            TARGETS,
            1e9,
            10**9,
            on_round=lambda *_: last.__setitem__(slice(None), numbers(mlp)),
        )
    assert numbers(mlp) == last


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        ({"loss": "mean"}, ValueError, "loss must be one of squared_error, mse, .*, not 'mean'"),
        ({"loss": 3}, TypeError, "loss must be a name or a function, not 3"),
        ({"loss": lambda *_: 1.0}, TypeError, r"loss must return a node, not 1\.0"),
        ({"loss": "bce_with_logits"}, ValueError, r"targets\[1\] must be from 0 to 1 .*not -1\.0"),
        (
            {"loss": "hinge", "targets": [1, -1, 0, 1, 1]},
            ValueError,
            r"targets\[2\] must be -1 or 1 for the hinge loss, not 0\.0",
        ),
        ({"optimizer": "adagrad"}, ValueError, "optimizer must be one of sgd, adam, .*'adagrad'"),
        ({"optimizer": SGD}, TypeError, "optimizer must be one of sgd, adam"),
        ({"optimizer": SGD([])}, ValueError, "must hold this network's parameters"),
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1, got 0"),
        ({"batch_size": 2.5}, TypeError, r"batch_size must be an integer, not 2\.5"),
        ({"batch_size": 2, "seed": "a"}, TypeError, "seed must be an integer, not 'a'"),
        ({"tolerance": -1.0}, ValueError, r"tolerance must be a finite number, .*not -1\.0"),
        ({"on_round": 3}, TypeError, "on_round must be a function, not 3"),
        ({"learning_rate": lambda _: "a"}, TypeError, "learning_rate of round 1 must be a number"),
    ],
)
def test_what_training_cannot_use_is_said_before_anything_moves(
    change: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    mlp = network()
    before = numbers(mlp)
    with pytest.raises(error, match=sentence):
        mlp.train(**{**GOOD, **change})
    assert numbers(mlp) == before


def test_an_optimizer_refuses_what_it_cannot_use() -> None:
    cases: list[tuple[Callable[[], object], str]] = [
        (lambda: SGD(3), "params must be a sequence of nodes, not 3"),  # type: ignore[arg-type]
        (lambda: SGD([3]), r"params\[0\] must be a node, not 3"),  # type: ignore[list-item]
        (lambda: SGD([], lr=-1.0), r"lr must be a finite number, 0 or more, not -1\.0"),
        (lambda: SGD([], nesterov=True), "nesterov needs a momentum"),
        (lambda: Adam([], betas=(0.9, 1.0)), "betas must be two numbers from 0 to below 1"),
    ]
    for make, sentence in cases:
        with pytest.raises((TypeError, ValueError), match=sentence):
            make()


def test_a_network_without_parameters_trains_to_no_effect() -> None:
    mlp = network()
    mlp.parameters = list  # type: ignore[method-assign]
    history = mlp.train(**GOOD)
    assert len(set(history)) == 1


# --- the history ---


def test_a_history_keeps_parameters_at_a_bounded_number_of_rounds() -> None:
    history = MLP(1, [1]).train([[1.0]], [0.5], 0.01, 3001)
    kept = list(history.kept)

    assert len(kept) <= 202
    assert (kept[0], kept[-1]) == (0, 3001)
    assert max(after - before for before, after in pairwise(kept)) <= 32
    assert history.parameters_at(40) == list(history.kept[max(n for n in kept if n <= 40)])
    assert list(history.times) == sorted(history.times)
    assert len(history.times) == 3001
    with pytest.raises(ValueError, match="no parameters are kept of round -1"):
        history.parameters_at(-1)


def test_a_history_draws_itself() -> None:
    bundle = History([4.0 / n for n in range(1, 5001)])._repr_mimebundle_()
    chart = json.loads(json.dumps(bundle["application/vnd.vegalite.v5+json"]))

    rounds = [point["round"] for point in chart["data"]["values"]]
    assert (rounds[0], rounds[-1], len(rounds)) == (1, 5000, 1001)
    assert chart["encoding"]["y"]["scale"] == {"type": "log"}
    svg = ET.fromstring(bundle["image/svg+xml"])  # noqa: S314 - our own
    assert svg.findtext("{http://www.w3.org/2000/svg}title", "").startswith("History of 5,000")
    assert bundle["text/plain"].startswith("<History of 5,000 rounds")
    assert History()._repr_mimebundle_() == {"text/plain": "<History of 0 rounds>"}
    assert "loss</text>" in History([1.0, 0.0])._repr_mimebundle_()["image/svg+xml"]
    # The two numbers of the axis are written alike.
    for losses, ends in (([900.0, 2000.0], "2.00e+03 9.00e+02"), ([0.5, 20.0], "20 0.5")):
        drawn = ET.fromstring(History(losses)._repr_mimebundle_()["image/svg+xml"])  # noqa: S314
        texts = [each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
        assert " ".join(map(str, texts)).startswith(ends)


@pytest.mark.parametrize("make", [lambda p: SGD(p, 0.1, momentum=0.9), lambda p: Adam(p, 0.1)])
def test_a_failed_round_leaves_what_the_optimizer_remembered(make: Any) -> None:
    random.seed(1)
    mlp = MLP(1, [1], "linear")
    optimizer = make(mlp.parameters())
    mlp.train([[1.0]], [3.0], num_rounds=3, optimizer=optimizer)
    before = {name: value for name, value in vars(optimizer).items() if name != "lr"}
    with pytest.raises(FloatingPointError):
        mlp.train([[1e200]], [3.0], num_rounds=3, optimizer=optimizer)
    assert {name: value for name, value in vars(optimizer).items() if name != "lr"} == before


class _Doubled(Node):
    def __init__(self, a: Node) -> None:
        super().__init__(2.0 * a.data)
        self._prev = (a,)

    def _backward(self) -> None:
        self._prev[0].grad += 2.0 * self.grad


class _Own(MLP):
    def forward(self, inputs: list[Node]) -> list[Node]:
        return super().forward(inputs)


def test_whoever_watches_hears_why_a_training_is_slow() -> None:
    reasons: list[str] = []

    class Listener(Watcher):
        def ended(self, error: BaseException | None) -> None:
            assert error is None
            reasons.append(self.run.not_taped_because)

    previous = set_watcher(Listener)
    try:
        shared = MLP(1, [1])
        shared.layers[0].neurons[0].w[0] = Node(1.0) * 2.0
        cases: list[tuple[MLP, dict[str, Any]]] = [
            (MLP(1, [1]), {}),
            (MLP(1, [1]), {"loss": lambda y, t: (y[0] - t[0]) ** 2}),
            (_Own(1, [1]), {}),
            (shared, {}),
        ]
        for mlp, settings in cases:
            mlp.train([[1.0]], [0.5], 0.1, 10, **settings)
        monkey = MLP(1, [1], "linear")
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(LOSSES, "mse", lambda y, t: _Doubled(y[0] - t[0]) ** 2)
            monkey.train([[1.0]], [0.5], 0.1, 10, loss="mse")
    finally:
        set_watcher(previous)
    assert reasons == [
        "",
        "the loss is the program's own",
        "the network computes in a way of its own",
        "a parameter is computed from others",
        "a tape can replay the package's own operations, and '_Doubled' is not one of them",
    ]


def test_a_network_without_parameters_trains_nothing() -> None:
    class Still(MLP):
        def parameters(self) -> list[Node]:
            return []

    mlp = Still(1, [1])
    before = [p.data for p in MLP.parameters(mlp)]
    history = mlp.train([[1.0]], [0.5], 0.1, 10)
    assert len(set(history)) == 1
    assert [p.data for p in MLP.parameters(mlp)] == before
