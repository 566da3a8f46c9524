"""Captions, the numbers of respondents in them, sentences and groups."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reads import SWEDISH, captions_in, claims_in, read_pdf, read_sentence, spans_of
from typeset import Pen, bars, pdf, prose

from extractors.prose.groups import group_of
from extractors.text import plain
from schemas.codes import Reader, Statistic, Unit

MANY = "Kommunerna svarar. Kommunerna väntar. Kommunerna planerar."


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in spans_of(text)]


@pytest.mark.parametrize(
    ("text", "figure", "number"),
    [
        ("Figur 7. Andel kommuner som har en egen app.", True, "7"),
        ("Figur 12: Andel kommuner som har en egen app.", True, "12"),
        ("Diagram 3. Andel kommuner som har en egen app.", True, "3"),
        ("Tabell 2. Andel kommuner som har en egen app.", False, "2"),
    ],
)
def test_a_caption_has_its_number_as_printed(text: str, figure: bool, number: str) -> None:
    (caption,) = captions_in(text)
    assert (caption.figure, caption.number, caption.text) == (figure, number, text)


@pytest.mark.parametrize("text", ["Av figur 7 framgår hur det ligger till.", "Som Figur 7 visar är det så. Bra."])
def test_a_reference_to_a_figure_is_no_caption(text: str) -> None:
    assert captions_in(text) == []


def test_two_captions_in_one_paragraph_are_two() -> None:
    text = "Figur 1. Hinder för arbetet. Antal svarande: 21 kommuner. Figur 2. Nytta av arbetet. Antal svarande: 22."
    found = captions_in(text)
    assert [caption.number for caption in found] == ["1", "2"]
    assert found[0].text.endswith("21 kommuner.")


@pytest.mark.parametrize(
    "caption",
    [
        "Figur 3. Andel som har en app. Antal svarande: 229 kommuner.",
        "Figur 3. Andel som har en app (antal svarande: 229 kommuner).",
        "Figur 3. Andel som har en app. Antal svarande 229 kommuner.",
        "Figur 3. Andel som har en app. Antalet svarande: 229 kommuner.",
    ],
)
def test_respondents_of_a_figure(caption: str) -> None:
    (claim,) = claims_in(caption)
    assert (claim.value, claim.unit, claim.statistic, claim.reader) == (
        229,
        Unit.MUNICIPALITIES,
        Statistic.RESPONDENTS,
        Reader.CAPTION,
    )
    assert claim.subject == "Figur 3"


def test_respondents_in_the_order_of_the_diagram_are_as_many_claims() -> None:
    text = f"{MANY} Figur 4. Hinder. Antal svarande i den ordning de förekommer i diagrammet: 227, 223, 224."
    claims = claims_in(text)
    assert [claim.value for claim in claims] == [227, 223, 224]
    assert {claim.statistic for claim in claims} == {Statistic.RESPONDENTS}
    assert {claim.unit for claim in claims} == {Unit.MUNICIPALITIES}


def test_respondents_of_two_years_keep_their_years() -> None:
    claims = claims_in("(Antal svarande 2014: 220 kommuner) (Antal svarande 2011: 190 kommuner)")
    assert [(claim.value, claim.year) for claim in claims] == [(220, 2014), (190, 2011)]


def test_respondents_that_are_no_municipalities_are_not_made_such() -> None:
    (claim,) = claims_in("Tabell 2. Resultat per grupp. Antal svarande: 1 229 personer.")
    assert (claim.value, claim.unit) == (1229, Unit.OTHER)


def test_a_share_in_a_caption_is_a_captions_claim() -> None:
    (claim,) = claims_in("Figur 9. Andel kommuner, 57 procent, som har en app.")
    assert (claim.reader, claim.statistic) == (Reader.CAPTION, Statistic.SHARE)


def test_svarande_in_a_sentence_announces_nothing() -> None:
    (claim,) = claims_in("Bland de svarande är 57 procent nöjda.")
    assert claim.statistic is Statistic.SHARE


def test_a_figure_of_a_pdf_has_page_caption_and_respondents_and_says_why_it_is_refused() -> None:
    def draw(pen: Pen) -> None:
        pen.paragraph(70, 110, 420, f"{MANY} Alla har svarat på frågorna.")
        bars(pen, [12, 57, 88], printed=[12, 88, 57])
        pen.paragraph(70, 480, 420, "Figur 5. Andel kommuner som har en egen app. Antal svarande: 217 kommuner.")

    (figure,) = read_pdf(pdf(lambda pen: pen.paragraph(70, 110, 420, MANY), draw)).figures
    assert (figure.page, figure.figure, figure.respondents, figure.status) == (2, "5", 217, "refused")
    assert figure.caption.startswith("Figur 5. Andel kommuner")
    assert figure.reason


def test_a_figure_with_several_numbers_of_respondents_has_none_of_its_own() -> None:
    found = read_pdf(prose("Figur 4. Hinder för arbetet. Antal svarande i den ordning de förekommer: 27, 23, 24."))
    assert [figure.respondents for figure in found.figures] == [None]
    assert [claim.value for claim in found.claims] == [27, 23, 24]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Det går bra. Det går ännu bättre.", 2),
        ("Det gäller t.ex. Göteborg och bl.a. Malmö. Det är allt.", 2),
        ("Går det bra? Ja! Det går bra.", 3),
        ("Andelen är 57 procent. Den var 35.", 2),
        ("Det kostar ca. 12 kronor. Billigt.", 2),
        ("Figur 2. Andel som har en app.", 1),
        ("Se kap. 3 för mer.", 1),
        ("De sa ”nej.” Sedan gick de.", 2),
        ("Andelen är 8.5 eller så.", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count, sentences(text)


def test_a_lost_year_ends_a_sentence() -> None:
    assert sentences("Utbudet har vuxit kraftigt sedan Vanligast är en enkel app.") == [
        "Utbudet har vuxit kraftigt sedan",
        "Vanligast är en enkel app.",
    ]


@given(st.text(st.sampled_from("aÅ1 .!?\n(”t.ex"), max_size=60))
def test_sentences_are_ordered_disjoint_and_lose_no_letter(text: str) -> None:
    spans = spans_of(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("after", "group"),
    [
        (" av de största kommunerna har en app", "de största kommunerna"),
        (" av kommunerna med fler än 50 000 invånare", "kommunerna med fler än 50 000 invånare"),
        (" av alla har en app", None),
    ],
)
def test_group_after_the_number(after: str, group: str | None) -> None:
    assert group_of("", plain(after), None, SWEDISH) == group


def test_a_group_behind_the_next_number_is_not_taken() -> None:
    after = " här och 88 procent i de största kommunerna"
    assert group_of("", after, None, SWEDISH) is None


def test_the_nearest_group_before_counts() -> None:
    before = "i de minsta kommunerna går det sakta, i de största kommunerna har "
    assert group_of(before, " en app", None, SWEDISH) == "de största kommunerna"


def test_captions_do_not_swallow_the_running_text_after_them() -> None:
    reading = read_sentence("Figur 3. Andel som har en app. Antal svarande: 229 kommuner. I år har 57 procent en app.")
    readers = [(claim.value, claim.reader) for claim, _ in reading.claims]
    assert readers == [(229, Reader.CAPTION), (57, Reader.PROSE)]
