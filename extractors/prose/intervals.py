"""What the words of a number allow: 57 is 56.5-57.5, "var tredje" an interval around 33.3.

Spoken fractions stand for what lies nearer to them than to any other fraction people say (halves, thirds, quarters,
fifths, tenths). "Drygt" and its kin go up half-way to the next step, "knappt" down, "mer än" up to the end.
"""

from __future__ import annotations

from fractions import Fraction

from schemas.codes import Qualifier, Unit

Interval = tuple[float | None, float | None]

_SPOKEN = sorted({Fraction(part, whole) for whole in (2, 3, 4, 5, 10) for part in range(whole + 1)})


def spoken_interval(share: Fraction) -> tuple[float, float]:
    """Percent interval of a spoken fraction."""
    steps = sorted({*_SPOKEN, share})
    at = steps.index(share)
    low = (steps[at - 1] + share) / 2 if at else share
    high = (steps[at + 1] + share) / 2 if at + 1 < len(steps) else share
    return float(low * 100), float(high * 100)


def printed_interval(value: float, decimals: int, unit: Unit) -> tuple[float, float]:
    """Interval of a printed number: half a unit of its last decimal for percent and decimals, none for counts."""
    if unit is not Unit.PERCENT and decimals == 0:
        return value, value
    half = 0.5 * 10.0**-decimals
    return round(value - half, 10), round(value + half, 10)


def qualified_interval(
    value: float,
    exact: tuple[float, float],
    qualifier: Qualifier | None,
    unit: Unit,
    *,
    open_ended: bool,
    spoken: bool,
) -> Interval:
    """Bend an interval by the words before the number.

    ``open_ended``: "mer än", which goes on to the end; ``spoken``: a fraction, whose interval is already wide.
    """
    if qualifier is None:
        return exact
    low, high = min(exact), max(exact)
    step = 0.0 if spoken else _step(value)
    top = 100.0 if unit is Unit.PERCENT else None
    if qualifier is Qualifier.OVER:
        return value, top if open_ended else max(high, value + step)
    if qualifier is Qualifier.NEARLY:
        return min(low, value - step), value
    if qualifier is Qualifier.ABOUT:
        return min(low, value - step), max(high, value + step)
    if qualifier is Qualifier.AT_LEAST:
        return value, top
    return (0.0 if value >= 0 else None), value


def _step(value: float) -> float:
    """Half the step that a round number is rounded to: 20 to tens, 25 to fives, 57 to ones."""
    whole = abs(value)
    if whole != int(whole) or whole == 0:
        return 0.5
    for step in (1000, 100, 10, 5):
        if whole % step == 0:
            return step / 2
    return 0.5
