"""Draw a small picture of what each example and each lesson's solution shows: for the list of them.

A picture is the first graph that the program shows, without its texts; else the curves of its
trainings; else the first lines that it prints. The programs run in the playground's own runner,
each in a process of its own, with the same random numbers in each build.
"""

from __future__ import annotations

import asyncio
import hashlib
import html
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from output import CACHE, ROOT, SITE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Mapping, Sequence

SEED = 1
MOST_BOXES = 150
"""Of a larger graph, the arrows are left out: they would be a grey patch."""
MOST_LINES, MOST_CHARACTERS = 3, 24
WIDTH, HEIGHT = 120, 60
POINTS = 60

BOX = re.compile(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"')
OVAL = re.compile(r'<ellipse cx="([-\d.]+)" cy="([-\d.]+)" rx="([\d.]+)" ry="([\d.]+)"')
ARROW = re.compile(r'<path d="([^"]+)"')
NUMBER = re.compile(r"-?\d+\.\d+")

Files = dict[str, str]


def draw_all(programs: Mapping[str, Files]) -> dict[str, str]:
    """Return the programs' pictures as HTML, by the programs' names.

    They are kept beside the build, by what they are drawn of: a program, and the code below.
    """
    folder = CACHE / "pictures"
    folder.mkdir(exist_ok=True)
    drawn_by = b"".join(
        path.read_bytes() for path in (Path(__file__), ROOT / "micrograd" / "layout.py")
    )

    def draw(files: Files) -> str:
        key = hashlib.sha256(drawn_by + json.dumps(files).encode()).hexdigest()[:16]
        kept = folder / f"{key}.html"
        if not kept.exists():
            kept.write_text(picture(**run_apart(files)), encoding="utf-8")
        return kept.read_text(encoding="utf-8")

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return dict(zip(programs, threads.map(draw, programs.values()), strict=True))


def picture(graphs: Sequence[str], losses: Sequence[Sequence[float]], printed: str) -> str:
    """Return the picture of what a program shows: SVG that takes the page's colours, or text."""
    if graphs:
        return of_graph(graphs[0])
    if any(losses):
        return of_losses([each for each in losses if each])
    lines = [shortened(line) for line in printed.splitlines() if line.strip()]
    return f"<pre>{html.escape(chr(10).join(lines[:MOST_LINES]))}</pre>"


def shortened(line: str) -> str:
    """Return the words of a line that a picture has room for.

    >>> shortened("the slope at 3.0 is about 6.0")
    'the slope at 3.0 is …'
    """
    if len(line) <= MOST_CHARACTERS:
        return line
    return f"{line[: MOST_CHARACTERS - 1].rpartition(' ')[0] or line[: MOST_CHARACTERS - 1]} …"


def of_graph(svg: str) -> str:
    """Return a graph's boxes and arrows.

    >>> of_graph('<svg viewBox="0 0 9 5"><rect x="1.2" y="1" width="4" height="2.6" rx="3"/></svg>')
    '<svg viewBox="0 0 9 5"><path class="boxes" d="M1 1h4v3h-4z"/></svg>'
    """
    (view,) = re.findall(r'viewBox="([^"]+)"', svg)
    boxes = [[float(each) for each in found] for found in BOX.findall(svg)]
    for x, y, across, down in OVAL.findall(svg):
        boxes.append([float(x) - float(across), float(y) - float(down), 2 * float(across)])
        boxes[-1].append(2 * float(down))
    shapes = "".join(
        f"M{x:.0f} {y:.0f}h{width:.0f}v{height:.0f}h-{width:.0f}z" for x, y, width, height in boxes
    )
    arrows = "".join(ARROW.findall(svg)) if len(boxes) <= MOST_BOXES else ""
    arrows = NUMBER.sub(lambda found: f"{float(found[0]):.0f}", arrows)
    return document(whole(view), {"arrows": arrows, "boxes": shapes})


def whole(view: str) -> str:
    """Round the numbers of a view.

    >>> whole("0 0 12.5 3")
    '0 0 12 3'
    """
    return " ".join(f"{float(number):.0f}" for number in view.split())


def of_losses(all_losses: Sequence[Sequence[float]]) -> str:
    """Return the curves of trainings, on a common scale of logarithms."""
    curves = [[math.log10(loss) for loss in losses if 0 < loss < math.inf] for losses in all_losses]
    curves = [curve for curve in curves if len(curve) > 1]
    least = min(min(curve) for curve in curves)
    # A training that diverges would press the others flat.
    most = min(max(max(curve) for curve in curves), max(curve[0] for curve in curves) + 1)
    longest = max(len(curve) for curve in curves)
    path = "".join(
        "M"
        + "L".join(
            f"{WIDTH * i / (longest - 1):.0f} "
            f"{HEIGHT * (1 - (min(curve[i], most) - least) / (most - least or 1)):.0f}"
            for i in spread(len(curve))
        )
        for curve in curves
    )
    return document(f"-4 -4 {WIDTH + 8} {HEIGHT + 8}", {"curve": path})


def spread(length: int) -> Iterable[int]:
    """Return at most about `POINTS` places of a list, with its last.

    >>> list(spread(3)), len(list(spread(1000)))
    ([0, 1, 2], 60)
    """
    return sorted({*range(0, length, max(1, length // POINTS + 1)), length - 1})


def document(view: str, paths: Mapping[str, str]) -> str:
    """Return an SVG of paths, by their classes."""
    drawn = "".join(f'<path class="{name}" d="{path}"/>' for name, path in paths.items() if path)
    return f'<svg viewBox="{view}">{drawn}</svg>'


def run_apart(files: Files) -> dict[str, Any]:
    """Run a program in a process of its own; return what it shows, as `picture` takes it."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 - our own programs
            [sys.executable, __file__],
            input=json.dumps(files),
            stdout=subprocess.PIPE,
            check=True,
            encoding="utf-8",
            cwd=folder,
        )
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


class Sink:
    """Keep what a program shows."""

    def __init__(self) -> None:
        self.graphs: list[str] = []
        self.printed = ""

    def send(self, kind: str, /, **fields: str) -> None:
        """Take a message of the runner."""
        if kind == "text":
            self.printed += fields["text"]
        elif kind == "display":
            bundle = json.loads(fields["bundle"])
            if "application/vnd.micrograd.graph+json" in bundle:
                self.graphs.append(bundle["image/svg+xml"])

    def commands(self, *_: object) -> Awaitable[str]:
        """Answer that the page has no commands for a training."""
        none: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        none.set_result("[]")
        return none


class Suspender:
    """Stand in for `pyodide.ffi`."""

    def can_run_sync(self) -> bool:
        """Tell that a program can't be suspended: nobody steers it."""
        return False


def main() -> None:
    """Run the program on the standard input; write what it shows, as JSON."""
    sys.path[:0] = [str(ROOT), str(SITE / "python")]
    from micrograd.watch import Watcher, set_watcher  # noqa: PLC0415 - only this process needs it
    from playground_host.runner import Session  # noqa: PLC0415

    files = json.load(sys.stdin)
    out, sink = sys.stdout, Sink()
    runs: list[Any] = []
    session = Session(sink, Suspender())  # type: ignore[arg-type]

    def watch(run: Any) -> Watcher:
        runs.append(run)
        return Watcher(run)

    set_watcher(watch)
    result = asyncio.run(session.run(files, SEED))
    sys.stderr = sys.__stderr__
    if result.outcome != "finished":
        sys.exit(f"an example or a solution ended otherwise: {result}")
    losses = [list(run.history) for run in runs]
    json.dump({"graphs": sink.graphs[:1], "losses": losses, "printed": sink.printed}, out)


if __name__ == "__main__":
    main()
