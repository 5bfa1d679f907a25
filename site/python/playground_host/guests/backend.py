"""What matplotlib imports as its backend: it draws with Agg, and shows in the page."""

from __future__ import annotations

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from micrograd.display import display
from playground_host.guests.figures import forget_shown, show_open


class FigureManager(FigureManagerBase):  # type: ignore[misc, unused-ignore]
    """Show figures below the program."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Show all open figures, and close them; nobody waits for a window to be closed."""
        del block
        forget_shown()
        show_open()

    def show(self) -> None:
        """Show this figure, which stays open."""
        display(self.canvas.figure)


class FigureCanvas(FigureCanvasAgg):  # type: ignore[misc, unused-ignore]
    """A figure's pixels."""

    manager_class = FigureManager
