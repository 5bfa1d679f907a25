"""For notebooks: show the chart of each training below the cell that trained.

The playground draws trainings while they go on. A notebook shows what a cell displays, and this
displays each training's history when it has ended.
"""

from __future__ import annotations

from micrograd.display import display
from micrograd.watch import Watcher, set_watcher


class Shown(Watcher):
    """Display a training's history at its end, also when an error ended it."""

    def ended(self, error: BaseException | None) -> None:
        """Show what there is; a training without a round has nothing to show."""
        del error
        if self.run.history:
            display(self.run.history)


def show_trainings() -> None:
    """From here on, display the history of each training when it ends.

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
