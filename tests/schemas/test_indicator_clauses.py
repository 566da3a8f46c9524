"""Each number takes the words of its own clause, and a part of the municipalities is never taken for all."""

from __future__ import annotations

import pytest
from wording import claim_of

from schemas.indicators import Binding, bind


def id_of(binding: Binding | None) -> str | None:
    return binding.indicator_id if binding else None


def test_two_numbers_with_respektive_take_their_halves() -> None:
    sentence = "31 respektive 42 procent har en e-tjänst med betaltjänst respektive att följa ärendets status."
    assert id_of(bind(claim_of(sentence, "31"))) == "eservice-function-payment"
    assert id_of(bind(claim_of(sentence, "42 procent"))) == "eservice-function-status"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "E-tjänster och appar finns i 83 respektive 49 procent av kommunerna.",
            {"83": "eservices-offered", "49 procent": "apps-offered"},
        ),
        (
            "81, 42 respektive 7 procent har e-tjänster, appar respektive öppna data.",
            {"81": "eservices-offered", "42": "apps-offered", "7 procent": "open-data-offered"},
        ),
        (
            "Bland alla, små och stora, är e-tjänster och appar vanliga: 81 respektive 42 procent.",
            {"81": None, "42 procent": None},
        ),
        (
            "E-tjänster finns i 83 procent av kommunerna, appar i 49 procent och e-arkiv i 12 procent.",
            {"83 procent": "eservices-offered", "49 procent": "apps-offered", "12 procent": None},
        ),
        (
            "Kring upphandling samverkar 76 procent och kring it-infrastruktur 65 procent av kommunerna.",
            {"76 procent": "cooperation-procurement", "65 procent": "cooperation-it-infrastructure"},
        ),
        (
            "Öppna data publicerar 7 procent, medan 52 procent har börjat införa e-arkiv.",
            {"7 procent": "open-data-offered", "52 procent": "earchive-started"},
        ),
    ],
)
def test_each_number_of_a_list_has_its_own_words(sentence: str, expected: dict[str, str | None]) -> None:
    assert {number: id_of(bind(claim_of(sentence, number))) for number in expected} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Samverkan kring it-system och upphandling har 60 procent.", "cooperation-it-systems"),
        ("Samverkan kring upphandling och it-system har 60 procent.", "cooperation-procurement"),
    ],
)
def test_of_several_areas_the_first_one_named_counts(sentence: str, expected: str) -> None:
    assert id_of(bind(claim_of(sentence, "60 procent"))) == expected


def test_a_bracket_belongs_to_the_words_before_it() -> None:
    sentence = (
        "Vanligast är att boka och låna om böcker (61 procent), låna e-böcker (52 procent) "
        "och ansöka om förskola (43 procent)."
    )
    found = [id_of(bind(claim_of(sentence, number))) for number in ("61 procent", "52 procent", "43 procent")]
    assert found == ["eservice-book-loans", "eservice-ebooks", "eservice-preschool"]


def test_the_other_statement_of_a_sentence_does_not_count() -> None:
    sentence = "Samtliga har en egen e-strategi och 44 procent har inte utsett en ansvarig för e-förvaltning."
    assert id_of(bind(claim_of(sentence, "44 procent"))) == "egov-responsible-not-appointed"


@pytest.mark.parametrize(
    ("sentence", "before", "category"),
    [
        ("40 procent samverkar i gemensam nämnd kring upphandling.", "", "joint-board"),
        (
            "Så sker kring upphandling i 40 procent.",
            "Samverkan med landsting är vanligast.",
            "county-council",
        ),
        ("40 procent samverkar kring upphandling.", "Samverkan med landsting är ovanlig.", None),
        ("Gemensam nämnd är ovanlig, 40 procent samverkar i någon form kring upphandling.", "", None),
    ],
)
def test_the_form_of_cooperation_is_a_category(sentence: str, before: str, category: str | None) -> None:
    binding = bind(claim_of(sentence, "40 procent", before))
    assert binding == Binding("cooperation-procurement", category, None)


@pytest.mark.parametrize(
    ("sentence", "group", "expected"),
    [
        ("61 procent av kommunerna har appar.", None, None),
        ("61 procent av de svarande kommunerna har appar.", "de svarande kommunerna", None),
        (
            "61 procent av kommuner med fler än 100 000 invånare har appar.",
            "kommuner med fler än 100 000 invånare",
            "> 100000",
        ),
        ("61 procent av kommuner med fler än 100 000 invånare har appar.", None, "> 100000"),
        (
            "61 procent av kommunerna i bottenskiktet har appar.",
            "kommunerna i bottenskiktet",
            "index-bottom",
        ),
        ("61 procent av mindre kommuner har appar.", None, "mindre kommuner"),
        ("I Skåne län har 61 procent appar.", None, "Skåne län"),
        ("Andelen kommuner med fler än 9 000 invånare som har appar är 61 procent.", None, "> 9000"),
        (
            "Bland de minsta kommunerna har 61 procent appar, bland större kommuner fler.",
            None,
            "minsta kommunerna",
        ),
        ("Av kommunerna i glesbygd har 61 procent appar.", None, "kommunerna i glesbygd"),
    ],
)
def test_a_part_is_never_published_as_all(sentence: str, group: str | None, expected: str | None) -> None:
    assert bind(claim_of(sentence, "61 procent", group=group)) == Binding("apps-offered", None, expected)


def test_the_group_that_was_asked_is_all_of_it() -> None:
    sentence = "61 procent av kommunerna som har e-tjänster har en e-tjänst med betaltjänst."
    expected = Binding("eservice-function-payment", None, None)
    assert bind(claim_of(sentence, "61 procent", group="kommunerna som har e-tjänster")) == expected
    assert bind(claim_of(sentence, "61 procent")) == expected


@pytest.mark.parametrize("group", [None, "kommuner som erbjuder e-tjänster"])
def test_a_share_of_those_that_do_is_no_part(group: str | None) -> None:
    claim = claim_of("Andelen kommuner som erbjuder e-tjänster var 81 procent.", "81 procent", group=group)
    assert bind(claim) == Binding("eservices-offered", None, None)


def test_two_groups_leave_it_open() -> None:
    claim = claim_of("61 procent av mindre kommuner och av stora kommuner har appar.", "61 procent")
    assert bind(claim) is None


def test_these_are_those_of_the_clause_before() -> None:
    half = "Hälften av kommunerna med färre än 5 000 invånare erbjuder e-tjänster"
    sentence = f"{half}, medan 45 procent av dessa inte gör det."
    assert bind(claim_of(sentence, "45 procent")) == Binding("eservices-not-offered", None, "< 5000")
