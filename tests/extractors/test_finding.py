"""Words are found on a page only where they stand there exactly once."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.finding import find


@pytest.fixture(scope="module")
def content() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), invariant=1)
    canvas.drawString(50, 250, "SYNTETISK")
    canvas.drawString(50, 200, "3. Storköping 12 poäng, och igen 12")
    canvas.drawString(50, 180, "poäng. Två gånger. Två gånger.")
    canvas.save()
    return out.getvalue()


def test_a_number_is_found_within_its_words_over_a_line_break(content: bytes) -> None:
    ((region,), (first, second)) = find(content, [(1, "3.  Storköping 12", "12"), (1, "igen 12\npoäng.", "")])
    assert 50 < region.x0 < region.x1 < 180 and region.top < 100 < region.bottom
    assert region.x1 - region.x0 < 20
    assert first.x0 > region.x1 and second.x0 < 60 and second.top > first.top


@pytest.mark.parametrize(
    ("page", "words"), [(1, "Två gånger."), (1, "tre gånger"), (1, ""), (2, "SYNTETISK"), (0, "SYNTETISK")]
)
def test_what_is_not_certain_has_no_place(content: bytes, page: int, words: str) -> None:
    assert find(content, [(page, words, "")]) == [()]


def test_of_a_number_that_its_words_hold_twice_the_words_are_marked(content: bytes) -> None:
    ((region,),) = find(content, [(1, "12 poäng, och igen 12", "12")])
    assert region.x1 - region.x0 > 90
