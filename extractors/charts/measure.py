"""From a bar's length to its value: by the axis, or where there is none by the printed labels themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.charts.axis import Scale
from extractors.charts.bar_shapes import Arrangement, Bar
from extractors.charts.labels import Number

#: How exactly programs place edges, in points, besides half of a stroke: some set axes off by half a pixel or point.
DRAWN = 0.6
#: A scale's zero this near to the line where bars start, in points, is that line.
_AT_BASE = 1.5
#: So large a share of the labels must bear a measure out.
_AGREEING = 0.8
_ANY = 1e9


@dataclass(frozen=True)
class Measure:
    """``value = base + step * length`` with lengths in points, signed.

    ``residual`` is in values; ``spread`` is how far the step itself may be off, in values a point.
    """

    base: float
    step: float
    residual: float
    spread: float = 0.0

    def value(self, bar: Bar, start: float) -> float:
        """Value of a bar or a segment; only what begins at ``start`` counts from the base."""
        first = self.base if bar.inner == start else 0.0
        return first + self.step * (bar.outer - bar.inner)

    def tolerance(self, bar: Bar) -> float:
        """How far the value may be off: calibration, drawing and half of the stroke."""
        stroke = bar.shape.width / 2 if bar.shape.stroke is not None else 0.0
        return self.residual + self.spread * abs(bar.outer - bar.inner) + abs(self.step) * (DRAWN + stroke)


def by_axis(scale: Scale, drawn: Arrangement) -> Measure:
    """The axis' own measure; bars that start at its zero count from there, others from what the axis says there."""
    base = scale.value(drawn.base)
    unsure = 0.0 if scale.snapped else 0.5 * max(tick.size for tick in scale.ticks)
    if abs(base) <= scale.residual + abs(scale.step) * (_AT_BASE + unsure):
        return Measure(0.0, scale.step, scale.fit)
    if scale.snapped:
        return Measure(base, scale.step, scale.residual)
    # Without a drawn line beside the labels, bars start at the tick label that stands there.
    near = min((tick.number.value for tick in scale.ticks if tick.number), key=lambda value: abs(value - base))
    at_tick = abs(near - base) <= abs(scale.step) * (_AT_BASE + unsure)
    return Measure(near, scale.step, scale.fit) if at_tick else Measure(base, scale.step, scale.residual)


def by_labels(pairs: Sequence[tuple[Bar, Number]], drawn: Arrangement) -> Measure | None:
    """The measure that the printed labels bear out among themselves, or None.

    At least two different labels must be proportional to their bars' lengths, or three lie on a line with them; and at
    least four of five labels must.
    """
    usable = [(bar.outer - bar.inner, number, bar) for bar, number in pairs if number.value]
    if len({number.value for _, number, _ in usable}) < 2:
        return None
    proportional = _proportional(usable)
    if proportional is not None or drawn.stacked or len({number.value for _, number, _ in usable}) < 3:
        return proportional
    return _affine(usable, drawn)


def _proportional(usable: Sequence[tuple[float, Number, Bar]]) -> Measure | None:
    """The step that most labels allow: each allows those that give its value but for rounding and drawing."""
    allowed = [_steps(length, number, bar) for length, number, bar in usable]
    best: tuple[int, float, float] = (0, 0.0, 0.0)
    for start in sorted({low for low, _ in allowed}):
        ends = [high for low, high in allowed if low <= start <= high]
        best = max(best, (len(ends), start, min(ends, default=start)))
    count, low, high = best
    agreed = {number.value for (_, number, _), (start, end) in zip(usable, allowed, strict=True) if start <= low <= end}
    if count < max(2, _AGREEING * len(usable)) or len(agreed) < 2:
        return None
    return Measure(0.0, (low + high) / 2, 0.0, (high - low) / 2)


def _steps(length: float, number: Number, bar: Bar) -> tuple[float, float]:
    """The steps (values a point) that make a bar of ``length`` show a printed number."""
    off = DRAWN + (bar.shape.width / 2 if bar.shape.stroke is not None else 0.0)
    ends = [
        (number.value + sign * number.half) / (length + end * off)
        for sign in (-1, 1)
        for end in (-1, 1)
        if abs(length) > 2 * off
    ]
    return (min(ends), max(ends)) if ends else (-_ANY, _ANY)


def _affine(usable: Sequence[tuple[float, Number, Bar]], drawn: Arrangement) -> Measure | None:
    """The line that most labels lie on, through the two of them that are furthest apart."""
    lines = [
        Measure(one.value - step * length, step, 0.0)
        for (length, one, _), (further, other, _) in combinations(usable[:16], 2)
        if abs(further - length) > 2 and (step := (other.value - one.value) / (further - length))
    ]
    best = max(lines, key=lambda line: len(_agreeing(line, usable, drawn)), default=None)
    agreed = _agreeing(best, usable, drawn) if best else []
    if len(agreed) < max(3, _AGREEING * len(usable)) or len({number.value for _, number, _ in agreed}) < 3:
        return None
    return best


def _agreeing(
    measure: Measure, usable: Sequence[tuple[float, Number, Bar]], drawn: Arrangement
) -> list[tuple[float, Number, Bar]]:
    return [item for item in usable if agree(measure, item[2], item[1], drawn)]


def agree(measure: Measure, bar: Bar, number: Number, drawn: Arrangement) -> bool:
    """Whether a printed label is what its bar shows, within rounding, calibration and drawing."""
    return abs(measure.value(bar, drawn.base) - number.value) <= number.half + measure.tolerance(bar)
