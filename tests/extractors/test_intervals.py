"""What the words around a number allow: the value is always inside, and qualifiers bend the right way."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reads import only_claim

from extractors.prose.intervals import printed_interval, qualified_interval, spoken_interval
from schemas.codes import Qualifier, Unit

SPOKEN = sorted({Fraction(part, whole) for whole in (2, 3, 4, 5, 10) for part in range(1, whole)})
QUALIFIERS = st.sampled_from([None, *Qualifier])
UNITS = st.sampled_from(list(Unit))
VALUES = st.integers(-100, 100) | st.floats(0, 100).map(lambda value: round(value, 1))


@given(VALUES, QUALIFIERS, UNITS, st.booleans(), st.integers(0, 2))
def test_the_value_lies_in_its_interval(
    value: float, qualifier: Qualifier | None, unit: Unit, open_ended: bool, places: int
) -> None:
    exact = printed_interval(value, places, unit)
    low, high = qualified_interval(value, exact, qualifier, unit, open_ended=open_ended, spoken=False)
    assert low is None or low <= value
    assert high is None or value <= high


@given(st.integers(1, 99), st.booleans())
def test_qualifiers_bend_the_right_way(value: int, open_ended: bool) -> None:
    exact = printed_interval(value, 0, Unit.PERCENT)

    def bent(qualifier: Qualifier) -> tuple[float | None, float | None]:
        return qualified_interval(value, exact, qualifier, Unit.PERCENT, open_ended=open_ended, spoken=False)

    assert bent(Qualifier.OVER)[0] == value
    assert bent(Qualifier.NEARLY)[1] == value
    assert bent(Qualifier.AT_LEAST) == (value, 100.0)
    assert bent(Qualifier.AT_MOST) == (0.0, value)
    low, high = bent(Qualifier.ABOUT)
    assert low is not None and high is not None
    assert low <= exact[0] and exact[1] <= high
    if open_ended:
        assert bent(Qualifier.OVER)[1] == 100.0


@pytest.mark.parametrize("share", SPOKEN, ids=str)
def test_a_spoken_fraction_lies_inside_its_interval(share: Fraction) -> None:
    low, high = spoken_interval(share)
    assert low < share * 100 < high


def test_intervals_of_neighbouring_spoken_fractions_meet_and_do_not_overlap() -> None:
    for one, other in pairwise(SPOKEN):
        assert spoken_interval(one)[1] <= spoken_interval(other)[0]


@given(st.integers(2, 40), st.data())
def test_any_ratio_lies_in_its_interval(whole: int, data: st.DataObject) -> None:
    share = Fraction(data.draw(st.integers(1, whole - 1)), whole)
    low, high = spoken_interval(share)
    assert 0 <= low <= float(share * 100) <= high <= 100


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Av dem är 57 procent nöjda.", 56.5, 57.5),
        ("Av dem är 8,5 procent nöjda.", 8.45, 8.55),
        ("Mer än hälften är nöjda.", 50, 100),
        ("Drygt hälften är nöjda.", 50, 55),
        ("Knappt hälften är nöjda.", 45, 50),
        ("Drygt 20 procent är nöjda.", 20, 25),
        ("Knappt 20 procent är nöjda.", 15, 20),
        ("Ungefär 57 procent är nöjda.", 56.5, 57.5),
        ("Minst 20 procent är nöjda.", 20, 100),
        ("Högst 20 procent är nöjda.", 0, 20),
        ("Andelen minskade med drygt 10 procent.", -15, -10),
        ("Andelen minskade med minst 10 procent.", -100, -10),
        ("Var tredje är nöjd.", 100 / 3 - 5 / 3, 100 / 3 + 10 / 3),
    ],
)
def test_interval_of_a_sentence(sentence: str, low: float, high: float) -> None:
    claim = only_claim(sentence)
    assert (claim.value_low, claim.value_high) == pytest.approx((low, high))


def test_a_count_is_exact_and_an_open_count_has_no_end() -> None:
    assert only_claim("Elva kommuner avstod.").value_low == 11
    fewest = only_claim("Minst 30 kommuner avstod.")
    assert (fewest.value_low, fewest.value_high) == (30, None)
