"""Every number token that the second engine sees is used, explained by a named rule, or unexplained."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from reads import read_pdf, read_text
from typeset import Pen, bars, pdf

from extractors.coverage import CHART
from schemas.claim import Extraction
from schemas.codes import CoverageStatus, Kind

USED, EXPLAINED, UNEXPLAINED = CoverageStatus.USED, CoverageStatus.EXPLAINED, CoverageStatus.UNEXPLAINED
TEXT = (
    "I vår mätning 2014 har 57 procent av kommunerna en app, och 12 kommuner har flera. Läs vidare i bilaga 4 om det. "
    "År 2011 var andelen 15 procent."
)


def page_with(pen: Pen) -> None:
    pen.paragraph(70, 110, 420, TEXT)
    pen.table(70, 500, [["Kommun", "2014"], ["Ale", "14"], ["Boden", "12"]], [100, 60])


def fates(found: Extraction) -> Counter[tuple[str, CoverageStatus]]:
    return Counter((token.token, token.status) for token in found.tokens)


def test_all_tokens_of_a_page_have_a_fate() -> None:
    found = read_pdf(pdf(page_with))
    assert fates(found) == Counter(
        {
            ("2014", EXPLAINED): 2,
            ("57", USED): 1,
            ("12", USED): 2,
            ("4", EXPLAINED): 1,
            ("2011", EXPLAINED): 1,
            ("15", USED): 1,
            ("14", USED): 1,
        }
    )
    rules = {token.token: token.rule for token in found.tokens if token.status is EXPLAINED}
    assert rules["4"] == "reference" and rules["2011"] == "year"


def test_a_used_token_points_at_its_claim_and_lies_in_its_mark() -> None:
    found = read_pdf(pdf(page_with))
    for token in found.tokens:
        if token.status is USED:
            assert token.claim is not None and token.region is not None
            claim = found.claims[token.claim]
            assert token.token in claim.value_text
            assert any(mark.overlaps(token.region, 0.9) for mark in claim.marks)
        else:
            assert token.claim is None


@given(st.floats(20, 540), st.floats(30, 90) | st.floats(170, 480) | st.floats(570, 820), st.integers(1, 999))
@settings(max_examples=40, phases=[Phase.explicit, Phase.generate])
def test_an_extra_number_beside_all_other_print_is_unexplained(x: float, top: float, number: int) -> None:
    extra = f"9{number:03}7"

    def draw(pen: Pen) -> None:
        page_with(pen)
        pen.text(x, top, extra, 9)

    (token,) = [token for token in read_pdf(pdf(draw)).tokens if token.token == extra]
    assert (token.status, token.claim) == (UNEXPLAINED, None)


@given(st.floats(70, 480), st.floats(100, 160) | st.floats(490, 560))
@settings(max_examples=40, phases=[Phase.explicit, Phase.generate])
def test_an_extra_number_set_over_other_print_is_no_clean_claim(x: float, top: float) -> None:
    def draw(pen: Pen) -> None:
        page_with(pen)
        pen.text(x, top, "90817", 9)

    found = read_pdf(pdf(draw))
    assert sum(len(token.token) for token in found.tokens) > sum(
        len(token.token) for token in read_pdf(pdf(page_with)).tokens
    )
    for token in found.tokens:
        if token.token == "90817" and token.claim is not None:
            assert "90817" in found.claims[token.claim].value_text


@pytest.mark.parametrize(("x", "top"), [(300, 300), (70, 700), (500, 820), (20, 20), (290, 815)])
def test_an_extra_number_on_an_empty_place_is_unexplained(x: float, top: float) -> None:
    def draw(pen: Pen) -> None:
        page_with(pen)
        pen.text(x, top, "98765")

    (token,) = [token for token in read_pdf(pdf(draw)).tokens if token.token == "98765"]
    assert (token.status, token.claim) == (UNEXPLAINED, None)
    assert token.region is not None and token.region.x0 == pytest.approx(x, abs=1)


def test_tokens_of_a_refused_chart_are_unexplained_by_the_rule_chart() -> None:
    def draw(pen: Pen) -> None:
        pen.paragraph(70, 110, 420, TEXT)
        bars(pen, [13, 58, 88, 34], printed=[58, 34, 13, 88])

    found = read_pdf(pdf(draw))
    values = ("13", "58", "88", "34")
    labels = {token.token: (token.status, token.rule) for token in found.tokens if token.token in values}
    assert labels == dict.fromkeys(values, (UNEXPLAINED, CHART))
    assert {claim.value for claim in found.claims} == {57, 12, 15}


def test_a_numbers_of_a_list_of_municipalities_are_used_and_its_header_explained() -> None:
    rows = [["Kommun", "Poäng 2014"], ["Ale", "14"], ["Boden", "12"]]
    found = read_pdf(pdf(lambda pen: pen.table(70, 130, rows, [100, 100])), Kind.RANKING)
    assert fates(found) == Counter({("14", USED): 1, ("12", USED): 1, ("2014", EXPLAINED): 1})


def test_text_without_boxes_is_covered_too() -> None:
    found = read_text(f"{TEXT} Och så talet 98765 för sig.")
    assert fates(found)["98765", UNEXPLAINED] == 1
    assert fates(found)["57", USED] == 1
    assert fates(found)["4", EXPLAINED] == 1
    used = {token.token: token.claim for token in found.tokens if token.status is USED}
    assert {token: found.claims[claim].value for token, claim in used.items() if claim is not None} == {
        "57": 57,
        "12": 12,
        "15": 15,
    }


def test_a_page_without_numbers_has_no_tokens() -> None:
    assert read_pdf(pdf(lambda pen: pen.text(70, 110, "Här finns inga tal alls att läsa."))).tokens == []
