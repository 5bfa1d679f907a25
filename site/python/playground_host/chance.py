"""Keeps a program's random numbers unchanged while the host runs something."""

from __future__ import annotations

import contextlib
import random
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Return a context manager that restores the random states of Python, NumPy and PyTorch.

    It does not import a module that the program has not imported.

    >>> with kept():
    ...     drawn = random.random()
    >>> random.random() == drawn
    True
    """
    state = random.getstate()
    restore: list[Callable[[], object]] = [lambda: random.setstate(state)]
    if numpy := sys.modules.get("numpy.random"):
        with contextlib.suppress(Exception):  # a module may be half imported
            numbers = numpy.get_state()
            restore.append(lambda: numpy.set_state(numbers))
    if torch := sys.modules.get("torch.random"):
        with contextlib.suppress(Exception):
            tensor = torch.get_rng_state()
            restore.append(lambda: torch.set_rng_state(tensor))
    try:
        yield
    finally:
        for each in restore:
            with contextlib.suppress(Exception):
                each()
