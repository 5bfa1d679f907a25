"""The training's card: live, steered, looked back on, and with data drawn into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENGINES
from tests.browser.test_page import AXE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Route

    from tests.browser.conftest import Playground

MOONS = """\
import random
from micrograd.data import two_moons
from micrograd.neuron import MLP
random.seed(1)
inputs, targets = two_moons(100)
mlp = MLP(2, [8, 1])
"""
SHORT = MOONS + "mlp.train(inputs, targets, learning_rate=0.002, num_rounds=60)\n"
LONG = (
    MOONS + "mlp.train(inputs, targets, learning_rate=0.001, num_rounds=10**9)\nprint('after it')\n"
)
REPORT = """\
for x in inputs[:3]:
    print(format(mlp(x).data, ".4g"))
"""


def card(playground: Playground) -> Locator:
    return playground.results.get_by_role("figure", name=re.compile("^Training "))


def state(playground: Playground) -> Locator:
    return card(playground).locator(".training-state")


def button(playground: Playground, name: str) -> Locator:
    return card(playground).get_by_role("button", name=name, exact=True)


def slider(playground: Playground) -> Locator:
    return card(playground).get_by_role("slider", name="Round")


def open_part(playground: Playground, name: str) -> Locator:
    part = card(playground).locator(
        "details", has=playground.page.locator("summary", has_text=name)
    )
    part.locator("summary").first.click()
    return part


def rows(part: Locator) -> list[list[str]]:
    expect(part.locator("tbody tr").first).to_be_visible()
    return [row.locator("td").all_inner_texts() for row in part.locator("tbody tr").all()]


def wish_paused_start(playground: Playground) -> None:
    """Run something short to have a card, and choose there that the next run begins paused."""
    playground.open()
    playground.run(SHORT)
    card(playground).get_by_label("Begin the next run paused").check()


def number_of_rounds(playground: Playground) -> int:
    found = re.search(r"round ([\d,]+)", state(playground).inner_text(), re.IGNORECASE)
    return int(found[1].replace(",", "")) if found else -1


def test_a_training_is_shown_with_its_curve_its_boundary_and_its_numbers(
    playground: Playground,
) -> None:
    playground.open()
    playground.run(SHORT + REPORT)

    shown = card(playground)
    expect(shown).to_have_accessible_name("Training MLP(2, [8, 1])")
    expect(state(playground)).to_contain_text("60 rounds · loss")
    expect(shown.get_by_text("100 samples · 33 parameters")).to_be_visible()
    expect(
        shown.get_by_role("img", name=re.compile(r"^Loss against round: .* in round 60"))
    ).to_be_visible()
    plane = shown.get_by_role("img", name=re.compile("each point of the plane, with 100 samples"))
    expect(plane).to_be_visible()
    # What the page computes from the parameters is what Python computes.
    printed = playground.results.locator(".card.text").inner_text().split()
    predicted = [row[3] for row in rows(open_part(playground, "Predictions"))[:3]]
    assert [float(x) for x in predicted] == pytest.approx([float(x) for x in printed])
    losses = rows(open_part(playground, "Losses"))
    assert (losses[0][0], losses[-1][0]) == ("1", "60")


@ENGINES
def test_a_training_is_held_led_and_ended_from_the_page(playground: Playground) -> None:
    playground.open()
    playground.start(LONG)
    expect(state(playground)).to_contain_text("rounds/s")

    button(playground, "Pause").click()
    expect(state(playground)).to_contain_text("Paused after round")
    held = number_of_rounds(playground)
    button(playground, "One round").click()
    expect(state(playground)).to_contain_text(f"Paused after round {held + 1:,}")
    rate = card(playground).get_by_label("Learning rate")
    rate.press("Control+a")  # Firefox's driver adds what it should fill in
    rate.press_sequentially("0.0005")
    rate.press("Enter")
    expect(state(playground)).to_contain_text("learning rate 0.001")
    button(playground, "One round").click()
    expect(state(playground)).to_contain_text("learning rate 0.0005")
    rate.press("Control+a")
    rate.press_sequentially("-1")
    rate.press("Enter")
    expect(card(playground)).to_contain_text("A learning rate is a number, 0 or more.")
    expect(rate).to_have_value("0.0005")
    expect(card(playground)).not_to_contain_text("The training is over")
    button(playground, "Go on").click()
    expect(state(playground)).to_contain_text("rounds/s")
    button(playground, "End training").click()

    expect(state(playground)).to_contain_text("Ended by you after round")
    playground.wait_for_runs(1)
    expect(playground.results).to_contain_text("after it")
    expect(button(playground, "Pause")).to_be_disabled()
    over = "The training is over. To steer another, tick “Begin the next run paused”"
    expect(card(playground)).to_contain_text(over)


@ENGINES
def test_a_button_that_is_held_while_the_card_is_drawn_anew_does_its_work(
    playground: Playground,
) -> None:
    playground.open()
    playground.start(LONG)
    expect(state(playground)).to_contain_text("rounds/s")
    button(playground, "Pause").hover()
    playground.page.mouse.down()
    before = state(playground).inner_text()
    expect(state(playground)).not_to_have_text(before)
    playground.page.mouse.up()
    expect(state(playground)).to_contain_text("Paused after round")
    playground.stop_button.click()


def test_a_restart_keeps_the_curve_of_the_course_before(playground: Playground) -> None:
    wish_paused_start(playground)
    playground.start(LONG)
    expect(state(playground)).to_contain_text("Paused after round 0")
    for number in (1, 2):
        button(playground, "One round").click()
        expect(state(playground)).to_contain_text(f"Paused after round {number}")
    before = state(playground).inner_text()
    button(playground, "Restart").click()
    expect(state(playground)).to_contain_text("Paused after round 0")
    for number in (1, 2):
        button(playground, "One round").click()
        expect(state(playground)).to_contain_text(f"Paused after round {number}")
    assert state(playground).inner_text() == before
    button(playground, "End training").click()
    playground.wait_for_runs(2)


@ENGINES
def test_a_typed_learning_rate_is_that_of_the_field_the_state_and_the_course(
    playground: Playground,
) -> None:
    wish_paused_start(playground)
    playground.start(LONG)
    rate = card(playground).get_by_label("Learning rate")
    expect(rate).to_have_value("0.001")
    button(playground, "One round").click()
    expect(state(playground)).to_contain_text("Paused after round 1")
    # Typed, and not confirmed: the click on the button confirms it.
    rate.press("Control+a")
    rate.press_sequentially("0.002")
    button(playground, "Restart").click()
    expect(state(playground)).to_contain_text(re.compile("round 0 .* learning rate 0.002$"))
    expect(rate).to_have_value("0.002")
    rate.press("Control+a")
    rate.press_sequentially("0.004")
    rate.press("Enter")
    expect(state(playground)).to_contain_text(
        "learning rate 0.002 · learning rate 0.004 from the next round on"
    )
    button(playground, "One round").click()
    expect(state(playground)).to_contain_text(re.compile("learning rate 0.004$"))
    expect(rate).to_have_value("0.004")
    button(playground, "End training").click()
    playground.wait_for_runs(2)
    expect(rate).to_have_value("0.004")


def test_a_loop_that_does_not_read_the_learning_rate_keeps_its_own(
    playground: Playground,
) -> None:
    wish_paused_start(playground)
    playground.start(
        MOONS + "from micrograd.training import Training\n"
        "with Training(mlp, learning_rate=0.1) as watch:\n"
        "    for n in range(1, 10**9):\n        watch.round(1 / n)\n"
    )
    rate = card(playground).get_by_label("Learning rate")
    expect(state(playground)).to_contain_text("Paused after round 0")
    rate.fill("0.5")
    rate.press("Enter")
    expect(state(playground)).to_contain_text("learning rate 0.5 from the next round on")
    button(playground, "One round").click()
    expect(card(playground)).to_contain_text("The program has not read the new rate")
    expect(rate).to_have_value("0.1")
    expect(state(playground)).to_have_text("Paused after round 1 · loss 1 · learning rate 0.1")
    playground.stop_button.click()


def test_the_settings_of_the_next_run_are_the_same_on_every_card(playground: Playground) -> None:
    playground.open()
    playground.run(SHORT + SHORT.removeprefix(MOONS))
    paces = card(playground).get_by_label("Pace")
    boxes = card(playground).get_by_label("Begin the next run paused")
    paces.first.select_option("3 rounds a second")
    boxes.last.check()
    expect(paces.last).to_have_value("3")
    expect(boxes.first).to_be_checked()


OWN = """\
from micrograd.data import two_moons
from micrograd.node import Node
from micrograd.training import Training

class Line:
    def __init__(self):
        self.w = [Node(2.0), Node(-1.0)]
        self.b = Node(0.5)
    def __call__(self, x):
        return self.w[0] * x[0] + self.w[1] * x[1] + self.b
    def parameters(self):
        return [*self.w, self.b]

line = Line()
inputs, targets = two_moons(3000)
with Training(line, inputs, targets, verbose=False) as watch:
    for number in (1, 2):
        line.b.data = float(number)
        watch.round(1.0)
print(*(f"{line(x).data:.4g}" for x in inputs[:3]))
"""


def test_a_network_of_ones_own_has_its_names_its_outputs_and_its_number_of_samples(
    playground: Playground,
) -> None:
    playground.open()
    playground.run(OWN)
    shown = card(playground)
    expect(shown).to_have_accessible_name("Training Line")
    expect(shown.get_by_text("3,000 samples · 3 parameters")).to_be_visible()
    expect(shown.get_by_text("The picture has 2,000 of 3,000 samples.")).to_be_visible()
    # All of them can't be written into the program.
    expect(shown.get_by_text("Your own points")).to_have_count(0)
    parameters = rows(open_part(playground, "Parameters"))
    assert parameters == [["w[0]", "2"], ["w[1]", "-1"], ["b", "2"]]
    predictions = open_part(playground, "Predictions")
    first = predictions.locator("tbody tr").first.locator("td").last
    expect(first).not_to_be_empty()
    printed = playground.results.locator(".card.text").inner_text().split()
    assert [row[3] for row in rows(predictions)[:3]] == printed
    slider(playground).fill("1")
    expect(first).not_to_have_text(printed[0])
    expect(first).not_to_be_empty()
    assert float(first.inner_text()) == pytest.approx(float(printed[0]) - 1.0, abs=1e-3)
    losses = open_part(playground, "Losses")
    expect(losses).to_contain_text("A round's loss is the one that the program told.")
    graph = open_part(playground, "Graph of one sample")
    expect(graph).to_contain_text("of 3,000")
    field = graph.get_by_role("spinbutton", name="Sample")
    for typed, sample in (("5000", "3000"), ("-1", "1"), ("", "1")):
        field.fill(typed)
        field.press("Tab")
        expect(field).to_have_value(sample)


def test_predictions_of_a_network_of_ones_own_come_when_the_run_is_over(
    playground: Playground,
) -> None:
    wish_paused_start(playground)
    playground.start(OWN.replace("3000", "4"))
    expect(state(playground)).to_contain_text("Paused after round 0")
    predictions = open_part(playground, "Predictions")
    expect(predictions).to_contain_text("The program is still running")
    button(playground, "Go on").click()
    playground.wait_for_runs(2)
    expect(predictions.locator("tbody tr").first.locator("td").last).not_to_be_empty()
    expect(predictions).not_to_contain_text("The program is still running")


def test_what_is_laid_over_stays_chosen_when_another_training_begins(
    playground: Playground,
) -> None:
    again = "random.seed(1)\nmlp = MLP(2, [8, 1])\n"
    train = "mlp.train(inputs, targets, learning_rate={}, num_rounds=9)\n"
    both = train.format(0.002) + again + train.format(0.004)
    playground.open()
    playground.run(MOONS + again + both)
    card(playground).first.get_by_label("Begin the next run paused").check()
    playground.start(MOONS + again + both)
    expect(state(playground)).to_contain_text("Paused after round 0")
    over = card(playground).first.get_by_label("Lay over")
    over.focus()
    over.select_option(index=2)
    chosen = over.locator("option:checked")
    expect(chosen).to_have_text(re.compile("^run before: .*rate 0.004"))
    button(playground, "End training").click()
    expect(card(playground)).to_have_count(2)
    expect(chosen).to_have_text(re.compile("^run before: .*rate 0.004"))
    playground.stop_button.click()


COLOURED = """canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 1] > data[at] + 40) count += 1;
    return count;
}"""


def test_the_loss_of_a_single_round_is_seen(playground: Playground) -> None:
    playground.open()
    playground.run(SHORT.replace("num_rounds=60", "num_rounds=1"))
    expect(card(playground).get_by_text("round 1: loss")).to_be_visible()
    canvas = card(playground).locator(".loss-chart canvas")
    expect(canvas).to_be_visible()
    assert canvas.evaluate(COLOURED) > 10


def test_the_rate_of_a_schedule_can_be_replaced_before_the_first_round(
    playground: Playground,
) -> None:
    wish_paused_start(playground)
    playground.start(LONG.replace("=0.001", "=lambda n: 0.001 / n"))
    expect(state(playground)).to_contain_text("Paused after round 0")
    rate = card(playground).get_by_label("Learning rate")
    expect(rate).to_have_value("")
    rate.fill("0.002")
    rate.press("Enter")
    expect(state(playground)).to_contain_text("learning rate 0.002 from the next round on")
    button(playground, "One round").click()
    expect(state(playground)).to_contain_text("learning rate 0.002")
    expect(state(playground)).not_to_contain_text("from the next round on")
    playground.stop_button.click()


def test_a_pace_makes_the_rounds_watchable(playground: Playground) -> None:
    playground.open()
    playground.start(LONG)
    expect(state(playground)).to_contain_text("rounds/s")
    card(playground).get_by_label("Pace").select_option("1 round a second")
    expect(state(playground)).to_contain_text(re.compile(r"· [12] rounds/s"), timeout=30_000)
    playground.stop_button.click()
    expect(state(playground)).to_contain_text("Stopped after round")
    expect(button(playground, "One round")).to_be_disabled()


def test_earlier_rounds_are_shown_again(playground: Playground) -> None:
    playground.open()
    playground.run(MOONS + REPORT + "print('---')\n" + SHORT.removeprefix(MOONS))
    at_start = playground.results.locator(".card.text").inner_text().split("---")[0].split()
    part = open_part(playground, "Predictions")

    slider(playground).fill("0")
    expect(card(playground).get_by_text("round 0: the start")).to_be_visible()
    assert [float(row[3]) for row in rows(part)[:3]] == pytest.approx([float(x) for x in at_start])
    slider(playground).press("End")
    expect(card(playground).get_by_text(re.compile("^round 60: loss"))).to_be_visible()
    button(playground, "Play the rounds").click()
    expect(button(playground, "Pause the playing")).to_be_visible()
    expect(button(playground, "Play the rounds")).to_be_visible(timeout=20_000)


def test_the_graph_of_one_sample_is_that_of_the_round(playground: Playground) -> None:
    playground.open()
    playground.run(SHORT)
    part = open_part(playground, "Graph of one sample")
    figure = part.get_by_role("figure", name="Computational graph of loss")
    expect(figure).to_be_visible()
    loss = figure.locator(".node.output")
    expect(loss).to_contain_text("data")
    at_end = loss.text_content() or ""
    slider(playground).fill("0")
    expect(loss).not_to_have_text(at_end)
    part.get_by_label("Sample").first.fill("500")
    part.get_by_label("Sample").first.press("Enter")
    expect(figure).to_be_visible()


def test_two_runs_with_the_same_start_are_laid_over_each_other(playground: Playground) -> None:
    playground.open()
    playground.run(SHORT)
    over = card(playground).get_by_label("Lay over")
    over.focus()
    expect(over.locator("option")).to_have_text(["nothing", "no other training yet"])
    playground.run(SHORT.replace("0.002", "0.004"))
    over.focus()
    expect(over.locator("option").nth(1)).to_contain_text("run before: SGD, rate 0.002, 60 rounds")
    over.select_option(index=1)
    playground.run(SHORT.replace("seed(1)", "seed(2)"))
    over.focus()
    expect(over.locator("option").nth(1)).to_have_text("others began from other parameters")
    # The list of one that was shown before another began is made anew, unasked.
    playground.run(f"{SHORT}\n{SHORT.replace('0.002', '0.004')}")
    first = playground.page.get_by_label("Lay over").first
    expect(first.locator("option").nth(1)).to_contain_text("SGD, rate 0.004")


@ENGINES
def test_a_loop_of_ones_own_has_the_same_card(playground: Playground) -> None:
    playground.open()
    playground.start(
        MOONS
        + """\
from micrograd.training import Training
with Training(mlp, inputs, targets, verbose=False) as watch:
    while True:
        loss = sum((mlp(x) - t) ** 2 for x, t in zip(inputs, targets))
        mlp.zero_grad()
        loss.backward()
        for p in mlp.parameters():
            p.data -= 0.001 * p.grad
        watch.round(loss)
print(len(watch.history) > 1, "rounds")
"""
    )
    expect(state(playground)).to_contain_text("rounds/s", timeout=30_000)
    expect(button(playground, "Restart")).to_be_hidden()
    button(playground, "End training").click()
    playground.wait_for_runs(1)
    expect(playground.results).to_contain_text("True rounds")
    expect(state(playground)).to_contain_text("Ended by you")


def test_points_are_drawn_into_the_picture_and_written_into_the_program(
    playground: Playground,
) -> None:
    playground.open()
    playground.run(SHORT)
    form = open_part(playground, "Your own points")
    plane = card(playground).get_by_role("img", name=re.compile("plane"))
    plane.click(position={"x": 30, "y": 30})
    expect(plane).to_have_accessible_name(re.compile("with 101 samples"))
    form.get_by_role("button", name="Remove all").click()
    for x, y, target in (("0", "0", "-1"), ("1", "1", "1"), ("2", "1", "1")):
        form.get_by_label("x[0]").fill(x)
        form.get_by_label("x[1]").fill(y)
        form.get_by_label("target").select_option(target)
        form.get_by_role("button", name="Add", exact=True).click()
    expect(plane).to_have_accessible_name(re.compile("with 3 samples"))
    form.get_by_role("button", name="Write into the program").click()
    expect(form).to_contain_text("The points are in the program")

    assert 'inputs, targets = from_csv("""\n0, 0, -1\n1, 1, 1\n2, 1, 1\n""")' in playground.source()
    playground.run()
    expect(card(playground)).to_contain_text("3 samples")
    expect(state(playground)).to_contain_text("60 rounds")


def test_a_training_that_diverges_says_where(playground: Playground) -> None:
    playground.open()
    playground.run(
        "from micrograd.neuron import MLP\n"
        "MLP(1, [4, 1], 'relu').train([[1.0], [2.0]], [0.0, 9.0], learning_rate=1e9, num_rounds=50)"
    )
    expect(state(playground)).to_contain_text(re.compile(r"Diverged: .* in round \d+ of 50"))
    expect(playground.results).to_contain_text("FloatingPointError")


FORGED = """
import json
class Forged:
    def __init__(self, told):
        self.told = told
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"application/vnd.micrograd.training+json": self.told, "text/plain": "plain text"}
fine = dict(id="x", title="t", layers=[dict(size=1, activation="tanh")], n_inputs=2, n_samples=0,
            samples=[], places=None, can_predict=False, n_parameters=3, names=None, start="AAAA",
            loss="", optimizer="", num_rounds=None, can_restart=False, can_steer=False)
"""


@pytest.mark.parametrize(
    "change",
    [
        {"layers": [{"size": 10**9, "activation": "tanh"}]},
        {"layers": [{"size": 1, "activation": "constructor"}]},
        {"layers": [{"size": 2, "activation": "tanh"}]},
        {"n_parameters": -1},
        {"samples": [[[1, 2], [1]], [[1], [1]]]},
        {"samples": "many"},
        {"title": None},
        {"id": ["x"]},
    ],
)
def test_a_forged_training_is_shown_as_its_text(
    playground: Playground, change: dict[str, object]
) -> None:
    playground.open()
    assert playground.run(f"{FORGED}\nForged(json.dumps(fine | {change!r}))") == "plain text"


def test_a_forged_training_that_reads_well_harms_nothing(playground: Playground) -> None:
    playground.open()
    playground.run(f"{FORGED}\nForged(json.dumps(fine | dict(title='<b>t</b>' * 9)))")
    expect(card(playground)).to_contain_text("<b>t</b>")
    expect(card(playground).locator("b")).to_have_count(0)


LINES = """canvas => {
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let strength = 0;
    for (let i = 3; i < data.length; i += 4) strength += data[i];
    return strength;
}"""


def test_the_network_is_drawn_with_its_weights(playground: Playground) -> None:
    playground.open()
    playground.run(SHORT)
    part = open_part(playground, "What each neuron says")
    wires = part.locator(".wires")
    expect(part).to_contain_text("A line is a weight")
    strength = wires.evaluate(LINES)
    assert strength > 0
    part.get_by_role("img", name="layer 1, neuron 2").hover()
    expect(part).to_contain_text("layer 1, neuron 2: weights ")
    assert wires.evaluate(LINES) < strength
    told = re.search(r"weights (.*); bias (.*)", part.inner_text())
    assert told
    row = next(
        row for row in rows(open_part(playground, "Parameters")) if row[0] == "layer 1, neuron 2"
    )
    assert [told[1], told[2]] == row[1:]
    # Where the columns have another width, the lines lie elsewhere.
    before = wires.evaluate("canvas => canvas.width")
    playground.page.set_viewport_size({"width": 700, "height": 740})
    expect(wires).not_to_have_js_property("width", before)
    assert wires.evaluate(LINES) > 0


def test_many_neurons_are_shown_without_lines(playground: Playground) -> None:
    playground.open()
    playground.run(SHORT.replace("[8, 1]", "[17, 1]"))
    part = open_part(playground, "What each neuron says")
    expect(part.get_by_role("img", name="layer 1, neuron 17")).to_be_visible()
    expect(part.locator(".wires")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_card_fits_and_can_be_used_by_all(
    playground: Playground, width: int, scheme: str
) -> None:
    playground.page.set_viewport_size({"width": width, "height": 740})
    playground.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    playground.open()
    playground.run(SHORT)
    for name in ("Your own points", "What each neuron says", "Predictions", "Parameters", "Losses"):
        open_part(playground, name)
    assert playground.has_no_horizontal_scroll()
    playground.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = playground.page.evaluate("axe.run()")["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


def test_in_the_page_the_comparison_with_pytorch_is_against_recorded_numbers(
    playground: Playground,
) -> None:
    playground.open()
    text = playground.run("from micrograd.pytorch_example import main\nmain()")
    assert "its numbers were recorded, from version 2." in text
    largest = re.search(r"largest difference: (\S+)", text)
    assert largest
    assert float(largest[1]) < 1e-12


# Every piece of work ends its frame, and frames are slow: what comes in between does come.
SLOW_FRAMES = """
const now = performance.now.bind(performance);
let ahead = 0;
performance.now = () => now() + (ahead += 9);
globalThis.requestAnimationFrame = (work) => setTimeout(() => work(performance.now()), 150);
"""


def test_the_curve_is_drawn_whenever_its_library_comes(playground: Playground) -> None:
    """It came between the turns of the curve and of the pictures, and nothing was drawn anew."""
    page = playground.page
    page.add_init_script(SLOW_FRAMES)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("loss-chart"), hold)
    playground.open("#example=learning-rate")
    playground.run_button.click()
    # The first card's curve had its turn, the others' and the pictures are still to come.
    first = card(playground).first.get_by_text(re.compile("^round "))
    expect(first).to_be_visible()
    held[0].continue_()
    playground.wait_for_runs(1)
    expect(card(playground)).to_have_count(3)
    for shown in card(playground).all():
        expect(shown.locator(".loss-chart canvas")).to_have_count(1)
        curve = shown.get_by_role("img", name=re.compile("^Loss against round"))
        expect(curve).to_have_accessible_name(re.compile(r"in round \d+, lowest"))


def test_a_card_that_is_over_looks_over(playground: Playground) -> None:
    wish_paused_start(playground)
    playground.start(LONG)
    expect(state(playground)).to_contain_text("Paused after round 0")
    surface = playground.results.evaluate("pane => getComputedStyle(pane).backgroundColor")
    rate = card(playground).get_by_label("Learning rate")
    assert rate.evaluate("field => getComputedStyle(field).backgroundColor") != surface
    playground.stop_button.click()
    expect(state(playground)).to_contain_text("Stopped after round")
    expect(rate).to_be_disabled()
    assert rate.evaluate("field => getComputedStyle(field).backgroundColor") == surface
    # One button that plays is left: that of the rounds.
    expect(button(playground, "Go on")).to_have_count(0)
    expect(button(playground, "Pause")).to_be_disabled()
    expect(button(playground, "Play the rounds")).to_be_enabled()


def test_the_slider_of_the_rounds_keeps_its_length(playground: Playground) -> None:
    playground.open()
    playground.run(SHORT)
    widths = set()
    for number in ("0", "9", "60"):
        slider(playground).fill(number)
        expect(card(playground).get_by_text(re.compile(f"^round {number}:"))).to_be_visible()
        widths.add(slider(playground).evaluate("slider => slider.clientWidth"))
    assert len(widths) == 1


ASKED = """\
from micrograd.neuron import MLP
from micrograd.training import Training
import time

class Net:
    def __init__(self):
        self.mlp = MLP(2, [2, 1])
    def parameters(self):
        return self.mlp.parameters()
    def __call__(self, x):
        return self.mlp(x)
net = Net()
with Training(net, [[0.0, 0.0], [1.0, 1.0]], [-1.0, 1.0], verbose=False) as watch:
    for i in range(30):
        for p in net.parameters():
            p.data += 0.1
        watch.round(1.0 + i)
        time.sleep(0.02)
"""
PICTURE = "canvas => canvas.toDataURL()"


def test_a_picture_that_python_is_asked_for_is_that_of_the_round(playground: Playground) -> None:
    playground.open()
    playground.run(ASKED)
    plane = card(playground).locator(".plane canvas")
    expect(plane).to_have_accessible_name(re.compile("after round 30$"))
    at_end = plane.evaluate(PICTURE)
    slider(playground).fill("20")
    # It is known of some rounds only, and says of which.
    expect(plane).to_have_accessible_name(re.compile(r"after round (\d|1\d|20)$"))
    assert plane.evaluate(PICTURE) != at_end
    said = re.search(r"after round (\d+)$", plane.get_attribute("aria-label") or "")
    assert said
    shown = re.search(r"^round (\d+)", slider(playground).get_attribute("aria-valuetext") or "")
    assert shown
    if said[1] != shown[1]:
        expect(card(playground)).to_contain_text(f"The picture is of round {said[1]}.")


# How often a canvas changes between a colour and none along a line, and how long it has it at most.
RUNS = """(canvas, [token, isAcross]) => {
    const probe = document.createElement("i");
    probe.style.color = `var(${token})`;
    document.body.append(probe);
    const wanted = getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number);
    probe.remove();
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    const [lines, length] = isAcross ? [height, width] : [width, height];
    let best = [];
    for (let line = 0; line < lines; line += 1) {
        const runs = [];
        let run = 0;
        for (let at = 0; at <= length; at += 1) {
            const i = 4 * (isAcross ? line * width + at : at * width + line);
            const hit = at < length && data[i + 3] > 128
                && [0, 1, 2].every((c) => Math.abs(data[i + c] - wanted[c]) < 24);
            if (hit) run += 1;
            else if (run > 0) { runs.push(run); run = 0; }
        }
        const sum = (list) => list.reduce((a, b) => a + b, 0);
        if (sum(runs) > sum(best)) best = runs;
    }
    return best;
}"""
LINE = """\
from micrograd.neuron import MLP
from micrograd.training import Training
import random
random.seed(1)
with Training(MLP(2, [2, 1]), [[0.0, 1.0]], [1.0], verbose=False) as watch:
    for i in range({rounds}):
        watch.round({loss})
"""


def test_a_curve_that_is_laid_over_is_dashed_and_the_rounds_mark_is_not(
    playground: Playground,
) -> None:
    playground.open()
    # Up and down by less than is seen.
    playground.run(LINE.format(rounds=6_000, loss="5.0 + 0.001 * (i % 2)"))
    playground.run(LINE.format(rounds=3_000, loss="9.0 - i / 1000"))
    over = card(playground).get_by_label("Lay over")
    over.focus()
    over.select_option(index=1)
    canvas = card(playground).locator(".loss-chart canvas")

    for _ in range(200):
        dashes = canvas.evaluate(RUNS, ["--grad", True])
        if dashes:
            break
    assert len(dashes) > 15
    assert max(dashes) <= 8
    mark = canvas.evaluate(RUNS, ["--ink", False])
    assert len(mark) == 1
    assert mark[0] > 100


LEFT_OF_THE_AXIS = """canvas => {
    const { height } = canvas;
    const copy = new OffscreenCanvas(50, height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, 50, height);
    return data.filter((value, i) => i % 4 === 3 && value > 100).length;
}"""


@pytest.mark.parametrize(
    "loss", ["10.0 ** i", "1.0 + i / 100", "1e-40 * (i + 1)", "5.0", "1e39 + i"]
)
def test_the_losss_axis_has_numbers(playground: Playground, loss: str) -> None:
    playground.open()
    playground.run(LINE.format(rounds=200, loss=loss))
    chart = card(playground).locator(".loss-chart canvas")
    for is_log in (True, False):
        card(playground).get_by_label("log scale").set_checked(is_log)
        for _ in range(200):
            drawn = chart.evaluate(LEFT_OF_THE_AXIS)
            if drawn > 20:
                break
        assert drawn > 20


def test_a_training_on_thousands_of_samples_at_once_ends(playground: Playground) -> None:
    """Each round's loss is a chain of thousands of nodes, which is freed without recursion."""
    playground.open()
    text = playground.run(
        "from micrograd.data import two_moons\n"
        "from micrograd.neuron import MLP\n"
        "MLP(2, [2, 1]).train(*two_moons(4000), 1e-6, 2)\n"
        "print('it has ended')"
    )
    assert "it has ended" in text
