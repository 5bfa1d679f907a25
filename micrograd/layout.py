"""Place boxes and links in columns, from left to right, and draw them as SVG.

This is the layout for machines without Graphviz: every box is to the right of its predecessors, the
boxes of a column are ordered so that few links cross, and links are smooth curves between the
boxes. The module does not know nodes and gradients.

The method is Sugiyama's: columns by longest path, order by barycentres, then heights that bring
linked boxes onto one line. ("Methods for visual understanding of hierarchical system structures",
IEEE Transactions on Systems, Man, and Cybernetics 11(2), 1981.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from reprlib import repr as short_repr
from unicodedata import east_asian_width

# Lengths in pixels. Widths of text are estimated from the number of characters.
_FONT_SIZE = 12
_LINE_HEIGHT = 15
_CHARACTER_WIDTH = 6.9
_PADDING = 9
_COLUMN_GAP = 34
_ROW_GAP = 14
_LANE_HEIGHT = 4
_MARGIN = 12
_ARROW = 6

_SWEEPS = 12

# The class at the root limits the rules to the SVG when a page puts it inline into its document.
# The picture has its own background, so that its colours fit on any page.
_STYLE = """
.micrograd-graph { color: #1f2328; background: #ffffff; --quiet: #6e7781; --bad: #b42318; }
@media (prefers-color-scheme: dark) {
  .micrograd-graph { color: #e6e8eb; background: #16181c; --quiet: #8b949e; --bad: #ff8a80; }
}
.micrograd-graph text { fill: currentColor; }
.micrograd-graph .node :is(rect, ellipse, polygon) { fill: none; stroke: var(--quiet); }
.micrograd-graph .output :is(rect, polygon) { stroke: currentColor; stroke-width: 1.6; }
.micrograd-graph .not-finite text { fill: var(--bad); }
.micrograd-graph .edge path { fill: none; stroke: var(--quiet); }
.micrograd-graph .edge polygon { fill: var(--quiet); stroke: none; }
.micrograd-graph .left-out :is(rect, polygon) { stroke: none; }
.micrograd-graph .note { fill: var(--quiet); }
"""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to place: its lines of text, its kind (its shape) and its classes for a style sheet."""

    id: str
    lines: tuple[str, ...]
    kind: str
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two boxes, by their ids."""

    id: str
    source: str
    target: str
    classes: str = ""


@dataclass(eq=False, slots=True)
class _Place:
    """Room in a column: for a box, or for a link that passes through (a lane)."""

    width: float
    height: float
    column: int = 0
    x: float = 0.0
    y: float = 0.0
    column_left: float = 0.0
    column_right: float = 0.0
    left: list[_Place] = field(default_factory=list)
    right: list[_Place] = field(default_factory=list)


def svg(boxes: list[Box], links: list[Link], title: str, note: str = "") -> str:
    """Draw boxes and links as a standalone SVG document.

    Args:
        boxes: the boxes, each after all boxes that have a link to it.
        links: arrows from earlier boxes to later ones; there may be several between two boxes.
        title: a description of the picture for screen readers.
        note: a line below the picture.

    Raises:
        TypeError: if a box, a link or a text has the wrong type.
        ValueError: if there is no box, a link's end is not a box, or a link leads to an earlier
            box.
    """
    _check(boxes, links)
    _check_text(title, "title")
    _check_text(note, "note")
    places = {box.id: _Place(*_size(box)) for box in boxes}
    _assign_columns(places, links)
    columns, routes = _lay_lanes(places, links)
    _reorder(columns)
    height = _align(columns)
    width = _spread(columns)
    body = [
        *(_draw_link(link, route, y) for link, route, y in _ends(links, routes)),
        *(_draw_box(box, places[box.id]) for box in boxes),
    ]
    if note:
        width = max(width, len(note) * _CHARACTER_WIDTH + 2 * _MARGIN)
        body.append(
            f'<text class="note" x="{_px(width / 2)}" y="{_px(height + 8)}">{_xml(note)}</text>'
        )
        height += 20
    return _document(width, height, title, body)


def decorate(document: str, title: str) -> str:
    """Return an SVG document of Graphviz with this module's title and colours.

    Raises:
        TypeError: if an argument is not a string.
        ValueError: if the document is not an SVG.
    """
    _check_text(document, "document")
    _check_text(title, "title")
    if "<svg" not in document:
        raise ValueError(f"document must be SVG, not {short_repr(document)}")
    start = document.index("<svg")
    end = document.index(">", start)
    tag = document[start:end] + f' class="micrograd-graph" role="img"><title>{_xml(title)}</title>'
    return f"{document[:start]}{tag}<style>{_STYLE}</style>{document[end + 1 :]}"


def _check(boxes: object, links: object) -> None:
    """Raise an error that names a box or link that can't be placed."""
    for name, values, kind in (("boxes", boxes, Box), ("links", links, Link)):
        if not isinstance(values, list | tuple):
            raise TypeError(f"{name} must be a list, not {short_repr(values)}")
        for i, value in enumerate(values):
            if not isinstance(value, kind):
                raise TypeError(f"{name}[{i}] must be a {kind.__name__}, not {short_repr(value)}")
    if not boxes:
        raise ValueError("boxes must hold at least one box, got none")
    order = {box.id: i for i, box in enumerate(boxes)}  # type: ignore[var-annotated,arg-type]
    for i, link in enumerate(links):  # type: ignore[var-annotated,arg-type]
        if not order.get(link.source, len(order)) < order.get(link.target, -1):
            raise ValueError(
                f"links[{i}] must lead from a box to a later one, and {link.id!r} does not"
            )


def _check_text(text: object, name: str) -> None:
    if not isinstance(text, str):
        raise TypeError(f"{name} must be a string, not {short_repr(text)}")


def _size(box: Box) -> tuple[float, float]:
    """Return the width and height of a box around its text."""
    cells = max(
        sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line) for line in box.lines
    )
    padding = 2.4 * _PADDING if box.kind == "operation" else 2 * _PADDING
    height = len(box.lines) * _LINE_HEIGHT + _PADDING
    return max(cells * _CHARACTER_WIDTH + padding, height), height


def _assign_columns(places: dict[str, _Place], links: list[Link]) -> None:
    """Set each column by the longest path to the box; then move sources next to their targets."""
    sources: dict[str, list[_Place]] = {key: [] for key in places}
    targets: dict[str, list[_Place]] = {key: [] for key in places}
    for link in links:
        sources[link.target].append(places[link.source])
        targets[link.source].append(places[link.target])
    for key, place in places.items():
        place.column = 1 + max((source.column for source in sources[key]), default=-1)
    for key, place in places.items():
        if targets[key] and not sources[key]:
            place.column = min(target.column for target in targets[key]) - 1


def _lay_lanes(
    places: dict[str, _Place], links: list[Link]
) -> tuple[list[list[_Place]], list[list[_Place]]]:
    """Give links that skip columns a lane through each of them.

    All links of one source share its lanes, as branches share a trunk, so there are never more
    lanes than places times columns, even if a node is used many times.

    Returns:
        The places of each column, lanes included, and the places on each link's way: from its
        source, or from the place at which it leaves the lanes of earlier links.
    """
    columns: list[list[_Place]] = [
        [] for _ in range(1 + max(place.column for place in places.values()))
    ]
    for place in places.values():
        columns[place.column].append(place)
    trunks = {key: [place] for key, place in places.items()}
    routes = []
    for link in links:
        target, trunk = places[link.target], trunks[link.source]
        length = target.column - trunk[0].column
        route = [trunk[min(length, len(trunk)) - 1]]
        while len(trunk) < length:
            lane = _Place(0.0, _LANE_HEIGHT, trunk[-1].column + 1)
            columns[lane.column].append(lane)
            _join(trunk[-1], lane)
            trunk.append(lane)
            route.append(lane)
        _join(route[-1], target)
        routes.append([*route, target])
    return columns, routes


def _join(left: _Place, right: _Place) -> None:
    left.right.append(right)
    right.left.append(left)


def _reorder(columns: list[list[_Place]]) -> None:
    """Sort each column by the mean position of its neighbours, sweeping back and forth."""
    rank = {place: float(i) for column in columns for i, place in enumerate(column)}
    for sweep in range(_SWEEPS):
        leftwards = sweep % 2 == 0  # start at the output, on the right
        for column in reversed(columns) if leftwards else columns:
            means = {}
            for place in column:
                near = place.right if leftwards else place.left
                means[place] = (
                    sum(rank[other] for other in near) / len(near) if near else rank[place]
                )
            column.sort(key=means.__getitem__)
            rank.update((place, float(i)) for i, place in enumerate(column))


def _spread(columns: list[list[_Place]]) -> float:
    """Set every x; return the width of the picture.

    Links bend only between columns, so that they never cross a box. Steeper links make the gap
    between two columns wider.
    """
    right = float(_MARGIN)
    for column in columns:
        steps = (abs(place.y - other.y) for place in column for other in place.left)
        left = right + min(_COLUMN_GAP + 0.1 * max(steps, default=0.0), 3.0 * _COLUMN_GAP)
        if column is columns[0]:
            left = right
        right = left + max(place.width for place in column)
        for place in column:
            place.x, place.column_left, place.column_right = (left + right) / 2, left, right
    return right + _MARGIN


def _align(columns: list[list[_Place]]) -> float:
    """Set every y near its neighbours' mean, without overlaps; return the picture's height."""
    for column in columns:
        _settle(column, [0.0] * len(column))
    for sweep in range(_SWEEPS):
        leftwards = sweep % 2 == 0
        for column in reversed(columns) if leftwards else columns:
            wishes = []
            for place in column:
                near = place.right if leftwards else place.left
                near = near or place.left or place.right
                wishes.append(sum(other.y for other in near) / len(near) if near else place.y)
            _settle(column, wishes)
    everything = [place for column in columns for place in column]
    top = min(place.y - place.height / 2 for place in everything)
    for place in everything:
        place.y += _MARGIN - top
    return max(place.y + place.height / 2 for place in everything) + _MARGIN


def _settle(column: list[_Place], wishes: list[float]) -> None:
    """Move each place as near to its wished y as the others allow, in the order of the column.

    Least squares with a minimal distance is isotonic regression: places that would collide move as
    one block, to the mean of their wishes.
    """
    offsets = [0.0]
    for above, below in pairwise(column):
        offsets.append(offsets[-1] + (above.height + below.height) / 2 + _ROW_GAP)
    blocks: list[tuple[float, int]] = []  # the sum and the number of the wishes
    for wish, offset in zip(wishes, offsets, strict=True):
        total, size = wish - offset, 1
        while blocks and blocks[-1][0] * size >= total * blocks[-1][1]:
            above_total, above_size = blocks.pop()
            total, size = total + above_total, size + above_size
        blocks.append((total, size))
    means = [total / size for total, size in blocks for _ in range(size)]
    for place, mean, offset in zip(column, means, offsets, strict=True):
        place.y = mean + offset


def _ends(links: list[Link], routes: list[list[_Place]]) -> list[tuple[Link, list[_Place], float]]:
    """Spread the arrows that end at one box over its side, in the order of their sources."""
    arrivals: dict[_Place, list[int]] = {}
    for i, route in enumerate(routes):
        arrivals.setdefault(route[-1], []).append(i)
    y = [0.0] * len(routes)
    for place, coming in arrivals.items():
        coming.sort(key=lambda i: routes[i][-2].y)
        step = min(8.0, 0.7 * place.height / len(coming))
        for i, arrival in enumerate(coming):
            y[arrival] = place.y + (i - (len(coming) - 1) / 2) * step
    return list(zip(links, routes, y, strict=True))


def _draw_link(link: Link, route: list[_Place], end_y: float) -> str:
    """Draw a link as curves from column to column, straight within each."""
    start, target = route[0], route[-1]
    # An ellipse is narrower above and below its middle, so its arrows go a little further.
    end_x = target.x - target.width / 2 - _ARROW + 0.2 * abs(end_y - target.y)
    path = f"M{_px(start.x + start.width / 2)},{_px(start.y)}"
    for place, following in pairwise(route):
        y = end_y if following is target else following.y
        x0, x1 = place.column_right, min(following.column_left, end_x)
        middle = _px((x0 + x1) / 2)
        path += f"H{_px(x0)}C{middle},{_px(place.y)} {middle},{_px(y)} {_px(x1)},{_px(y)}"
    path += f"H{_px(end_x)}"
    head = " ".join(
        f"{_px(x)},{_px(y)}"
        for x, y in ((end_x, end_y - 3), (end_x + _ARROW, end_y), (end_x, end_y + 3))
    )
    return (
        f'<g id="{_xml(link.id)}" class="{_xml(f"edge {link.classes}".strip())}">'
        f'<path d="{path}"/><polygon points="{head}"/></g>'
    )


def _draw_box(box: Box, place: _Place) -> str:
    """Draw a box: an ellipse around an operation, a rectangle around anything else."""
    if box.kind == "operation":
        shape = (
            f'<ellipse cx="{_px(place.x)}" cy="{_px(place.y)}"'
            f' rx="{_px(place.width / 2)}" ry="{_px(place.height / 2)}"/>'
        )
    else:
        shape = (
            f'<rect x="{_px(place.x - place.width / 2)}" y="{_px(place.y - place.height / 2)}"'
            f' width="{_px(place.width)}" height="{_px(place.height)}" rx="3"/>'
        )
    top = place.y - (len(box.lines) - 1) / 2 * _LINE_HEIGHT + 0.35 * _FONT_SIZE
    text = "".join(
        f'<text x="{_px(place.x)}" y="{_px(top + i * _LINE_HEIGHT)}">{_xml(line)}</text>'
        for i, line in enumerate(box.lines)
    )
    classes = _xml(f"node {box.kind} {box.classes}".strip())
    return f'<g id="{_xml(box.id)}" class="{classes}">{shape}{text}</g>'


def _document(width: float, height: float, title: str, body: list[str]) -> str:
    size = f'width="{_px(width)}" height="{_px(height)}" viewBox="0 0 {_px(width)} {_px(height)}"'
    font = f'font-family="system-ui, sans-serif" font-size="{_FONT_SIZE}" text-anchor="middle"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font} class="micrograd-graph" role="img">'
    )
    return "\n".join(
        [head, f"<title>{_xml(title)}</title>", f"<style>{_STYLE}</style>", *body, "</svg>", ""]
    )


def _px(length: float) -> str:
    """Write a length to a tenth of a pixel."""
    return f"{length:.1f}".removesuffix(".0")


def _xml(text: str) -> str:
    return escape(text, quote=True)
