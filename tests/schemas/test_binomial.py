"""Clopper and Pearson's exact one-sided bound, against tables, closed forms and brute force."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.binomial import at_most, sample_size, upper_bound


@pytest.mark.parametrize(
    ("bound", "confidence", "size"),
    [(0.02, 0.95, 149), (0.05, 0.95, 59), (0.01, 0.95, 299), (0.1, 0.9, 22), (0.01, 0.99, 459)],
)
def test_sample_sizes_are_those_of_the_tables(bound: float, confidence: float, size: int) -> None:
    assert sample_size(bound, confidence) == size
    assert upper_bound(0, size, confidence) <= bound < upper_bound(0, size - 1, confidence)


@pytest.mark.parametrize(
    ("errors", "sample", "bound"),
    # one-sided 95 %: Hahn and Meeker's table of binomial limits; 1 - 0.05 ** (1 / n) without errors
    [(0, 149, 0.019905), (1, 100, 0.046560), (0, 10, 0.258866), (1, 10, 0.394163), (5, 10, 0.777559), (10, 10, 1.0)],
)
def test_bounds_are_those_of_the_tables(errors: int, sample: int, bound: float) -> None:
    assert upper_bound(errors, sample, 0.95) == pytest.approx(bound, abs=2e-6)


@given(st.integers(1, 120), st.integers(0, 120), st.integers(0, 100))
def test_the_tail_is_that_of_brute_force(sample: int, errors: int, percent: int) -> None:
    share = Fraction(percent, 100)
    exact = sum(comb(sample, k) * share**k * (1 - share) ** (sample - k) for k in range(min(errors, sample) + 1))
    assert at_most(errors, sample, float(share)) == pytest.approx(float(exact), abs=1e-9)


@given(st.integers(1, 400), st.integers(0, 400), st.floats(0.6, 0.999))
def test_at_the_bound_so_few_errors_are_just_as_unlikely_as_was_asked(
    sample: int, errors: int, confidence: float
) -> None:
    if errors < sample:
        bound = upper_bound(errors, sample, confidence)
        assert at_most(errors, sample, bound) == pytest.approx(1 - confidence, rel=1e-6)
        assert errors / sample < bound <= upper_bound(errors + 1, sample, confidence)


@pytest.mark.parametrize(("errors", "sample", "confidence"), [(-1, 5, 0.95), (6, 5, 0.95), (0, 5, 1.0), (0, 5, 0.0)])
def test_what_no_sample_is_is_refused(errors: int, sample: int, confidence: float) -> None:
    with pytest.raises(ValueError, match="errors in"):
        upper_bound(errors, sample, confidence)
    with pytest.raises(ValueError, match="a bound of"):
        sample_size(0.0, 0.95)
