"""The record of a training: the loss of each round, times, and parameters of earlier rounds.

A history displays itself: as a Vega-Lite chart in notebooks, and as an SVG. This module does not
import networks; `micrograd.descent` and `micrograd.training` fill the history.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from numbers import Integral, Real
from reprlib import repr as short_repr
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEPT_ROUNDS = 200
_KEPT_NUMBERS = 2_000_000  # 16 MB
_CHART_POINTS = 1_000


class History(list[float]):
    """The loss of each round, in order: a list that displays itself as a chart.

    Attributes:
        times: the time at the end of each round, in seconds since the training began.
        kept: the parameters' numbers after some rounds, by the round's number; 0 is the start.
            About 200 rounds at most are kept, evenly spread, always with the last.
        ended_by: what ended the training: "num_rounds", "on_round", "tolerance", "interrupt", or
            "watcher" (in the page, the button "End training").

    >>> History([6.25, 1.5, 0.0625])
    <History of 3 rounds: loss 6.25 to 0.0625>
    """

    def __init__(self, losses: Sequence[float] = ()) -> None:
        super().__init__(_numbers(losses, "losses"))
        self.times: array[float] = array("d")
        self.kept: dict[int, array[float]] = {}
        self.ended_by = "num_rounds"
        self._every = 1

    @property
    def every(self) -> int:
        """The distance between two rounds whose parameters are kept."""
        return self._every

    def keep(self, parameters: Sequence[float]) -> None:
        """Keep the parameters after the last round, if this round is one of those to keep."""
        if len(self) % self._every:
            return
        self.kept[len(self)] = array("d", parameters)
        limit = min(_KEPT_ROUNDS, max(10, _KEPT_NUMBERS // max(1, len(parameters))))
        if len(self.kept) > limit:
            self._every *= 2
            self.kept = {n: p for n, p in self.kept.items() if n % self._every == 0}

    def spread_times(self, seconds: float) -> None:
        """Spread the times of the rounds that have none yet evenly until now."""
        known, last = len(self.times), self.times[-1] if self.times else 0.0
        count = len(self) - known
        self.times.extend(last + (seconds - last) * i / count for i in range(1, count + 1))

    def keep_last(self, parameters: Sequence[float]) -> None:
        """Keep the parameters at the end of the training."""
        self.kept[len(self)] = array("d", parameters)

    def parameters_at(self, number: int) -> list[float]:
        """Return the parameters after a round, or after the last kept one before it.

        Raises:
            TypeError: if `number` is not an integer.
            ValueError: if no parameters are kept up to that round.

        >>> history = History()
        >>> history.keep([0.5, -0.5])
        >>> history.parameters_at(0)
        [0.5, -0.5]
        """
        number = _integer(number, "number")
        rounds = [n for n in self.kept if n <= number]
        if not rounds:
            raise ValueError(f"number: no parameters are kept of round {number}")
        return list(self.kept[max(rounds)])

    @overload
    def __getitem__(self, index: SupportsIndex) -> float: ...

    @overload
    def __getitem__(self, index: slice) -> list[float]: ...

    def __getitem__(self, index: SupportsIndex | slice) -> float | list[float]:
        """Return the loss of a round, or a list of losses for a slice.

        Raises:
            IndexError: if there is no such round.

        >>> History()[-1]
        Traceback (most recent call last):
            ...
        IndexError: there is no loss: the training ended before its first round
        """
        if not self and not isinstance(index, slice):
            raise IndexError("there is no loss: the training ended before its first round")
        return super().__getitem__(index)

    def __repr__(self) -> str:
        rounds = "1 round" if len(self) == 1 else f"{len(self):,} rounds"
        losses = f": loss {self[0]:.4g} to {self[-1]:.4g}" if self else ""
        return f"<History of {rounds}{losses}>"

    def _points(self) -> list[tuple[int, float]]:
        """List rounds and losses; of many rounds an even selection, with the first and the last."""
        every = max(1, math.ceil(len(self) / _CHART_POINTS))
        numbers = sorted({*range(0, len(self), every), len(self) - 1}) if self else []
        return [(n + 1, self[n]) for n in numbers]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Show the losses as a chart (IPython's protocol)."""
        del include, exclude  # a front end picks from the whole bundle
        if not self:
            return {"text/plain": repr(self)}
        return {
            "application/vnd.vegalite.v5+json": self._vega_lite(),
            "image/svg+xml": self._svg(),
            "text/plain": repr(self),
        }

    def _vega_lite(self) -> dict[str, Any]:
        scale = "log" if min(self) > 0.0 else "linear"
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "description": repr(self),
            "data": {"values": [{"round": n, "loss": loss} for n, loss in self._points()]},
            "mark": {"type": "line", "tooltip": True},
            "encoding": {
                "x": {"field": "round", "type": "quantitative"},
                "y": {"field": "loss", "type": "quantitative", "scale": {"type": scale}},
            },
        }

    def _svg(self) -> str:
        """Draw the curve, on a logarithmic scale where every loss is above 0."""
        points = self._points()
        is_log = min(self) > 0.0
        heights = [math.log10(loss) if is_log else loss for _, loss in points]
        low, high = min(heights), max(heights)
        span = (high - low) or 1.0
        line = " ".join(
            f"{60 + 320 * (n - 1) / max(1, len(self) - 1):.1f},{170 - 150 * (y - low) / span:.1f}"
            for (n, _), y in zip(points, heights, strict=True)
        )
        ends = [10**y if is_log else y for y in (high, low)]
        top, bottom = (f"{end:.3g}" for end in ends)
        if "e" in top + bottom:  # the numbers of one axis are written alike
            top, bottom = (f"{end:.2e}" for end in ends)
        title = repr(self).strip("<>")
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" width="400"'
            ' height="200" role="img" font-family="sans-serif" font-size="11">'
            f"<title>{title}</title>"
            '<path d="M60 20V170H380" fill="none" stroke="#888"/>'
            f'<polyline points="{line}" fill="none" stroke="#2563eb" stroke-width="1.5"/>'
            f'<g fill="#888"><text x="55" y="24" text-anchor="end">{top}</text>'
            f'<text x="55" y="174" text-anchor="end">{bottom}</text>'
            '<text x="60" y="188">round 1</text>'
            f'<text x="380" y="188" text-anchor="end">{len(self):,}</text>'
            f'<text x="60" y="12">loss{" (log)" if is_log else ""}</text></g></svg>'
        )


def _numbers(values: object, name: str) -> list[Any]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise TypeError(f"{name} must be a sequence of numbers, not {short_repr(values)}")
    numbers = list(values)
    for i, number in enumerate(numbers):
        if not isinstance(number, Real):
            raise TypeError(f"{name}[{i}] must be a number, not {short_repr(number)}")
    return numbers


def _integer(value: object, name: str) -> Any:
    if not isinstance(value, Integral):
        raise TypeError(f"{name} must be an integer, not {short_repr(value)}")
    return value
