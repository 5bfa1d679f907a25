"""Pictures that take long to draw; tests put this text before a program of the playground."""

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  width="400" height="200">"""
POINTS = " ".join(f"{i},{i % 7}" for i in range(40))
MARKERS = "".join(
    f'<marker id="m{i}"><polyline class="a{i + 1}" points="{POINTS}"/></marker>' for i in range(8)
)


def chained(kind: str, property_: str) -> str:
    """Return parts that refer to the next ones by a class."""
    rules = "".join(f".a{i}{{{property_}:url(#m{i})}}" for i in range(12))
    parts = "".join(
        f'<{kind} id="m{i}" width="9" height="9">'
        + f'<rect class="a{i + 1}" width="9" height="9"/>' * 8
        + f"</{kind}>"
        for i in range(12)
    )
    return f'<style>{rules}</style>{parts}<rect class="a0" width="9" height="9"/>'


COSTLY = {
    "uses": '<g id="a0"><rect/></g>'
    + "".join(f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 10 + "</g>" for i in range(1, 9))
    + '<use href="#a8"/>',
    "moves": '<rect><animate attributeName="x" from="0" to="9" dur="1s"/></rect>' * 20_000,
    "unfolds": '<!ENTITY a "' + "x" * 99 + '">',
    "markers by classes": "<style>"
    + "".join(f".a{i}{{marker-mid:url(#m{i})}}" for i in range(8))
    + f'</style>{MARKERS}<polyline class="a0" points="{POINTS}"/>',
    "a marker at many points": '<marker id="m"><circle r="3"/></marker>'
    f'<polyline marker-mid="url(#m)" points="{POINTS * 1_000}"/>',
    "masks": chained("mask", "mask"),
    "a long text": f"<text>{'ab ' * 150_000}</text>",
    "placed letters": f'<text rotate="10 20" textLength="300">{"W" * 450_000}</text>',
    "many rules": "<style>"
    + "".join(f"g:nth-child({i}) ~ g rect{{x:{i}px}}" for i in range(9_000))
    + "</style>"
    + "<g><rect/></g>" * 1_900,
}

UNKNOWN = {
    "uses of an id that is there twice": '<g id="a">'
    + "<rect/>" * 1_000
    + '</g><g id="a"/>'
    + '<use href="#a"/>' * 900,
    "uses of an escaped id": '<g id="a">' + "<rect/>" * 1_000 + "</g>" + '<use href="#%61"/>' * 900,
    "moves to other parts": '<rect><set attributeName="href" to="#a"/></rect>',
    "markers by attributes": "".join(
        f'<marker id="m{i}"><polyline marker-mid="url(#m{i + 1})" points="{POINTS}"/></marker>'
        for i in range(4)
    )
    + f'<polyline marker-mid="URL( #m0 )" points="{POINTS}"/>',
    "a marker for a group": '<marker id="m"><rect/></marker><g marker-mid="url(#m)">'
    + f'<polyline points="{POINTS}"/>' * 900
    + "</g>",
    "patterns": chained("pattern", "fill"),
    "many masks": '<mask id="m"><rect width="400" height="200" fill="#fff"/></mask>'
    + '<rect width="400" height="200" mask="url(#m)"/>' * 900,
    "a text of marks": f"<text>a{chr(0x301) * 4_000}</text>",
    "tiny dashes": '<path d="M0 0H400" stroke="red" stroke-dasharray=".001"/>',
    "tiny dashes by a rule": "<style>path{stroke-dasharray:.001}</style>"
    '<path d="M0 0H400" stroke="red"/>',
    "thousands of stops": '<linearGradient id="g">'
    + "<stop/>" * 1_900
    + "</linearGradient>"
    + '<rect fill="url(#g)"/>' * 1_900,
    "a picture in it": '<image href="data:image/svg+xml,..."/>',
    "HTML in it": "<foreignObject/>",
    "escapes": '<rect style="f\\69lter:blur(9px)"/>',
    "variables": '<rect style="--a:url(#a);fill:var(--a)"/>',
    "fonts": "<style>@font-face{font-family:a;src:url(data:font/woff2,)}</style>",
}


def picture(what: str) -> str:
    """Return a whole picture of what is costly, or not known to be cheap."""
    return SVG + {**COSTLY, **UNKNOWN}[what] + "</svg>"
