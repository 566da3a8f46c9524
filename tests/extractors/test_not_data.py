"""Digits that are no data give no claim, and each is explained by the rule that says why."""

from __future__ import annotations

import pytest
from reads import claims_in, leftovers_in, only_claim, read_pdf, rules_in
from typeset import Pen, pdf

from schemas.codes import CoverageStatus

CASES = [
    ("Mätningen gjordes första gången 2011.", "year", "2011"),
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
