"""A number put into a finished PDF, anywhere, turns up in coverage: unexplained or used, never explained away."""

from __future__ import annotations

import io
from functools import cache

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reads import read_pdf
from typeset import HEIGHT, WIDTH, Pen, bars, pdf

from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Kind

EXTRA = "90817"
TEXT = (
    "I vår mätning 2014 har 57 procent av kommunerna en app, och 12 kommuner har flera. Läs vidare i bilaga 4 om det. "
    "År 2011 var andelen 15 procent, enligt SFS 2010:1767 och figur 2."
)


def running(pen: Pen, page: int) -> None:
    pen.text(70, 40, "Digitala kommuner 2014", 8)
    pen.text(500, 40, str(page), 8)


def prose_page(pen: Pen) -> None:
    running(pen, 1)
    pen.text(70, 90, "2.1 Läget i kommunerna", 14, bold=True)
    pen.paragraph(70, 120, 210, TEXT)
    pen.paragraph(310, 120, 210, TEXT)
    x = pen.text(70, 420, "Detta säger också en not")
    pen.text(x, 420, "3", 6)
    pen.text(70, 740, "3", 5)
    pen.text(76, 740, "Mätningen gjordes bland 290 kommuner.", 8)


def drawn_page(pen: Pen) -> None:
    running(pen, 2)
    pen.paragraph(70, 110, 420, TEXT)
    bars(pen, [13, 58, 88, 34])
    pen.table(70, 560, [["Kommun", "2014"], ["Ale", "14"], ["Boden", "12"]], [100, 60])


def contents_page(pen: Pen) -> None:
    running(pen, 3)
    pen.text(70, 110, "Innehåll", 14, bold=True)
    for place, (title, page) in enumerate([("1 Bakgrund", 5), ("2 Metod", 6), ("3 Resultat", 12), ("4 Slutsats", 20)]):
        end = pen.text(70, 150 + 20 * place, title)
        pen.text(end + 2, 150 + 20 * place, "." * int((440 - end) / 3.2))
        pen.text(450, 150 + 20 * place, str(page))


@cache
def base() -> bytes:
    return pdf(prose_page, drawn_page, contents_page)


@cache
def digits_of_base() -> int:
    """How many digits there are in the file as it was finished."""
    return digits(read_pdf(base()))


def digits(found: Extraction) -> int:
    return sum(map(str.isdigit, "".join(token.token for token in found.tokens)))


def with_extra(page: int, x: float, top: float, size: float, turn: int) -> bytes:
    """Merge another PDF's page, with the number alone, onto a page of the finished one."""

    def stamp(pen: Pen) -> None:
        pen.canvas.translate(x, HEIGHT - top - size)
        pen.canvas.rotate(turn)
        pen.canvas.setFont("Vera", size)
        pen.canvas.drawString(0, 0, EXTRA)

    target, source = pdfium.PdfDocument(base()), pdfium.PdfDocument(pdf(stamp))
    onto = target[page]
    onto.insert_obj(source.page_as_xobject(0, target).as_pageobject())
    onto.gen_content()
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def fate(found: Extraction) -> set[CoverageStatus]:
    return {token.status for token in found.tokens if token.token == EXTRA}


@given(
    st.integers(0, 2),
    st.floats(45, WIDTH - 45),
    st.floats(45, HEIGHT - 45),
    st.sampled_from([6, 8, 10, 14]),
    st.sampled_from([0, 0, 0, 90, 270, 30]),
)
@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_an_extra_number_anywhere_turns_up(page: int, x: float, top: float, size: float, turn: int) -> None:
    found = read_pdf(with_extra(page, x, top, size, turn))
    if fate(found):
        assert CoverageStatus.EXPLAINED not in fate(found)
        return
    # Set over other print, its digits are mixed with what stands there: they are still tokens, and no clean claim.
    assert digits(found) > digits_of_base()


@pytest.mark.parametrize(
    ("page", "x", "top"), [(0, 300, 41), (2, 300, 151), (1, 120, 350), (1, 300, 41), (0, 290, 130), (2, 455, 400)]
)
def test_an_extra_number_on_the_line_of_a_header_a_leader_or_a_column_turns_up(page: int, x: float, top: float) -> None:
    found = read_pdf(with_extra(page, x, top, 7, 0))
    assert [token for token in found.tokens if "9" in token.token and token.status is not CoverageStatus.EXPLAINED]


def test_an_extra_number_in_a_list_turns_up() -> None:
    rows = [["Kommun", "Poäng"], ["Ale", "14"], ["Boden", "12"]]

    def draw(pen: Pen) -> None:
        pen.table(70, 130, rows, [100, 100])
        pen.text(300, 150, EXTRA)

    assert fate(read_pdf(pdf(draw), Kind.RANKING)) == {CoverageStatus.UNEXPLAINED}


@pytest.mark.parametrize(("x", "top", "size"), [(290, 304, 6), (240, 302, 6), (120, 322, 6), (350, 322, 9)])
def test_an_extra_number_in_a_ruled_cell_is_not_explained_by_it(x: float, top: float, size: float) -> None:
    rows = [["Kommun", "Andel 2014", "Andel 2011"], ["Ale", "14", "13"], ["Boden", "12", "11"]]

    def draw(pen: Pen) -> None:
        pen.table(70, 300, rows, [150, 110, 110])
        pen.text(x, top, EXTRA, size)

    found = read_pdf(pdf(draw))
    assert fate(found) and CoverageStatus.EXPLAINED not in fate(found)
