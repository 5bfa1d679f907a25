"""Record how Python writes numbers, so that the page's tests can compare.

`python -m tests.engine.record_numbers`
"""

from __future__ import annotations

import json
import math
import random
import struct
from pathlib import Path

from micrograd.graph import short_number

PATH = Path(__file__).parent / "recorded" / "numbers.json"

EDGES = [
    *(0.0, -0.0, 1.0, -1.0, 2.5, 0.1, 1 / 3, -0.70710678, 9.9995, 9.99949, 99.995, 123456.0),
    *(1234.0, 9999.0, 9999.4, 9999.5, 10000.0, -12345.678, 1e15, 1e16, 123456789012345680.0, 1e17),
    *(0.001, 0.0001, 0.00012345, 0.00001, 0.000099999, 1e-5, -1e-9, 5e-324, 1.7976931348623157e308),
    *(1e20, 1e21, 1e22, 1e100, -1e-100, 0.30000000000000004, 4503599627370496.5, 2.0**53),
]


def recorded() -> str:
    """Return the JSON of triples: the number's 64 bits, its four digits, its `repr`."""
    chance = random.Random(0)  # noqa: S311 - numbers for tests
    bits = (struct.pack(">Q", chance.getrandbits(64)) for _ in range(300))
    numbers = [struct.unpack(">d", each)[0] for each in bits]
    numbers += [chance.uniform(-1, 1) * 10 ** chance.randint(-7, 20) for _ in range(300)]
    numbers = [number for number in [*EDGES, *numbers] if not math.isnan(number)]
    rows = [[struct.pack(">d", n).hex(), short_number(n), repr(n)] for n in numbers]
    return json.dumps(rows, indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(recorded(), encoding="utf-8")
