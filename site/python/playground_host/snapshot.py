"""Prepares an interpreter for a memory snapshot, and renews it after it is restored.

The build makes one snapshot, from which every visitor's interpreters start. The modules that a run
needs are imported in it already; states that must differ from run to run are renewed afterwards.
"""

from __future__ import annotations

import importlib
import random

MODULES = (
    "asyncio",
    "json",
    "math",
    "micrograd.check",
    "micrograd.data",
    "micrograd.engine",
    "micrograd.graph",
    "micrograd.layout",
    "micrograd.neuron",
    "micrograd.nn",
    "micrograd.training",
    "playground_host.accelerator",
    "playground_host.archives",
    "playground_host.deep",
    "playground_host.runner",
    "random",
)
"""The modules that nearly every run imports: the package, the runner, modules of the examples."""


def warm() -> None:
    """Import these modules; called before the snapshot is made."""
    for name in MODULES:
        importlib.import_module(name)


def renew() -> None:
    """Renew the random state of this interpreter; called after it is restored.

    `random` gets a new seed. The seed of `hash(str)` can't change: it is the same in every
    interpreter of a snapshot, and so is the order of a set of strings.
    """
    random.seed()
