"""Change one digit of a source, and exactly that claim changes; change nothing, and nothing does."""

from __future__ import annotations

import re

import pytest
from reads import read_pdf, read_text
from typeset import Pen, pdf

from schemas.claim import Claim, Extraction
from schemas.codes import Kind

PROSE = (
    "Av kommunerna har 57 procent en app, och 12 kommuner har flera. Drygt 43 procent har en plan, och 8,5 procent "
    "vill inte ha någon. År 2011 var andelen 15 procent. Det är en ökning med 42 procentenheter."
)
CELLS = [["Kommun", "Andel 2011", "Andel 2014"], ["Ale", "21", "−34"], ["Boden", "65", "78"]]
RANKS = [["Grupp", "Kommun", "Poäng"], ["1", "Ale", "14"], ["2", "Boden", "12"], ["3", "Habo", "7"]]
NUMBERS = ["57", "12", "43", "8,5", "15", "42"]


def report(text: str, cells: list[list[str]]) -> bytes:
    def draw(pen: Pen) -> None:
        pen.paragraph(70, 110, 420, text)
        pen.table(70, 400, cells, [100, 80, 80])

    return pdf(draw)


def keys(found: Extraction) -> list[str]:
    return [claim.key("källa", 0) for claim in found.claims]


def values(found: Extraction) -> list[tuple[str, float | None]]:
    return [(claim.value_text, claim.value) for claim in found.claims]


def differing(one: Extraction, other: Extraction) -> list[tuple[Claim, Claim]]:
    assert len(one.claims) == len(other.claims)
    return [
        (before, after)
        for before, after in zip(one.claims, other.claims, strict=True)
        if (before.value, before.value_text) != (after.value, after.value_text)
    ]


def raise_last_digit(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


@pytest.mark.parametrize("number", NUMBERS)
def test_one_digit_of_prose_changes_one_claim_of_a_pdf(number: str) -> None:
    changed = raise_last_digit(number)
    text = re.sub(rf"(?<![\d,]){number}(?= (?:procent|kommuner))", changed, PROSE)
    ((before, after),) = differing(read_pdf(report(PROSE, CELLS)), read_pdf(report(text, CELLS)))
    assert before.value is not None and after.value is not None
    assert (before.value_text.replace(number, changed), before.unit) == (after.value_text, after.unit)
    assert abs(after.value - before.value) == pytest.approx(0.1 if "," in number else 1)
    assert before.regions == after.regions


@pytest.mark.parametrize("number", NUMBERS)
def test_one_digit_changes_one_claim_of_a_transcript(number: str) -> None:
    text = re.sub(rf"(?<![\d,]){number}(?= (?:procent|kommuner))", raise_last_digit(number), PROSE)
    assert len(differing(read_text(PROSE), read_text(text))) == 1


@pytest.mark.parametrize(("row", "column"), [(1, 1), (1, 2), (2, 1), (2, 2)])
def test_one_digit_of_a_table_changes_one_cell_and_its_claim(row: int, column: int) -> None:
    cells = [list(line) for line in CELLS]
    cells[row][column] = raise_last_digit(cells[row][column])
    one, other = read_pdf(report(PROSE, CELLS)), read_pdf(report(PROSE, cells))
    ((_, after),) = differing(one, other)
    assert after.value_text == cells[row][column]
    changed = [
        (cell.row_label, cell.column_label) for cell, was in zip(other.cells, one.cells, strict=True) if cell != was
    ]
    assert changed == [(CELLS[row][0], CELLS[0][column])]


def test_a_year_in_a_header_moves_its_columns_claims_to_that_year() -> None:
    cells = [["Kommun", "Andel 2012", "Andel 2014"], *CELLS[1:]]
    one, other = read_pdf(report(PROSE, CELLS)), read_pdf(report(PROSE, cells))
    moved = [(b.value, b.year, a.year) for b, a in zip(one.claims, other.claims, strict=True) if b.year != a.year]
    assert moved == [(21, 2011, 2012), (65, 2011, 2012)]


@pytest.mark.parametrize("row", [1, 2, 3])
def test_one_digit_of_a_ranking_changes_one_row(row: int) -> None:
    cells = [list(line) for line in RANKS]
    cells[row][2] = raise_last_digit(cells[row][2])
    one, other = (
        read_pdf(pdf(lambda pen, rows=rows: pen.table(70, 130, rows, [80, 120, 80])), Kind.RANKING)
        for rows in (RANKS, cells)
    )
    changed = [after for before, after in zip(one.rows, other.rows, strict=True) if before != after]
    assert [row.score for row in changed] == [float(cells[row][2])]


def test_a_lost_digit_and_a_lost_row_show() -> None:
    fewer = read_pdf(pdf(lambda pen: pen.table(70, 130, RANKS[:-1], [80, 120, 80])), Kind.RANKING)
    assert [row.municipality_code for row in fewer.rows] == ["1440", "2582"]


def test_the_same_bytes_give_the_same_extraction() -> None:
    content = report(PROSE, CELLS)
    assert read_pdf(content) == read_pdf(content)


def test_a_claims_key_does_not_hang_on_where_it_is_printed() -> None:
    def moved(pen: Pen) -> None:
        pen.paragraph(90, 150, 300, PROSE)
        pen.table(90, 500, CELLS, [100, 80, 80])

    one, other = read_pdf(report(PROSE, CELLS)), read_pdf(pdf(moved))
    assert keys(one) == keys(other)
    assert [claim.regions for claim in one.claims] != [claim.regions for claim in other.claims]


def test_all_keys_of_different_claims_differ() -> None:
    found = keys(read_pdf(report(PROSE, CELLS)))
    assert len(found) == len(set(found)) == len(NUMBERS) + 4


def test_adding_a_sentence_leaves_the_others_claims_alone() -> None:
    more = f"{PROSE} Sist säger 99 procent att det räcker."
    before, after = values(read_text(PROSE)), values(read_text(more))
    assert after == [*before, ("99 procent", 99)]
