"""Words broken at line ends become whole as the document prints them; letters are what the eye sees."""

from __future__ import annotations

import pytest
from reads import only_claim, read_pdf
from reportlab.pdfbase.pdfmetrics import stringWidth
from typeset import Pen, pdf

from extractors.pdf.page import read_pages
from extractors.text import SPACES, hyphenation

WHOLE = frozenset({"marknadsbaserad", "dals-ed", "tre-fyra", "samarbete"})


@pytest.mark.parametrize(
    ("before", "after", "glue"),
    [
        ("mark-", "nadsbaserad", "drop"),
        ("e-", "förvaltning", "keep"),
        ("IT-", "lösningar", "keep"),
        ("GHG-", "protokollet", "keep"),
        ("SKL-", "rapporten", "keep"),
        ("läs-", "och skrivplattor", "space"),
        ("Dals-", "Ed", "keep"),
        ("10-", "15 procent", "keep"),
        ("scope 3-", "rapporteringen", "keep"),
    ],
)
def test_a_hyphen_at_a_lines_end(before: str, after: str, glue: str) -> None:
    assert hyphenation(before, after) == glue


@pytest.mark.parametrize(
    ("before", "after", "glue"),
    [("tre-", "fyra", "keep"), ("sam-", "arbete", "drop"), ("mark-", "nadsbaserad,", "drop"), ("e-", "post", "keep")],
)
def test_the_document_itself_says_how_it_writes_a_word(before: str, after: str, glue: str) -> None:
    assert hyphenation(before, after, WHOLE) == glue


def test_a_word_that_stands_whole_elsewhere_is_written_as_there() -> None:
    lines = [
        "Här finns både tre-fyra tjänster och ett väl utvecklat",
        "samarbete, och sedan säger 57 procent att de har tre-",
        "fyra av dem, medan 12 procent inte vill ha något sam-",
        "arbete alls med någon annan i det egna länet.",
    ]
    quote = read_pdf(pdf(lambda pen: pen.lines(70, 110, lines))).claims[0].quote
    assert "tre-fyra av dem" in quote and "något samarbete alls" in quote


def test_a_soft_hyphen_at_a_lines_end_breaks_no_word_and_no_number() -> None:
    lines = ["Andelen som har en app är nu hela 57 pro\u00ad", "cent, och de andra planerar för en."]
    (claim,) = read_pdf(pdf(lambda pen: pen.lines(70, 110, lines))).claims
    assert (claim.value, claim.value_text) == (57, "57 procent")


@pytest.mark.parametrize("space", [*SPACES.translate(dict.fromkeys(map(ord, "\t\n\r\u1680\u3000")))], ids=ascii)
def test_thousands_are_parted_by_any_space(space: str) -> None:
    assert only_claim(f"Där finns 1{space}234 e-tjänster.").value == 1234


def drawn_accents(pen: Pen, accent: str, letter: str) -> None:
    x = pen.text(70, 110, "Andelen ")
    wide, narrow = stringWidth(letter, "Vera", 10), stringWidth(accent, "Vera", 10)
    pen.text(x + (wide - narrow) / 2, 110, accent)
    x = pen.text(x, 110, letter)
    pen.text(x, 110, "r 57 procent.")


@pytest.mark.parametrize(
    ("accent", "letter", "whole"), [("\u00a8", "a", "är"), ("\u00a8", "o", "ör"), ("\u02da", "a", "år")]
)
def test_an_accent_printed_over_a_letter_is_part_of_it(accent: str, letter: str, whole: str) -> None:
    (page,) = read_pages(pdf(lambda pen: drawn_accents(pen, accent, letter)))
    assert whole in [word.text for word in page.words]


def test_small_capitals_are_one_word_and_a_raised_mark_is_none_of_it() -> None:
    def draw(pen: Pen) -> None:
        x = pen.text(70, 110, "S", 12)
        pen.text(x, 113, "AMMANFATTNING", 9)
        x = pen.text(70, 150, "procent")
        pen.text(x, 150, "2", 6)

    (page,) = read_pages(pdf(draw))
    words = [word.text for word in page.words]
    assert "SAMMANFATTNING" in words and "procent" in words and "2" in words


def test_a_large_initial_belongs_to_its_word_and_breaks_no_number() -> None:
    def draw(pen: Pen) -> None:
        pen.text(70, 110, "D", 36)
        pen.lines(
            100,
            113,
            [
                "et är nu så att av alla kommuner har hela 57",
                "procent en egen app, och av de andra är det",
                "ännu 12 procent som planerar för en egen.",
            ],
        )

    found = read_pdf(pdf(draw))
    assert [claim.value for claim in found.claims] == [57, 12]
    assert found.claims[0].quote.startswith("Det är nu så")


def test_a_figure_below_the_line_is_explained_and_parts_no_sentence() -> None:
    def draw(pen: Pen) -> None:
        x = pen.text(70, 110, "Utsläppen av CO")
        x = pen.text(x, 116, "2", 6)
        pen.text(x, 110, " har i 57 procent av kommunerna blivit mindre.")

    found = read_pdf(pdf(draw))
    assert [claim.value for claim in found.claims] == [57]
    assert found.claims[0].quote.startswith("Utsläppen") and found.claims[0].quote.endswith("mindre.")
    assert {token.token: token.rule for token in found.tokens} == {"2": "subscript", "57": None}


def test_type_drawn_twice_with_a_shadow_is_read_once() -> None:
    def draw(pen: Pen) -> None:
        for shift in (0.0, 0.6):
            pen.text(70 + shift, 110 + shift, "Av kommunerna har 57 procent en egen app.")

    assert [claim.value for claim in read_pdf(pdf(draw)).claims] == [57]
