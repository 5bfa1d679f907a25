"""The design tokens: colours that are used together can be told apart, in both themes.

WCAG 2.2, AA: text needs a contrast of 4.5 against what lies behind it, the lines and signs of a
control 3. Luminance and contrast are computed as its glossary has them.
"""

from __future__ import annotations

import re
from itertools import product

import pytest

import build

CSS = (build.SITE / "tokens.css").read_text(encoding="utf-8")
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS
    )
}
THEMES = ("light", "dark")

# What is written, and what it is written on.
SURFACES = ("paper", "surface", "raised")
TEXT = [
    *product(("ink", "quiet", "accent", "danger"), SURFACES),
    *product(("ink", "quiet"), ("notice-surface", "parameter-surface", "lit", "danger-surface")),
    ("danger", "danger-surface"),
    ("on-accent", "accent"),
    # Numbers in a box of a graph, whatever its state, and beside it.
    *product(("grad",), ("paper", "surface", "parameter-surface", "lit", "notice-surface")),
    *product(
        ("code-keyword", "code-string", "code-number", "code-comment", "code-call",
         "code-definition"),
        ("paper", "danger-surface", "notice-surface"),
    ),
]  # fmt: skip
TEXT += [(f"ansi-{name}", "paper") for name in (
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"
)]  # fmt: skip
# Lines and signs that say something by themselves.
SIGNS = [
    *product(("accent", "quiet", "danger", "grad"), SURFACES),
    *product(("accent", "quiet", "ink"), ("lit", "parameter-surface")),
    *product(("class-low", "class-high", "class-3", "class-4", "class-5", "class-6"), ("paper",)),
]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(front: str, back: str, share: float) -> str:
    parts = (
        round(share * int(front[at : at + 2], 16) + (1 - share) * int(back[at : at + 2], 16))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def test_contrast_is_that_of_the_recommendation() -> None:
    # Values that WebAIM's checker gives.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ff0000", "#0000ff") == pytest.approx(2.15, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SIGNS, 3.0)], ids=["text", "signs"])
def test_tokens_used_together_can_be_told_apart(
    theme: str, pairs: list[tuple[str, str]], least: float
) -> None:
    at = THEMES.index(theme)
    found = {
        f"{front} on {back}": round(contrast(TOKENS[front][at], TOKENS[back][at]), 2)
        for front, back in pairs
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_every_token_is_among_them() -> None:
    """But for the lines between parts, which say nothing that the space between does not."""
    assert set(TOKENS) - {token for pair in TEXT + SIGNS for token in pair} == {"line"}


@pytest.mark.parametrize("theme", THEMES)
def test_code_can_be_read_on_the_cursors_line_and_where_it_is_chosen(theme: str) -> None:
    at = THEMES.index(theme)
    style = (build.SITE / "style.css").read_text(encoding="utf-8")
    shares = [int(share) for share in re.findall(r"var\(--accent\) (\d+)%, transparent", style)]
    assert shares
    for share, (front, back) in product(shares, TEXT):
        if front.startswith(("code-", "ink")) and back == "paper":
            behind = blend(TOKENS["accent"][at], TOKENS["paper"][at], share / 100)
            # A selection is passing: as for signs, it is enough to be told apart.
            least = 4.5 if share < 10 else 3
            assert contrast(TOKENS[front][at], behind) >= least, (front, share)


def test_no_colour_stands_outside_the_tokens() -> None:
    """Displayed images and pages lie on white, as their makers expect; shadows are black."""
    allowed = {"#fff", "#0003"}
    for path in build.SITE.rglob("*.css"):
        if "node_modules" in path.parts or path.name == "tokens.css":
            continue
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found = set(re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)|\b(?:rgba?|hsla?)\([^)]*\)", text))
        assert found <= allowed, path.name
