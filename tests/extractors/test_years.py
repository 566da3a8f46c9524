"""The year of a number: behind it, not there, or of a change's start; and bounds of population that are no numbers."""

from __future__ import annotations

import pytest
from reads import claims_in, rules_in


def years_of(text: str) -> list[int | None]:
    return [claim.year for claim in claims_in(text)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Bara 6 procent av kommunerna publicerade öppna data år 2011.", [2011]),
        ("Bara 6 procent av kommunerna publicerade öppna data 2011.", [2011]),
        ("Bara 6 procent av kommunerna publicerade öppna data, vilket är fler än 2011.", [2014]),
        ("Bara 6 procent av kommunerna har en strategi från 2011.", [2014]),
        ("46 procent av kommunerna har en plan för 2016.", [2014]),
        ("6 procent av dem som svarade 2011 har öppna data.", [None]),
        ("I årets enkät har 36 kommuner svarat som inte svarade 2011.", [2014]),
        ("Andelen kommuner med appar har ökat från 15 till 46 procent.", [None, 2014]),
        ("Andelen kommuner med appar har ökat från 15 procent 2011 till 46 procent.", [2011, 2014]),
        ("Andelen varierar från 15 till 46 procent.", [2014, 2014]),
    ],
)
def test_a_number_is_of_the_year_that_its_clause_says(text: str, years: list[int | None]) -> None:
    assert years_of(text) == years


def test_a_class_of_population_with_a_dash_is_no_telephone_number() -> None:
    text = "Bland kommunerna med 50 000–99 999 invånare har 72 procent appar."
    assert [claim.value for claim in claims_in(text)] == [72]
    assert {rule for rule, _ in rules_in(text)} == {"group_bound"}
    assert rules_in("Ring 08-452 70 00 för frågor.") == [("phone_number", "08-452 70 00")]


def test_a_class_of_population_is_named_whole() -> None:
    (claim,) = claims_in("I kommuner med mellan 10 000 och 20 000 invånare har 72 procent appar.")
    assert claim.group == "kommuner med mellan 10 000 och 20 000 invånare"
