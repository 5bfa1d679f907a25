"""Read the programs of the Examples menu."""

from __future__ import annotations

import ast
import sys

from output import SITE


def read_examples() -> list[dict[str, str]]:
    """Return the examples in the order of their file names: `1-tanh-neuron.py` is `tanh-neuron`.

    An example's title is the first line of its docstring.
    """
    examples = []
    for path in sorted((SITE / "examples").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        docstring = ast.get_docstring(ast.parse(source)) or sys.exit(f"{path}: no docstring")
        title = docstring.splitlines()[0].rstrip(".")
        examples.append({"id": path.stem.split("-", 1)[1], "title": title, "source": source})
    return examples


def known_at_first(examples: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return what the page knows before more is fetched: all titles, and the first program."""
    names = [{"id": each["id"], "title": each["title"]} for each in examples]
    return [examples[0], *names[1:]]
