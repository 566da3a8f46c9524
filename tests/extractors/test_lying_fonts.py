"""Numbers in fonts that lie are refused and named, whichever engine believes them."""

from __future__ import annotations

from lying import unmapped_pdf, wrongly_mapped_pdf
from reads import read_pdf

from extractors.pdf.page import read_pages
from extractors.text import UNKNOWN
from schemas.codes import CoverageStatus

LINES = ["I år har 57 procent av kommunerna en app.", "Bara 12 kommuner har ingen."]
HONEST = ["Den här raden säger att 43 procent är nöjda."]


def test_the_same_text_with_an_honest_map_is_read() -> None:
    found = read_pdf(wrongly_mapped_pdf(LINES, {}, HONEST))
    assert [claim.value for claim in found.claims] == [57, 12, 43]
    assert found.held == []


def test_a_digit_that_only_one_engine_can_read_is_no_claim_and_named_with_its_page() -> None:
    found = read_pdf(unmapped_pdf(LINES, HONEST))
    assert [claim.value for claim in found.claims] == [43]
    assert {held.check_name for held in found.held} == {"engines_agree"}
    assert all(held.page == 1 and "PDFium none" in held.reason for held in found.held)


def test_a_digit_that_only_one_engine_sees_is_not_lost_from_coverage() -> None:
    fates = {token.token: token.status for token in read_pdf(unmapped_pdf(LINES, HONEST)).tokens}
    assert fates == {
        "57": CoverageStatus.UNEXPLAINED,
        "12": CoverageStatus.UNEXPLAINED,
        "43": CoverageStatus.USED,
    }


def test_a_wrong_map_that_both_engines_believe_is_found_out_by_the_fonts_own_table() -> None:
    found = read_pdf(wrongly_mapped_pdf(LINES, {"5": "6"}, HONEST))
    assert [claim.value for claim in found.claims] == [12, 43]
    assert {held.check_name for held in found.held} == {"text_mapped", "engines_agree"}


def test_what_is_left_of_a_number_beside_an_unknown_digit_is_no_number() -> None:
    for digit in "57":
        values = [claim.value for claim in read_pdf(wrongly_mapped_pdf(LINES, {digit: "8"})).claims]
        assert values == [12]


def test_digits_mapped_to_private_use_are_unknown_and_named() -> None:
    data = wrongly_mapped_pdf(LINES[:1], {"5": "\uf035", "7": "\uf037"}, HONEST)
    (page,) = read_pages(data)
    assert UNKNOWN * 2 in [word.text for word in page.words]
    found = read_pdf(data)
    assert [claim.value for claim in found.claims] == [43]
    assert [(held.check_name, held.page) for held in found.held] == [("text_mapped", 1)]


def test_a_lone_private_use_character_is_a_bullet() -> None:
    (page,) = read_pages(wrongly_mapped_pdf(["* Flygresor: 78 företag"], {"*": "\uf0b7"}))
    assert "•" in [word.text for word in page.words]


def test_a_document_all_in_an_unmapped_font_says_so_and_claims_nothing() -> None:
    found = read_pdf(wrongly_mapped_pdf(LINES, {char: "\uf041" for char in set("".join(LINES)) - {" "}}))
    assert found.claims == []
    (held,) = found.held
    assert held.check_name == "text_mapped" and "words of page 1" in held.reason
