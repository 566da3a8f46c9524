"""Numbers of respondents: the question they belong to, lists in the order of a chart, and figures without words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wording import chart_claim, claim_of

from schemas.claim import Claim
from schemas.codes import Reader, Statistic, Unit
from schemas.indicators import Binding, bind, bind_all

AREAS = "Figur 8. Andel kommuner som samverkar inom olika områden (i diagrammets ordning: 227, 223)."


def answered(number: str, context: str, quote: str = "", reader: Reader = Reader.CAPTION) -> Claim:
    claim = claim_of(quote or f"Antal svarande: {number}", number)
    said = {"statistic": Statistic.RESPONDENTS, "unit": Unit.MUNICIPALITIES, "subject": "Figur 8"}
    return replace(claim, reader=reader, context=context, **said)  # type: ignore[arg-type]


def listed(*numbers: str, context: str = AREAS) -> list[Claim]:
    return [answered(number, context, f"i diagrammets ordning: {', '.join(numbers)}") for number in numbers]


@pytest.mark.parametrize(
    ("caption", "question"),
    [
        ("Figur 2. Prioritering av arbetet med att utveckla e-förvaltning", "egov-priority"),
        ("Figur 6. Andel kommuner som har en strategi för e-förvaltning", "egov-strategy"),
        ("Figur 12. Andel kommuner som erbjuder e-tjänster", "eservices"),
        ("Figur 14. Medel- och medianantal av erbjudna e-tjänster", "eservices-number-among-providers"),
        ("Figur 19. Andel kommuner som erbjuder mobilapplikationer", "apps"),
        ("Figur 25. Omfattning av upphandling som sker elektroniskt", "eprocurement"),
        ("Figur 26. Andel kommuner som badar", None),
    ],
)
def test_respondents_belong_to_the_question_of_the_caption(caption: str, question: str | None) -> None:
    bound = bind(answered("229", f"{caption} (Antal svarande: 229 kommuner)."))
    assert bound == (Binding(question, None, None) if question else None)


@pytest.mark.parametrize("statistic", [Statistic.RESPONDENTS, Statistic.COUNT])
def test_a_sentence_names_the_question(statistic: Statistic) -> None:
    sentence = "År 2011 besvarade bara 92 kommuner frågan om öppna data."
    claim = claim_of(sentence, "92 kommuner", statistic=statistic, unit=Unit.MUNICIPALITIES)
    assert bind(claim) == Binding("open-data", None, None)


def test_a_list_takes_the_order_of_its_chart() -> None:
    chart = [chart_claim("Upphandling", AREAS), chart_claim("Drift av it-system", AREAS)]
    bound = bind_all([*chart, *listed("227", "223")])
    assert bound[2:] == [
        Binding("cooperation-procurement", None, None),
        Binding("cooperation-it-systems", None, None),
    ]


def test_a_list_that_is_longer_than_its_chart_knows_only_the_question() -> None:
    bound = bind_all([chart_claim("Upphandling", AREAS), *listed("227", "223")])
    assert bound[1:] == [Binding("cooperation", None, None, partial=True)] * 2


def test_a_list_of_another_figure_is_not_taken() -> None:
    chart = [
        chart_claim("Upphandling", AREAS.replace("Figur 8", "Figur 9")),
        chart_claim("Drift av it-system", AREAS.replace("Figur 8", "Figur 9")),
    ]
    bound = bind_all([*chart, *listed("227", "223")])
    assert bound[2:] == [Binding("cooperation", None, None, partial=True)] * 2


def test_a_figure_without_words_has_the_question_of_the_sentence_that_points_to_it() -> None:
    pointing = claim_of("61 procent av kommunerna samverkar kring upphandling (figur 8).", "61 procent")
    caption = "Figur 8. (Antal svarande: 229 kommuner)."
    bound = bind_all([pointing, chart_claim("Drift av it-system", caption), answered("229", caption)])
    assert bound[1:] == [Binding("cooperation-it-systems", None, None), Binding("cooperation", None, None)]


def test_sentences_of_two_questions_leave_it_open() -> None:
    pointing = [
        claim_of("61 procent av kommunerna samverkar kring upphandling (figur 8).", "61 procent"),
        claim_of("40 procent av kommunerna har appar (figur 8).", "40 procent"),
    ]
    bound = bind_all([*pointing, chart_claim("Drift av it-system", "Figur 8. (n = 229).")])
    assert bound[2] is None


def test_the_number_right_behind_another_is_of_the_same_question() -> None:
    context = "Tabell 1. Samverkan (Antal svarande 2014: 224 kommuner. Antal svarande 2011: 214 kommuner)."
    first = answered("224 kommuner", context, "Antal svarande 2014: 224 kommuner")
    second = answered("214 kommuner", context.partition(". ")[2], "Antal svarande 2011: 214 kommuner", Reader.PROSE)
    assert bind_all([first, second]) == [Binding("cooperation", None, None)] * 2


def test_dont_know_alone_does_not_prove_the_question() -> None:
    caption = "Figur 25. Omfattning av upphandling som sker elektroniskt."
    assert bind_all([chart_claim("Vet ej", caption), chart_claim("Ja", caption)]) == [None, None]
    bound = bind_all([chart_claim("Vet ej", caption), chart_claim("Mycket stor", caption)])
    assert bound == [
        Binding("eprocurement-unknown", None, None),
        Binding("eprocurement-very-large-extent", None, None),
    ]
