"""Values of charts and cells of tables: the caption asks, each label says one thing, and doubt binds to nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wording import chart_claim

from schemas.codes import Reader, Statistic, Unit
from schemas.indicators import Binding, bind

OFFERED = "Figur 3. Andel kommuner som erbjuder e-tjänster (Antal svarande: 231 kommuner)."
PRIORITY = "Figur 2. Prioritering av arbetet med att utveckla e-förvaltning."
COOPERATION = "Figur 8. Andel kommuner som samverkar inom olika områden."
FUNCTIONS = "Figur 18. Andel av de kommuner som erbjuder en e-tjänst med följande funktioner."
LISTED = "Figur 17. Andel av de kommuner som uppger att de har någon av de fördefinierade e-tjänsterna."


@pytest.mark.parametrize(
    ("labels", "caption", "expected"),
    [
        ("Ja | 2011", OFFERED, Binding("eservices-offered", None, None, 2011)),
        ("Nej, 2014", OFFERED, Binding("eservices-not-offered", None, None, 2014)),
        ("10 000–19 999, Ja", OFFERED, Binding("eservices-offered", None, "10000-19999")),
        ("< 10 000 invånare | Nej", OFFERED, Binding("eservices-not-offered", None, "< 10000")),
        ("De minsta kommunerna", OFFERED, Binding("eservices-offered", None, "minsta kommunerna")),
        ("Procent", OFFERED, Binding("eservices-offered", None, None)),
        ("Mycket hög, 2011", PRIORITY, Binding("egov-priority-very-high", None, None, 2011)),
        ("Varken hög eller låg", PRIORITY, Binding("egov-priority-neutral", None, None)),
        ("Ganska låg prioritet", PRIORITY, Binding("egov-priority-fairly-low", None, None)),
        ("Upphandling", COOPERATION, Binding("cooperation-procurement", None, None)),
        (
            "Drift av it-system | Med en eller flera kommuner",
            COOPERATION,
            Binding("cooperation-it-systems", "with-municipalities", None),
        ),
        ("Betaltjänst", FUNCTIONS, Binding("eservice-function-payment", None, None)),
        (
            "Som kräver två-faktor autentisering (t.ex. Bank-ID)",
            FUNCTIONS,
            Binding("eservice-function-two-factor", None, None),
        ),
        ("Söka jobb, 2014", LISTED, Binding("eservice-job-application", None, None, 2014)),
        (
            "11–20",
            "Andelen kommuner som tillhandahåller ett antal av de 38 fördefinierade e-tjänsterna",
            Binding("predefined-eservices-number", "11-20", None),
        ),
        (
            "Ja, i samtliga",
            "Andel kommuner som försett sina förtroendevalda med surfplattor",
            Binding("tablets-all-boards", None, None),
        ),
        (
            "Kommunstyrelsen",
            "Fördelning av ansvar för arbetet med att utveckla e-förvaltning",
            Binding("egov-responsible-political", None, None),
        ),
    ],
)
def test_labels_say_answer_year_group_and_category(labels: str, caption: str, expected: Binding) -> None:
    assert bind(chart_claim(labels, caption)) == expected


@pytest.mark.parametrize(
    ("labels", "caption"),
    [
        ("Företag", OFFERED),
        ("Ja | Flickor", OFFERED),
        ("Ja | Nej", OFFERED),
        ("2011 | 2014", OFFERED),
        ("2011–2014", OFFERED),
        ("Arbete pågår", OFFERED),
        ("Ja", PRIORITY),
        ("Hög", PRIORITY),
        ("Bibliotek", COOPERATION),
        ("Upphandling | It-system", COOPERATION),
        ("Ja", COOPERATION),
        ("Chatt", FUNCTIONS),
        ("Hyra tennisbana", LISTED),
        ("Ja", "Figur 3. Andel kommuner som erbjuder e-tjänster för företag."),
        ("Ja", "Figur 3. Andel kommuner som erbjuder e-tjänster och appar."),
        ("Ja", "Figur 3. Andel kommuner med appar för turister."),
        ("Mycket hög", "Figur 2. Prioritering av arbetet med bredband."),
        ("Upphandling", "Figur 8. Andel landsting som samverkar."),
        ("2014", "Figur 8."),
        ("Ja", ""),
    ],
)
def test_a_label_or_caption_that_says_something_else_leaves_the_value_open(labels: str, caption: str) -> None:
    assert bind(chart_claim(labels, caption)) is None


@pytest.mark.parametrize(("label", "expected"), [("Ja", None), ("Nej", None), ("2014", "eservices-not-offered")])
def test_yes_to_a_caption_that_denies_is_not_guessed(label: str, expected: str | None) -> None:
    bound = bind(chart_claim(label, "Figur 4. Andel kommuner som saknar e-tjänster."))
    assert (bound.indicator_id if bound else None) == expected


def test_a_value_of_another_unit_is_not_bound() -> None:
    claim = replace(chart_claim("Ja", OFFERED), unit=Unit.ESERVICES, statistic=Statistic.COUNT)
    assert bind(claim) is None


def test_a_number_of_municipalities_in_a_chart_is_bound() -> None:
    claim = replace(chart_claim("Ja", OFFERED), unit=Unit.MUNICIPALITIES, statistic=Statistic.COUNT)
    assert bind(claim) == Binding("eservices-offered", None, None)


def test_headers_of_a_table_come_from_its_context() -> None:
    context = "Tabell 2 · Tabell 2. Förändring av samverkan (n = 9). · 2014 / < 10 000 invånare · Drift av e-tjänst"
    cell = replace(chart_claim("drift av e-tjänst 2014", context), reader=Reader.TABLE, statistic=Statistic.CHANGE)
    assert bind(cell) == Binding("cooperation-eservice-operation", None, "< 10000", 2014)


ARCHIVE = "Figur 21. Andel kommuner som påbörjat ett arbete för att införa e-arkiv (Antal svarande: 224 kommuner)."
MESSAGES = "Figur 20. Andel kommuner som påbörjat ett arbete för att ansluta till tjänsten Mina Meddelanden."
ALARMS = "Figur 26. Andel kommuner som påbörjat omställningen till digitala trygghetslarm."


@pytest.mark.parametrize(
    ("caption", "yes", "no"),
    [
        (ARCHIVE, "earchive-started", "earchive-not-started"),
        (MESSAGES, "my-messages-started", "my-messages-not-started"),
        (ALARMS, "digital-alarms-started", "digital-alarms-not-started"),
    ],
)
def test_yes_is_what_the_caption_asks_for(caption: str, yes: str, no: str) -> None:
    assert bind(chart_claim("Ja", caption)) == Binding(yes, None, None)
    assert bind(chart_claim("Nej", caption)) == Binding(no, None, None)


@pytest.mark.parametrize("label", ["Ja", "Nej", "2014"])
@pytest.mark.parametrize(
    "caption",
    [
        "Figur 21. Införande av e-arkiv.",
        "Figur 21. Andel kommuner som har infört e-arkiv.",
        "Figur 21. Andel kommuner som ska införa e-arkiv.",
        "Figur 21. Andel kommuner som har ett e-arkiv i drift.",
        "Figur 20. Andel kommuner som har anslutit sig till Mina meddelanden.",
        "Figur 20. Andel kommuner som inte är anslutna till Mina meddelanden.",
        "Figur 20. Andel kommuner som känner till Mina meddelanden.",
        "Figur 26. Andel kommuner som har infört digitala trygghetslarm.",
        "Figur 26. Andel kommuner som har påbörjat en upphandling av digitala trygghetslarm.",
    ],
)
def test_yes_to_what_the_survey_did_not_ask_is_no_start(label: str, caption: str) -> None:
    assert bind(chart_claim(label, caption)) is None
