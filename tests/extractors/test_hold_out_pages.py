"""What publications that nobody had seen before got wrong at first: marks, hyphens, numbered paragraphs, labels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reads import printed, read_pdf
from typeset import Pen, pdf, prose

from extractors.numbered import follows
from extractors.pdf.agreement import refuse_disagreement
from extractors.pdf.page import _spell
from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Kind, Statistic


def explained(found: Extraction, rule: str) -> list[str]:
    return [token.token for token in found.tokens if token.rule == rule]


def unexplained(found: Extraction) -> list[str]:
    return [token.token for token in found.tokens if token.status is CoverageStatus.UNEXPLAINED]


def test_a_sentence_ends_before_its_footnote_mark() -> None:
    def draw(pen: Pen) -> None:
        end = pen.text(70, 110, "Sedan 2007 har antalet minskat med 11 procent.")
        end = pen.text(end + 0.5, 108, "1", 6)
        pen.text(end + 3, 110, "De flesta är kvinnor, 70 procent.")
        pen.text(70, 700, "1", 6)
        pen.text(75, 701, "Socialstyrelsens statistik över äldre i hela landet.", 8)

    quotes = [claim.quote for claim in read_pdf(pdf(draw)).claims]
    assert [quote.startswith("Sedan") for quote in quotes] == [True, False]
    assert quotes[1] == "De flesta är kvinnor, 70 procent."


def test_a_soft_hyphen_that_is_printed_inside_a_range_is_a_hyphen() -> None:
    found = read_pdf(prose("I landet saknar 15\u00ad20 procent av eleverna en egen dator hemma."))
    assert {claim.value for claim in found.claims} == {15, 20}


def test_a_soft_hyphen_that_is_printed_inside_a_name_is_a_hyphen() -> None:
    found = read_pdf(pdf(lambda pen: pen.lines(70, 130, ["Ale 14 poäng", "Upplands\u00adBro 12 poäng"])), Kind.RANKING)
    assert [row.municipality_code for row in found.rows] == ["1440", "0139"]


def test_ligatures_whose_letters_have_their_bytes_swapped_are_spelt_out() -> None:
    assert _spell("\u6600\u6900") == "fi"
    assert _spell("\u6600") == "\u6600"


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("Antalet brott, j\ufffdmf\ufffdrt med f\ufffdrra \ufffdret, var 62.", False),
        ("\ufffd 62 procent av kommunerna har en plan.", True),
    ],
)
def test_a_sentence_with_broken_words_gives_no_number_and_one_with_a_broken_bullet_does(quote: str, kept: bool) -> None:
    claim = replace(read_pdf(prose("I dag har 62 procent en plan.")).claims[0], quote=quote, marks=())
    found = Extraction(claims=[claim])
    refuse_disagreement(found, [])
    assert bool(found.claims) is kept
    assert len(found.held) == (not kept)


def test_numbers_that_count_paragraphs_are_no_data() -> None:
    def draw(pen: Pen) -> None:
        for place, number in enumerate(("1.1", "1.2", "2.1")):
            pen.text(70, 110 + 60 * place, number)
            pen.text(110, 110 + 60 * place, "Revisionen har granskat upphandlingen i 48 kommuner.")
            pen.text(110, 123 + 60 * place, "Granskningen utgår från den lag som gäller sedan länge.")

    found = read_pdf(pdf(draw))
    assert explained(found, "paragraph_number") == ["1.1", "1.2", "2.1"]
    assert unexplained(found) == []


def test_numbers_before_sentences_that_do_not_follow_each_other_stay_unexplained() -> None:
    def draw(pen: Pen) -> None:
        for place, number in enumerate(("17", "5", "29")):
            pen.text(70, 110 + 60 * place, number)
            pen.text(110, 110 + 60 * place, "Revisionen har granskat upphandlingen i landets kommuner.")

    assert unexplained(read_pdf(pdf(draw))) == ["17", "5", "29"]


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ((1, 2), (1, 3), True),
        ((1, 2), (1, 2, 1), True),
        ((1, 2), (2,), True),
        ((1, 2), (2, 1), True),
        ((1, 2), (2, 2), False),
        ((1, 2), (1, 2), False),
        ((3,), (5,), False),
    ],
)
def test_an_outline_goes_on(before: tuple[int, ...], after: tuple[int, ...], goes_on: bool) -> None:
    assert follows(before, after) is goes_on


def test_the_number_of_a_heading_may_stand_far_to_its_left() -> None:
    def draw(pen: Pen) -> None:
        pen.text(70, 110, "3", 16, bold=True)
        pen.text(110, 110, "Trygghet och säkerhet", 16, bold=True)
        pen.paragraph(70, 150, 400, "I landet har 62 procent av kommunerna en plan, och de flesta följer den varje år.")

    found = read_pdf(pdf(draw))
    assert explained(found, "heading_number") == ["3"]
    assert printed(found) == [("62 procent", 62)]


def test_a_bullet_may_be_one_word_and_its_share() -> None:
    found = read_pdf(pdf(lambda pen: pen.lines(70, 110, ["• Juridik: 57 %", "• Ekonomi: 43 %"], leading=2)))
    assert [claim.value for claim in found.claims] == [57, 43]


def test_respondents_may_be_all_that_a_paragraph_says() -> None:
    (claim,) = read_pdf(prose("Antal svarande: 187")).claims
    assert (claim.value, claim.statistic) == (187, Statistic.RESPONDENTS)
