"""Ruled tables: each cell under its headers and beside its label, and what is no table is none."""

from __future__ import annotations

import pytest
from reads import SWEDISH, read_pdf
from typeset import Pen, bars, grid, pdf

from extractors.pdf.page import read_pages
from extractors.tables.cells import is_missing, parse_cell
from extractors.tables.sheets import sheets_of
from schemas.claim import Extraction, TableCell
from schemas.codes import CoverageStatus, Reader, Statistic, Unit

WIDTHS = [130, 60, 60, 60, 60]
MERGED = [
    ["Storlek", "Andel, procent", "", "Förändring", ""],
    ["", "2011", "2014", "Appar", "Tjänster"],
    ["Små", "12", "34", "−22", "+7"],
    ["Medelstora", "23", "45,5", "-3", "0"],
    ["Stora", "1 234", "60%", "–60", "+1"],
]
SPANS = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0))]


def read_table_of(
    rows: list[list[str]], spans: list[tuple[tuple[int, int], tuple[int, int]]] | None = None, caption: str = ""
) -> Extraction:
    def draw(pen: Pen) -> None:
        pen.text(70, 110, "Här nedan står det som alla frågade efter, ordnat efter storlek.")
        if caption:
            pen.text(70, 180, caption)
        pen.table(70, 200, rows, (WIDTHS * 2)[: len(rows[0])], spans or [])

    return read_pdf(pdf(draw))


def by_place(found: Extraction) -> dict[tuple[str, str], TableCell]:
    return {(cell.row_label, cell.column_label): cell for cell in found.cells}


def test_every_cell_of_a_table_with_merged_headers_over_two_rows() -> None:
    cells = by_place(read_table_of(MERGED, SPANS))
    columns = ["Andel, procent | 2011", "Andel, procent | 2014", "Förändring | Appar", "Förändring | Tjänster"]
    values = {"Små": [12, 34, -22, 7], "Medelstora": [23, 45.5, -3, 0], "Stora": [1234, 60, -60, 1]}
    assert {place: cell.value for place, cell in cells.items()} == {
        (row, column): value for row, line in values.items() for column, value in zip(columns, line, strict=True)
    }


def test_cells_make_claims_with_unit_statistic_and_year() -> None:
    found = read_table_of(MERGED, SPANS)
    cells = by_place(found)

    def claim(row: str, column: str) -> tuple[Unit, Statistic, int | None, str]:
        index = cells[row, column].claim
        assert index is not None
        item = found.claims[index]
        assert item.reader is Reader.TABLE
        return item.unit, item.statistic, item.year, item.value_text

    assert claim("Små", "Andel, procent | 2011") == (Unit.PERCENT, Statistic.SHARE, 2011, "12")
    assert claim("Små", "Andel, procent | 2014") == (Unit.PERCENT, Statistic.SHARE, 2014, "34")
    assert claim("Stora", "Förändring | Appar")[1:3] == (Statistic.CHANGE, 2014)
    assert claim("Stora", "Andel, procent | 2014")[3] == "60%"


def test_years_in_headers_are_explained_and_no_data() -> None:
    found = read_table_of(MERGED, SPANS)
    years = [token for token in found.tokens if token.token in ("2011", "2014")]
    assert [(token.status, token.rule) for token in years] == [(CoverageStatus.EXPLAINED, "table_header")] * 2
    assert {2011, 2014}.isdisjoint({claim.value for claim in found.claims})
    assert [token.token for token in found.tokens if token.status is CoverageStatus.UNEXPLAINED] == []


def test_missing_marks_are_kept_apart() -> None:
    rows = [["Kommun", "Andel"], ["Ale", "12"], ["Alingsås", "-"], ["Boden", "."], ["Borås", ".."], ["Eda", "0"]]
    cells = {cell.row_label: (cell.value_text, cell.value, cell.claim is None) for cell in read_table_of(rows).cells}
    assert cells == {
        "Ale": ("12", 12, False),
        "Alingsås": ("-", None, True),
        "Boden": (".", None, True),
        "Borås": ("..", None, True),
        "Eda": ("0", 0, False),
    }


def test_a_label_is_taken_from_the_tables_own_caption() -> None:
    found = read_table_of(MERGED, SPANS, "Tabell 4. Andel kommuner efter storlek.")
    assert {cell.table_label for cell in found.cells} == {"Tabell 4"}


def test_digits_in_row_labels_are_explained() -> None:
    rows = [["Invånare", "Andel 2014"], ["1–9 999", "12"], ["10 000–", "34"]]
    found = read_table_of(rows)
    assert [(cell.row_label, cell.value) for cell in found.cells] == [("1–9 999", 12), ("10 000–", 34)]
    labels = [token for token in found.tokens if token.rule == "table_row_label"]
    assert len(labels) >= 4
    assert all(token.status is not CoverageStatus.UNEXPLAINED for token in found.tokens)


def test_the_marks_of_a_cells_claim_lie_in_its_cell() -> None:
    found = read_table_of(MERGED, SPANS)
    for cell in found.cells:
        assert cell.claim is not None
        (mark,) = found.claims[cell.claim].marks
        assert 200 < mark.top < mark.bottom < 200 + 18 * len(MERGED)
        assert mark.x0 > 70 + WIDTHS[0]


def test_a_chart_with_its_grid_is_no_table() -> None:
    def draw(pen: Pen) -> None:
        pen.text(70, 110, "Så här fördelar sig svaren på den frågan.")
        bars(pen, [12, 57, 88, 34])
        grid(pen, [90, 140, 190, 240, 290], [300, 340, 380, 420])

    content = pdf(draw)
    (page,) = read_pages(content)
    assert page.grids, "the grid should look like a table to pdfplumber, or this tests nothing"
    assert sheets_of(page, page.words) == []
    found = read_pdf(content)
    assert found.cells == []
    assert {claim.reader for claim in found.claims} == {Reader.CHART_LABEL}


def test_a_frame_around_text_is_no_table_and_its_text_is_read() -> None:
    def draw(pen: Pen) -> None:
        grid(pen, [60, 500], [100, 160])
        pen.text(70, 120, "I rutan står att 57 procent av kommunerna har en app.")

    found = read_pdf(pdf(draw))
    assert found.cells == []
    assert [claim.value for claim in found.claims] == [57]


@pytest.mark.parametrize(
    ("text", "value", "unit", "signed"),
    [
        ("57", 57, None, False),
        ("57 %", 57, Unit.PERCENT, False),
        ("57%", 57, Unit.PERCENT, False),
        ("8,5", 8.5, None, False),
        ("8.5", 8.5, None, False),
        ("1 234", 1234, None, False),
        ("1\u00a0234,5", 1234.5, None, False),
        ("-60", -60, None, True),
        ("−60", -60, None, True),
        ("– 60", -60, None, True),
        ("+7", 7, None, True),
        ("57*", 57, None, False),
        ("14 poäng", 14, Unit.POINTS, False),
    ],
)
def test_a_cells_value(text: str, value: float, unit: Unit | None, signed: bool) -> None:
    cell = parse_cell(text, SWEDISH)
    assert cell is not None
    assert (cell.value, cell.unit, cell.signed) == (value, unit, signed)
    assert cell.low <= cell.value <= cell.high


@pytest.mark.parametrize("text", ["", "-", "..", ".", "Ale", "12 av 14", "57 procent av dem", "1-2", "12:34"])
def test_what_is_no_value_is_none(text: str) -> None:
    assert parse_cell(text, SWEDISH) is None


def test_zero_is_not_missing() -> None:
    assert not is_missing("0")
    assert all(is_missing(mark) for mark in ("-", ".", "..", "–"))
