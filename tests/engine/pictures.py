"""Reading SVG in tests."""

from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ET.Element:
    """Parse an SVG document as strictly as a browser parses XML."""
    return ET.fromstring(svg.encode("utf-8"))  # noqa: S314 - written a moment ago by the package
