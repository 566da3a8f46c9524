"""What rounding allows: could whole respondents give this percentage, could these parts make that whole?

An interval is what a printed number stands for, both ends included, so that it does not matter which way halves were
rounded. All functions answer "is it possible?"; what is impossible is a contradiction, what is possible proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

#: Floating point noise in printed decimals; far below any printed digit.
_GRAIN = 10**9


@dataclass(frozen=True)
class Interval:
    """A closed interval of exact numbers."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, low: float, high: float) -> Interval:
        """Take floats at the precision that documents print; ends given the wrong way round are turned."""
        one, other = (Fraction(round(end * _GRAIN), _GRAIN) for end in (low, high))
        return cls(min(one, other), max(one, other))

    def __add__(self, other: Interval) -> Interval:
        """All sums of a number of each."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        """All differences of a number of each."""
        return Interval(self.low - other.high, self.high - other.low)

    def meets(self, other: Interval) -> bool:
        """Whether one number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, value: float | Fraction) -> bool:
        """Whether the value lies in it."""
        return self.low <= value <= self.high


def counts_for(percent: Interval, answered: int) -> range:
    """The whole numbers of respondents, of ``answered``, whose share is the percentage; empty when there is none.

    This is the GRIM test (Brown and Heathers 2017, "granularity-related inconsistency of means") for shares. Raises
    ValueError when nobody answered.
    """
    if answered <= 0:
        raise ValueError("a share of nobody is no number")
    least = ceil(percent.low * answered / 100)
    most = floor(percent.high * answered / 100)
    return range(max(least, 0), min(most, answered) + 1)


def share_of(count: Interval, answered: Interval) -> Interval | None:
    """Percentages that a count out of those who answered can be; None when nobody need have answered."""
    if answered.low <= 0:
        return None
    return Interval(100 * count.low / answered.high, 100 * count.high / answered.low)


def total(parts: Iterable[Interval]) -> Interval:
    """All sums of one number of each part."""
    summed = Interval(Fraction(0), Fraction(0))
    for part in parts:
        summed += part
    return summed


def is_mean_of(whole: Interval, groups: Iterable[Interval]) -> bool:
    """Whether the whole can be a weighted mean of its groups, whatever their sizes: it lies between their extremes."""
    known = list(groups)
    if not known:
        return True
    return whole.meets(Interval(min(group.low for group in known), max(group.high for group in known)))
