"""What a program prints, as a terminal shows it; and taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Playground

pytestmark = pytest.mark.same_page


CONTRAST = """element => {
    const canvas = document.createElement('canvas')
        .getContext('2d', { willReadFrequently: true });
    const light = (...layers) => {
        for (const layer of layers) {
            canvas.fillStyle = layer;
            canvas.fillRect(0, 0, 1, 1);
        }
        const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const paper = getComputedStyle(element.closest('.card')).backgroundColor;
    const { color, backgroundColor } = getComputedStyle(element);
    const both = [light(paper, backgroundColor), light(paper, backgroundColor, color)];
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}"""
"""Of an element's text to what is behind it, as WCAG computes it."""


def test_styles_of_a_terminal_are_shown_and_no_text_of_theirs(playground: Playground) -> None:
    playground.open()
    text = playground.run(
        r"print('\033[31mred\033[0m plain \033[1;4;38;5;208mtable\033[0m "
        r"\033[48;2;10;20;250mback\033[m \033]0;title\007\033[2Kend \033', end='')"
        "\n"
        r"print('[3', end=''); print('2mgreen in pieces\033[m')"
    )
    assert text == "red plain table back end green in pieces"
    colour = "element => getComputedStyle(element).color"
    red = playground.results.get_by_text("red", exact=True)
    assert red.evaluate(colour) != playground.results.locator(".text").evaluate(colour)
    table = playground.results.get_by_text("table", exact=True)
    expect(table).to_have_class("ansi-bold ansi-underline ansi-colour")
    expect(playground.results.get_by_text("green in pieces")).to_have_class("ansi-colour")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_that_were_given_can_be_read(playground: Playground, theme: str) -> None:
    playground.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    playground.open()
    playground.run(
        r"print('\033[38;2;250;250;250mpale\033[m \033[38;2;5;5;5mdark\033[m \033[38;5;226myellow')"
    )
    for word in ("pale", "dark", "yellow"):
        assert playground.results.get_by_text(word, exact=True).evaluate(CONTRAST) >= 4.5, word


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(playground: Playground, theme: str) -> None:
    playground.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    playground.open()
    playground.run(
        "for colour in [*range(30, 38), *range(90, 98)]:\n"
        "    for before in ('', '2;', '7;', *(f'{back};' for back in range(40, 48))):\n"
        "        print(f'\\033[{before}{colour}m{before}{colour}\\033[m', end=' ')"
    )
    spans = playground.results.locator(".text span")
    expect(spans).to_have_count(16 * 11)
    contrasts = spans.evaluate_all(
        f"spans => spans.map(span => [span.textContent, ({CONTRAST})(span)])"
    )
    assert [pair for pair in contrasts if pair[1] < 4.5] == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"for i in range(30): print(f'\rstep {i}', end='', flush=True)", "step 29"),
        (r"print('one\r\ntwo\rTWO'); print('three')", "one\nTWO\nthree"),
        (r"print('kept'); print('gone', end='\r'); print('last')", "kept\nlast"),
        (r"print('\033[32mgreen\033[m line', end=''); print('\rover')", "over"),
    ],
)
def test_a_carriage_return_writes_the_line_anew(
    playground: Playground, source: str, shown: str
) -> None:
    playground.open()
    assert playground.run(source) == shown


def test_a_card_is_copied_by_the_button_beside_it(playground: Playground) -> None:
    playground.open()
    playground.run("print('first\\nsecond')\n[1, 2]")
    copy = playground.page.get_by_role("button", name="Copy")
    for card, text in ((".text", "first\nsecond"), (".value", "[1, 2]")):
        playground.results.locator(card).hover()
        copy.click()
        expect(playground.page.get_by_role("button", name="Copied")).to_be_visible()
        assert playground.page.evaluate("navigator.clipboard.readText()").strip() == text
    playground.results.locator(".text").focus()
    expect(copy).to_be_visible()
    playground.page.keyboard.press("Tab")
    expect(copy).to_be_focused()


def test_a_long_text_is_copied_whole(playground: Playground) -> None:
    playground.open()
    playground.run(
        "for i in range(30_000): print('line', i)\nprint('y' * 50_000)\nprint('\\033[1mend\\033[m')"
    )
    playground.results.locator(".text").hover()
    playground.page.get_by_role("button", name="Copy").click()
    expect(playground.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = playground.page.evaluate("navigator.clipboard.readText()")
    lines = "".join(f"line {i}\n" for i in range(30_000))
    assert copied == f"{lines}{'y' * 50_000}\nend\n"


def test_an_image_is_copied_as_one(playground: Playground) -> None:
    playground.open()
    playground.run(
        "class Square:\n    def _repr_svg_(self):\n"
        '        return \'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">'
        '<rect width="30" height="20" fill="#f00"/></svg>\'\nSquare()'
    )
    playground.results.locator(".image img").hover()
    playground.page.get_by_role("button", name="Copy").click()
    expect(playground.page.get_by_role("button", name="Copied")).to_be_visible()
    size = """async () => {
        const [item] = await navigator.clipboard.read();
        const { width, height } = await createImageBitmap(await item.getType('image/png'));
        return [width, height];
    }"""
    assert playground.page.evaluate(size) == [30, 20]


@pytest.mark.first_visit
def test_text_is_shown_whatever_the_clock_does(playground: Playground) -> None:
    # As on a machine that sleeps, or is busy, whenever the page looks at its clock.
    playground.page.add_init_script(
        "{ const now = performance.now.bind(performance); let late = 0;"
        " performance.now = () => now() + (late += 20); }"
    )
    playground.open()
    assert playground.run("print('one')\nprint('\\033[1mtwo\\033[0m')\n'three'") == (
        "one\ntwo\n\n'three'"
    )
