"""The codebook binds claims to indicators by their words, and leaves open what the words leave open."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from wording import claim_of

from schemas.indicators import Binding, bind

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
