"""A number stamped into a finished table, in its own type: no header, no label and no value of it."""

from __future__ import annotations

import io
from functools import cache

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reads import read_pdf
from typeset import HEIGHT, Pen, pdf

from schemas.claim import Extraction
from schemas.codes import CoverageStatus

XS = (200, 280, 360)
HEADERS = ("Antal", "Andel", "Budget")
ROWS = (
    ("Ale", "12", "34", "56"),
    ("Boden norra", "21", "43", "65"),
    ("Kil", "11", "22", "33"),
    ("Umeå", "5", "6", "7"),
)
NOTE = "Uppgifterna kommer från kommunerna själva och är inte viktade efter hur många som bor där."


def page(pen: Pen) -> None:
    """A table without rules, a ruled one, and text at the page's foot."""
    for x, header in zip(XS, HEADERS, strict=True):
        pen.text(x, 160, header, bold=True)
    for line, (name, *values) in enumerate(ROWS):
        pen.text(70, 180 + 20 * line, name)
        for x, value in zip(XS, values, strict=True):
            pen.text(x, 180 + 20 * line, value)
    pen.table(70, 330, [["Kommun", *HEADERS], *map(list, ROWS)], [110, 70, 70, 70])
    pen.paragraph(70, 600, 420, NOTE)


@cache
def base() -> bytes:
    return pdf(page)


def stamped(x: float, top: float, text: str, size: float = 10, font: str = "Vera") -> Extraction:
    """Read the page with a number put over it by another program."""

    def stamp(pen: Pen) -> None:
        pen.canvas.setFont(font, size)
        pen.canvas.drawString(x, HEIGHT - top - size, text)

    target, source = pdfium.PdfDocument(base()), pdfium.PdfDocument(pdf(stamp))
    onto = target[0]
    onto.insert_obj(source.page_as_xobject(0, target).as_pageobject())
    onto.gen_content()
    out = io.BytesIO()
    target.save(out)
    return read_pdf(out.getvalue())


def values(found: Extraction) -> set[tuple[str, str, str]]:
    """What is read of the tables."""
    return {(cell.row_label, cell.column_label, cell.value_text) for cell in found.cells if cell.claim is not None}


@pytest.mark.parametrize(
    ("x", "top"),
    [(240, 160), (100, 180), (160, 200), (70, 240), (320, 220), (420, 160), (110, 160), (120, 355), (205, 335)],
)
def test_a_number_stamped_at_a_header_a_label_or_a_value_turns_up_and_is_no_part_of_the_table(x: int, top: int) -> None:
    found = stamped(x, top, "947")
    assert {token.status for token in found.tokens if token.token == "947"} == {CoverageStatus.UNEXPLAINED}
    assert values(found) <= values(read_pdf(base()))


def test_a_value_that_a_number_is_stamped_beside_is_held() -> None:
    found = stamped(214, 180, "9")
    twelves = [cell.claim is not None for cell in found.cells if (cell.row_label, cell.value_text) == ("Ale", "12")]
    assert sorted(twelves) == [False, True]  # the other is the ruled table's
    assert any("not drawn with the table" in item.reason for item in found.held)


def test_a_number_stamped_over_a_label_leaves_its_letters_whole() -> None:
    found = stamped(80, 203, "88")
    assert all("8" not in cell.row_label for cell in found.cells)
    assert any(cell.row_label == "Boden norra" for cell in found.cells)


def test_a_number_that_is_drawn_with_its_line_belongs_there() -> None:
    def draw(pen: Pen) -> None:
        for x, header in zip(XS, ("2014", "2011", "2008"), strict=True):
            pen.text(x, 160, header)
        for line, (name, *figures) in enumerate(ROWS):
            pen.text(70, 180 + 20 * line, f"{name} {line + 1}")
            for x, value in zip(XS, figures, strict=True):
                pen.text(x, 180 + 20 * line, value)

    assert ("Ale 1", "2014", "12") in values(read_pdf(pdf(draw)))


def test_a_table_that_is_drawn_column_by_column_is_read_whole() -> None:
    def draw(pen: Pen) -> None:
        for place, x in enumerate((70, *XS)):
            pen.text(x, 160, ("Kommun", *HEADERS)[place])
            for line, row in enumerate(ROWS):
                pen.text(x, 180 + 20 * line, row[place])

    assert len(values(read_pdf(pdf(draw)))) == 12


@given(st.floats(60, 420), st.floats(155, 420), st.integers(1, 999))
@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_a_number_stamped_anywhere_into_tables_is_never_read_or_explained(x: float, top: float, number: int) -> None:
    before, found = read_pdf(base()), stamped(x, top, str(number))
    assert values(found) <= values(before)
    counts = [
        sum(1 for token in one.tokens if token.status is not CoverageStatus.UNEXPLAINED) for one in (before, found)
    ]
    assert counts[1] <= counts[0]
