"""What a memory snapshot of an interpreter holds, and what is not to be taken from it.

The build makes one snapshot, every visitor's interpreters start from it: the modules that a run
needs are imported in it already, and whatever must differ from run to run is renewed after it.
"""

from __future__ import annotations

import importlib
import random

MODULES = (
    "asyncio",
    "json",
    "math",
    "micrograd.check",
    "micrograd.engine",
    "micrograd.graph",
    "micrograd.layout",
    "micrograd.neuron",
    "micrograd.nn",
    "playground_host.runner",
    "random",
)
"""What nearly every run imports: the package, its runner, and what examples use."""


def warm() -> None:
    """Import in advance what a run needs; called before the snapshot is made."""
    for name in MODULES:
        importlib.import_module(name)


def renew() -> None:
    """Make this interpreter differ from the others of its snapshot; called after it is restored.

    The seed of `random` is drawn anew. The seed of `hash(str)` cannot be: it is the same in every
    interpreter of one snapshot, and so is the order of a set of strings.
    """
    random.seed()
