"""Transcripts with pages, and press pages in HTML."""

from __future__ import annotations

from reads import read_text

from extractors.transcript import transcript_texts
from extractors.webpage import webpage_texts
from schemas.codes import CoverageStatus, Kind, MediaType

NUMBERED = """Ladda ner 31 andra dokument

1 Digitala kommuner. Av alla kommuner har 57 procent en egen app i bruk. Kommunernas rapport om digitala vägar 1

2 Nästa sida. Av alla kommuner har 21 procent en egen strategi för det.

Den har 43 procent antagit i år. Kommunernas rapport om digitala vägar 2

3 Sista sidan. Av alla kommuner har 12 procent ingenting alls. Kommunernas rapport om digitala vägar 3

Visa 99 liknande dokument
"""


def pages_of(content: str) -> list[tuple[int | None, float | None]]:
    return [(claim.page, claim.value) for claim in read_text(content).claims]


def test_form_feeds_divide_pages() -> None:
    content = "Här har 57 procent en app.\fHär har 21 procent en app.\f\fHär har 12 procent en app.\f"
    assert pages_of(content) == [(1, 57), (2, 21), (4, 12)]
    assert read_text(content).pages == 4


def test_blocks_that_begin_with_their_number_are_pages() -> None:
    assert pages_of(NUMBERED) == [(1, 57), (2, 21), (2, 43), (3, 12)]
    assert read_text(NUMBERED).pages == 3


def test_what_stands_outside_the_pages_is_explained_and_no_claim() -> None:
    outside = {token.token: (token.status, token.rule) for token in read_text(NUMBERED).tokens if token.page is None}
    assert outside == dict.fromkeys(("31", "99"), (CoverageStatus.EXPLAINED, "outside_the_transcript"))


def test_page_numbers_and_the_running_footer_are_in_no_quote() -> None:
    for claim in read_text(NUMBERED).claims:
        assert "Kommunernas rapport" not in claim.quote
        assert not claim.quote[0].isdigit()


def test_a_number_at_a_blocks_start_that_is_not_the_next_page_begins_none() -> None:
    content = "1 Första sidan har 57 procent.\n\n7 procent är resten av dem.\n\n2 Andra sidan har 21 procent."
    texts, pages = transcript_texts(content)
    assert pages == 2
    assert pages_of(content) == [(1, 57), (1, 7), (2, 21)]
    assert {text.page for text in texts} == {1, 2}


def test_plain_text_without_pages_has_none() -> None:
    found = read_text("Av kommunerna har 57 procent en app.\n\nOch 21 procent har flera.", kind=Kind.PRESS)
    assert found.pages == 0
    assert [(claim.page, claim.value) for claim in found.claims] == [(None, 57), (None, 21)]
    assert all(claim.regions == () for claim in found.claims)


def test_lines_are_joined_and_bullets_are_apart() -> None:
    content = "Av kommunerna har\n57\nprocent en app.\n• Var femte har flera\n• Ingen har 9 appar"
    quotes = [claim.quote for claim in read_text(content).claims]
    assert quotes[0] == "Av kommunerna har 57 procent en app."
    assert quotes[1:] == ["Var femte har flera", "Ingen har 9 appar"]


def test_a_paragraph_of_a_transcript_does_not_go_on_into_the_next() -> None:
    assert pages_of("1 Vi har nu 57\n\nprocent är ett annat stycke.\n\n2 Slut på det.") == []


WEBPAGE = """<!doctype html><html><head><title>99 procent</title><style>p{margin:98px}</style>
<script>var x = "97 procent";</script></head><body>
<nav><ul><li>96 procent av menyn</li></ul></nav><header><p>Sedan 95 procent</p></header>
<main><h1>Allt fler är med</h1>
<p>I dag har <b>57</b> procent av kommunerna en&nbsp;app &ndash; f&ouml;rut var det 15&#160;procent.</p>
<ul><li>Var femte kommun väntar</li><li>Elva kommuner<br>sa nej</li></ul>
<div>Löst står här 21 procent.<p>I ett stycke står 22 procent.</p>Efter det 23 procent.</div>
<form><p>94 procent i ett formulär</p></form></main>
<footer><p>Tel 08-452 70 00, 93 procent</p></footer></body></html>"""


def test_only_the_main_text_of_a_page_is_read() -> None:
    found = read_text(WEBPAGE, MediaType.HTML, Kind.PRESS)
    assert [claim.value for claim in found.claims] == [57, 15, 20, 11, 21, 22, 23]
    assert all(token.token not in ("93", "94", "95", "96", "97", "98", "99") for token in found.tokens)


def test_entities_and_inline_marks_are_text() -> None:
    first = webpage_texts(WEBPAGE)[1].verbatim
    assert first == "I dag har 57 procent av kommunerna en app – förut var det 15 procent."


def test_items_of_a_list_are_paragraphs_of_their_own() -> None:
    texts = [text.verbatim for text in webpage_texts(WEBPAGE)]
    assert "Var femte kommun väntar" in texts
    assert "Elva kommuner sa nej" in texts


def test_loose_text_between_blocks_keeps_its_place() -> None:
    texts = [text.verbatim for text in webpage_texts(WEBPAGE)]
    assert texts[-3:] == ["Löst står här 21 procent.", "I ett stycke står 22 procent.", "Efter det 23 procent."]


def test_a_page_without_main_is_read_from_its_body() -> None:
    found = read_text("<p>Av kommunerna har 57 procent en app.</p>", MediaType.HTML, Kind.PRESS)
    assert [claim.value for claim in found.claims] == [57]


def test_an_article_counts_as_main_and_two_do_not() -> None:
    aside = "<div><p>Annat: 9 procent.</p></div>"
    one = f"<body>{aside}<article><p>Av dem har 57 procent en app.</p></article></body>"
    two = f"<body>{aside}<article><p>Det är 57 procent.</p></article><article><p>Och 21 procent.</p></article></body>"
    assert [claim.value for claim in read_text(one, MediaType.HTML, Kind.PRESS).claims] == [57]
    assert [claim.value for claim in read_text(two, MediaType.HTML, Kind.PRESS).claims] == [9, 57, 21]


def test_the_six_at_the_top_of_a_press_page_are_ranked_first() -> None:
    html = "<main><p>I topp av rankingen finns Ale, Upplands Väsby, Boden och Eda.</p></main>"
    found = read_text(html, MediaType.HTML, Kind.PRESS)
    assert [(row.municipality_code, row.rank) for row in found.rows] == [
        ("1440", 1),
        ("0114", 1),
        ("2582", 1),
        ("1730", 1),
    ]
    assert all(row.score is None for row in found.rows)


def test_two_names_or_names_without_the_top_rank_nobody() -> None:
    for text in ("I topp av rankingen finns Ale och Boden.", "Med i studien är Ale, Boden, Eda och Kalix."):
        assert read_text(f"<main><p>{text}</p></main>", MediaType.HTML, Kind.PRESS).rows == []
