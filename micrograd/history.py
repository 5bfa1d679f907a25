"""What a training leaves behind: the loss of each of its rounds.

Knows nothing of networks: `micrograd.neuron` fills it.
"""

from __future__ import annotations


class History(list[float]):
    """The loss of each round, in order: a list that describes itself in one line.

    >>> History([6.25, 1.5, 0.0625])
    <History of 3 rounds: loss 6.25 to 0.0625>
    """

    def __repr__(self) -> str:
        rounds = "1 round" if len(self) == 1 else f"{len(self):,} rounds"
        losses = f": loss {self[0]:.4g} to {self[-1]:.4g}" if self else ""
        return f"<History of {rounds}{losses}>"
