"""The random numbers that a program goes on with, kept where something runs unseen."""

from __future__ import annotations

import contextlib
import random
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Put the random numbers of Python, NumPy and PyTorch back where they stood.

    What the program has not imported is not imported for it.

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
