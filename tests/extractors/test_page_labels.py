"""A page's printed number, which need not be its place in the file."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page_labels import printed_labels
from extractors.pdf.pdfium import page_labels
from schemas.claim import Token
from schemas.codes import CoverageStatus


def token(page: int, text: str, rule: str = "page_number") -> Token:
    return Token(page, text, None, CoverageStatus.EXPLAINED, rule)


def test_numbers_at_the_edge_that_count_with_the_pages_are_labels() -> None:
    tokens = [token(page, str(page - 2), "running_line") for page in range(3, 8)]
    tokens += [token(page, "2014", "running_line") for page in range(3, 6)]
    assert printed_labels(tokens) == {page: str(page - 2) for page in range(3, 8)}


def test_a_year_in_the_running_line_is_no_label() -> None:
    assert printed_labels([token(page, "2014", "running_line") for page in range(1, 9)]) == {}


def test_a_single_number_is_borne_out_by_nothing() -> None:
    assert printed_labels([token(1, "7")]) == {} and printed_labels([]) == {}


def test_numbers_that_others_use_are_no_labels() -> None:
    assert printed_labels([token(page, str(page), "year") for page in range(1, 9)]) == {}


def labelled(style: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(3):
        if style:
            canvas.addPageLabel(number, style=style, start=5)
        canvas.drawString(70, 700, "SYNTETISK")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_file_may_label_its_own_pages() -> None:
    assert page_labels(labelled("ROMAN_LOWER"))[1] == "v"
    assert page_labels(labelled("")) == {}
