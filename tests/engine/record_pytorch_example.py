"""Record PyTorch's numbers of `micrograd.pytorch_example`, for machines without PyTorch.

Run `python -m tests.engine.record_pytorch_example` with PyTorch installed; a test compares the
recording with the installed PyTorch.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

from micrograd import pytorch_example

PATH = Path(pytorch_example.__file__).with_name(pytorch_example.RECORDED)


def recorded() -> str:
    """Return the JSON of the version and the numbers."""
    torch = import_module("torch")
    numbers = pytorch_example.numbers_of_pytorch(torch)
    version = torch.__version__.partition("+")[0]
    return json.dumps({"version": version, "numbers": numbers}, indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(recorded(), encoding="utf-8")
