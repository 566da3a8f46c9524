"""Which sign is the decimal one: told by the document, never guessed."""

from __future__ import annotations

import pytest
from columns import FOUR, row, rows
from hypothesis import given
from hypothesis import strategies as st
from reads import SWEDISH, read_pdf
from typeset import Pen, pdf

from extractors.prose.habits import Habit, habit_of, value_of
from extractors.tables.cells import Brackets, parse_cell, refusal
from schemas.claim import Extraction

HEADERS = ["Län", "Ett", "Två", "Tre"]


def read(lines: list[list[str]]) -> Extraction:
    def draw(pen: Pen) -> None:
        row(pen, FOUR, 200, HEADERS)
        rows(pen, FOUR, 218, lines)

    return read_pdf(pdf(draw))


@pytest.mark.parametrize(
    ("texts", "decimal", "mixed"),
    [
        (["12,5", "1 234"], ",", False),
        (["12.5", "1,234"], ".", False),
        (["1,234,567"], ".", False),
        (["1.234,5"], ",", False),
        (["1 234,567"], ",", False),
        (["0,123"], ",", False),
        (["1,234"], None, False),
        (["12", "13"], None, False),
        (["12,5", "12.5"], None, True),
    ],
)
def test_a_documents_decimal_sign(texts: list[str], decimal: str | None, mixed: bool) -> None:
    assert habit_of(texts) == Habit(decimal, mixed)


@pytest.mark.parametrize(
    ("number", "decimal", "value"),
    [
        ("1,234", ".", 1234),
        ("1,234", ",", 1.234),
        ("1.234", ",", 1234),
        ("1,234", None, None),
        ("12,5", None, 12.5),
        ("12.5", ",", 12.5),
        ("1 234,567", None, 1234.567),
        ("1,234,567.8", None, 1234567.8),
    ],
)
def test_a_numbers_value(number: str, decimal: str | None, value: float | None) -> None:
    found = value_of(number, Habit(decimal))
    assert (None if found is None else float(found)) == value


@given(st.integers(0, 10**9), st.integers(1, 2), st.sampled_from([(".", ","), (",", "."), (",", " ")]))
def test_numbers_with_their_thousands_apart_are_read_back(whole: int, places: int, signs: tuple[str, str]) -> None:
    decimal, thousands = signs
    printed = f"{whole:,}".replace(",", thousands) + decimal + "5" * places
    assert float(value_of(printed, habit_of([printed])) or 0) == float(f"{whole}.{'5' * places}")


def test_a_number_that_may_be_thousands_or_decimals_is_held_with_the_reason() -> None:
    found = read([["Skåne", "1,234", "12", "3"], ["Halland", "5,678", "13", "4"]])
    assert [(held.raw_text, held.check_name) for held in found.held] == [
        ("Skåne · Ett: 1,234", "cell_is_one_number"),
        ("Halland · Ett: 5,678", "cell_is_one_number"),
    ]
    assert "three decimals" in found.held[0].reason
    assert {cell.value for cell in found.cells if cell.column_label == "Ett"} == {None}


def test_other_numbers_of_the_document_tell_which_it_is() -> None:
    found = read([["Skåne", "1,234", "12.5", "3"], ["Halland", "5,678", "13.5", "4"]])
    assert [cell.value for cell in found.cells] == [1234, 12.5, 3, 5678, 13.5, 4]
    assert found.held == []


def test_a_single_number_in_brackets_is_held_and_a_column_of_them_is_read() -> None:
    found = read([["Skåne", "12", "(4,5)", "3"], ["Halland", "(13)", "(5,5)", "4"], ["Dalarna", "14", "(6,5)", "5"]])
    assert [held.raw_text for held in found.held] == ["Halland · Ett: (13)"]
    assert [cell.value for cell in found.cells if cell.column_label == "Två"] == [4.5, 5.5, 6.5]


@pytest.mark.parametrize(
    ("text", "brackets", "value"),
    [
        ("(12)", Brackets.MINUS, -12),
        ("(12)", Brackets.ASIDE, 12),
        ("(1 234 kr)", Brackets.MINUS, -1234),
        ("$1 234", Brackets.UNKNOWN, 1234),
        ("-$3.50", Brackets.UNKNOWN, -3.5),
        ("45 mnkr", Brackets.UNKNOWN, 45),
        ("**12", Brackets.UNKNOWN, 12),
        ("12 1)", Brackets.UNKNOWN, 12),
    ],
)
def test_a_cell_with_signs_around_its_number(text: str, brackets: Brackets, value: float) -> None:
    cell = parse_cell(text, SWEDISH, Habit(None), brackets)
    assert cell is not None
    assert cell.value == value
    assert refusal(text, Habit(None), brackets) is None


@pytest.mark.parametrize("text", ["(12)", "1,234", "1.234"])
def test_what_may_be_read_in_two_ways_is_refused(text: str) -> None:
    assert parse_cell(text, SWEDISH, Habit(None)) is None
    assert refusal(text, Habit(None))


@pytest.mark.parametrize("text", ["8 M", "12 34", "1.1–1.2", "n.a.", "(12", "12 av 14"])
def test_what_is_no_number_is_not_refused_either(text: str) -> None:
    assert parse_cell(text, SWEDISH, Habit(None)) is None
    assert refusal(text, Habit(None)) is None
