"""For notebooks: shows the chart of each training below the cell that ran it.

The playground draws a training while it runs. A notebook shows only displayed objects; this module
displays the history of each training when it has ended.
"""

from __future__ import annotations

from micrograd.display import display
from micrograd.watch import Watcher, set_watcher


class Shown(Watcher):
    """Display a training's history at its end, also when an error ended it."""

    def ended(self, error: BaseException | None) -> None:
        """Display the history, unless it has no round."""
        del error
        if self.run.history:
            display(self.run.history)


def show_trainings() -> None:
    """Display the history of each later training when it ends.

    >>> from micrograd.data import four_samples
    >>> from micrograd.display import set_hook
    >>> from micrograd.neuron import MLP
    >>> hook = set_hook(lambda shown: print(type(shown).__name__))
    >>> watcher = set_watcher(Watcher)
    >>> show_trainings()
    >>> _ = MLP(3, [2, 1]).train(*four_samples(), learning_rate=0.1, num_rounds=2)
    History
    >>> _ = set_watcher(watcher), set_hook(hook)
    """
    set_watcher(Shown)
