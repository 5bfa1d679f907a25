"""Pictures without Graphviz: boxes in columns, links between them."""

from __future__ import annotations

import random
import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from micrograd.layout import Box, Link, svg
from tests.engine.pictures import SVG, parse

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

Rectangle = tuple[float, float, float, float]


def drawn_boxes(root: ET.Element) -> dict[str, Rectangle]:
    """Return left, top, right and bottom of each box."""
    boxes = {}
    for group in root.iter(f"{SVG}g"):
        rectangle, ellipse = group.find(f"{SVG}rect"), group.find(f"{SVG}ellipse")
        if rectangle is not None:
            x, y, width, height = (
                float(rectangle.get(key, "")) for key in ("x", "y", "width", "height")
            )
            boxes[group.get("id", "")] = (x, y, x + width, y + height)
        elif ellipse is not None:
            x, y, rx, ry = (float(ellipse.get(key, "")) for key in ("cx", "cy", "rx", "ry"))
            boxes[group.get("id", "")] = (x - rx, y - ry, x + rx, y + ry)
    return boxes


def random_picture(seed: int, n_boxes: int) -> tuple[list[Box], list[Link]]:
    source = random.Random(seed)  # noqa: S311 - reproducible on purpose
    boxes = [
        Box(
            f"b{i}",
            ("x" * source.randint(1, 20),) * source.randint(1, 3),
            source.choice(["value", "operation"]),
        )
        for i in range(n_boxes)
    ]
    links = [
        Link(f"l{i}", f"b{source.randrange(i)}", f"b{i}")
        for i in range(1, n_boxes)
        for _ in range(source.randint(0, 2))
    ]
    return boxes, [Link(f"l{i}", link.source, link.target) for i, link in enumerate(links)]


@pytest.mark.parametrize("seed", range(12))
def test_boxes_keep_apart_inside_the_picture_and_right_of_what_leads_to_them(seed: int) -> None:
    boxes, links = random_picture(seed, 25)
    root = parse(svg(boxes, links, title="t"))
    drawn = drawn_boxes(root)
    width, height = float(root.get("width", "")), float(root.get("height", ""))

    assert set(drawn) == {box.id for box in boxes}
    for left, top, right, bottom in drawn.values():
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= height
    for a, b in combinations(drawn.values(), 2):
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
    for link in links:
        assert drawn[link.source][2] < drawn[link.target][0]


@pytest.mark.parametrize("seed", range(12))
def test_links_cross_no_box(seed: int) -> None:
    boxes, links = random_picture(seed, 25)
    root = parse(svg(boxes, links, title="t"))
    drawn = drawn_boxes(root)
    paths = {group.get("id"): group.find(f"{SVG}path") for group in root.iter(f"{SVG}g")}

    for link in links:
        path = paths[link.id]
        assert path is not None
        others = [box for name, box in drawn.items() if name not in (link.source, link.target)]
        for x, y in points_on(path.get("d", "")):
            assert not any(box[0] < x < box[2] and box[1] < y < box[3] for box in others)


def points_on(path: str) -> list[tuple[float, float]]:
    """Sample the pieces of a path: M x,y, then H x and C curves."""
    x, y = 0.0, 0.0
    points = []
    for command, text in re.findall(r"([MHC])([^MHC]*)", path):
        values = [float(value) for value in re.split(r"[ ,]", text)]
        if command == "M":
            x, y = values
        elif command == "H":
            points += [(x + (values[0] - x) * t / 20, y) for t in range(21)]
            x = values[0]
        else:
            x1, y1, x2, y2, x3, y3 = values
            for t in (i / 20 for i in range(21)):
                weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
                points.append(
                    (
                        sum(w * v for w, v in zip(weights, (x, x1, x2, x3), strict=True)),
                        sum(w * v for w, v in zip(weights, (y, y1, y2, y3), strict=True)),
                    )
                )
            x, y = x3, y3
    return points


def test_two_links_between_the_same_boxes_are_two_curves() -> None:
    boxes = [Box("a", ("a",), "value"), Box("b", ("*",), "operation")]
    root = parse(svg(boxes, [Link("e0", "a", "b"), Link("e1", "a", "b")], title="t"))
    curves = [path.get("d") for path in root.iter(f"{SVG}path")]

    assert len(set(curves)) == 2


def test_the_same_picture_is_the_same_text() -> None:
    assert svg(*random_picture(3, 40), title="t") == svg(*random_picture(3, 40), title="t")


def test_title_note_and_classes_are_in_the_document_and_escaped() -> None:
    box = Box("a", ("1 < 2 & 3",), "value", "leaf output")
    text = svg([box], [], title='<T> & "t"', note="left > out")
    root = parse(text)

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == '<T> & "t"'
    assert [t.text for t in root.iter(f"{SVG}text")] == ["1 < 2 & 3", "left > out"]
    assert root.find(f"{SVG}g[@class='node value leaf output']") is not None
    assert "prefers-color-scheme: dark" in text


def test_a_deep_and_a_wide_picture_need_no_recursion_and_little_time() -> None:
    chain = [Box(f"b{i}", ("x",), "value") for i in range(1500)]
    links = [Link(f"l{i}", f"b{i}", f"b{i + 1}") for i in range(1499)]
    hub = [Link(f"h{i}", "b0", f"b{i}") for i in range(2, 1500)]

    assert svg(chain, links + hub, title="t").count("<path") == 1499 + 1498
