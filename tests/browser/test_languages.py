"""The page in other languages: chosen, asked for by a link, kept; and from right to left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from languages import LANGUAGES
from tests.examples import examples, title
from tests.lessons import ours
from tests.programs import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Playground

RUN = {"en": "Run", "de": "Ausführen", "es": "Ejecutar"}
"""A language without a word here fails the tests that press it."""


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    locale, width = getattr(request, "param", ("en-GB", 1280))
    context = browser.new_context(
        locale=locale,
        viewport={"width": width, "height": 740},
        has_touch=width < 400,
        is_mobile=width < 400,
        service_workers="block",
    )
    yield context.new_page()
    context.close()


def runs_in(page: Page, language: str) -> None:
    expect(page.get_by_role("button", name=RUN[language], exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)


def language(page: Page) -> Locator:
    return page.locator("select.language")


@pytest.mark.parametrize(
    ("page", "expected"),
    [(("de-AT", 1280), "de"), (("es-MX", 1280), "es"), (("fr-FR", 1280), "en")],
    indirect=["page"],
)
def test_the_browser_chooses_at_first(page: Page, playground: Playground, expected: str) -> None:
    page.goto(playground.url)
    runs_in(page, expected)
    expect(language(page)).to_have_value(expected)


def test_another_language_is_chosen_and_kept_and_the_program_stays(
    page: Page, playground: Playground
) -> None:
    playground.open(waits=False)
    playground.write("mine = 1")
    language(page).select_option("Deutsch")
    runs_in(page, "de")
    assert playground.source() == "mine = 1"
    page.reload()
    runs_in(page, "de")
    language(page).select_option("English")
    runs_in(page, "en")


@ours
def test_a_link_asks_for_a_language_and_does_not_keep_it(
    page: Page, playground: Playground
) -> None:
    page.goto(f"{playground.url}?lang=es#lesson=expression")
    runs_in(page, "es")
    expect(page.locator(".lesson h2")).to_contain_text(" 1 ")
    page.goto(f"{playground.url}?lang=__proto__")
    runs_in(page, "en")
    page.goto(f"{playground.url}?lang=es#lesson=expression")
    language(page).select_option("Deutsch")
    runs_in(page, "de")
    expect(page).to_have_url(re.compile(r"/(index\.html)?#lesson=expression$"))


@pytest.mark.parametrize(
    ("name", "title", "search"),
    [("de", "micrograd-Playground", "Suchen"), ("es", "Playground de micrograd", "Buscar")],
)
def test_the_title_and_the_search_speak_the_language(
    page: Page, playground: Playground, name: str, title: str, search: str
) -> None:
    page.goto(f"{playground.url}?lang={name}")
    expect(page).to_have_title(title)
    expect(page.locator("h1")).to_have_text(title)
    page.locator(".cm-content").press("Control+f")
    panel = page.locator(".cm-search")
    expect(panel.get_by_placeholder(search)).to_be_visible()
    english = re.compile("match case|regexp|previous|replace all", re.IGNORECASE)
    expect(panel).not_to_have_text(english)


def test_share_offers_a_link_with_the_language(page: Page, playground: Playground) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{playground.url}?lang=de")
    page.get_by_role("button", name="Teilen").click()
    page.get_by_role("button", name="Mit der Sprache kopieren (Deutsch)").click()
    expect(playground.notice).to_contain_text("Kopiert")
    assert "?lang=de#code=" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("name", RUN)
@pytest.mark.parametrize("page", [("en-GB", 360), ("en-GB", 1280)], indirect=True)
def test_no_language_is_too_long_for_the_page(
    page: Page, playground: Playground, name: str
) -> None:
    page.goto(f"{playground.url}?lang={name}")
    runs_in(page, name)
    assert playground.has_no_horizontal_scroll()
    expect(page.locator("body")).to_have_attribute("data-state", "ready", timeout=60_000)
    page.get_by_role("button", name=RUN[name], exact=True).click()
    playground.wait_for_runs(1)
    expect(page.locator(".walk svg").first).to_be_visible()
    assert playground.has_no_horizontal_scroll()


@pytest.mark.parametrize("page", [("en-GB", 360), ("en-GB", 1280)], indirect=True)
def test_from_right_to_left_the_layout_holds_and_programs_stay(
    page: Page, playground: Playground
) -> None:
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => "
        "{ document.documentElement.dir = 'rtl'; })"
    )
    playground.open()
    playground.run(EXPRESSION)
    assert playground.has_no_horizontal_scroll()
    expect(page.locator(".walk svg").first).to_be_visible()
    title = page.get_by_role("combobox", name="Theme").bounding_box()
    width = page.viewport_size
    assert title is not None
    assert width is not None
    assert title["x"] < width["width"] / 2, "the theme's switch stands at the line's end"
    for selector in (".cm-content", ".walk svg"):
        directions = page.locator(selector).first.evaluate(
            "each => getComputedStyle(each).direction"
        )
        assert directions == "ltr"


@ours
def test_a_name_in_an_answer_is_set_as_code(page: Page, playground: Playground) -> None:
    page.goto(f"{playground.url}?lang=es#lesson=expression")
    expect(page.locator("body")).to_have_attribute("data-state", "ready", timeout=60_000)
    page.get_by_role("button", name="Ejecutar", exact=True).click()
    answer = page.locator(".lesson-answer")
    expect(answer).to_have_text("En y siguen los puntos (...): escribe algo en su lugar.")
    expect(answer.locator("code")).to_have_text("y")
    expect(page.locator(".check code")).to_have_text("y")


@pytest.mark.parametrize("chosen", [each for each in LANGUAGES if each != "en"])
def test_a_training_writes_its_numbers_in_one_way(playground: Playground, chosen: str) -> None:
    page = playground.page
    page.goto(f"{playground.url}?lang={chosen}")
    playground.wait_for("ready")
    page.get_by_role("textbox").first.press("Control+a")
    page.keyboard.insert_text(
        "from micrograd.neuron import MLP\nmlp = MLP(2, [4, 1])\n"
        "mlp.train(inputs=[[0.5, 0], [0, 1.25]], targets=[-1, 1], learning_rate=0.003,"
        " num_rounds=60)\n"
    )
    page.get_by_role("button", name=RUN[chosen], exact=True).click()
    playground.wait_for_runs(1)
    card = page.locator(".training")
    expect(card.get_by_role("spinbutton").first).to_have_value("0,003")
    expect(card.locator(".plane-legend")).to_contain_text("-1")
    for part in card.locator("details > summary").all()[:-1]:
        part.click()
    expect(card.locator("tbody tr").first).to_be_visible()
    expect(card).to_contain_text("0,5; 0")
    shown = card.locator(":scope > *").all_inner_texts()
    assert [text for text in shown if re.search(r"\d\.\d", text)] == []


@pytest.mark.parametrize(
    ("chosen", "number"), [("en", "100,000"), ("de", "100.000"), ("es", "100.000")]
)
def test_a_training_writes_large_numbers_in_one_way(
    playground: Playground, chosen: str, number: str
) -> None:
    page = playground.page
    page.goto(f"{playground.url}?lang={chosen}")
    playground.wait_for("ready")
    page.get_by_role("textbox").first.press("Control+a")
    page.keyboard.insert_text(
        "from micrograd.neuron import MLP\nfrom micrograd.training import Training\n"
        "mlp = MLP(1, [1])\n"
        "with Training(mlp, [[100_000.0]], [100_000.0], verbose=False) as watch:\n"
        "    for i in range(100_000):\n        watch.round(100_000.0)\n"
    )
    page.get_by_role("button", name=RUN[chosen], exact=True).click()
    playground.wait_for_runs(1)
    card = page.locator(".training")
    for part in card.locator("details > summary").filter(visible=True).all()[:-1]:
        part.click()
    state = card.locator(".training-state")
    expect(state).to_have_text(re.compile(f"{number}.*{number}"))
    # The round and its loss, and a sample's number, input and target.
    expect(card.locator("tbody tr").last).to_have_text(number * 2)
    expect(card.locator("tbody tr").first).to_have_text(re.compile(f"1{number}{number}"))
    for text in card.locator(":scope > *").all_inner_texts():
        assert not re.search(r"\d{5}|\de\+", text), text


def test_a_rate_is_read_with_either_sign(playground: Playground) -> None:
    page = playground.page
    page.goto(f"{playground.url}?lang=de")
    playground.wait_for("ready")
    page.get_by_role("textbox").first.press("Control+a")
    page.keyboard.insert_text(
        "from micrograd.neuron import MLP\nMLP(2, [4, 1]).train(inputs=[[0.5, 0], [0, 1]],"
        " targets=[-1, 1], learning_rate=0.003, num_rounds=10**9)\n"
    )
    page.get_by_role("button", name=RUN["de"], exact=True).click()
    rate = page.locator(".training").get_by_label("Lernrate")
    for typed in ("0,0005", "0.00025"):
        rate.fill(typed)
        rate.press("Enter")
        told = f"Lernrate {typed.replace('.', ',')}"
        expect(page.locator(".training-state")).to_contain_text(told)
    page.get_by_role("button", name="Training beenden").click()
    playground.wait_for_runs(1)


@pytest.mark.parametrize("name", [each for each in LANGUAGES if each != "en"])
def test_examples_speak_the_visitors_language(playground: Playground, name: str) -> None:
    page = playground.page
    page.goto(f"{playground.url}?lang={name}")
    playground.wait_for("ready")
    editor = page.get_by_role("textbox").first
    expect(editor).to_contain_text(RUN[name])
    expect(editor).to_contain_text("from micrograd.node import Node")
    names = page.locator("optgroup").first.locator("option").all_inner_texts()
    english = [title(path) for path in examples().values()]
    assert len(names) == len(english)
    assert [each for each in names if each in english] == []
    page.goto(f"{playground.url}?lang={name}#example=two-moons")
    expect(editor).to_contain_text(names[list(examples()).index("two-moons")])
    expect(editor).to_contain_text("from micrograd.data import two_moons")
