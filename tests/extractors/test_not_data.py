"""Digits that are no data give no claim, and each is explained by the rule that says why."""

from __future__ import annotations

import pytest
from reads import claims_in, leftovers_in, only_claim, read_pdf, rules_in
from typeset import Pen, pdf

from extractors.prose.grammar import grammar
from extractors.prose.paragraphs import read_prose
from extractors.text import text_without_layout
from schemas.codes import CoverageStatus, Language

CASES = [
    ("Mätningen gjordes första gången 2011.", "year", "2011"),
    ("Kommuner med färre än 30 svar redovisas inte.", "least_shown", "färre än 30 svar redovisas inte"),
    ("Utfallet är säkert inom ±2,1 procentenheter.", "margin", "±2,1 procentenheter"),
    ("Det är bra, säger Karin Holm, 43, enhetschef.", "age_of_person", "säger Karin Holm, 43"),
    ("Svaren kom in den 3 och 28 mars 2014.", "date", "3 och 28 mars 2014"),
    ("Enkäten var öppen 3–28 mars.", "date", "3–28 mars"),
    ("Utskrivet 11/24/26, 5:54 PM från webben.", "clock", "11/24/26, 5:54 PM"),
    ("Ledningssystemet följer ISO 14721 i allt.", "legal_number", "ISO 14721"),
    ("Läroplanen Lpfö 98 gäller ännu.", "legal_number", "Lpfö 98"),
    ("Vi hänvisar till dnr 2014/87-4 i akten.", "legal_number", "dnr 2014/87-4"),
    ("Kostnaden framgår av tabell B3 i slutet.", "reference", "tabell B3"),
    ("Högsta möjliga poäng är 14.", "scale", "Högsta möjliga poäng är 14"),
    ("Det är 3–4 gånger vanligare i norr.", "times", "3–4 gånger vanligare"),
    ("Under 2010-talet har mycket hänt.", "year", "2010-talet"),
    ("Planen gäller perioden 2014–2018.", "year", "2014–2018"),
    ("Svaren framgår av figur 2.", "reference", "figur 2."),
    ("Svaren framgår av tabell 1 och 2 här intill.", "reference", "tabell 1 och 2"),
    ("Frågorna finns i bilaga 4 sist.", "reference", "bilaga 4"),
    ("Läs vidare på sidan 17 om detta.", "reference", "sidan 17"),
    ("Eftersom flera svar fick ges är summan större än 100.", "sum_not_100", "större än 100"),
    ("Summan kan bli mer än 100 procent.", "sum_not_100", "mer än 100 procent"),
    ("Kommunen kräver två-faktor vid inloggning.", "part_of_name", "två-faktor vid"),
    ("Tjänsterna når ut över 4G i hela länet.", "part_of_name", "4G"),
    ("Enligt SFS 2010:1767 får det ske.", "legal_number", "SFS 2010:1767"),
    ("Det följer av 18 kap. i lagen.", "legal_number", "18 kap."),
    ("Boken har ISBN 978-91-7585-101-3 i katalogen.", "legal_number", "ISBN 978-91-7585-101-3"),
    ("Ring 08-452 70 00 vid frågor.", "phone_number", "08-452 70 00"),
    ("Ring telefon 0771-12 34 56 vid frågor.", "phone_number", "telefon 0771-12 34 56"),
    ("Skriv till oss på 118 82 Stockholm i god tid.", "postal_code", "118 82"),
    ("Skriv till box 3040 i god tid.", "postal_code", "box 3040"),
    ("Den 19 juni kom beskedet.", "date", "19 juni"),
    ("Beskedet kom 2014-06-19 på morgonen.", "date", "2014-06-19"),
    ("Mötet börjar klockan 13.30 i stora salen.", "clock", "klockan 13.30"),
    ("Nyttan ges på en skala från 1 till 5.", "scale", "skala från 1 till 5"),
    ("Indexet blev högst av 100 möjliga.", "scale", "av 100 möjliga"),
    ("Telefontiden är 08.00–16.30 alla vardagar.", "clock", "08.00–16.30"),
    ("Alla elever i årskurs 6–9 är med.", "reference", "årskurs 6–9"),
    ("Alla som är 65 år och äldre är med.", "ages", "65 år och äldre"),
    ("Personer i åldern 16–24 år är mest aktiva.", "ages", "åldern 16–24 år"),
    ("Tjänsten är öppen 24 timmar om dygnet.", "span_of_time", "24 timmar om dygnet"),
    ("Mycket har hänt de senaste 3 åren.", "span_of_time", "senaste 3 åren"),
    ("Rapporten IT-stöd 2.0 beskriver läget.", "version", "2.0"),
    ("Måttet anges per 1 000 invånare.", "rate", "per 1 000"),
    ("Frågan gick till företag med minst 10 anställda.", "class_bound", "med minst 10 anställda"),
    ("Det är 2,5 gånger vanligare i norr.", "times", "2,5 gånger vanligare"),
    ("Flera svar är möjliga och summan överstiger 100 procent.", "sum_not_100", "överstiger 100 procent"),
    ("Enligt LSS 9 § 2 finns den rätten.", "legal_number", "9 § 2"),
    ("Se www.exempel7.se/2014 för mer.", "web_address", "www.exempel7.se/2014"),
    ("Skriv till info24@exempel.se för mer.", "web_address", "info24@exempel.se"),
    ("Det framgår av betänkandet 2018/19:KU20 från i höstas.", "year", "2018/19"),
    ("Lagen (SFS 2018:1937) gäller nu.", "legal_number", "SFS 2018:1937"),
    ("Beslutet har dnr 2018/123 hos oss.", "legal_number", "dnr 2018/123"),
    ("Beslutet KS 2014/0123 har vunnit laga kraft.", "legal_number", "KS 2014/0123"),
    ("Förordningen (EU) 2016/679 gäller.", "legal_number", "(EU) 2016/679"),
    ("Artikeln har doi 10.1000/182 på nätet.", "legal_number", "doi 10.1000/182"),
    ("Faxa till fax 013-20 60 01 i dag.", "phone_number", "fax 013-20 60 01"),
    ("Vi finns på Storgatan 12 i centrum.", "address", "Storgatan 12"),
    ("Vi finns på Torget, 582 23 Linköping.", "postal_code", "582 23"),
    ("Vi finns i rum 312 hela veckan.", "address", "rum 312"),
    ("Upplaga: 500 ex. och inte mer.", "edition", "Upplaga: 500 ex."),
    ("Det har visats förr (Andersson 2019) av andra.", "year", "2019"),
    ("Det har visats förr (s. 12) av andra.", "reference", "s. 12"),
    ("Svaren finns i kapitel 3 i rapporten.", "reference", "kapitel 3"),
    ("Svaren finns i avsnitt 2.1 i rapporten.", "reference", "avsnitt 2.1"),
    ("Programmet har version 2.3.1 nu.", "reference", "version 2.3.1"),
    ("Mötet hölls 3.5.2014 i stora salen.", "date", "3.5.2014"),
    (
        "Man kan inte veta om det gäller 10, 50 eller 95 procent av dem.",
        "hypothetical",
        "veta om det gäller 10, 50 eller 95 procent",
    ),
    ("Det tog längre än 90 dagar att få svar.", "span_of_time", "längre än 90 dagar"),
    ("Andelen som redovisar 4 eller fler kategorier är okänd.", "class_bound", "4 eller fler"),
]


@pytest.mark.parametrize(("sentence", "rule", "words"), CASES, ids=[sentence for sentence, _, _ in CASES])
def test_no_claim_and_a_named_rule(sentence: str, rule: str, words: str) -> None:
    assert claims_in(sentence) == []
    assert (rule, words) in rules_in(sentence)
    assert leftovers_in(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Det är hälften så många som 2011.",
        "Det är tre gånger så många och dubbelt så vanligt.",
        "Bussen går var tionde minut.",
        "Enkäten görs vart tredje år, och en större vartannat år.",
        "Filmen Fahrenheit 451 visas.",
    ],
)
def test_words_of_comparison_and_of_time_are_no_data(sentence: str) -> None:
    assert claims_in(sentence) == []


def test_list_numbers_are_explained() -> None:
    text = "1. Först kommer planen. 2. Sedan kommer arbetet."
    assert claims_in(text) == []
    assert rules_in(text) == [("list_number", "1."), ("list_number", "2.")]


def test_the_bound_of_a_group_is_no_data_but_its_share_is() -> None:
    text = "I kommuner med fler än 50 000 invånare är andelen 64 procent."
    assert only_claim(text).value == 64
    assert [rule for rule, _ in rules_in(text)] == ["group_bound"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Av figur 2 framgår att 57 procent är nöjda.", 57),
        ("Under 2014 var 57 procent nöjda.", 57),
        ("Mötet den 19 juni samlade 57 kommuner.", 57),
        ("Ring 08-452 70 00 om ni är en av de 57 kommuner som svarat.", 57),
    ],
)
def test_data_beside_what_is_none_is_still_read(sentence: str, value: float) -> None:
    assert value in [claim.value for claim in claims_in(sentence)]


def test_100_percent_that_is_no_remark_on_a_sum_is_data() -> None:
    assert only_claim("Hela 100 procent av de största har en app.").value == 100


def test_a_number_that_nothing_explains_is_left_over() -> None:
    assert leftovers_in("Programmet heter Fönster 8 och är gammalt.") == ["8"]


def raised_mark(pen: Pen) -> None:
    x = pen.text(70, 110, "I den senaste mätningen svarade 57 procent")
    x = pen.text(x, 110.5, "3", 6)
    pen.text(x, 110, " att de har en egen app i bruk.")
    pen.text(70, 600, "3", 6)
    pen.text(75, 600, "Mätningen gjordes bland alla kommuner i landet.", 8)


def test_a_raised_footnote_mark_is_no_part_of_a_number_and_is_explained() -> None:
    found = read_pdf(pdf(raised_mark))
    assert [(claim.value_text, claim.value) for claim in found.claims] == [("57 procent", 57)]
    marks = [token for token in found.tokens if token.token == "3"]
    assert [(token.status, token.rule) for token in marks] == [(CoverageStatus.EXPLAINED, "footnote_mark")] * 2


def test_a_raised_mark_right_after_a_number_is_not_its_last_digit() -> None:
    def draw(pen: Pen) -> None:
        x = pen.text(70, 110, "Sammanlagt deltog alltså 57")
        x = pen.text(x, 110.5, "2", 6)
        pen.text(x, 110, " kommuner i undersökningen i år.")

    assert 572 not in [claim.value for claim in read_pdf(pdf(draw)).claims]


def test_a_mark_that_a_copy_has_glued_to_the_unit_does_not_hide_the_percent() -> None:
    claim = only_claim("För 57 procent2 av dem gäller detta.")
    assert (claim.value_text, claim.unit) == ("57 procent", "percent")


ENGLISH = [
    ("See Figure 3 for the answers.", "reference", "figure 3"),
    ("See Section 2.1 and Appendix 4 for the answers.", "reference", "section 2.1"),
    ("The Act (2018:1937) is in force.", "legal_number", "act (2018:1937)"),
    ("Reg. no. 14/4567 is ours.", "legal_number", "no. 14/4567"),
    ("Case C-131/12 was cited.", "legal_number", "case c-131/12"),
    ("Call +46 8 452 70 00 today.", "phone_number", "call +46 8 452 70 00"),
    ("The office is open from 9 am on.", "clock", "9 am"),
    ("It came out on 19 June 2014 at last.", "date", "19 june 2014"),
    ("In the 1990s this changed.", "year", "1990s"),
    ("It was shown before (Berg et al. 2011, pp. 45–67).", "reference", "pp. 45-67"),
    ("Vol. 12 is the last.", "reference", "vol. 12"),
    ("Everybody aged 16–24 answered.", "ages", "aged 16-24"),
    ("It happened within 60 days.", "span_of_time", "within 60 days"),
    ("It took longer than 90 days.", "span_of_time", "longer than 90 days"),
    ("We do not know whether it is 10, 50 or 95 per cent.", "hypothetical", "whether it is 10, 50 or 95 per cent"),
    ("Schools with four or more classes are few.", "class_bound", "four or more"),
    ("The shares add up to 100 per cent.", "sum_not_100", "add up to 100 per cent"),
]


@pytest.mark.parametrize(("sentence", "rule", "words"), ENGLISH, ids=[sentence for sentence, _, _ in ENGLISH])
def test_no_claim_and_a_named_rule_in_english(sentence: str, rule: str, words: str) -> None:
    (reading,) = read_prose([text_without_layout(sentence, 1)], grammar(Language.ENGLISH), 2014)
    assert reading.claims == []
    plain = reading.text.plain
    spans = [(item.rule, plain[item.span.start : item.span.end].strip(" .")) for item in reading.explained]
    assert (rule, words.strip(" .")) in spans
    assert reading.leftovers == []


def test_a_number_that_goes_on_after_a_point_is_none() -> None:
    assert claims_in("Versionen är 2.3.1 personer.") == []


def test_the_number_of_a_title_page_is_explained() -> None:
    def draw(pen: Pen) -> None:
        pen.text(70, 300, "KARTLÄGGNING E-tjänster och appar 1", 20)

    (token,) = read_pdf(pdf(draw)).tokens
    assert (token.status, token.rule) == (CoverageStatus.EXPLAINED, "page_number")


def test_a_raised_mark_that_the_other_engine_glues_to_a_year_is_explained_with_it() -> None:
    def draw(pen: Pen) -> None:
        x = pen.text(70, 110, "Undersökningen gjordes första gången 2011")
        x = pen.text(x, 110.5, "3", 6)
        pen.text(x, 110, " bland alla kommuner i landet.")

    found = read_pdf(pdf(draw))
    assert [token.status for token in found.tokens] == [CoverageStatus.EXPLAINED] * len(found.tokens)
    assert found.claims == []
