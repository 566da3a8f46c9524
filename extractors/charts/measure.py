"""From a bar's length to its value: by the axis, or where there is none by the printed labels themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.charts.axis import Scale
from extractors.charts.bar_shapes import Arrangement, Bar
from extractors.charts.labels import Number

#: How exactly programs place edges, in points, besides half of a stroke.
DRAWN = 0.35
#: A scale's zero this near to the line where bars start, in points, is that line.
_AT_BASE = 1.5
_MOST_PAIRS = 120


@dataclass(frozen=True)
class Measure:
    """``value = base + step * length`` with lengths in points, signed; ``residual`` in values."""

    base: float
    step: float
    residual: float

    def value(self, bar: Bar, start: float) -> float:
        """Value of a bar or a segment; only what begins at ``start`` counts from the base."""
        first = self.base if bar.inner == start else 0.0
        return first + self.step * (bar.outer - bar.inner)

    def tolerance(self, bar: Bar) -> float:
        """How far the value may be off: calibration, drawing and half of the stroke."""
        stroke = bar.shape.width / 2 if bar.shape.stroke is not None else 0.0
        return self.residual + abs(self.step) * (DRAWN + stroke)


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
    proportional = _best(
        [Measure(0.0, number.value / length, 0.0) for length, number, _ in usable[:_MOST_PAIRS]], usable, drawn
    )
    if proportional is not None or drawn.stacked or len({number.value for _, number, _ in usable}) < 3:
        return proportional
    lines = [
        Measure(one.value - step * length, step, 0.0)
        for (length, one, _), (further, other, _) in combinations(usable[:16], 2)
        if abs(further - length) > 2 and (step := (other.value - one.value) / (further - length))
    ]
    return _best(lines, usable, drawn)


def _best(
    measures: Sequence[Measure], usable: Sequence[tuple[float, Number, Bar]], drawn: Arrangement
) -> Measure | None:
    """The measure that most labels agree with, refined by the longest of them."""
    agreed = max((_agreeing(measure, usable, drawn) for measure in measures), key=len, default=[])
    if len(agreed) < max(2, 0.8 * len(usable)) or len({number.value for _, number, _ in agreed}) < 2:
        return None
    chosen = next(measure for measure in measures if len(_agreeing(measure, usable, drawn)) == len(agreed))
    if chosen.base == 0.0:
        step = sum(number.value for _, number, _ in agreed) / sum(length for length, _, _ in agreed)
        refined = Measure(0.0, step, 0.0) if sum(length for length, _, _ in agreed) else chosen
        return refined if len(_agreeing(refined, usable, drawn)) >= len(agreed) else chosen
    return chosen


def _agreeing(
    measure: Measure, usable: Sequence[tuple[float, Number, Bar]], drawn: Arrangement
) -> list[tuple[float, Number, Bar]]:
    return [item for item in usable if agree(measure, item[2], item[1], drawn)]


def agree(measure: Measure, bar: Bar, number: Number, drawn: Arrangement) -> bool:
    """Whether a printed label is what its bar shows, within rounding, calibration and drawing."""
    return abs(measure.value(bar, drawn.base) - number.value) <= number.half + measure.tolerance(bar)
