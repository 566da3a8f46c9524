"""The codebook binds claims to indicators by their words, and leaves open what the words leave open."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from wording import chart_claim, claim_of

from schemas.claim import Claim
from schemas.codebook import CodebookError, load_codebook
from schemas.codes import Reader, Statistic, Unit
from schemas.groups import size_class
from schemas.indicators import CODEBOOK_FILE, INDICATORS, Binding, bind

SOURCES = Path(__file__).parents[3] / "shared" / "sources"


def id_of(binding: Binding | None) -> str | None:
    return binding.indicator_id if binding else None


BOUND = [
    ("41 procent av kommunerna ger e-förvaltning en hög prioritet.", "41 procent", "egov-priority-high"),
    ("E-\u00adförvaltning är lågt prioriterat i 9 procent av kommunerna.", "9 procent", "egov-priority-low"),
    ("Varken hög eller låg prioritet svarar 28 procent.", "28 procent", "egov-priority-neutral"),
    ("Var femte kommun har en egen strategi för e-förvaltningen.", "Var femte", "egov-strategy-own"),
    ("En e- strategi har 12 procent tagit fram.", "12 procent", "egov-strategy-own"),
    ("I 31 procent pågår arbete med en e-strategi.", "31 procent", "egov-strategy-in-progress"),
    ("SKL:s strategi följs av 22 procent av kommunerna.", "22 procent", "egov-strategy-skl"),
    ("E-förvaltning har fått en utsedd ansvarig hos 66 procent.", "66 procent", "egov-responsible-appointed"),
    ("70 procent har utsett en ansvarig för e‑förvaltning.", "70 procent", "egov-responsible-appointed"),
    (
        "8 procent har inte utsett en ansvarig för e-förvaltning.",
        "8 procent",
        "egov-responsible-not-appointed",
    ),
    ("Hälften av kommunerna samverkar om upphandling.", "Hälften", "cooperation-procurement"),
    ("Samverkan kring drift av it-system finns i 61 procent.", "61 procent", "cooperation-it-systems"),
    ("40 procent samarbetar kring itinfrastruktur.", "40 procent", "cooperation-it-infrastructure"),
    ("Kring drift av e-tjänster samverkar 33 procent.", "33 procent", "cooperation-eservice-operation"),
    ("29 procent samverkar för att utveckla e-tjänster.", "29 procent", "cooperation-eservice-development"),
    ("En regional digital agenda medverkar 71 procent i.", "71 procent", "regional-digital-agenda"),
    ("88 procent av kommunerna tillhandahåller e-tjänster.", "88 procent", "eservices-offered"),
    ("12 procent av kommunerna har inga e-tjänster.", "12 procent", "eservices-not-offered"),
    ("55 procent har en e-tjänst som kräver Bank-ID.", "55 procent", "eservice-function-two-factor"),
    ("21 procent har en e-tjänst med betalfunktion.", "21 procent", "eservice-function-payment"),
    ("Digital signering av en e-tjänst klarar 37 procent.", "37 procent", "eservice-function-signature"),
    (
        "38 procent har en e-tjänst där man kan följa ärendets status.",
        "38 procent",
        "eservice-function-status",
    ),
    ("Boka och låna om böcker går i 64 procent.", "64 procent", "eservice-book-loans"),
    ("E-böcker kan lånas i 51 procent av kommunerna.", "51 procent", "eservice-ebooks"),
    ("Ansökan till förskola finns på nätet i 49 procent.", "49 procent", "eservice-preschool"),
    ("Två av tre kommuner har egna appar.", "Två av tre", "apps-offered"),
    ("Arbete pågår med en app i 11 procent.", "11 procent", "apps-in-progress"),
    ("Andra aktörer har byggt en app, enligt 24 procent.", "24 procent", "apps-by-others"),
    ("23 procent har påbörjat anslutningen till Mina meddelanden.", "23 procent", "my-messages-started"),
    ("44 procent har påbörjat ett e-arkiv.", "44 procent", "earchive-started"),
    ("Öppna data: aktivitet pågår i 30 procent.", "30 procent", "open-data-activity"),
    ("Var tionde, 10 procent, publicerar öppna data.", "10 procent", "open-data-offered"),
    ("Digitala verktyg för dialog erbjuds av 68 procent.", "68 procent", "dialogue-any"),
    ("Dialogen förs i sociala medier av 59 procent.", "59 procent", "dialogue-social-media"),
    ("Inga digitala verktyg för dialog finns i 14 procent.", "14 procent", "dialogue-none"),
    ("Surfplattor har alla nämnder i 35 procent.", "35 procent", "tablets-all-boards"),
    (
        "Elektronisk upphandling sker i mycket stor omfattning i 45 procent.",
        "45 procent",
        "eprocurement-very-large-extent",
    ),
    ("Digitala trygghetslarm har 75 procent börjat införa.", "75 procent", "digital-alarms-started"),
    ("Av landets kommuner gav enkäten en svarsfrekvens på 79 procent.", "79 procent", "response-full"),
]


@pytest.mark.parametrize(("sentence", "number", "expected"), BOUND)
def test_the_numbers_own_words_decide(sentence: str, number: str, expected: str | None) -> None:
    assert id_of(bind(claim_of(sentence, number))) == expected


# The same facts in the words of other publishers: order turned round, passives, other verbs, groups, years.
REWORDED = [
    ("Av landets kommuner har 71 procent besvarat hela enkäten.", "71 procent", "response-full"),
    ("83 procent av kommunerna svarade på minst en fråga i enkäten.", "83 procent", "response-any"),
    ("Enkäten är delvis besvarad av 4 procent av kommunerna.", "4 procent", "response-partial"),
    ("17 procent av kommunerna lät bli att svara på enkäten.", "17 procent", "response-none"),
    ("Inget svar på enkäten kom från 17 procent av kommunerna.", "17 procent", "response-none"),
    (
        "Var tredje kommun svarar att e-förvaltningen varken är högt eller lågt prioriterad.",
        "Var tredje",
        "egov-priority-neutral",
    ),
    ("Egna e-strategier har antagits av 24 procent av kommunerna.", "24 procent", "egov-strategy-own"),
    ("En e-strategi är under arbete i var tredje kommun.", "var tredje", "egov-strategy-in-progress"),
    ("Fyra av tio kommuner använder strategin för e-samhället från SKL.", "Fyra av tio", "egov-strategy-skl"),
    (
        "Det finns en ansvarig för e-förvaltningen i 72 procent av kommunerna.",
        "72 procent",
        "egov-responsible-appointed",
    ),
    (
        "I 28 procent av kommunerna finns ingen ansvarig för e-förvaltningen.",
        "28 procent",
        "egov-responsible-not-appointed",
    ),
    ("Tre av fyra kommuner samarbetar med andra när det gäller upphandling.", "Tre av fyra", "cooperation-procurement"),
    ("It-system drivs i samverkan av 66 procent av kommunerna.", "66 procent", "cooperation-it-systems"),
    ("It-infrastruktur samverkar sju av tio kommuner kring.", "sju av tio", "cooperation-it-infrastructure"),
    ("När det gäller drift av e-tjänster samverkar 48 procent.", "48 procent", "cooperation-eservice-operation"),
    (
        "68 procent av kommunerna utvecklar e-tjänster i samverkan med andra.",
        "68 procent",
        "cooperation-eservice-development",
    ),
    ("En regional digital agenda finns i tre av fyra kommuner.", "tre av fyra", "regional-digital-agenda"),
    (
        "I 61 procent är någon e-tjänst kopplad till ett verksamhetssystem.",
        "61 procent",
        "eservice-function-integration",
    ),
    ("E-tjänster som kan skrivas under digitalt finns i 40 procent.", "40 procent", "eservice-function-signature"),
    ("E-tjänster där man ser ärendets status har 39 procent av kommunerna.", "39 procent", "eservice-function-status"),
    ("Att betala i en e-tjänst går i 23 procent av kommunerna.", "23 procent", "eservice-function-payment"),
    ("Böcker kan bokas och lånas om via nätet i två av tre kommuner.", "två av tre", "eservice-book-loans"),
    ("55 procent av kommunerna har en e-tjänst för förskoleansökan.", "55 procent", "eservice-preschool"),
    ("Mobilappar har tagits fram i 49 procent av kommunerna.", "49 procent", "apps-offered"),
    ("Mobila applikationer fanns 2011 bara i 12 procent av kommunerna.", "12 procent", "apps-offered"),
    ("Andelen kommuner med appar har ökat med 31 procent.", "31 procent", "apps-offered"),
    ("Appar är under utveckling i 18 procent av kommunerna.", "18 procent", "apps-in-progress"),
    ("Externa appar som bygger på kommunens information känner 28 procent till.", "28 procent", "apps-by-others"),
    ("I sju av tio kommuner pågår aktiviteter kring appar.", "sju av tio", "apps-activity"),
    ("Var femte kommun har börjat ansluta sig till Mina meddelanden.", "Var femte", "my-messages-started"),
    ("I 65 procent är anslutningen till Mina meddelanden inte påbörjad.", "65 procent", "my-messages-not-started"),
    ("Hälften av kommunerna har börjat införa ett e-arkiv.", "Hälften", "earchive-started"),
    ("E-arkiv är på väg att införas i 50 procent av kommunerna.", "50 procent", "earchive-started"),
    ("31 procent av kommunerna har någon aktivitet kring öppna data.", "31 procent", "open-data-activity"),
    ("Öppna data publicerades 2011 av 1 procent av kommunerna.", "1 procent", "open-data-offered"),
    ("67 procent av kommunerna för medborgardialog med digitala verktyg.", "67 procent", "dialogue-any"),
    ("Digitala verktyg för medborgardialog saknas i 15 procent.", "15 procent", "dialogue-none"),
    ("Via sociala medier för 60 procent av kommunerna dialog med medborgarna.", "60 procent", "dialogue-social-media"),
    ("Digitala verktyg för medborgardialog är på gång i 15 procent.", "15 procent", "dialogue-in-preparation"),
    ("I 14 procent pågår införandet av surfplattor till förtroendevalda.", "14 procent", "tablets-in-progress"),
    (
        "Upphandling sker elektroniskt i ganska eller mycket stor utsträckning i 71 procent.",
        "71 procent",
        "eprocurement-large-extent",
    ),
    ("E-upphandling i liten omfattning anger 8 procent av kommunerna.", "8 procent", "eprocurement-small-extent"),
    (
        "73 procent av kommunerna håller på att gå över till digitala trygghetslarm.",
        "73 procent",
        "digital-alarms-started",
    ),
    ("Digitala tjänster erbjuds av 83 procent av kommunerna.", "83 procent", "eservices-offered"),
    ("Det finns e-tjänster i 83 procent av kommunerna.", "83 procent", "eservices-offered"),
    ("Andel kommuner som erbjuder e-tjänster: 80 procent.", "80 procent", "eservices-offered"),
    ("Helt utan e-tjänster är 17 procent av kommunerna.", "17 procent", "eservices-not-offered"),
    ("E-tjänster finns inte i 17 procent av kommunerna.", "17 procent", "eservices-not-offered"),
]


@pytest.mark.parametrize(("sentence", "number", "expected"), REWORDED)
def test_other_words_for_the_same_bind_to_the_same(sentence: str, number: str, expected: str) -> None:
    assert bind(claim_of(sentence, number)) == Binding(expected, None, None)


UNBOUND = [
    ("90 procent av landstingen erbjuder e-tjänster.", "90 procent"),
    ("Tre av fyra invånare anser att kommunen erbjuder e-tjänster.", "Tre av fyra"),
    ("57 procent av kommunerna är nöjda.", "57 procent"),
    ("46 procent erbjuder e-tjänster och appar.", "46 procent"),
    ("46 procent erbjuder e-tjänster och 20 procent har en chattrobot.", "20 procent"),
    ("30 procent saknar e-arkiv.", "30 procent"),
    ("30 procent har inte påbörjat ett e-arkiv.", "30 procent"),
    ("31 procent av kommunerna prioriterar bredband högt.", "31 procent"),
    ("5 procent har utsett en ansvarig för bibliotek.", "5 procent"),
    ("60 procent erbjuder e-tjänster med inloggning.", "60 procent"),
    ("25 procent av dessa erbjuder e-tjänster.", "25 procent"),
    ("9 procent har en egen strategi för bredband.", "9 procent"),
    ("33 procent är aktiva i sociala medier.", "33 procent"),
    ("En ökning med 12 procent noteras.", "12 procent"),
    ("52 procent av apparna visar öppna data.", "52 procent"),
    ("14 procent har tagit bort sina appar.", "14 procent"),
    ("14 procent har appar för turister.", "14 procent"),
    ("26 procent har påbörjat en upphandling av e-arkiv.", "26 procent"),
    ("Bland finländska kommuner har 60 procent en egen e-strategi.", "60 procent"),
    ("I Norge har 95 procent av kommunerna e-tjänster.", "95 procent"),
    ("E-tjänster är viktiga för 90 procent av kommunerna.", "90 procent"),
    ("Personal för e-tjänster saknas i 25 procent av kommunerna.", "25 procent"),
    ("E-tjänster på andra språk finns i 12 procent av kommunerna.", "12 procent"),
    ("Nyttan av e-tjänster mäts av 60 procent av kommunerna.", "60 procent"),
    ("40 procent av kommunerna erbjuder fler än tio e-tjänster.", "40 procent"),
    ("Minst fem e-tjänster har 60 procent av kommunerna.", "60 procent"),
    ("Antalet e-tjänster ökade med 20 procent.", "20 procent"),
    ("Fler e-tjänster än 2011 har 60 procent av kommunerna.", "60 procent"),
    ("30 procent av e-tjänsterna används sällan.", "30 procent"),
    ("Öppna data om kollektivtrafik finns i 9 procent av kommunerna.", "9 procent"),
    ("E-arkiv är i drift i 10 procent av kommunerna.", "10 procent"),
    ("Mina meddelanden har 30 procent av kommunerna anslutit sig till.", "30 procent"),
    ("Sociala medier används för rekrytering av 40 procent av kommunerna.", "40 procent"),
    ("Surfplattor används i förskolan i 70 procent av kommunerna.", "70 procent"),
    ("Digitala trygghetslarm fungerar sämre i 10 procent av kommunerna.", "10 procent"),
    ("Tre av fyra föräldrar ansöker om förskola via e-tjänst.", "Tre av fyra"),
    ("Enkäten om simhallar besvarades inte av 20 procent av kommunerna.", "20 procent"),
    ("Ingen av de privata skolorna, 0 procent, har e-tjänster.", "0 procent"),
    ("Vanligast är chattrobotar, som finns i e-tjänster hos 65 procent av kommunerna.", "65 procent"),
    ("17 procent samverkar kring räddningstjänst.", "17 procent"),
]


@pytest.mark.parametrize(("sentence", "number"), UNBOUND)
def test_what_the_words_leave_open_binds_to_nothing(sentence: str, number: str) -> None:
    assert bind(claim_of(sentence, number)) is None


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("E-förvaltning är viktig.", "40 procent prioriterar bredband högt."),
        ("E-förvaltning är viktig.", "40 procent har en egen strategi för bredband, och detta märks."),
        ("E-förvaltning är viktig.", "40 procent har utsett en ansvarig för bibliotek."),
        ("Samverkan ökar.", "40 procent har regler kring upphandling."),
        ("Dialogen ökar.", "40 procent använder sociala medier för rekrytering, och detta märks."),
        ("Nämnderna har surfplattor.", "I 40 procent pågår ett arbete kring bredband."),
        ("40 procent har appar.", "Av landets kommuner är 40 procent små."),
        ("Många har elektronisk upphandling.", "40 procent har bredband i mycket stor omfattning."),
    ],
)
def test_the_sentence_before_gives_no_meaning_by_itself(before: str, sentence: str) -> None:
    assert bind(claim_of(sentence, "40 procent", before)) is None


INHERITED = [
    (
        "49 procent publicerar öppna data, att jämföra med 20 procent 2009.",
        "20 procent",
        "",
        "open-data-offered",
    ),
    ("I år är det 50 kommuner, 21 procent, som har öppna data.", "50 kommuner", "", "open-data-offered"),
    ("Det är en ökning med 12 procent.", "12 procent", "30 procent har appar.", "apps-offered"),
    (
        "Det är en ökning med 12 procent.",
        "12 procent",
        "30 procent har appar, 9 procent öppna data.",
        None,
    ),
    ("Det är en ökning med 12 procent.", "12 procent", "40 procent har appar. Vi är nöjda.", None),
    (
        "Det är en ökning med 12 procent.",
        "12 procent",
        "30 procent har appar medan 9 procent publicerar öppna data.",
        None,
    ),
    (
        "Var femte gör det i mycket stor omfattning.",
        "Var femte",
        "Många har elektronisk upphandling.",
        "eprocurement-very-large-extent",
    ),
    ("61 procent har appar, medan 20 procent inte gör det.", "20 procent", "", None),
    (
        "80 procent erbjuder e-tjänster, medan 20 procent inte gör det.",
        "20 procent",
        "",
        "eservices-not-offered",
    ),
]


@pytest.mark.parametrize(("sentence", "number", "before", "expected"), INHERITED)
def test_only_a_clause_without_content_takes_over_what_is_said_around(
    sentence: str, number: str, before: str, expected: str | None
) -> None:
    assert id_of(bind(claim_of(sentence, number, before))) == expected


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


def test_what_an_answer_sums_up_are_answers_to_the_same_question() -> None:
    known = {indicator.id: indicator for indicator in INDICATORS}
    for indicator in INDICATORS:
        parts = [known[part] for part in indicator.of]
        assert {part.question_id for part in parts} <= {indicator.question_id}
        assert not any(part.of for part in parts)


def test_every_question_is_an_indicator_and_says_whether_its_answers_exclude_each_other() -> None:
    known = {indicator.id: indicator for indicator in INDICATORS}
    questions = {indicator.question_id for indicator in INDICATORS} - {None}
    assert questions <= set(known)
    assert all(indicator.choice for indicator in INDICATORS if indicator.question_id)


def test_ids_are_unique_and_every_indicator_says_what_it_is() -> None:
    assert len({indicator.id for indicator in INDICATORS}) == len(INDICATORS)
    assert all(indicator.definition and indicator.universe and indicator.label_sv for indicator in INDICATORS)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('label_en = "Offers mobile apps"', "", "(“apps-offered”): Field required"),
        ('id = "apps-offered"', 'id = "apps-activity"', "come twice: apps-activity"),
        ('dimension = "cooperation-form"', 'dimension = "form"', "these don't: form"),
        ('question = "apps-by-others"', 'question = "others"', "questions that exist, but these don't: others"),
        ('of = ["apps-offered"', 'of = ["appar"', "indicators that exist, but these don't: appar"),
        ('answer = "activity"', 'answer = "yes"', "come twice: apps/yes"),
        ('yes = "started"', 'yes = "begun"', "answers that exist, but these don't: digital-alarms/begun"),
        ("'\\btrygghetslarm\\w*'", "'('", "(“digital-alarms-started”): a regular expression"),
        ('unit = "eservices"', 'unit = "stycken"', "Input should be 'percent'"),
        ("[words]", "[words", "can't be read"),
    ],
)
def test_a_broken_codebook_says_where(tmp_path: Path, before: str, after: str, message: str) -> None:
    content = CODEBOOK_FILE.read_text(encoding="utf-8")
    path = tmp_path / "indicators.toml"
    path.write_text(content.replace(before, after), encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        load_codebook(path)
    assert str(path) in str(error.value)
    assert message in str(error.value)


REAL = [
    ("84 procent av kommunerna", "84 procent", "egov-priority-high"),
    ("minskning med sex procent", "sex procent", "egov-priority-high"),
    ("35 procent år 2011", "35 procent", "egov-priority-low"),
    ("vilket 34 procent", "34 procent", "egov-priority-neutral"),
    ("ytterligare 36 procent", "36 procent", "egov-strategy-in-progress"),
    ("kan jämföras med 65 procent", "65 procent", "egov-responsible-appointed"),
    ("it-infrastruktur (65 procent", "65 procent", "cooperation-it-infrastructure"),
    ("Så sker i 58 procent", "58 procent", "cooperation-procurement"),
    ("Nästan fyra av fem", "fyra av fem", "regional-digital-agenda"),
    ("nio av tio kommuner", "nio av tio", "eservices-offered"),
    ("46 procent av dessa", "46 procent", "eservices-not-offered"),
    ("digitala medier (63 procent) samt e-tjänst", "63 procent", "eservice-ebooks"),
    ("vilket 65 procent av kommunerna som", "65 procent", "eservice-function-integration"),
    ("43 respektive", "43", "eservice-function-signature"),
    ("respektive 44 procent", "44 procent", "eservice-function-status"),
    ("då endast 15 procent", "15 procent", "apps-offered"),
    ("ytterligare 15 procent", "15 procent", "apps-in-progress"),
    ("i tre av fem", "tre av fem", "apps-activity"),
    ("siffra för de lägsta rankinggrupperna är 33 procent", "33 procent", "egov-priority-high"),
    ("44 procent av dessa", "44 procent", "egov-responsible-not-appointed"),
    ("två av tre kommuner inte", "två av tre", "my-messages-not-started"),
    ("ökning med sju procent", "sju procent", "open-data-offered"),
    ("förberedelsearbete i 17 procent", "17 procent", "dialogue-in-preparation"),
    ("ytterligare 16 procent", "16 procent", "tablets-in-progress"),
    ("Nästan hälften", "hälften", "eprocurement-very-large-extent"),
]


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources lie outside the repository")
@pytest.mark.parametrize(("key", "number", "expected"), REAL)
def test_sentences_of_the_report(key: str, number: str, expected: str) -> None:
    text = (SOURCES / "report-transcript.txt").read_text(encoding="utf-8")
    assert text.count(key) == 1
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])", text)
    index = next(index for index, sentence in enumerate(sentences) if key in sentence)
    before = " ".join(sentences[max(0, index - 3) : index])
    assert id_of(bind(claim_of(sentences[index], number, before, near=key))) == expected


@pytest.mark.parametrize("filler", ["a", "1", "(", "e-"])
def test_an_endless_word_is_bound_as_if_it_were_a_long_one(filler: str) -> None:
    """Patterns that try each beginning in a word must not cost the square of its length."""
    claim = claim_of("57 procent av kommunerna har appar", "57 procent")
    endless = f"{claim.quote} {filler * (40_000 // len(filler))}"
    begun = time.process_time()
    bind(replace(claim, quote=endless, context=endless, subject=endless))
    assert time.process_time() - begun < 5
