"""The graph that can be walked: one card, step by step, by hand and by ear."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.test_page import AXE
from tests.browser.waits import Waits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page

# Karpathy's first graph, with a node that is used twice.
REUSED = """\
from micrograd.node import Node
a = Node(3.0, label="a")
b = a + a
d = b * a
d.backpropagate(visualize=True)
"""

MLP = """\
from micrograd.neuron import MLP
mlp = MLP(2, [2, 1])
out = mlp([1.0, -2.0])
loss = (out - 1.0) ** 2
loss.backpropagate(visualize=True)
"""

LOOP = """\
from micrograd.node import Node
total = Node(0.0)
for i in range(3):
    total = total + Node(float(i)) * 2.0
total.backpropagate(visualize=True)
"""

BATCH = """\
from micrograd.neuron import MLP
mlp = MLP(2, [16, 16, 1])
rows = [[i / 10, -i / 7] for i in range(100)]
loss = sum((mlp(row) - 1.0) ** 2 for row in rows)
loss.backpropagate(visualize=True)
"""

WRONG = """\
from micrograd.node import Node
class Double(Node):
    def __init__(self, x):
        super().__init__(2 * x.data)
        self._prev = (x,)
    def _backward(self):
        self._prev[0].grad += 3 * self.grad
x = Node(1.5, label="x")
y = Double(x)
y.backpropagate(visualize=True)
"""


class Card:
    """The only graph card of the page, by what its parts are called."""

    def __init__(self, playground: Playground) -> None:
        self.page = playground.page
        self.figure = playground.figures()
        self.slider = self.figure.get_by_role("slider", name="Step")
        self.ledger = self.figure.get_by_role("group", name="This step's arithmetic")
        self.picture = self.figure.locator(".graph-picture svg")
        self.detail = self.figure.get_by_role("combobox", name="Detail")
        self.pinned = self.figure.get_by_role("group", name="Pinned node")
        self.boxes = self.figure.locator("g.node")
        self.terms = self.pinned.get_by_role("list", name="The terms of its gradient").locator("li")

    @property
    def seed(self) -> Locator:
        """The button that goes to where the backward pass begins, named after the output."""
        return self.figure.get_by_title("Go to where the backward pass begins")

    def button(self, name: str) -> Locator:
        return self.figure.get_by_role("button", name=name, exact=True)

    def box(self, name: str) -> Locator:
        """The box that says a name."""
        return self.boxes.filter(has=self.page.locator(f"text.name:text-is({json.dumps(name)})"))

    def texts(self, name: str) -> list[str]:
        return [text for text in self.box(name).locator("text").all_text_contents() if text]

    def sentence(self) -> str:
        return self.slider.get_attribute("aria-valuetext") or ""

    def scale(self) -> str:
        return self.picture.locator("> g").get_attribute("transform") or ""


def shown(playground: Playground, program: str) -> Card:
    """Open the page and run a program that shows one graph."""
    playground.open()
    playground.run(program)
    card = Card(playground)
    expect(card.figure).to_have_count(1)
    return card


# --- the walk ---


def test_a_graph_is_walked_forward_and_back_with_its_sums(playground: Playground) -> None:
    card = shown(playground, REUSED)
    assert card.sentence().startswith("6 of 6: After backpropagation")
    card.slider.press("Home")
    assert card.texts("d") == ["*", "d", "data 18.0"]
    card.slider.press("ArrowRight")
    assert card.sentence() == "1 of 6: b = a + a = 6.0"
    assert card.texts("b") == ["+", "b", "data 6.0"]
    assert card.texts("d") == ["*", "d"], "its value is not computed yet"
    card.slider.press("ArrowRight")
    assert card.texts("d") == ["*", "d", "data 18.0"]
    card.slider.press("ArrowRight")
    assert "begins at d" in card.sentence()
    assert card.texts("d") == ["*", "d", "data 18.0", "grad 1.0"]
    assert card.texts("a") == ["a", "data 3.0", "grad 0.0"]
    card.slider.press("ArrowRight")
    expect(card.ledger).to_contain_text("d hands its gradient 1.0 on")
    expect(card.ledger).to_contain_text("b.grad: 0.0 + 3.0 × 1.0 = 3.0")
    expect(card.ledger).to_contain_text("∂(b·a)/∂b = a = 3.0")
    expect(card.ledger).to_contain_text("a.grad: 0.0 + 6.0 × 1.0 = 6.0")
    expect(card.box("d")).to_have_class(re.compile("is-node"))
    expect(card.figure.locator("g.edge.is-lit")).to_have_count(2)
    card.slider.press("ArrowRight")
    expect(card.ledger).to_contain_text("a.grad: 6.0 + 1.0 × 3.0 = 9.0")
    expect(card.ledger).to_contain_text("a.grad: 9.0 + 1.0 × 3.0 = 12.0")
    expect(card.ledger).to_contain_text("it is used more than once")
    card.slider.press("End")
    assert card.texts("a") == ["a", "data 3.0", "grad 12.0"]


@pytest.mark.first_visit
def test_buttons_step_jump_and_play(playground: Playground) -> None:
    card = shown(playground, REUSED)
    card.button("To the start").click()
    expect(card.slider).to_have_value("0")
    card.button("One step forward").click()
    expect(card.slider).to_have_value("1")
    card.button("One step back").click()
    expect(card.slider).to_have_value("0")
    card.seed.click()
    expect(card.slider).to_have_value("3")
    card.button("To the end").click()
    expect(card.slider).to_have_value("6")
    playground.page.clock.install()
    card.button("Play").click()
    expect(card.slider).to_have_value("0")
    playground.page.clock.run_for(1_900)
    expect(card.slider).to_have_value("2")
    card.button("Pause").click()
    playground.page.clock.run_for(5_000)
    expect(card.slider).to_have_value("2")
    card.button("Play").click()
    playground.page.clock.run_for(10_000)
    expect(card.slider).to_have_value("6")
    expect(card.button("Play")).to_be_visible()


@pytest.mark.parametrize("end", ["from micrograd.display import display\ndisplay(d)\n", "d\n"])
def test_a_displayed_node_is_a_card_too(playground: Playground, end: str) -> None:
    program = REUSED.replace("d.backpropagate(visualize=True)\n", end)
    card = shown(playground, program)
    assert card.sentence().startswith("0 of 6: Before")
    card.button("To the end").click()
    assert card.texts("a") == ["a", "data 3.0", "grad 12.0"]


def test_two_graphs_are_two_cards(playground: Playground) -> None:
    playground.open()
    playground.run(REUSED + "e = a * 2.0\ne.backpropagate(visualize=True)\n")
    expect(playground.figures()).to_have_count(2)
    names = [each.get_attribute("aria-label") for each in playground.figures().all()]
    assert names == ["Computational graph of d", "Computational graph of e"]


def test_before_and_after_can_be_copied_as_the_package_s_own_dot(playground: Playground) -> None:
    card = shown(playground, REUSED)
    copied = {}
    card.figure.get_by_text("Copy and save").click()
    for stage in ("before", "after"):
        card.button(f"Copy DOT {stage} backpropagation").click()
        expect(card.button("Copied")).to_be_visible()
        copied[stage] = playground.page.evaluate("navigator.clipboard.readText()")
    assert copied["before"].startswith("digraph {")
    assert "grad" not in copied["before"]
    assert "grad 12.0" in copied["after"]
    playground.write(REUSED.replace("d.backprop", "print(end='')\nd.backprop"))
    native = playground.run(
        REUSED.replace("d.backpropagate(visualize=True)", "")
        + "from micrograd.graph import Graph\nd.backward()\nprint(Graph(d, 'after').to_dot())\n"
    )
    assert copied["after"].split() == native.split()


# --- code and graph ---


def test_pointing_at_a_node_lights_its_line(playground: Playground) -> None:
    card = shown(playground, REUSED)
    line = playground.page.locator(".cm-pointed-line")
    card.box("b").hover()
    expect(line).to_have_text("b = a + a")
    card.box("d").focus()
    expect(line).to_have_text("d = b * a")
    playground.results.hover(position={"x": 12, "y": 4})
    card.slider.focus()
    expect(line).to_have_count(0)
    playground.editor.press("Control+End")
    playground.page.keyboard.type("#")
    card.box("b").hover()
    expect(line).to_have_count(0)


def test_the_cursor_s_line_lights_its_nodes_each_pass_on_its_own(playground: Playground) -> None:
    card = shown(playground, LOOP)
    lit = card.figure.locator("g.node.is-of-line")
    expect(lit).to_have_count(0)
    playground.page.locator(".cm-line", has_text="total = total + ").click()
    expect(card.figure).to_contain_text("Line 4 made 4 nodes in pass 1 of 3")
    expect(lit).to_have_count(4)
    first = lit.locator("text.data").all_text_contents()
    card.button("Later pass of the line").click()
    expect(card.figure).to_contain_text("Line 4 made 4 nodes in pass 2 of 3")
    assert lit.locator("text.data").all_text_contents() != first
    playground.page.locator(".cm-line", has_text="total = Node(0.0)").click()
    expect(lit).to_have_count(1)
    playground.page.locator(".cm-line", has_text="from micrograd").click()
    expect(lit).to_have_count(0)


# --- folding ---


def test_a_network_folds_and_opens_by_level_and_by_box(playground: Playground) -> None:
    card = shown(playground, MLP)
    everything = card.boxes.count()
    assert everything > 25
    card.detail.select_option("Whole network")
    expect(card.box("mlp")).to_contain_text("nodes")
    folded = card.boxes.count()
    assert folded < 8
    card.box("mlp").locator(".opener").click()
    expect(card.box("mlp.layers[0]")).to_be_visible()
    expect(card.detail).to_have_value("")
    card.box("mlp.layers[0]").locator(".opener").click()
    neurons = card.figure.locator("g.node.neuron")
    expect(neurons).to_have_count(2)
    neurons.first.locator(".opener").click()
    expect(card.box("w[0]")).to_have_count(1)
    expect(card.figure.locator("text.op", has_text="tanh")).not_to_have_count(0)
    card.button("Fit").click()
    card.button("Fit").click()
    card.box("w[0]").click()
    card.button("Fold the layer").click()
    expect(card.box("mlp.layers[0]")).to_be_visible()
    card.detail.select_option("Everything")
    expect(card.boxes).to_have_count(everything)


def test_the_walk_follows_the_folding(playground: Playground) -> None:
    card = shown(playground, MLP)
    steps = card.slider.get_attribute("max")
    card.detail.select_option("Neurons")
    expect(card.figure.locator("g.node.neuron")).to_have_count(3)
    assert int(card.slider.get_attribute("max") or 0) < int(steps or 0)
    card.seed.click()
    for _ in range(3):
        card.slider.press("ArrowRight")
    expect(card.ledger).to_contain_text("out hands its gradient")
    expect(card.ledger.locator("li")).to_have_count(5)


def test_of_a_batch_one_sample_is_shown_and_another_can_be_chosen(playground: Playground) -> None:
    card = shown(playground, BATCH)
    expect(card.figure).to_contain_text(re.compile(r"[\d,]+ of [\d,]+ nodes are shown"))
    sample = card.figure.get_by_role("spinbutton", name="Sample")
    expect(sample).to_have_value("1")
    expect(card.figure).to_contain_text("of 100")
    inputs = card.figure.locator("g.node.leaf text.data")
    expect(inputs.filter(has_text="data -5.857")).to_have_count(0)
    sample.fill("42")
    sample.press("Enter")
    expect(card.figure).to_contain_text("belong to samples other than 42")
    expect(inputs.filter(has_text="data -5.857")).to_have_count(1)


# --- hands ---


def test_zoom_and_pan_by_button_wheel_key_and_drag_stay_put_across_steps(
    playground: Playground,
) -> None:
    card = shown(playground, REUSED)
    whole = card.scale()
    for name in ("Zoom in", "Zoom in", "Zoom out"):
        before = card.scale()
        card.button(name).click()
        expect(card.picture.locator("> g")).not_to_have_attribute("transform", before)
    zoomed = card.scale()
    card.slider.press("Home")
    card.slider.press("ArrowRight")
    assert card.scale() == zoomed
    card.button("Fit").click()
    expect(card.picture.locator("> g")).to_have_attribute("transform", whole)
    playground.page.set_viewport_size({"width": 1000, "height": 700})
    expect(card.picture.locator("> g")).not_to_have_attribute("transform", whole)
    playground.page.set_viewport_size({"width": 1280, "height": 720})
    expect(card.picture.locator("> g")).to_have_attribute("transform", whole)
    card.picture.hover()
    playground.page.mouse.wheel(0, -200)
    playground.results.evaluate("() => new Promise(requestAnimationFrame)")
    assert card.scale() == whole, "a wheel that passes by scrolls the results"
    card.box("d").focus()
    playground.page.mouse.wheel(0, -200)
    expect(card.picture.locator("> g")).not_to_have_attribute("transform", whole)
    playground.page.keyboard.press("0")
    expect(card.picture.locator("> g")).to_have_attribute("transform", whole)
    playground.page.keyboard.press("+")
    expect(card.picture.locator("> g")).not_to_have_attribute("transform", whole)
    playground.page.keyboard.press("0")
    playground.page.keyboard.press("Shift+ArrowLeft")
    expect(card.picture.locator("> g")).not_to_have_attribute("transform", whole)
    playground.page.keyboard.press("0")
    expect(card.picture.locator("> g")).to_have_attribute("transform", whole)
    frame = card.picture.bounding_box()
    assert frame is not None
    x, y = frame["x"] + 8, frame["y"] + frame["height"] - 8
    playground.page.mouse.move(x, y)
    playground.page.mouse.down()
    playground.page.mouse.move(x + 40, y - 30, steps=4)
    playground.page.mouse.up()
    expect(card.picture.locator("> g")).not_to_have_attribute("transform", whole)


@pytest.mark.first_visit
def test_two_fingers_zoom(playground: Playground) -> None:
    card = shown(playground, REUSED)
    whole = card.scale()
    frame = card.picture.bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    session = playground.page.context.new_cdp_session(playground.page)
    for kind, reach in (("touchStart", 20), ("touchMove", 60), ("touchMove", 90)):
        points = [{"x": x - reach, "y": y, "id": 0}, {"x": x + reach, "y": y, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(card.picture.locator("> g")).not_to_have_attribute("transform", whole)


def test_a_click_pins_a_node_and_lights_its_way_to_the_output(playground: Playground) -> None:
    card = shown(playground, REUSED)
    expect(card.pinned).to_be_hidden()
    card.box("a").click()
    expect(card.pinned).to_contain_text("12.0")
    expect(card.figure.locator("g.edge.is-on-path")).to_have_count(4)
    card.slider.press("ArrowLeft")
    expect(card.pinned).to_be_visible()
    card.button("Go to line 2").click()
    expect(playground.page.locator(".cm-activeLine")).to_contain_text("Node(3.0")
    card.box("b").click()
    expect(card.figure.locator("g.edge.is-on-path")).to_have_count(1)
    card.button("Unpin").click()
    expect(card.pinned).to_be_hidden()
    expect(card.figure.locator("g.edge.is-on-path")).to_have_count(0)


def test_a_pinned_node_says_why_its_gradient_is_what_it_is(playground: Playground) -> None:
    card = shown(playground, REUSED)
    card.box("a").click()
    # d = b·a with b = a + a, at a = 3.
    expect(card.terms).to_have_text(
        [
            re.compile(r"^= 6\.0 × 1\.0 = 6\.0 from d.*∂\(b·a\)/∂a = b = 6\.0"),
            re.compile(r"^\+ 1\.0 × 3\.0 = 3\.0 from b"),
            re.compile(r"^\+ 1\.0 × 3\.0 = 3\.0 from b"),
        ]
    )
    card.terms.nth(1).hover()
    expect(card.figure.locator("g.edge.is-lit")).to_have_count(1)
    card.figure.get_by_text("Each path to the output, multiplied out").click()
    paths = card.figure.locator(".why-paths li")
    expect(paths).to_have_count(3)
    expect(paths.nth(1)).to_contain_text("1.0 × 3.0 = 3.0")
    expect(paths.nth(1)).to_contain_text("a → b → d")
    go = card.terms.nth(1).get_by_role("button", name="from b")
    go.press("Enter")
    expect(card.pinned).to_contain_text("b = a + a")
    expect(card.terms).to_have_text([re.compile(r"^= 3\.0 × 1\.0 = 3\.0 from d")])
    playground.page.keyboard.press("Tab")
    playground.page.keyboard.press("Enter")
    expect(card.pinned).to_contain_text("d = b·a")
    expect(card.terms).to_have_text(["= 1.0 the output by itself"])


def test_why_keeps_to_the_step_and_gives_no_answer_away(playground: Playground) -> None:
    card = shown(playground, REUSED)
    card.box("a").click()
    card.slider.press("ArrowLeft")
    expect(card.terms).to_have_count(3)
    card.slider.press("ArrowLeft")
    expect(card.terms).to_have_text([re.compile("from d"), "More comes in later steps."])
    card.slider.press("Home")
    expect(card.terms).to_have_count(0)
    card.slider.press("End")
    expect(card.terms).to_have_count(3)
    # With another value only the numbers of the boxes are known.
    card.figure.get_by_role("spinbutton", name="Other value").fill("4")
    expect(card.pinned).to_contain_text("a: 3.0 → 4.0")
    expect(card.terms).to_have_count(0)
    card.button("Reset").click()
    expect(card.terms).to_have_count(3)
    card.figure.get_by_role("switch", name="Predict").check()
    card.box("a").click()
    expect(card.terms).to_have_count(0)


def test_the_shares_of_a_batch_are_told_by_sample_the_largest_first(playground: Playground) -> None:
    card = shown(
        playground,
        "from micrograd.node import Node\n"
        "from micrograd.neuron import Neuron\n"
        "neuron = Neuron(1, 'linear')\n"
        "neuron.w[0].data = 1.0\n"
        "loss = sum((neuron([x]) - 1.0) ** 2 for x in (2.0, -3.0, 0.5))\n"
        "loss.backpropagate(visualize=True)\n",
    )
    card.button("Fit").click()
    card.box("w[0]").click()
    # 2(x - 1)·x for each x.
    shares = (("24.0", 2), ("4.0", 1), ("-0.5", 3))
    expect(card.terms).to_have_text(
        [re.compile(rf"= {re.escape(share)} from .*sample {n}") for share, n in shares]
    )


def test_the_card_fills_the_screen_and_comes_back(playground: Playground) -> None:
    card = shown(playground, REUSED)
    card.button("Full screen").click()
    assert playground.page.evaluate("document.fullscreenElement?.localName") == "figure"
    card.slider.press("Home")
    card.button("Full screen").click()
    expect(playground.page.locator("figure:fullscreen")).to_have_count(0)


def test_what_is_downloaded_stands_alone(playground: Playground, tmp_path: Path) -> None:
    card = shown(playground, REUSED.replace('"a"', '"a<script>alert(1)</script>&]]>\'\\""'))
    card.figure.get_by_text("Copy and save").click()
    files = {}
    for what in ("SVG", "PNG", "DOT", "hand-out (all steps)"):
        with playground.page.expect_download() as download:
            card.button(f"Download {what}").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        files[path.suffix] = path
    svg = ET.fromstring(files[".svg"].read_text(encoding="utf-8"))  # noqa: S314 - made by the page
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    texts = [each.text for each in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert "grad 12.0" in texts
    source = files[".svg"].read_text(encoding="utf-8")
    assert "class=" not in source or "fill=" in source
    assert "var(" not in source
    assert files[".png"].read_bytes().startswith(b"\x89PNG")
    assert "grad 12.0" in files[".dot"].read_text(encoding="utf-8")
    hand_out = files[".html"].read_text(encoding="utf-8")
    assert hand_out.count("<section>") == 7
    assert "<script" not in hand_out
    assert "a.grad" not in hand_out.split("</section>")[0]
    assert card.sentence().startswith("6 of 6"), "the card stays at its step"


# --- questions ---


def test_another_value_of_a_leaf_shows_the_actual_change_beside_the_prediction(
    playground: Playground,
) -> None:
    card = shown(playground, REUSED)
    card.box("a").click()
    card.figure.get_by_role("spinbutton", name="Other value").fill("4")
    expect(card.pinned).to_contain_text("a: 3.0 → 4.0")
    # d = 2a²: 32 - 18, and 4a = 12 for each unit.
    expect(card.pinned).to_contain_text("The output changes by 14.0; derivative × Δ predicted 12.0")
    assert card.texts("d") == ["*", "d", "data 32.0", "grad 1.0"]
    assert card.texts("a") == ["a", "data 4.0", "grad 16.0"]
    card.button("Reset").click()
    assert card.texts("d") == ["*", "d", "data 18.0", "grad 1.0"]
    card.figure.get_by_role("slider", name="Drag the value").press("ArrowRight")
    expect(card.pinned).to_contain_text("The output changes by")
    card.slider.press("Home")
    assert card.texts("d") == ["*", "d", "data 18.0"]


def test_the_output_near_a_leaf_is_drawn_and_its_point_dragged(playground: Playground) -> None:
    card = shown(playground, REUSED)
    card.box("a").click()
    chart = card.pinned.get_by_role("img", name=re.compile("The output for a"))
    expect(chart).to_have_count(0)
    card.figure.get_by_role("spinbutton", name="Other value").fill("4")
    # d = 2a² has the slope 4a = 12 at a = 3.
    expect(chart).to_have_accessible_name(
        "The output for a from -3.0 to 9.0, and the line whose slope is the gradient, 12.0"
    )
    expect(chart.locator(".point")).to_have_count(61)
    chart.scroll_into_view_if_needed()
    place = chart.bounding_box()
    assert place is not None
    x, y = place["x"], place["y"] + place["height"] / 2
    playground.page.mouse.move(x + place["width"] / 2, y)
    playground.page.mouse.down()
    playground.page.mouse.move(x + place["width"] / 4, y, steps=3)
    playground.page.mouse.up()
    # A quarter of the way from -3 to 9 is 0, where the output is 0.
    expect(card.pinned).to_contain_text("The output changes by -18.0")
    card.button("Reset").click()
    expect(chart).to_be_visible()
    card.box("b").click()
    expect(chart).to_have_count(0)


OWN_ENGINE = """\
from micrograd.display import display, picture
class Value:
    def __init__(self, data, prev=(), op=""):
        self.data, self.grad, self._prev, self._op = data, 0.0, prev, op
        self._backward = lambda: None
    def made(self, other, data, op, by):
        out = Value(data, (self, other), op)
        def backward():
            self.grad += by[0] * out.grad
            other.grad += by[1] * out.grad
        out._backward = backward
        return out
    def __add__(self, other):
        return self.made(other, self.data + other.data, "+", (1.0, 1.0))
    def __mul__(self, other):
        return self.made(other, self.data * other.data, "*", (other.data, self.data))
a = Value(3.0)
b = a + a
c = b * b + a
from micrograd.graph import Graph
display(Graph(c))
"""


def test_what_if_of_an_own_engine_says_how_it_is_computed(playground: Playground) -> None:
    card = shown(playground, OWN_ENGINE)
    assert card.seed.inner_text() == "∂c/∂c = 1"
    card.box("a").click()
    value = card.figure.get_by_role("spinbutton", name="Other value")
    value.fill("4")
    # 4·a² + a: 39 at 3, and 68 at 4 with the slope 33.
    expect(card.pinned).to_contain_text("changes by 29.0; derivative × Δ predicted 25.0.")
    expect(card.pinned).to_contain_text("The package's * and + computed values and gradients here")
    expect(card.pinned).to_contain_text("grad33.0")
    expect(card.ledger).to_contain_text("What if")
    card.button("Unpin").click()
    card.figure.get_by_role("switch", name="Check gradients").check()
    said = card.figure.locator(".option-message")
    expect(said).to_contain_text("All 10 derivatives agree with central differences.")
    expect(said).to_contain_text("4 are gradients of nodes, 6 are local derivatives of operations.")


def test_what_cannot_be_computed_is_not_claimed_and_keeps_its_value(
    playground: Playground,
) -> None:
    card = shown(playground, OWN_ENGINE.replace('"*"', '"mine"'))
    card.button("To the end").click()
    expect(card.ledger).to_contain_text("All of the program's own gradients are 0")
    card.box("a").click()
    value = card.figure.get_by_role("spinbutton", name="Other value")
    value.fill("4")
    expect(card.pinned).to_contain_text("the operation 'mine' can't be computed again")
    expect(value).to_have_value("3")
    expect(card.ledger).not_to_contain_text("What if")


def test_an_engine_that_forgets_to_add_is_not_said_to_have_derivatives(
    playground: Playground,
) -> None:
    card = shown(playground, OWN_ENGINE.replace(".grad += ", ".grad = "))
    card.button("To the end").click()
    expect(card.ledger).to_contain_text("All of the program's own gradients are 0")
    expect(card.ledger).not_to_contain_text("every node has its gradient")
    card.figure.get_by_text("Steps as a table").click()
    table = card.figure.get_by_role("table", name=re.compile("Every step"))
    expect(table).to_contain_text("a.grad: 1.0 × ")
    expect(table).not_to_contain_text("∂+/∂a")


def test_what_if_stays_in_its_boxes_and_reaches_the_pinned_node(playground: Playground) -> None:
    card = shown(
        playground,
        "from micrograd.node import Node\n"
        'a = Node(2.0, label="a")\nb = a * a\nd = b * b\nd.backpropagate(visualize=True)\n',
    )
    card.box("a").click()
    card.figure.get_by_role("spinbutton", name="Other value").fill("0.00271828")
    expect(card.pinned).to_contain_text("data0.00271828grad8.03")
    sentence = "The output changes by -16.0"
    expect(card.pinned).to_contain_text(sentence)
    expect(card.ledger).to_contain_text("What if")
    assert card.figure.inner_text().count(sentence) == 1
    assert card.texts("b") == ["*", "b", "data 7.389e-06", "grad 1.478e-05"]
    overhang = """box => {
        const right = (part) => part.getBoundingClientRect().right;
        const texts = [...box.querySelectorAll("text")].map(right);
        return Math.max(...texts) - right(box.querySelector("rect"));
    }"""
    for name in ("a", "b", "d"):
        assert card.box(name).evaluate(overhang) < 0
    # What is copied and heard is what is seen; what is printed is the program's.
    card.box("b").focus()
    expect(card.box("b")).to_have_accessible_name(re.compile("data 7.389e-06, gradient 1.478e-05"))
    card.figure.get_by_text("Copy and save").click()
    card.button("Copy DOT of this step").click()
    expect(card.button("Copied")).to_be_visible()
    assert "data 7.389e-06" in playground.page.evaluate("navigator.clipboard.readText()")
    with playground.page.expect_download() as download:
        card.button("Download hand-out (all steps)").click()
    hand_out = download.value.path().read_text(encoding="utf-8")
    assert "data 4.0" in hand_out
    assert "e-06" not in hand_out
    assert card.texts("b") == ["*", "b", "data 7.389e-06", "grad 1.478e-05"]


def test_what_the_check_said_stays_when_more_is_folded(playground: Playground) -> None:
    card = shown(playground, MLP)
    card.figure.get_by_role("switch", name="Check gradients").check()
    said = card.figure.get_by_text(re.compile(r"All \d+ derivatives agree"))
    expect(said).to_be_visible()
    card.detail.select_option("Layers")
    expect(card.boxes.filter(has_text="Layer").first).to_be_visible()
    expect(said).to_be_visible()
    card.detail.select_option("Everything")
    expect(said).to_be_visible()


def test_the_output_stays_in_sight_in_a_smaller_window(playground: Playground) -> None:
    playground.page.set_viewport_size({"width": 1280, "height": 800})
    card = shown(playground, MLP.replace("[2, 1]", "[3, 3, 1]"))
    output = card.figure.locator("g.node.output")
    expect(output).to_be_visible()
    output.click()
    inside = """([box, frame]) => {
        const [a, b] = [box, frame].map((each) => each.getBoundingClientRect());
        return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
    }"""
    for width in (800, 1000, 360, 1280):
        before = card.picture.evaluate("svg => svg.clientWidth")
        playground.page.set_viewport_size({"width": width, "height": 800})
        expect(card.picture).not_to_have_js_property("clientWidth", before)
        handles = [output.element_handle(), card.picture.element_handle()]
        playground.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        assert playground.page.evaluate(inside, handles), width


def test_the_slider_of_the_steps_keeps_its_length(playground: Playground) -> None:
    card = shown(playground, LOOP)
    widths = set()
    for step in ("0", "9", "10", "12"):
        card.slider.fill(step)
        assert card.sentence().startswith(f"{step} of ")
        widths.add(card.slider.evaluate("slider => slider.clientWidth"))
    assert len(widths) == 1


@pytest.mark.first_visit
@pytest.mark.parametrize(("language", "width"), [("en", 360), ("de", 360), ("es", 700)])
def test_the_heads_of_the_steps_are_whole_words(
    playground: Playground, language: str, width: int
) -> None:
    playground.page.set_viewport_size({"width": width, "height": 740})
    playground.page.goto(f"{playground.url}?lang={language}#example=chain-rule")
    playground.wait_for("ready")
    playground.page.locator("button.run").click()
    playground.wait_for_runs(1)
    table = playground.page.locator(".steps-table").last
    table.locator("summary").click()
    heads = table.locator("thead th")
    expect(heads).to_have_count(3)
    for head in heads.all():
        assert (
            head.evaluate(
                "cell => { const r = document.createRange(); r.selectNodeContents(cell);"
                " return r.getClientRects().length; }"
            )
            == 1
        )


def test_what_if_says_when_there_is_no_one_to_ask(playground: Playground) -> None:
    playground.open()
    playground.start(REUSED + "while True: pass\n")
    card = Card(playground)
    expect(card.box("a")).to_be_visible()
    card.box("a").click()
    card.figure.get_by_role("spinbutton", name="Other value").fill("4")
    expect(card.pinned).to_contain_text("The program is still running")
    playground.stop_button.click()
    card.figure.get_by_role("spinbutton", name="Other value").fill("5")
    expect(card.pinned).to_contain_text("The run's interpreter is gone")


def test_a_wrong_derivative_lights_up_when_checked(playground: Playground) -> None:
    card = shown(playground, WRONG)
    check = card.figure.get_by_role("switch", name="Check gradients")
    check.check()
    expect(card.figure).to_contain_text("differ")
    expect(card.box("x")).to_have_class(re.compile("is-marked"))
    expect(card.box("x")).to_contain_text("≠")
    # The operation of y is wrong, and its gradient is right.
    expect(card.box("y")).to_have_class(re.compile("is-wrong"))
    expect(card.box("y")).not_to_have_class(re.compile("is-marked"))
    card.box("x").click()
    expect(card.pinned).to_contain_text("central differences give 2.0")
    # At the seed, x has the gradient 0, which nobody has checked.
    card.seed.click()
    expect(card.box("x")).to_contain_text("grad 0.0")
    expect(card.box("x")).not_to_contain_text("≠")
    expect(card.pinned).not_to_contain_text("central differences give 2.0")
    expect(card.box("y")).to_have_class(re.compile("is-wrong"))
    card.button("To the end").click()
    expect(card.box("x")).to_contain_text("≠")
    check.uncheck()
    expect(card.figure.locator(".is-marked, .is-wrong")).to_have_count(0)


def test_right_gradients_pass_the_check(playground: Playground) -> None:
    card = shown(playground, MLP)
    card.figure.get_by_role("switch", name="Check gradients").check()
    expect(card.figure).to_contain_text(re.compile(r"All \d+ derivatives agree"))
    expect(card.figure.locator(".is-marked")).to_have_count(0)


JUMPS_AND_ROUNDING = """\
import math
from micrograd.node import Node
class Floor(Node):
    def __init__(self, a):
        super().__init__(math.floor(a.data))
        self._prev = (a,)
    def _backward(self):
        pass
x, y, z = Node(2.0, label="x"), Node(0.0, label="y"), Node(0.5, label="z")
out = Floor(x) * 3.0 + y.relu() + z.sin() * 1e-12 + 1e6
out.label = "out"
out.backpropagate(visualize=True)
"""


def test_a_check_says_why_it_could_not_decide_and_how_exact_it_is(playground: Playground) -> None:
    card = shown(playground, JUMPS_AND_ROUNDING)
    card.figure.get_by_role("switch", name="Check gradients").check()
    expect(card.figure).to_contain_text("↕ at a jump")
    for name, sentence in {
        "x": "at a jump: there is no slope",
        "y": "at a kink, where slopes differ (0.5)",
        "z": "cannot be measured: rounding hides it",
        "out": "agrees with central differences (1.0, relative tolerance 1e-06)",
    }.items():
        card.box(name).click()
        expect(card.pinned).to_contain_text(sentence)
    for name, sign in {"x": "↕", "y": "∧", "z": "≈"}.items():
        expect(card.box(name)).to_contain_text(sign)


def test_the_first_number_that_is_not_finite_is_named_with_its_line(
    playground: Playground,
) -> None:
    card = shown(
        playground,
        "from micrograd.node import Node\nbig = Node(1e200, label='big')\n"
        "square = big * big\nloss = square - square\nloss.backpropagate(visualize=True)\n",
    )
    expect(card.figure).to_contain_text("The first number that is not finite arose in square")
    assert card.texts("loss") == ["-", "loss", "data nan", "grad 1.0"]
    expect(card.box("square")).to_have_class(re.compile("not-finite"))
    card.figure.locator(".remarks").get_by_role("button", name="Go to line 3").click()
    expect(playground.page.locator(".cm-activeLine")).to_have_text("square = big * big")


# --- without eyes, without a mouse, without motion ---


def test_the_steps_are_a_table(playground: Playground) -> None:
    card = shown(playground, REUSED)
    card.figure.get_by_text("Steps as a table").click()
    table = card.figure.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(8)
    row = table.get_by_role("row").nth(6)
    expect(row).to_contain_text("b hands its gradient 3.0 on")
    expect(row).to_contain_text("a.grad: 9.0 + 1.0 × 3.0 = 12.0; ∂(a₁ + a₂)/∂a₂ = 1")
    row.get_by_role("button", name="Go to step 5").click()
    expect(card.slider).to_have_value("5")
    expect(row).to_have_attribute("aria-current", "step")


def test_nodes_are_walked_by_keys_and_speak(playground: Playground) -> None:
    card = shown(playground, REUSED)
    focus = "document.activeElement.getAttribute('aria-label')"
    playground.results.press("Tab")
    for _ in range(12):
        if playground.page.evaluate("document.activeElement.matches('g.node')"):
            break
        playground.page.keyboard.press("Tab")
    assert playground.page.evaluate(focus) == "d = b·a, data 18.0, gradient 1.0"
    playground.page.keyboard.press("ArrowLeft")
    spoken = playground.page.evaluate(focus)
    assert spoken == "b = a + a, data 6.0, gradient 3.0, local derivative 3.0 of d"
    playground.page.keyboard.press("ArrowDown")
    assert playground.page.evaluate(focus).startswith("a, data 3.0, gradient 12.0")
    playground.page.keyboard.press("ArrowRight")
    playground.page.keyboard.press("Enter")
    expect(card.pinned).to_be_visible()
    playground.page.keyboard.press("Escape")
    expect(card.pinned).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_any_state(playground: Playground, width: int, scheme: str) -> None:
    playground.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    playground.page.set_viewport_size({"width": width, "height": 740})
    card = shown(playground, MLP)
    playground.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")

    def check() -> None:
        found = playground.page.evaluate("axe.run()")["violations"]
        assert not found, json.dumps(found, indent=1)[:4000]
        assert playground.has_no_horizontal_scroll()

    card.seed.click()
    card.button("One step forward").click()
    card.figure.get_by_text("Steps as a table").click()
    check()
    card.detail.select_option("Layers")
    expect(card.box("mlp.layers[0]")).to_have_count(1)
    card.box("loss").focus()
    playground.page.keyboard.press("Enter")
    card.figure.get_by_role("switch", name="Check gradients").check()
    card.figure.get_by_text("Copy and save").click()
    check()


# --- bad input ---

HOSTILE = [
    "\"quotes\" 'and' back\\slashes\\N\\n",
    "{braces|and <fields>} &amp; &lt;",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "two\nlines\r\nand\ttabs",
    "👩‍👩‍👧‍👦🏳️‍🌈 emoji",
    "\u202eright to left",
    "]]><!--",
]


def test_labels_of_any_text_are_shown_as_text(playground: Playground) -> None:
    lines = ["from micrograd.node import Node", "x = Node(0.0)"]
    lines += [f"x = x + Node(1.0, label={label!r})" for label in HOSTILE]
    lines += ["x = x + Node(1.0, label='z' * 10_000)", "x = x * Node(2.0, label='same')"]
    lines += ["x = x * Node(3.0, label='same')", "x.backpropagate(visualize=True)"]
    card = shown(playground, "\n".join(lines))
    names = card.figure.locator("text.name").all_text_contents()
    assert "<script>alert(1)</scrip…" in names
    assert "z" * 23 + "…" in names
    assert {"same#1", "same#2"} <= set(names)
    assert "👩‍👩‍👧‍👦🏳️‍🌈 emoji" in names
    assert card.picture.locator("script, image, a, foreignObject").count() == 0
    card.boxes.filter(has_text="zzz").click()
    expect(card.pinned).to_contain_text("z" * 10_000)


def test_an_operation_the_page_does_not_know_is_shown_as_it_is(playground: Playground) -> None:
    name = "        self._op = '<double & \"co\">'\n    def _backward"
    card = shown(playground, WRONG.replace("    def _backward", name))
    expect(card.box("y")).to_contain_text('<double & "co">')
    card.seed.click()
    card.slider.press("ArrowRight")
    expect(card.ledger).to_contain_text("x.grad: 0.0 + 3.0 × 1.0 = 3.0")


def test_a_graph_that_is_none_of_ours_falls_back_to_its_dot(playground: Playground) -> None:
    playground.open()
    playground.run(
        "from micrograd.display import display\n"
        "class Forged:\n"
        "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/vnd.graphviz': 'digraph { a -> b }',\n"
        "            'application/vnd.micrograd.graph+json': '{\"version\": 2, \"nodes\": [1]}'}\n"
        "display(Forged())\n"
    )
    expect(playground.figures().locator("g.node")).to_have_count(2)


def test_answers_that_a_program_forged_do_no_harm(playground: Playground) -> None:
    forged = (
        "from playground_host import queries\n"
        "queries._answers['graph.set'] = lambda data: {'nodes': {'n0': None}, 'change': {}}\n"
        "queries._answers['graph.check'] = lambda data: {'nodes': 'x', 'edges': [None, 5]}\n"
    )
    card = shown(playground, REUSED + forged)
    card.box("a").click()
    card.figure.get_by_role("spinbutton", name="Other value").fill("4")
    expect(card.pinned).to_contain_text("The answer could not be read.")
    card.figure.get_by_role("switch", name="Check gradients").check()
    expect(card.figure.get_by_text("The answer could not be read.").last).to_be_visible()
    assert playground.run("print('next')") == "next"


# --- sizes ---


@pytest.mark.first_visit
@pytest.mark.parametrize("samples", [1, 100])
def test_large_graphs_start_folded_and_leave_the_page_at_ease(
    playground: Playground, samples: int
) -> None:
    playground.open()
    card = Card(playground)

    playground.write(
        "from micrograd.neuron import MLP\n"
        "mlp = MLP(2, [16, 16, 1])\n"
        f"loss = sum((mlp([i / 9, 1.0]) - 1.0) ** 2 for i in range({samples}))\n"
        "loss.backpropagate(visualize=True)\n"
    )
    waits = Waits(playground.page)
    waits.check(waits.run)
    expect(card.detail).to_have_value("neuron")
    assert 30 < card.boxes.count() <= 400
    card.detail.select_option("Everything")
    expect(card.boxes).to_have_count(985 if samples == 1 else 1_084, timeout=60_000)


def test_another_sample_keeps_the_check_and_the_pinned_node(playground: Playground) -> None:
    card = shown(playground, BATCH)
    card.figure.get_by_role("switch", name="Check gradients").check()
    said = card.figure.locator(".option-message")
    expect(said).to_contain_text("are gradients of nodes", timeout=60_000)
    output = card.boxes.last
    output.click()
    name = card.pinned.locator(".pinned-name").inner_text()
    sample = card.figure.get_by_role("spinbutton", name="Sample")
    sample.fill("2")
    sample.press("Enter")
    expect(card.pinned.locator(".pinned-name")).to_have_text(name)
    expect(card.figure.get_by_role("switch", name="Check gradients")).to_be_checked()
    expect(said).to_contain_text("derivatives agree", timeout=60_000)


CHAIN = """\
from micrograd.node import Node
a, b = Node(2.0, label="a"), Node(-3.5, label="b")
y = (a * b + a) * 4
y.backpropagate(visualize=True)
"""


def test_a_graph_that_was_whole_stays_so_in_a_narrow_window(playground: Playground) -> None:
    playground.page.set_viewport_size({"width": 820, "height": 800})
    card = shown(playground, CHAIN)
    outside = """picture => {
        const frame = picture.getBoundingClientRect();
        return [...picture.querySelectorAll("g.node")].filter((node) => {
            const { left, right } = node.getBoundingClientRect();
            return left < frame.left - 1 || right > frame.right + 1;
        }).length;
    }"""
    expect(card.boxes.first).to_be_visible()
    assert card.picture.evaluate(outside) == 0
    before = card.scale()
    for width in (360, 820):
        playground.page.set_viewport_size({"width": width, "height": 800})
        expect(card.picture.locator("> g")).not_to_have_attribute("transform", before)
        before = card.scale()
        assert card.picture.evaluate(outside) == 0
