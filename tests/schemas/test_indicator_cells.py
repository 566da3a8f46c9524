"""Cells of tables and labels of charts are bound by what stands around them; what is no answer, by nothing."""

from __future__ import annotations

import pytest
from wording import chart_claim, claim_of

from schemas.claim import Claim
from schemas.codes import Reader, Statistic, Unit
from schemas.groups import size_class
from schemas.indicators import Binding, bind


def id_of(binding: Binding | None) -> str | None:
    return binding.indicator_id if binding else None


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [
        (Statistic.SHARE, "earchive-started"),
        (Statistic.CHANGE, "earchive-started"),
        (Statistic.TARGET, None),
        (Statistic.RESPONDENTS, None),
    ],
)
def test_targets_and_respondents_are_no_answers(statistic: Statistic, expected: str | None) -> None:
    claim = claim_of("51 procent har påbörjat ett e-arkiv.", "51 procent", statistic=statistic)
    assert id_of(bind(claim)) == expected


def test_a_count_of_other_things_is_no_share() -> None:
    claim = claim_of("Umeå erbjuder e-tjänster, 100 stycken.", "100", statistic=Statistic.COUNT, unit=Unit.ESERVICES)
    assert bind(claim) is None


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (
            "Med en eller flera kommuner",
            "Upphandling",
            Binding("cooperation-procurement", "with-municipalities", None),
        ),
        (
            "Utveckling av e-tjänst",
            "10 000–19 999 invånare",
            Binding("cooperation-eservice-development", None, "10000-19999"),
        ),
        (
            "Drift och förvaltning IT-infrastruktur",
            "> 100 000",
            Binding("cooperation-it-infrastructure", None, "> 100000"),
        ),
        (
            "Upphandling",
            "Storleksgrupp 2",
            Binding("cooperation-procurement", None, "Storleksgrupp 2"),
        ),
    ],
)
def test_a_table_cell_is_bound_by_its_labels_and_its_caption(row: str, column: str, expected: Binding) -> None:
    claim = Claim(
        reader=Reader.TABLE,
        page=1,
        value_text="+7%",
        value=7.0,
        value_low=None,
        value_high=None,
        unit=Unit.PERCENT,
        statistic=Statistic.CHANGE,
        quote=row,
        context="Förändrad samverkan sedan förra enkäten.",
        subject=f"{row} | {column}",
    )
    assert bind(claim) == expected


@pytest.mark.parametrize(
    ("label", "caption", "expected"),
    [
        ("2014", "Figur 3. Andel kommuner som har e-tjänster (Antal svarande: 70).", "eservices-offered"),
        ("Ja", "Andel kommuner med appar 2014 respektive 2011. Flera svar är möjliga.", "apps-offered"),
        ("Nej", "Figur 3. Andel kommuner som har e-tjänster.", "eservices-not-offered"),
        ("Vet ej", "Figur 3. Andel kommuner som har e-tjänster.", "eservices-unknown"),
        ("Arbete pågår", "Figur 3. Andel kommuner som har e-tjänster.", None),
        ("Arbete pågår", "Figur 4. Kommuner som har börjat införa e-arkiv.", None),
        ("Påbörjat", "Figur 4. Införande av e-arkiv i kommunerna.", "earchive-started"),
        ("Sociala medier", "Verktyg för medborgardialog", "dialogue-social-media"),
        ("Annat", "Andel kommuner som deltar i samarbete kring en regional digital agenda", None),
        ("1-10", "Andel kommuner efter antal e-tjänster", None),
    ],
)
def test_a_label_of_a_chart_answers_what_its_caption_asks(label: str, caption: str, expected: str | None) -> None:
    assert id_of(bind(chart_claim(label, caption))) == expected


def test_a_size_class_is_one_key_in_a_chart_and_in_prose() -> None:
    label = bind(chart_claim("De minsta kommunerna", "Andel kommuner som har appar"))
    sentence = "Bland de minsta kommunerna har 61 procent appar."
    assert label == bind(claim_of(sentence, "61 procent", group="de minsta kommunerna"))
    assert label == Binding("apps-offered", None, "minsta kommunerna")


@pytest.mark.parametrize(
    ("group", "label"),
    [
        ("kommuner i storleken 50 000–99 999 invånare".replace("–", "-"), "50000-99999"),
        ("kommuner med mellan 10 000 och 20 000 invånare", "10000-20000"),
        ("kommuner med minst 70 000 invånare", ">= 70000"),
        ("kommuner med 70000 invånare eller fler", ">= 70000"),
        ("färre än 10 000", "< 10000"),
        ("kommuner med fler än invånare", "kommuner med fler än invånare"),
        ("kommuner med fler än tio appar", "kommuner med fler än tio appar"),
    ],
)
def test_printed_bounds_make_the_label(group: str, label: str) -> None:
    assert size_class(group) == label
