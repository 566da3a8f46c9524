"""Every form in which Swedish survey prose writes a number, in sentences of our own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from reads import claims_in, only_claim, read_pdf, read_sentence
from typeset import Pen, pdf, prose

from schemas.codes import Qualifier, Statistic, Unit

PERCENT, MUNICIPALITIES, ESERVICES = Unit.PERCENT, Unit.MUNICIPALITIES, Unit.ESERVICES
SHARE, CHANGE, COUNT = Statistic.SHARE, Statistic.CHANGE, Statistic.COUNT
OVER, NEARLY, ABOUT = Qualifier.OVER, Qualifier.NEARLY, Qualifier.ABOUT
AT_LEAST, AT_MOST = Qualifier.AT_LEAST, Qualifier.AT_MOST
THIRD = 100 / 3


@dataclass(frozen=True)
class Says:
    """What a claim says; the defaults are a share of this year without qualifier."""

    text: str
    value: float
    unit: Unit = PERCENT
    statistic: Statistic = SHARE
    qualifier: Qualifier | None = None
    year: int | None = 2014


def said(sentence: str) -> list[Says]:
    return [
        Says(claim.value_text, round(claim.value or 0, 4), claim.unit, claim.statistic, claim.qualifier, claim.year)
        for claim in claims_in(sentence)
    ]


FORMS: list[tuple[str, list[Says]]] = [
    # Digits and words with percent
    ("Av kommunerna har 57 procent en egen app.", [Says("57 procent", 57)]),
    ("Andelen nöjda är 57 % i år.", [Says("57 %", 57)]),
    ("Andelen nöjda är 57% i år.", [Says("57%", 57)]),
    ("Resten, 8,5 procent, hann inte svara.", [Says("8,5 procent", 8.5)]),
    ("Här säger åtta procent nej.", [Says("åtta procent", 8)]),
    ("Nästa år vill sjuttio procent vara med.", [Says("sjuttio procent", 70)]),
    ("Tretton procent tvekar.", [Says("Tretton procent", 13)]),
    ("En procent tvekar.", [Says("En procent", 1)]),
    # Spoken shares
    ("Var femte kommun har anlitat en konsult.", [Says("Var femte", 20)]),
    ("I var tredje kommun finns en plan.", [Says("var tredje", round(THIRD, 4))]),
    ("Vart tionde svar kom för sent.", [Says("Vart tionde", 10)]),
    ("Varannan kommun väntar.", [Says("Varannan", 50)]),
    ("Fyra av fem har kommit i gång.", [Says("Fyra av fem", 80)]),
    ("En av fyra väntar.", [Says("En av fyra", 25)]),
    ("Nio av tio känner till lagen.", [Says("Nio av tio", 90)]),
    ("Hälften planerar för en app.", [Says("Hälften", 50)]),
    ("Två tredjedelar är nöjda.", [Says("Två tredjedelar", round(2 * THIRD, 4))]),
    ("En fjärdedel är missnöjd.", [Says("En fjärdedel", 25)]),
    ("En knapp tredjedel är missnöjd.", [Says("En knapp tredjedel", round(THIRD, 4), qualifier=NEARLY)]),
    ("Var 5:e kommun saknar reservkraft.", [Says("Var 5:e", 20)]),
    ("Täckningen är 100 procent.", [Says("100 procent", 100)]),
    # Counts
    ("Vid mötet saknades tjugoett kommuner.", [Says("tjugoett kommuner", 21, MUNICIPALITIES, COUNT)]),
    ("Elva kommuner tackade nej.", [Says("Elva kommuner", 11, MUNICIPALITIES, COUNT)]),
    ("Ett 50-tal kommuner kom till mötet.", [Says("50-tal kommuner", 50, MUNICIPALITIES, COUNT, ABOUT)]),
    ("Ett tiotal e-tjänster är nya.", [Says("tiotal e-tjänster", 10, ESERVICES, COUNT, ABOUT)]),
    ("Över 100 kommuner kom till mötet.", [Says("100 kommuner", 100, MUNICIPALITIES, COUNT, OVER)]),
    ("Underskottet är 4 mdkr.", [Says("4 mdkr", 4e9, Unit.OTHER, COUNT)]),
    ("Där finns 1 234 e-tjänster.", [Says("1 234 e-tjänster", 1234, ESERVICES, COUNT)]),
    ("Kommunen har 12 nya appar.", [Says("12 nya appar", 12, Unit.APPS, COUNT)]),
    ("De bästa nådde 14 poäng.", [Says("14 poäng", 14, Unit.POINTS, Statistic.SCORE)]),
    ("De delas in i sju grupper.", [Says("sju grupper", 7, Unit.GROUPS, COUNT)]),
    ("Orten har 9 800 invånare.", [Says("9 800 invånare", 9800, Unit.INHABITANTS, COUNT)]),
    ("De har 14 it-lösningar i drift.", [Says("14", 14, Unit.OTHER, COUNT)]),
    # Several numbers with one unit
    ("Andelarna är 43 respektive 44 procent.", [Says("43", 43), Says("44 procent", 44)]),
    ("Svaren blev 57, 34 och 7 procent.", [Says("57", 57), Says("34", 34), Says("7 procent", 7)]),
    (
        "Andelen varierar mellan 5 och 95 procent.",
        [Says("5", 5, statistic=Statistic.MINIMUM), Says("95 procent", 95, statistic=Statistic.MAXIMUM)],
    ),
    (
        "Utbudet är allt från noll till 140 e-tjänster.",
        [Says("noll", 0, ESERVICES, Statistic.MINIMUM), Says("140 e-tjänster", 140, ESERVICES, Statistic.MAXIMUM)],
    ),
    (
        "De har ökat med mellan två till 16 procent.",
        [Says("två", 2, statistic=CHANGE), Says("16 procent", 16, statistic=CHANGE)],
    ),
    (
        "Antalet appar varierar mellan 0 och 23.",
        [Says("0", 0, Unit.APPS, Statistic.MINIMUM), Says("23", 23, Unit.APPS, Statistic.MAXIMUM)],
    ),
    (
        "Knappt 1 200 av 1 500 anställda håller med.",
        [Says("1 200", 1200, Unit.OTHER, COUNT, NEARLY), Says("1 500", 1500, Unit.OTHER, COUNT)],
    ),
    # Qualifiers
    ("Drygt 40 procent håller med.", [Says("40 procent", 40, qualifier=OVER)]),
    ("Mer än hälften håller med.", [Says("hälften", 50, qualifier=OVER)]),
    ("Över 70 procent håller med.", [Says("70 procent", 70, qualifier=OVER)]),
    ("Knappt 30 procent håller med.", [Says("30 procent", 30, qualifier=NEARLY)]),
    ("Nästan var tionde håller med.", [Says("var tionde", 10, qualifier=NEARLY)]),
    ("Närmare 90 procent håller med.", [Says("90 procent", 90, qualifier=NEARLY)]),
    ("Ungefär 25 procent håller med.", [Says("25 procent", 25, qualifier=ABOUT)]),
    ("Cirka 15 procent håller med.", [Says("15 procent", 15, qualifier=ABOUT)]),
    ("Omkring 90 kommuner håller med.", [Says("90 kommuner", 90, MUNICIPALITIES, COUNT, ABOUT)]),
    ("Minst tre e-tjänster ska finnas.", [Says("tre e-tjänster", 3, ESERVICES, COUNT, AT_LEAST)]),
    ("Högst 20 procent håller med.", [Says("20 procent", 20, qualifier=AT_MOST)]),
    ("Uppemot 20 procent håller med.", [Says("20 procent", 20, qualifier=AT_MOST)]),
    ("Inte mindre än 20 procent håller med.", [Says("20 procent", 20, qualifier=AT_LEAST)]),
    ("Inte fler än 20 procent håller med.", [Says("20 procent", 20, qualifier=AT_MOST)]),
    ("Bara 3 procent håller med.", [Says("3 procent", 3)]),
    ("Endast 3 procent håller med.", [Says("3 procent", 3)]),
    ("Ytterligare 3 procent håller med.", [Says("3 procent", 3)]),
    ("Ytterligare drygt 10 procent håller med.", [Says("10 procent", 10, qualifier=OVER)]),
    ("Drygt två av tre håller med.", [Says("två av tre", round(2 * THIRD, 4), qualifier=OVER)]),
    # Changes and their sign
    ("Det är en ökning med 31 procentenheter.", [Says("31 procentenheter", 31, statistic=CHANGE)]),
    ("Andelen sjönk med 12 procent.", [Says("12 procent", -12, statistic=CHANGE)]),
    ("Andelen är 12 procentenheter lägre.", [Says("12 procentenheter", -12, statistic=CHANGE)]),
    ("Andelen är 12 procentenheter högre.", [Says("12 procentenheter", 12, statistic=CHANGE)]),
    ("Skillnaden är −60 procentenheter.", [Says("−60 procentenheter", -60, statistic=CHANGE)]),
    ("Priserna föll 2,4 procent under året.", [Says("2,4 procent", -2.4, statistic=CHANGE)]),
    ("Börsen steg 2,4 procent i går.", [Says("2,4 procent", 2.4, statistic=CHANGE)]),
    ("Lönerna höjdes med 2,5 % i våras.", [Says("2,5 %", 2.5, statistic=CHANGE)]),
    ("Antalet ärenden minskade med hälften.", [Says("hälften", -50, statistic=CHANGE)]),
    ("Det är 3 procentenheter mindre än i fjol.", [Says("3 procentenheter", -3, statistic=CHANGE)]),
    ("Det är 15 procent fler än 2012.", [Says("15 procent", 15, statistic=CHANGE)]),
    ("Det är en ökning med 14 kommuner.", [Says("14 kommuner", 14, MUNICIPALITIES, CHANGE)]),
    (
        "Antalet ökade med 12 procent till 1 234 e-tjänster.",
        [Says("12 procent", 12, statistic=CHANGE), Says("1 234 e-tjänster", 1234, ESERVICES, COUNT)],
    ),
    # Levels next to words of change
    ("Resurserna har ökat på 57 procent av skolorna.", [Says("57 procent", 57)]),
    ("Användningen ökar, 57 procent har en app.", [Says("57 procent", 57)]),
    ("Av de svarande är 20 procent mindre nöjda.", [Says("20 procent", 20)]),
    # Means and medians
    ("I genomsnitt har de 24 e-tjänster.", [Says("24 e-tjänster", 24, ESERVICES, Statistic.MEAN)]),
    ("Medianen är 16 e-tjänster.", [Says("16 e-tjänster", 16, ESERVICES, Statistic.MEDIAN)]),
    ("De medelstora kommunerna har 24 e-tjänster.", [Says("24 e-tjänster", 24, ESERVICES, COUNT)]),
    ("Läromedel köps in av 14 procent, enligt avsnitt 3.", [Says("14 procent", 14)]),
    ("Medelåldern är 46 år.", [Says("46", 46, Unit.OTHER, Statistic.MEAN)]),
    # Years
    ("Andelen är 57 procent (2012: 49 procent).", [Says("57 procent", 57), Says("49 procent", 49, year=2012)]),
    ("Agenda 2030 styr i 71 procent av kommunerna.", [Says("71 procent", 71)]),
    ("Kostnaden var 98 400 kronor 2013.", [Says("98 400", 98400, Unit.OTHER, COUNT, year=2013)]),
    ("I januari 2013 fanns tjänsten i 14 kommuner.", [Says("14 kommuner", 14, MUNICIPALITIES, COUNT, year=2013)]),
    ("År 2011 hade 35 procent en app.", [Says("35 procent", 35, year=2011)]),
    ("I den förra mätningen 2011 var det 15 procent.", [Says("15 procent", 15, year=2011)]),
    (
        "Andelen har gått från 15 procent 2011 till 46 procent 2014.",
        [Says("15 procent", 15, year=2011), Says("46 procent", 46, year=2014)],
    ),
    ("Nu har 46 procent en app (2014).", [Says("46 procent", 46, year=2014)]),
]


@pytest.mark.parametrize(("sentence", "expected"), FORMS, ids=[sentence for sentence, _ in FORMS])
def test_form(sentence: str, expected: list[Says]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(("sentence", "_"), FORMS, ids=[sentence for sentence, _ in FORMS])
def test_a_claims_text_stands_in_its_quote_and_the_quote_in_the_sentence(sentence: str, _: object) -> None:
    for claim in claims_in(sentence):
        assert claim.value_text in claim.quote
        assert claim.quote in sentence


@pytest.mark.parametrize(
    ("sentence", "value", "year"),
    [
        ("Det förväntade läget 2016 är att mer än hälften har en egen app.", 50, 2016),
        ("Målet är att 80 procent av tjänsterna ska vara digitala år 2018.", 80, 2018),
        ("År 2020 ska alla kommuner ha minst 50 e-tjänster.", 50, 2020),
        ("Regeringens mål om 95 procent till år 2020 ligger fast.", 95, 2020),
    ],
)
def test_a_target_is_no_observation(sentence: str, value: float, year: int) -> None:
    claim = only_claim(sentence)
    assert (claim.value, claim.statistic, claim.year) == (value, Statistic.TARGET, year)


def test_a_number_next_to_a_target_in_another_sentence_stays_an_observation() -> None:
    claims = claims_in("Målet är att 80 procent ska ha en app. I dag har 46 procent en app.")
    assert [claim.statistic for claim in claims] == [Statistic.TARGET, SHARE]


def test_the_state_reached_is_told_from_its_target_and_the_share_that_has_one_too() -> None:
    claims = claims_in("Målet för 2016 är 80 procent, i dag är andelen 46 procent.")
    assert [(claim.value, claim.statistic) for claim in claims] == [(80, Statistic.TARGET), (46, SHARE)]
    assert only_claim("Av kommunerna har 57 procent som mål att alla ska med.").statistic == SHARE


def test_millions_multiply_the_number_and_its_rounding() -> None:
    claim = only_claim("Satsningen kostar 3,5 miljoner kronor.")
    assert (claim.value, claim.value_low, claim.value_high) == (3_500_000, 3_450_000, 3_550_000)
    assert claim.value_text.startswith("3,5 miljoner")


def test_a_year_that_is_announced_but_lost_is_none() -> None:
    claim = only_claim("Förra gången svarade 35 procent år På den frågan svarade alla olika.")
    assert (claim.value, claim.year) == (35, None)


def test_a_comparison_does_not_give_its_year_to_the_number() -> None:
    assert only_claim("Jämfört med 2011 är andelen 12 procentenheter högre.").year == 2014
    assert only_claim("Sedan 2011 har andelen ökat med 31 procent.").year == 2014


def test_an_article_is_no_number_but_one_percent_is() -> None:
    assert claims_in("En kommun har svarat, och ett företag har hört av sig.") == []
    assert only_claim("Knappt en procent har svarat.").value == 1


def test_mutually_and_next_are_no_numbers() -> None:
    assert claims_in("Kommunerna lär av varandra i nästa steg och för det tredje i andra län.") == []


@pytest.mark.parametrize(
    ("broken", "value_text", "unit"),
    [
        ("Andelen ligger 9 procent-\nenheter högre.", "9 procent-\nenheter", PERCENT),
        ("I kommunen finns 12 e-\ntjänster.", "12 e-\ntjänster", ESERVICES),
    ],
)
def test_text_without_layout_may_break_a_word(broken: str, value_text: str, unit: Unit) -> None:
    claim = only_claim(broken)
    assert (claim.value_text, claim.unit) == (value_text, unit)


def test_a_word_broken_at_a_lines_end_is_whole_again_in_a_pdf() -> None:
    lines = [
        "Andelen med en egen strategi för e-",
        "förvaltning ligger nu hela 9 procent-",
        "enheter högre, och 23 procent har IT-",
        "lösningar som delas av flera.",
    ]
    found = read_pdf(pdf(lambda pen: pen.lines(70, 110, lines)))
    assert [(claim.value_text, claim.statistic) for claim in found.claims] == [
        ("9 procentenheter", CHANGE),
        ("23 procent", SHARE),
    ]
    quote = found.claims[0].quote
    assert "e-förvaltning" in quote and "IT-lösningar" in quote and "procentenheter" in quote


@pytest.mark.parametrize(
    ("lines", "value_text", "value"),
    [
        (["I år säger alltså drygt 40", "procent att de har en egen app."], "40 procent", 40),
        (["I de större orterna har var", "tredje kommun en egen app."], "var tredje", THIRD),
        (["I de större orterna har nio", "av tio en egen app i dag."], "nio av tio", 90),
        (["Det finns nu sammanlagt 1", "234 e-tjänster att välja på."], "1 234 e-tjänster", 1234),
    ],
)
def test_a_number_over_a_line_break_is_one_claim_with_two_regions(
    lines: list[str], value_text: str, value: float
) -> None:
    (claim,) = read_pdf(pdf(lambda pen: pen.lines(70, 110, lines))).claims
    assert (claim.value_text, claim.value) == (value_text, pytest.approx(value))
    assert len(claim.marks) == 2
    assert claim.marks[0].bottom <= claim.marks[1].top + 1
    assert claim.marks[0].x1 > claim.marks[1].x1


def test_a_bold_number_over_a_line_break_is_read_in_its_sentence() -> None:
    def draw(pen: Pen) -> None:
        x = pen.text(70, 110, "I årets undersökning säger ")
        pen.text(x, 110, "drygt 64", bold=True)
        x = pen.text(70, 123, "procent", bold=True)
        pen.text(x, 123, " av kommunerna att de har en egen strategi.")

    (claim,) = read_pdf(pdf(draw)).claims
    assert (claim.value_text, claim.value, claim.qualifier) == ("64 procent", 64, OVER)
    assert claim.quote.startswith("I årets") and claim.quote.endswith("strategi.")


def test_a_sentence_over_two_pages_is_one_quote_with_regions_on_both() -> None:
    first = ["Undersökningen visar att de flesta av kommunerna nu", "är på god väg, och att det är hela 62"]
    second = ["procent som redan har en egen strategi för arbetet.", "Resten planerar för en."]
    data = pdf(lambda pen: pen.lines(70, 640, first), lambda pen: pen.lines(70, 150, second))
    (claim,) = read_pdf(data).claims
    assert (claim.value_text, claim.page) == ("62 procent", 1)
    assert {region.page for region in claim.regions} == {1, 2}


def test_the_group_is_the_one_that_the_number_speaks_of() -> None:
    text = "Bland de minsta kommunerna är andelen 12 procent. I kommuner med fler än 50 000 invånare är den 88 procent."
    small, large = claims_in(text)
    assert small.group == "de minsta kommunerna"
    assert large.group == "kommuner med fler än 50 000 invånare"
    assert only_claim("Totalt är andelen 40 procent.").group is None


def test_these_takes_the_group_of_the_number_before() -> None:
    first, second = claims_in("Bland de största kommunerna har 88 procent en app, och 9 procent av dessa har flera.")
    assert first.group == second.group == "de största kommunerna"


def test_each_number_is_claimed_once() -> None:
    reading = read_sentence("Av 224 kommuner har 42 kommuner (19 procent) öppna data, alltså var femte.")
    assert [claim.value for claim, _ in reading.claims] == [224, 42, 19, 20]
    spans = [span for _, span in reading.claims]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert reading.leftovers == []


def test_prose_of_a_pdf_reads_as_the_same_text_without_layout() -> None:
    text = (
        "I vår egen lilla mätning har 57 procent av kommunerna en app. Var femte kommun har flera, och knappt 30 "
        "procent tänker skaffa en. År 2011 var det 15 procent. Det är en ökning med 42 procentenheter."
    )
    flat = [(claim.value_text, claim.value, claim.statistic, claim.year) for claim in claims_in(text)]
    typed = read_pdf(prose(text)).claims
    assert [(claim.value_text, claim.value, claim.statistic, claim.year) for claim in typed] == flat
    assert len(flat) == 5
