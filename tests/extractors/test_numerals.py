"""Numerals parse back, whatever way Swedish writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reads import SWEDISH, claims_in, only_claim

from extractors.prose.numerals import decimals, parse_number
from extractors.text import DASHES, plain
from schemas.codes import Unit

ONES = [
    *("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"),
    *("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"),
]
TENS = ["", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]
THOUSANDS_SPACES = " \u00a0\u2009\u202f"
MINUSES = f"-{DASHES}"


def spell(number: int) -> str:
    """Spell 0-999999 as Swedish does, in one word."""
    if number >= 1000:
        high, low = divmod(number, 1000)
        return f"{'ett' if high == 1 else spell(high)}tusen{spell(low) if low else ''}"
    if number >= 100:
        high, low = divmod(number, 100)
        return f"{ONES[high]}hundra{spell(low) if low else ''}"
    if number >= 20:
        return TENS[number // 10] + (ONES[number % 10] if number % 10 else "")
    return ONES[number]


def group(number: int, space: str) -> str:
    return f"{number:,}".replace(",", space)


@given(st.integers(0, 999_999))
@settings(max_examples=400)
def test_a_spelt_number_parses_back(number: int) -> None:
    assert parse_number(spell(number), SWEDISH) == number


@pytest.mark.parametrize("number", [*range(131), 290, 999, 1000, 1001, 1021, 19_999, 100_000, 999_999])
def test_every_small_number_and_every_edge_parses_back(number: int) -> None:
    assert parse_number(spell(number), SWEDISH) == number


@given(st.integers(2, 999_999))
def test_a_spelt_number_is_found_whole_in_a_sentence(number: int) -> None:
    claim = only_claim(f"Det gäller {spell(number)} kommuner i materialet.")
    assert (claim.value, claim.unit) == (number, Unit.MUNICIPALITIES)
    assert claim.value_text == f"{spell(number)} kommuner"


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("hundra", 100),
        ("hundratjugo", 120),
        ("tusen", 1000),
        ("tusentvå", 1002),
        ("etthundrafem", 105),
        ("tvåhundraochett", 201),
        ("tjugo-ett", 21),
        ("en", 1),
    ],
)
def test_shorter_and_longer_spellings(word: str, value: int) -> None:
    assert parse_number(word, SWEDISH) == value


@pytest.mark.parametrize("word", ["tjugotjugo", "tjugotolv", "kommun", "fyratio", "", "tolvtjugo", "hundrahundra"])
def test_what_is_no_number_word_is_none(word: str) -> None:
    assert parse_number(word, SWEDISH) is None


@given(st.integers(0, 99_999_999), st.sampled_from(THOUSANDS_SPACES))
def test_any_thousands_space(number: int, space: str) -> None:
    assert parse_number(plain(group(number, space)), SWEDISH) == number


@given(st.integers(1000, 999_999), st.sampled_from(THOUSANDS_SPACES))
def test_any_thousands_space_in_a_sentence(number: int, space: str) -> None:
    written = group(number, space)
    claim = only_claim(f"Totalt finns {written} e-tjänster att välja bland.")
    assert (claim.value, claim.value_text) == (number, f"{written} e-tjänster")


@given(st.decimals(0, 9999, places=1) | st.decimals(0, 9999, places=2), st.sampled_from(["", *MINUSES]))
def test_decimal_comma_and_any_minus(number: Decimal, minus: str) -> None:
    written = plain(minus + str(number).replace(".", ","))
    assert parse_number(written, SWEDISH) == (-number if minus else number)


@given(st.integers(1, 99), st.sampled_from(MINUSES))
def test_any_minus_in_a_sentence(number: int, minus: str) -> None:
    claim = only_claim(f"Skillnaden mot förra mätningen var {minus}{number} procentenheter.")
    assert claim.value == -number
    assert claim.value_text == f"{minus}{number} procentenheter"


@pytest.mark.parametrize("text", ["1,2,3", "--4", "4-", "12a"])
def test_what_is_no_numeral_is_not_guessed_at(text: str) -> None:
    assert parse_number(text, SWEDISH) is None


@pytest.mark.parametrize(("text", "places"), [("57", 0), ("8,5", 1), ("8,50", 2), ("1 234", 0), ("-0,25", 2)])
def test_decimals_are_those_printed(text: str, places: int) -> None:
    assert decimals(text) == places


def test_a_digit_string_is_not_cut_into_a_number_and_a_rest() -> None:
    assert claims_in("Ärendet har numret 1234567890123 hos oss.") == []
    assert [claim.value for claim in claims_in("Vi fick 12 345 678 besök under tiden.")] == [12_345_678]
