"""Interval arithmetic against brute force: every count of every number of respondents up to 300."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.arithmetic import Interval, counts_for, is_mean_of, share_of, total

MOST = 300
OTHERS = {33.0, 8.5, 99.99, 0.0, 100.0}
ends = st.decimals(min_value=-200, max_value=200, places=2).map(float)
intervals = st.builds(Interval.of, ends, ends)


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_possible_counts_are_those_that_counting_finds(decimals: int) -> None:
    half = 0.5 * 10**-decimals
    for answered in range(1, MOST + 1):
        counts = np.arange(answered + 1)
        for printed in {round(100 * count / answered, decimals) for count in range(answered + 1)} | OTHERS:
            interval = Interval.of(printed - half, printed + half)
            low, high = interval.low, interval.high
            # low <= 100 * count / answered <= high, multiplied out: whole numbers far below 2**63, so exact.
            above = low.numerator * answered <= 100 * counts * low.denominator
            below = 100 * counts * high.denominator <= high.numerator * answered
            assert list(counts_for(interval, answered)) == counts[above & below].tolist()


def test_a_percentage_that_no_whole_number_gives_is_impossible() -> None:
    assert not counts_for(Interval.of(8.45, 8.55), 229)
    assert list(counts_for(Interval.of(18.5, 19.5), 224)) == [42, 43]


def test_nobody_has_no_share() -> None:
    with pytest.raises(ValueError, match="nobody"):
        counts_for(Interval.of(0, 1), 0)
    assert share_of(Interval.of(1, 1), Interval.of(0, 3)) is None


def test_the_share_of_a_count_is_what_dividing_gives() -> None:
    for answered in range(1, MOST + 1):
        exact = Interval.of(answered, answered)
        for count in range(0, answered + 1, 7):
            share = share_of(Interval.of(count, count), exact)
            assert share == Interval(Fraction(100 * count, answered), Fraction(100 * count, answered))


@given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1))
def test_sums_and_differences_hold_those_of_any_two_members(
    one: Interval, other: Interval, first: Fraction, second: Fraction
) -> None:
    a = one.low + first * (one.high - one.low)
    b = other.low + second * (other.high - other.low)
    assert (one + other).holds(a + b)
    assert (one - other).holds(a - b)
    assert (one + other).low == one.low + other.low and (one - other).high == one.high - other.low


@given(intervals, intervals)
def test_intervals_meet_when_an_end_of_one_lies_in_the_other(one: Interval, other: Interval) -> None:
    inside = [one.holds(other.low), one.holds(other.high), other.holds(one.low), other.holds(one.high)]
    assert one.meets(other) == any(inside) == other.meets(one)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), min_size=1, max_size=6))
def test_a_weighted_mean_is_never_called_impossible(groups: list[tuple[int, int]]) -> None:
    mean = Fraction(sum(share * size for share, size in groups), sum(size for _, size in groups))
    printed = Interval.of(round(mean) - 0.5, round(mean) + 0.5)
    assert is_mean_of(printed, [Interval.of(share - 0.5, share + 0.5) for share, _ in groups])


def test_a_whole_outside_its_groups_is_impossible() -> None:
    groups = [Interval.of(39.5, 40.5), Interval.of(83.5, 84.5)]
    assert not is_mean_of(Interval.of(85.5, 86.5), groups)
    assert is_mean_of(Interval.of(85.5, 86.5), [])


def test_parts_that_make_a_whole_within_rounding() -> None:
    parts = [Interval.of(value - 0.5, value + 0.5) for value in (57, 34, 7)]
    assert total(parts).holds(99) and not total(parts).holds(100)
