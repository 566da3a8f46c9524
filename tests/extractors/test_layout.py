"""Reading order: columns, titles, running lines, marks and overprints."""

from __future__ import annotations

import pytest
from reads import read_pdf
from typeset import HEIGHT, Pen, pdf

from extractors.layout import blocks_of, line_text, lines_of
from extractors.pdf.page import read_pages
from extractors.running import running_lines
from schemas.codes import CoverageStatus

LEFT = [
    "I den vänstra spalten står att 21",
    "procent av alla kommuner har valt",
    "en egen väg fram, medan resten av",
    "dem hellre väntar och ser hur det",
    "går för grannarna i samma län nu.",
]
RIGHT = [
    "I den högra spalten står däremot",
    "att 43 procent av kommunerna hade",
    "planer på en gemensam lösning och",
    "att ingen av dem ångrar sitt val",
    "efter det första året i drift då.",
]


def columns(pen: Pen, top: float = 160) -> None:
    pen.lines(60, top, LEFT)
    pen.lines(320, top, RIGHT)


def order(content: bytes) -> list[str]:
    (page,) = read_pages(content)
    return [line_text(line) for block in blocks_of(page.words) for line in block]


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = [line for line in order(pdf(columns)) if line != "SYNTETISK"]
    assert lines == [*LEFT, *RIGHT]


def test_a_title_across_both_columns_comes_first_and_text_below_them_last() -> None:
    title = "En titel som går tvärs över båda spalterna och därför hör till dem båda två"
    closing = "Till sist en rad som också den går tvärs över de båda spalterna på sidan här"

    def draw(pen: Pen) -> None:
        pen.text(60, 120, title)
        columns(pen)
        pen.text(60, 260, closing)

    lines = [line for line in order(pdf(draw)) if line != "SYNTETISK"]
    assert lines == [title, *LEFT, *RIGHT, closing]


def test_numbers_of_two_columns_are_not_mixed() -> None:
    found = read_pdf(pdf(columns))
    assert [(claim.value_text, claim.value) for claim in found.claims] == [("21 procent", 21), ("43 procent", 43)]
    assert all("spalten" in claim.quote for claim in found.claims)
    assert all(region.x1 < 320 for region in found.claims[0].regions)
    assert all(region.x0 > 300 for region in found.claims[1].regions)


def test_the_space_between_two_sentences_makes_no_columns() -> None:
    lines = ["Det är så det är.  Och så är det med det.", "Så var det förr.  Och så blir det sedan."] * 3
    assert [line for line in order(pdf(lambda pen: pen.lines(70, 110, lines))) if line != "SYNTETISK"] == [
        " ".join(line.split()) for line in lines
    ]


def report_page(number: int) -> list[tuple[float, str]]:
    return [
        (30, f"Digitala kommuner – rapport 14, utgåva {number}"),
        (200, f"På den här sidan står att {60 + number} procent har en app."),
        (HEIGHT - 40, f"Sida {number}"),
    ]


def typeset_report(pages: int, at_edge: dict[int, str] | None = None) -> bytes:
    def page(number: int) -> object:
        def draw(pen: Pen) -> None:
            for top, text in report_page(number):
                pen.text(70, top, text)
            if at_edge and number in at_edge:
                pen.text(70, HEIGHT - 70, at_edge[number])

        return draw

    return pdf(*(page(number) for number in range(1, pages + 1)))


def test_headers_and_page_numbers_are_running_lines_and_the_text_is_not() -> None:
    found = read_pdf(typeset_report(5))
    assert [claim.value for claim in found.claims] == [61, 62, 63, 64, 65]
    rest = [token for token in found.tokens if token.status is not CoverageStatus.USED]
    assert {token.token for token in rest} == {"14", "1", "2", "3", "4", "5"}
    assert {(token.status, token.rule) for token in rest} == {(CoverageStatus.EXPLAINED, "running_line")}


@pytest.mark.parametrize("number", [2, 3, 4])
def test_a_line_at_the_edge_that_ends_in_the_pages_number_is_not_swallowed(number: int) -> None:
    text = f"Av alla kommuner som svarade är det här antalet {number}"
    data = typeset_report(5, {number: f"{text} procent."})
    assert number in [claim.value for claim in read_pdf(data).claims if claim.page == number]
    pages = list(read_pages(typeset_report(5, {number: text})))
    swallowed = {word.text for word in running_lines(pages)[number]}
    assert "antalet" not in swallowed


def test_a_short_data_line_at_the_edge_of_every_page_with_other_words_is_not_swallowed() -> None:
    words = {1: "Totalt 11 kommuner svarade.", 2: "Bara 12 appar finns i bruk.", 3: "Hela 13 procent sa nej."}
    found = read_pdf(typeset_report(3, words))
    assert {11, 12, 13} <= {claim.value for claim in found.claims}


@pytest.mark.parametrize("number", ["98765", "412"])
def test_a_lone_number_where_pages_have_theirs_is_no_page_number(number: str) -> None:
    def page(text: str) -> object:
        return lambda pen: (pen.text(70, 200, "Här står inget annat än sådant som är text."), pen.text(290, 800, text))

    found = read_pdf(pdf(*(page(text) for text in ("1", "2", number, "4", "5"))))
    fate = {token.token: token.status for token in found.tokens}
    assert fate[number] is CoverageStatus.UNEXPLAINED
    assert {fate[text] for text in "1245"} == {CoverageStatus.EXPLAINED}


@pytest.mark.parametrize("label", ["{}", "Sida {}", "{} (5)", "{} av 5", "– {} –", "{}/5"])
def test_page_numbers_in_their_usual_forms_are_running_lines(label: str) -> None:
    def page(number: int) -> object:
        text = label.format(number)
        return lambda pen: (pen.text(70, 200, "Här står inget annat än sådant som är text."), pen.text(290, 800, text))

    found = read_pdf(pdf(*(page(number) for number in range(1, 6))))
    assert {(token.status, token.rule) for token in found.tokens} == {(CoverageStatus.EXPLAINED, "running_line")}


def test_page_numbers_that_begin_elsewhere_than_at_one_are_running_lines() -> None:
    def page(number: int) -> object:
        return lambda pen: (pen.text(70, 200, "Här står bara text."), pen.text(290, 800, str(number)))

    found = read_pdf(pdf(*(page(number) for number in range(13, 18))))
    assert {token.rule for token in found.tokens} == {"running_line"}


def test_one_page_alone_has_no_running_lines_but_its_number() -> None:
    content = pdf(lambda pen: (pen.text(70, 30, "Det gäller 14 kommuner."), pen.text(290, HEIGHT - 40, "1")))
    (page,) = read_pages(content)
    assert [word.text for word in running_lines([page])[1]] == ["1"]


def test_letters_printed_twice_are_one() -> None:
    def draw(pen: Pen) -> None:
        for shift in (0, 0.3):
            pen.text(70 + shift, 110, "Av kommunerna har 57 procent en egen app.")

    found = read_pdf(pdf(draw))
    assert [(claim.value_text, claim.value) for claim in found.claims] == [("57 procent", 57)]
    assert found.claims[0].quote == "Av kommunerna har 57 procent en egen app."


def test_doubled_digits_that_are_no_overprint_stay_two() -> None:
    (claim,) = read_pdf(pdf(lambda pen: pen.text(70, 110, "Av kommunerna har 44 procent en egen app."))).claims
    assert claim.value == 44


def test_a_raised_mark_belongs_to_the_line_it_is_raised_from() -> None:
    def draw(pen: Pen) -> None:
        x = pen.text(70, 110, "Alla kommuner")
        x = pen.text(x, 110.5, "1", 6)
        pen.text(x, 110, " har svarat på den frågan.")

    (page,) = read_pages(pdf(draw))
    lines = [line_text(line) for line in lines_of(page.words)]
    assert "Alla kommuner 1 har svarat på den frågan." in lines


def test_bullets_are_paragraphs_of_their_own() -> None:
    lines = ["• Den första punkten gäller 21 procent", "• Den andra punkten gäller 43 procent"]
    found = read_pdf(pdf(lambda pen: pen.lines(70, 110, lines)))
    assert [claim.quote for claim in found.claims] == lines or [claim.quote for claim in found.claims] == [
        line.removeprefix("• ") for line in lines
    ]
