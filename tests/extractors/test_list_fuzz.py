"""Lists with something wrong in them: a word gone, two glued, a column shifted. No wrong row may come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from reads import read_pdf
from typeset import Pen, pdf

from extractors.names import name_of
from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Kind

NAMES = ("Göteborg", "Upplands Väsby", "Dals-Ed", "Habo", "Håbo", "Mora", "Nora", "Ale", "Kil", "Borås", "Kalix", "Eda")
SCORES = (14, 14, 13, 12, 12, 12, 9, 8, 7, 3, 3, 0)
HEADER = ("Plats", "Kommun", "Poäng", "Grupp")
XS = (60.0, 110.0, 260.0, 330.0)
TRUTH = {
    (name, score, 1 + sum(other > score for other in SCORES), 1 + len({other for other in SCORES if other > score}))
    for name, score in zip(NAMES, SCORES, strict=True)
}


@dataclass(frozen=True)
class Cell:
    """A printed cell: its text, and where."""

    text: str
    x: float
    row: int


def cells() -> list[list[Cell]]:
    rows = sorted(TRUTH, key=lambda row: (row[2], row[0]))
    texts = [HEADER, *((str(rank), name, str(score), str(group)) for name, score, rank, group in rows)]
    return [[Cell(text, x, index) for x, text in zip(XS, row, strict=True)] for index, row in enumerate(texts)]


def draw(rows: list[list[Cell]], grid: bool) -> bytes:
    def page(pen: Pen) -> None:
        for row in rows:
            for cell in row:
                pen.text(cell.x + 3, 103 + 16 * cell.row, cell.text, 9, bold=cell.row == 0)
        if grid:
            edges = (*XS, 400.0)
            for index in range(len(NAMES) + 3):
                pen.line(edges[0], 100 + 16 * index, edges[-1], 100 + 16 * index)
            for x in edges:
                pen.line(x, 100, x, 100 + 16 * (len(NAMES) + 2))

    return pdf(page)


def read(found: Extraction) -> set[tuple[str, float | None, int | None, int | None]]:
    return {(name_of(row.municipality_code), row.score, row.rank, row.rank_group) for row in found.rows}


rows_of_data = st.integers(1, len(NAMES))
columns_of_data = st.integers(0, len(HEADER) - 1)


def test_the_list_as_it_is_gives_every_row() -> None:
    for grid in (False, True):
        assert read(read_pdf(draw(cells(), grid), Kind.RANKING)) == TRUTH


@settings(max_examples=30)
@given(rows_of_data, columns_of_data, st.booleans())
def test_a_lost_word_costs_its_row_at_most(row: int, column: int, grid: bool) -> None:
    printed = cells()
    del printed[row][column]
    found = read_pdf(draw(printed, grid), Kind.RANKING)
    assert read(found) <= TRUTH
    assert len(found.rows) >= len(NAMES) - 1
    assert found.held


@settings(max_examples=30)
@given(rows_of_data, st.integers(0, len(HEADER) - 2), st.booleans())
def test_glued_words_make_no_number(row: int, column: int, grid: bool) -> None:
    printed = cells()
    one, other = printed[row][column : column + 2]
    printed[row][column : column + 2] = [replace(one, text=one.text + other.text)]
    found = read_pdf(draw(printed, grid), Kind.RANKING)
    assert read(found) <= TRUTH
    assert found.held


@settings(max_examples=30)
@given(rows_of_data, columns_of_data, st.floats(-60, 60), st.booleans(), st.booleans())
def test_a_shifted_column_is_read_right_or_held_or_its_numbers_are_unexplained(
    row: int, column: int, shift: float, below: bool, grid: bool
) -> None:
    printed = cells()
    for index in range(row, len(printed) if below else row + 1):
        cell = printed[index][column]
        printed[index][column] = replace(cell, x=cell.x + shift)
    found = read_pdf(draw(printed, grid), Kind.RANKING)
    truth = {item[0]: item for item in TRUTH}
    for name, *numbers in read(found):
        assert all(have in (None, want) for have, want in zip(numbers, truth[name][1:], strict=True))
    if not read(found) <= TRUTH:
        assert any(token.status is CoverageStatus.UNEXPLAINED for token in found.tokens)


@settings(max_examples=20)
@given(rows_of_data, rows_of_data, st.booleans())
def test_swapped_and_doubled_rows_are_the_same_rows(one: int, other: int, grid: bool) -> None:
    printed = cells()
    places = {one: other, other: one}
    swapped = [[replace(cell, row=places.get(cell.row, cell.row)) for cell in row] for row in printed]
    assert read(read_pdf(draw(swapped, grid), Kind.RANKING)) <= TRUTH
    doubled = [*printed, [replace(cell, row=len(printed)) for cell in printed[one]]]
    assert read(read_pdf(draw(doubled, grid), Kind.RANKING)) == TRUTH


@settings(max_examples=30)
@given(rows_of_data, st.integers(0, 2), st.sampled_from("qxzw"))
def test_a_misspelt_name_is_held_and_never_guessed(row: int, place: int, letter: str) -> None:
    printed = cells()
    cell = printed[row][1]
    misspelt = cell.text[: place + 1] + letter + cell.text[place + 2 :]
    printed[row][1] = replace(cell, text=misspelt)
    found = read_pdf(draw(printed, grid=False), Kind.RANKING)
    assert read(found) == {item for item in TRUTH if item[0] != cell.text}
    assert [misspelt in held.raw_text for held in found.held] == [True]


@settings(max_examples=40)
@given(
    st.integers(0, len(NAMES) - 1), st.integers(0, 2), st.sampled_from(["{} {}", "{}: {}", "{} ({})", "{} ..... {}"])
)
def test_a_line_that_loses_a_word_is_no_wrong_entry(row: int, what: int, form: str) -> None:
    texts = [form.format(name, score) for name, score in zip(NAMES, SCORES, strict=True)]
    name, score = NAMES[row], SCORES[row]
    texts[row] = (name, str(score), f"{name}{score}")[what]
    found = read_pdf(pdf(lambda pen: pen.lines(60, 130, texts, leading=1.4)), Kind.ESERVICE_COUNTS)
    have = {(name_of(item.municipality_code), item.eservices) for item in found.rows}
    assert have == set(zip(NAMES, SCORES, strict=True)) - {(name, score)}
