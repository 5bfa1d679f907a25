"""The slope of a function of one number, measured from its values alone, with its error.

Central differences at several steps, each a quarter of the one before, are extrapolated to a step
of zero (L. F. Richardson 1911; C. J. F. Ridders, "Accurate computation of F'(x) and F'(x) F''(x)",
1982). The steps shrink until the extrapolated slopes agree. If they don't agree because of rounding
or a bend, all steps are tried; then the result is the slope with the least error among those that
no smaller step contradicts. The noise of the values is estimated from their second differences, at
the steps where these do not grow evenly (J. J. Moré and S. M. Wild, "Estimating derivatives of
noisy simulations", 2012). Rounding may give the slope at a neighbour of x: this is part of the
error.

`verdict` compares a measured slope with a gradient.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from itertools import pairwise
from numbers import Real
from reprlib import repr as short_repr
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_EPSILON = sys.float_info.epsilon
_TINY = 5e-324  # the distance between subnormal numbers

# The largest and the smallest step, relative to the number's size.
_FIRST, _LAST, _RATIO = 2.0**-4, 2.0**-50, 4.0
# The largest step at a small number: the function may be steep on that small scale.
_SMALL = 2.0**-10
_DIGITS = (0.9632, 0.8183, 1.1547)
# From here on, neighbouring floats are so far apart that a wave may lie unseen between two.
_LARGE = 2.0**20
# If nothing else helps: a coarse search through all scales, and steps larger than the number.
_COARSE, _LOWEST, _HIGHEST = 2.0**-16, 1e-305, 2.0**40

_ENOUGH = 2e-7  # a relative error that is small enough
_ROUGH = 0.01  # relative noise of the values at which nothing can be measured
_BOTTOM = 1e-2  # a slope that is this part of the slopes around may be noise
_BEND = 2e-6  # two sides with a smaller relative difference have the same slope
_LEAP = 64 * _EPSILON  # a relative difference of neighbouring values that may be a jump
_STEP = 2.0**-14  # a step of stairs of this relative width is more than rounding
# Where to look for more stairs: at these multiples of the width of the step, to both sides. They
# leave a third of the way for the claim: a secant over four steps is wrong by a quarter at most.
_FLIGHT = tuple(step + 0.37 for step in range(4, 12))
_SLACK = 1.4
_AFAR = (2.0**6, 2.0**12, 2.0**20, 2.0**30, 2.0**40)  # distances to search if all is flat nearby


@dataclass(frozen=True, slots=True)
class Slope:
    """A measured slope.

    Attributes:
        slope: the slope; the slope of one side if the function ends here; infinite if it grows
            without bound; nan if there is none.
        error: an estimate of the slope's absolute error.
        left: the slope towards lower numbers; nan if there are no values.
        right: the slope towards higher numbers.
        is_kink: whether these two differ at the point itself.
        is_rough: whether neighbouring values are too far apart to measure anything.
        is_stairs: whether the value goes in steps, of which the claim may be the slope.
        is_jump: whether the value jumps at the point itself, as a step function's does.
        scale: the largest slope that was seen around; a slope that is tiny beside it counts as 0.
        bend: the second derivative, roughly.
    """

    slope: float
    error: float
    left: float
    right: float
    is_kink: bool = False
    is_rough: bool = False
    is_jump: bool = False
    is_stairs: bool = False
    scale: float = 0.0
    bend: float = 0.0


_NONE = Slope(math.nan, math.inf, math.nan, math.nan)
_JUMP = replace(_NONE, is_jump=True)
_STAIRS = replace(_NONE, is_stairs=True)


def measure(f: Callable[[float], float], x: float, claimed: float = 0.0) -> Slope:
    """Measure the slope of f at x.

    Args:
        f: a function. Its domain ends where it returns nan or raises an ArithmeticError or a
            ValueError.
        x: the point.
        claimed: the claimed slope; steps are tried until the claim can be decided.

    Raises:
        TypeError: if f is not a function, or another argument is not a number.

    >>> found = measure(math.exp, 0.0)
    >>> abs(found.slope - 1.0) <= found.error < 1e-6, found.is_kink
    (True, False)
    >>> found = measure(abs, 0.0)
    >>> found.left, found.right, found.is_kink
    (-1.0, 1.0, True)
    """
    if not callable(f):
        raise TypeError(f"f must be a function of a number, not {short_repr(f)}")
    _check_number(x, "x")
    _check_number(claimed, "claimed")
    middle = f(x)
    if not (math.isfinite(middle) and math.isfinite(x)):
        return _NONE
    return _Search(f, x, middle, claimed).found()


def verdict(gradient: float, found: Slope, tolerance: float) -> str:
    """Return the verdict on a gradient from a measured slope.

    Args:
        gradient: the claimed slope.
        found: the measured slope.
        tolerance: the allowed relative difference of the two.

    Returns:
        "agrees", "differs", "kink", "jump", "not finite", "hidden" if the error is as large as the
        slope, or "stairs" or "rough" if nothing can be measured.

    Raises:
        TypeError: if an argument has the wrong type.

    >>> verdict(-5e-7, measure(lambda x: 1e-7 * x, 1.0), 1e-6)
    'differs'
    >>> verdict(-5e-7, measure(lambda x: 1e-7 * x + 1e16, 1.0), 1e-6)
    'hidden'
    """
    if not isinstance(found, Slope):
        raise TypeError(f"found must be a Slope, not {short_repr(found)}")
    _check_number(gradient, "gradient")
    _check_number(tolerance, "tolerance")
    for word in ("jump", "stairs", "rough"):
        if getattr(found, f"is_{word}"):
            return word
    if not (math.isfinite(gradient) and math.isfinite(found.slope)):
        return "not finite"
    slack = allowed(gradient, found, tolerance)
    low, high = sorted((found.left, found.right))
    is_between = low - slack <= gradient <= high + slack
    if found.is_kink:
        return "kink" if is_between else "differs"
    if abs(gradient - found.slope) > slack:
        is_bent = found.error > 0.01 * abs(high - low)
        return "hidden" if is_between and is_bent else "differs"
    is_sure = slack <= sys.float_info.min or is_zero(gradient, found, tolerance)
    is_vague = slack >= max(abs(gradient), abs(found.slope))
    return "hidden" if is_vague and not is_sure else "agrees"


def _check_number(value: object, name: str) -> None:
    if not isinstance(value, Real):
        raise TypeError(f"{name} must be a number, not {short_repr(value)}")


def allowed(gradient: float, found: Slope, tolerance: float) -> float:
    """Return the allowed difference of a gradient and a measured slope.

    >>> allowed(2.0, Slope(1.0, 1e-9, 1.0, 1.0), 1e-6)
    2e-06
    """
    size = max(abs(gradient), abs(found.slope))
    return max(tolerance * size, found.error, sys.float_info.min)


def relative(gradient: float, found: Slope, tolerance: float) -> float:
    """Return the allowed difference of a gradient and a measured slope, relative to the larger.

    >>> relative(2.0, Slope(1.0, 0.5, 1.0, 1.0), 1e-6)
    0.25
    """
    size = max(abs(gradient), abs(found.slope))
    is_told = 0.0 < size < math.inf and math.isfinite(found.error)
    return allowed(gradient, found, tolerance) / size if is_told else tolerance


def is_zero(gradient: float, found: Slope, tolerance: float) -> bool:
    """Tell whether gradient and slope both count as 0 beside the slopes around.

    >>> is_zero(1e-18, Slope(0.0, 1e-16, 0.0, 0.0, scale=0.5), 1e-6)
    True
    """
    slack = max(abs(gradient), abs(found.slope), found.error)
    return slack <= max(tolerance, _ENOUGH) * found.scale


@dataclass(frozen=True, slots=True)
class _Rung:
    """The differences of the values at one step, divided by the step."""

    step: float
    left: float
    right: float
    central: float
    bend: float  # the second difference, not divided
    size: float  # of the largest value

    @property
    def has_sides(self) -> bool:
        return math.isfinite(self.left) and math.isfinite(self.right)


@dataclass(frozen=True, slots=True)
class _Estimate:
    """Two or three rungs, extrapolated to a step of zero."""

    step: float
    last: float  # the smallest step
    slope: float
    error: float
    left: float
    right: float
    side_error: float
    size: float  # of the largest value
    steepest: float  # the larger measured slope of the two sides
    bend: float  # the second derivative, roughly

    @property
    def jump(self) -> float:
        return abs(self.right - self.left)

    @property
    def is_bent(self) -> bool:
        """Whether the two sides seem to have different slopes."""
        return self.jump > 3.0 * self.side_error + _BEND * max(abs(self.left), abs(self.right))

    @property
    def floor(self) -> float:
        """The error of the slope from the rounding of the values."""
        return (4.0 * _EPSILON * self.size + _TINY) / self.last

    def is_enough(self, claimed: float) -> bool:
        """Tell whether these steps are enough.

        If the claim seems wrong, smaller steps are needed: large steps may jump over a wave.
        """
        if abs(self.slope - claimed) > 5.0 * _ENOUGH * abs(self.slope) + self.error + self.floor:
            return False
        if self.steepest == 0.0 or self.is_bent or self.side_error > 1e-2 * self.steepest:
            return False
        error, size = self.error + self.floor, abs(self.slope)
        if claimed == 0.0 and abs(self.slope) <= error:
            size = self.steepest  # a slope of 0 between steep sides
        elif abs(self.slope) < _BOTTOM * self.steepest:
            return False
        return error <= _ENOUGH * size


def _estimate(rungs: Sequence[_Rung]) -> _Estimate:
    """Extrapolate rungs: central differences in even powers of the step, sides in all powers."""
    steps = [rung.step for rung in rungs]
    central, error = _extrapolated([rung.central for rung in rungs], [h * h for h in _parts(steps)])
    left, left_error = _extrapolated([rung.left for rung in rungs], _parts(steps))
    right, right_error = _extrapolated([rung.right for rung in rungs], _parts(steps))
    if math.isnan(left):
        central, error = right, right_error
    elif math.isnan(right):
        central, error = left, left_error
    return _Estimate(
        step=rungs[0].step,
        last=rungs[-1].step,
        slope=central,
        error=error,
        left=left,
        right=right,
        side_error=left_error + right_error,
        size=max(rung.size for rung in rungs),
        steepest=max(max(abs(rung.left), abs(rung.right)) for rung in rungs),
        bend=_quotient(rungs[0].bend, rungs[0].step),
    )


def _quotient(bend: float, step: float) -> float:
    """Return the second derivative from a second difference; 0 if it is out of range."""
    found = bend / step / step
    return found if math.isfinite(found) else 0.0


def _parts(steps: Sequence[float]) -> list[float]:
    """Return the steps divided by the first, so that their squares stay finite."""
    return [step / steps[0] for step in steps]


def _extrapolated(found: Sequence[float], steps: Sequence[float]) -> tuple[float, float]:
    """Return the limit of slopes (by Neville's scheme) and its error (by Ridders's estimate)."""
    if len(found) == 2:
        (a, b), (h, i) = found, steps
        ab = b + (b - a) * i / (h - i)
        return ab, abs(ab - b)
    (a, b, c), (h, i, j) = found, steps
    ab, bc = b + (b - a) * i / (h - i), c + (c - b) * j / (i - j)
    whole = bc + (bc - ab) * j / (h - j)
    return whole, max(abs(whole - ab), abs(whole - bc))


class _Search:
    """Try steps from large to small until they give the slope."""

    def __init__(
        self, f: Callable[[float], float], x: float, middle: float, claimed: float
    ) -> None:
        self._f = f
        self._x = x
        self._middle = middle
        self._claimed = claimed if math.isfinite(claimed) else 0.0
        self._noise = 0.0  # the largest noise of the values so far

    def found(self) -> Slope:
        """Return the slope of the first steps that give it, with the scale of the slopes around."""
        leaps = [self._leap(direction) for direction in (-math.inf, math.inf)]
        found = _JUMP if "jump" in leaps else self._slope()
        if found.is_kink or not math.isfinite(found.slope):
            return _JUMP if "stair" in leaps else found
        if self._stands_still() and self._climbs_as_claimed():
            return _STAIRS
        scale = found.scale
        if found.error > _ENOUGH * abs(found.slope):
            scale = max(scale, self._steepest([max(abs(self._x), 1.0)]))
        if abs(found.slope) > _BOTTOM * scale:
            return replace(found, scale=scale)
        # Rounding inside f gives the slope at a neighbour of x, which matters if it is small.
        shift = _EPSILON * abs(self._x) * found.bend
        return replace(found, scale=scale, error=found.error + shift)

    def _stands_still(self) -> bool:
        """Tell whether the values around are all the same, though the claim is not 0."""
        step = _STEP * max(abs(self._x), 1.0)
        if abs(self._claimed) * step <= _LEAP * abs(self._middle):
            return False
        near = (step, step / _RATIO, step / _RATIO**3, step / _RATIO**6)
        return all(self._value(self._x + s * h) == self._middle for h in near for s in (-1.0, 1.0))

    def _climbs_as_claimed(self) -> bool:
        """Tell whether x is on one of many steps, which climb about as steeply as the claim.

        Rounding inside f makes such stairs of a line, and `round` does too: the claim may be the
        slope of that line. A function that stands still and goes on in another way has the slope 0.
        """
        sides = [self._edge(sign) for sign in (-1.0, 1.0)]
        width = sum(sides)
        if not math.isfinite(width):
            return False
        secants = []
        for sign in (-1.0, 1.0):
            rises = []
            for step in _FLIGHT:
                at = self._x + sign * step * width
                value = self._value(at)
                # A jump may be next to one of the two, but not next to all.
                near = (self._value(at - width / 64.0), self._value(at + width / 64.0))
                if math.isfinite(value) and value in near:
                    rises.append(value - self._middle)
                    secants.append(sign * (value - self._middle) / (step * width))
            if len(set(rises)) < 3:
                return False
        low, high = min(secants), max(secants)
        claimed = self._claimed
        return min(low / _SLACK, low * _SLACK) <= claimed <= max(high / _SLACK, high * _SLACK)

    def _edge(self, sign: float) -> float:
        """Return how far the values to one side are all the same; infinite if they all are."""
        step = size = _STEP * max(abs(self._x), 1.0)
        while self._value(self._x + sign * step) == self._middle:
            step *= _RATIO
            if step > _HIGHEST * size:
                return math.inf
        return step

    def _slope(self) -> Slope:
        best = _NONE
        for steps, is_last_resort in self._ladders():
            if is_last_resort and not self._is_open(best):
                break
            slope, is_sure = self._on(steps)
            if is_sure and slope is not None:
                return slope
            if slope is not None:
                best = self._better(best, slope)
        return self._from_afar(best) if self._is_open(best) else best

    def _ladders(self) -> Iterator[tuple[list[float], bool]]:
        """Yield lists of steps: on the scale of max(1, |x|), of a small x, on all scales."""
        size = abs(self._x)
        yield _steps(max(size, 1.0)), False
        if size < _SMALL:
            if size:
                yield _steps(size), False
            scale = _LAST
            while scale > max(_LOWEST, size):
                yield [scale, scale / _RATIO, scale / _RATIO**2], True
                scale *= _COARSE

    def _better(self, old: Slope, new: Slope) -> Slope:
        """Choose between the slopes of larger and of smaller steps."""
        if old.is_kink and _doubt(new)[:2] == _doubt(old)[:2] and not new.is_kink:
            size = max(abs(new.slope), abs(old.left), abs(old.right))
            return new if new.error < 1e-2 * size else old  # the kink is near, not here
        if not any(_doubt(old)[:2]) and new.left == new.right == 0.0 != self._claimed:
            return old  # the new one only saw that the nearest values are all the same
        return min(old, new, key=_doubt)

    def _on(self, steps: list[float]) -> tuple[Slope | None, bool]:
        """Return the slope from a ladder of steps, and whether it is good enough."""
        rungs: list[_Rung] = []
        for step in steps:
            rung = self._rung(step)
            if rung is None:
                continue
            rungs.append(rung)
            last = rungs[-3:]
            if len(last) == 3 and all(each.has_sides for each in last):
                estimate = _estimate(last)
                if len(rungs) == 3 and estimate.steepest == 0.0 == self._claimed:
                    return self._flat(estimate), True
                if estimate.is_enough(self._claimed) and self._is_smooth(steps[-1]):
                    return _told(estimate, estimate.error + estimate.floor), True
        ladder = _Ladder(rungs, self._claimed)
        self._noise = max(self._noise, ladder.noise)
        return ladder.slope(), False

    def _flat(self, estimate: _Estimate) -> Slope:
        """Return the slope 0 for a function whose values around are all the same.

        Its error is relative to the slopes farther away, if the function is not constant.
        """
        found = _told(estimate, 0.0)
        steepest = self._steepest([step * max(abs(self._x), 1.0) for step in _AFAR])
        error = 4.0 * _EPSILON * estimate.size / estimate.step
        return replace(found, error=error, scale=steepest) if steepest else found

    def _steepest(self, steps: Sequence[float]) -> float:
        """Return the largest slope between x and far points that is more than rounding."""
        rungs = [rung for step in steps if (rung := self._rung(step)) is not None]
        sides = [
            (abs(side), rung)
            for rung in rungs
            for side in (rung.left, rung.right)
            if math.isfinite(side)
        ]
        return max(
            (side for side, rung in sides if side * rung.step > 16.0 * _EPSILON * rung.size),
            default=0.0,
        )

    def _leap(self, direction: float) -> str:
        """Tell whether the value jumps from x to the next number, and stays there.

        Returns:
            "jump"; "stair" if rounding inside f may have turned a line into stairs, whose slope
            larger steps can measure; or "".
        """
        x, middle, size = self._x, self._middle, max(abs(self._x), 1.0)
        near = math.nextafter(x, direction)
        rise = self._value(near) - middle
        if not _LEAP * max(abs(middle), abs(middle + rise)) < abs(rise) < math.inf:
            return ""
        others = [self._value(x + (near - x) * 4.0**i) - middle for i in range(1, 5)]
        if not all(abs(other - rise) <= 1e-3 * abs(rise) for other in others):
            return ""
        after, far = (
            self._value(x + math.copysign(step * size, direction)) - middle
            for step in (_RATIO * _LAST, _FIRST)
        )
        is_stair = self._claimed != 0.0 and after == rise and abs(far) > _RATIO * abs(rise)
        return "stair" if is_stair else "jump"

    def _rung(self, step: float) -> _Rung | None:
        """Return the rung of a step; None if neither side has a value, or x + step is x."""
        x, middle = self._x, self._middle
        low, high = x - step, x + step
        down, up = x - low, high - x  # the steps after rounding
        if not (down > 0.0 and up > 0.0 and math.isfinite(low) and math.isfinite(high)):
            return None
        below, above = self._value(low), self._value(high)
        left, right = _divided(middle, below, down), _divided(above, middle, up)
        if math.isnan(left) and math.isnan(right):
            return None
        size = max(abs(value) for value in (below, middle, above) if math.isfinite(value))
        bend = abs((above - middle) - (middle - below))
        central = _divided(above, below, high - low)
        if math.isnan(central):
            central = (
                right if math.isnan(left) else left if math.isnan(right) else left / 2 + right / 2
            )
        return _Rung(step, left, right, central, bend, size)

    def _is_smooth(self, step: float) -> bool:
        """Tell whether the values at the nearest neighbours of a large number are near its own."""
        rung = self._rung(step) if abs(self._x) > _LARGE else None
        return rung is None or not rung.bend > _ROUGH * rung.size

    def _value(self, x: float) -> float:
        try:
            return self._f(x)
        except (ArithmeticError, ValueError):
            return math.nan

    def _is_open(self, found: Slope) -> bool:
        """Tell whether the measurement is not exact enough to judge the claim."""
        if found.is_kink:
            return False
        if _doubt(found)[0] or _doubt(found)[1]:
            return True
        size = max(abs(found.slope), abs(self._claimed))
        return max(found.error, 0.0 if found.slope else size) > 1e-4 * size > 0.0

    def _from_afar(self, near: Slope) -> Slope:
        """Try steps larger than the number; use them if they agree and are more exact."""
        if any(_doubt(near)[:2]):
            return near
        best = near
        first = step = max(abs(self._x), 1.0)
        while step < _HIGHEST * first:
            rungs = [self._rung(step / _RATIO**i) for i in range(3)]
            step *= _RATIO**2
            sides = [rung for rung in rungs if rung is not None and rung.has_sides]
            if len(sides) < 3:
                break
            estimate = _estimate(sides)
            if near.left == near.right == 0.0 and estimate.steepest:
                # How flat can only be told beside what is not.
                near = best = replace(
                    near, error=max(near.error, 4.0 * _EPSILON * estimate.size / first)
                )
            noise = self._noise / estimate.last
            error = 3.0 * (estimate.error + estimate.floor + noise)
            if error > 1e-3 * abs(estimate.slope):
                continue  # it may be a wave that such steps can't see
            if estimate.is_bent or abs(estimate.slope - best.slope) > best.error + error:
                break
            if error < best.error:
                best = _told(estimate, error)
        return best


class _Ladder:
    """The rungs of a ladder whose single estimates were all not good enough."""

    def __init__(self, rungs: list[_Rung], claimed: float) -> None:
        self._claimed = claimed
        two_sided = [rung for rung in rungs if rung.has_sides]
        self._rungs = two_sided or rungs
        triples = zip(self._rungs, self._rungs[1:], self._rungs[2:], strict=False)
        self._estimates = [_estimate(triple) for triple in triples][::-1]  # from the smallest step
        self._bend = max((rung.bend for rung in self._rungs[-4:] if rung.has_sides), default=0.0)
        flat, height = self._stairs()
        self._noise = max(self._bend, 2.0 * height)
        self._noises = self._restless()
        size = max(height, 4.0 * _EPSILON * max((rung.size for rung in self._rungs), default=0.0))
        self._flat = 2.0 * size / flat if flat else 0.0

    def slope(self) -> Slope | None:
        """Return the slope from all steps together."""
        if not self._estimates:
            return None
        if self._grows():
            slope = math.copysign(math.inf, self._rungs[-1].central)
            return Slope(slope, math.inf, slope, slope)
        if self._bend > _ROUGH * max(rung.size for rung in self._rungs):
            return Slope(math.nan, math.inf, math.nan, math.nan, is_rough=True)
        return self._kink() or self._best()

    def _error(self, estimate: _Estimate) -> float:
        return 3.0 * estimate.error + self._floor(estimate)

    def _floor(self, estimate: _Estimate) -> float:
        """Return the error of a slope from rounding and noise."""
        flat = self._flat if estimate.steepest == 0.0 else 0.0
        seen = (noise for step, noise in self._noises if step <= estimate.step)
        noise = max(self._noise, *seen, 0.0)
        return max(flat, estimate.floor + noise / estimate.last)

    @property
    def noise(self) -> float:
        """The noise of the values."""
        return max(self._noise, *(noise for _, noise in self._noises), 0.0)

    def _restless(self) -> list[tuple[float, float]]:
        """List the second differences that do not grow with the step: they are noise.

        Those of a smooth function grow evenly with the step, until a wave may end this.
        """
        rungs = [rung for rung in reversed(self._rungs) if rung.has_sides]
        bends = [rung.bend for rung in rungs]
        growth = [b / a if a else 0.0 for a, b in pairwise(bends)]
        triples = zip(growth, growth[1:], growth[2:], strict=False)
        smooth = next(
            (i for i, run in enumerate(triples) if 1.5 < max(run) < 1.3 * min(run)), len(rungs)
        )
        return [
            (rungs[i].step, bends[i])
            for i in range(smooth)
            if bends[i] > 0.0 and min(bends[i + 1 :], default=math.inf) < 1.5 * bends[i]
        ]

    def _grows(self) -> bool:
        """Tell whether differences grow as steps shrink, so that there is no finite slope."""
        last = [rung for rung in self._rungs[-7:] if rung.central != 0.0]
        powers = [
            math.log(abs(b.central / a.central)) / math.log(a.step / b.step)
            for a, b in pairwise(last)
        ]
        if len(powers) < 2:
            return False
        is_steady = min(powers) > 0.1 and max(powers) < min(powers) + 0.02
        return is_steady and all(each.error > 1e-2 * abs(each.slope) for each in self._estimates)

    def _kink(self) -> Slope | None:
        """Return a kink if the slopes of the two sides differ down to the smallest steps."""
        clear = [
            each
            for each in self._estimates
            if each.side_error + self._floor(each) < 0.1 * each.jump
        ]
        jump = max((each.jump for each in clear if each.is_bent), default=0.0)
        steady = [each for each in self._estimates if self._floor(each) < 0.05 * jump]
        if not steady or steady[0] not in clear or not steady[0].is_bent:
            return None
        if steady[0].jump < 0.7 * steady[min(3, len(steady) - 1)].jump:
            return None  # a bend, not a kink: |x|**1.5
        best = min(
            (each for each in clear if abs(each.jump - steady[0].jump) < 0.1 * jump),
            key=lambda each: each.side_error + each.floor,
        )
        error = 3.0 * best.side_error + best.floor
        return Slope((best.left + best.right) / 2.0, error, best.left, best.right, is_kink=True)

    def _best(self) -> Slope:
        """Return the slope with the least error among those that no smaller step contradicts."""
        low, high = -math.inf, math.inf
        agreed = []
        for each in self._estimates:
            error = self._error(each)
            low, high = max(low, each.slope - error), min(high, each.slope + error)
            if low > high:
                break
            agreed.append(each)
        best = min(agreed or self._estimates[:1], key=self._error)
        if self._error(best) > 0.1 * abs(best.slope) and best.step == self._rungs[0].step:
            # With too few small steps before rounding, two large steps have a smaller error.
            best = min(best, _estimate(self._rungs[:2]), key=self._error)
        scale = max((e.steepest for e in self._estimates if e.floor < 1e-2 * e.steepest), default=0)
        return replace(_told(best, self._error(best)), scale=scale)

    def _stairs(self) -> tuple[float, float]:
        """Return the distance over which the values are all the same, and the next difference.

        Rounding inside f may be coarser than that of its value: then a line becomes stairs. If only
        one side leaves the flat part, and goes on rising, there is a kink nearby, and no stairs.
        """
        flat = height = 0.0
        for rung in reversed(self._rungs):
            rise = rung.step * max(abs(rung.left), abs(rung.right))
            if rung.left == rung.right == 0.0:
                flat = rung.step
            elif flat == 0.0 or self._claimed == 0.0 or rung.step > _RATIO**3 * flat:
                break
            elif rung.left != 0.0 != rung.right or abs(rise - height) < 1e-3 * rise:
                return flat, rise
            else:
                height = rise
        return flat, 0.0


def _told(estimate: _Estimate, error: float) -> Slope:
    return Slope(
        estimate.slope,
        error,
        estimate.left,
        estimate.right,
        scale=estimate.steepest,
        bend=estimate.bend,
    )


def _doubt(found: Slope) -> tuple[bool, bool, bool, float]:
    """Return a sort key: measured slopes first, then two-sided ones, then the most exact."""
    is_edge = math.isnan(found.left) or math.isnan(found.right)
    is_lost = math.isnan(found.slope) and not found.is_rough
    return not math.isfinite(found.slope), is_edge, is_lost, found.error


def _steps(scale: float) -> list[float]:
    """List steps that are no multiples of powers of 2, or of each other.

    If all steps fitted the grid of floats, rounding would give them all the same wrong slope.
    """
    size = math.ldexp(1.0, math.frexp(scale)[1] - 1)
    n_steps = round(math.log(_FIRST / _LAST, _RATIO)) + 1
    return [_FIRST * size * _RATIO**-i * _DIGITS[i % len(_DIGITS)] for i in range(n_steps)]


def _divided(above: float, below: float, step: float) -> float:
    """Return the slope between two values; nan unless both are finite."""
    if not (math.isfinite(above) and math.isfinite(below)):
        return math.nan
    rise = above - below
    return rise / step if math.isfinite(rise) else above / step - below / step
