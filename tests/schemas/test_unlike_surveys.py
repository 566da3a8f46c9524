"""Other surveys, about schools, elderly care and libraries, speak of nothing that our codebook holds.

All sentences and captions were written before any of them was bound.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from wording import claim_of

from schemas.codes import Reader, Statistic, Unit
from schemas.indicators import bind

SENTENCES = [
    ("72 procent av eleverna i årskurs nio når målen i alla ämnen.", "72 procent"),
    ("Var femte skola saknar ett eget bibliotek.", "Var femte"),
    ("84 procent av lärarna har legitimation för minst ett ämne.", "84 procent"),
    ("Fyra av fem föräldrar är nöjda med förskolan.", "Fyra av fem"),
    ("I 46 procent av skolorna finns en surfplatta till varje elev.", "46 procent"),
    ("Hälften av rektorerna har gått en utbildning i digitalisering.", "Hälften"),
    ("31 procent av skolorna använder sociala medier i undervisningen.", "31 procent"),
    ("Tre av fyra elever har tillgång till en egen dator.", "Tre av fyra"),
    ("62 procent av kommunerna har en plan för skolans lokaler.", "62 procent"),
    ("19 procent av kommunerna har infört skolpeng för fritidshem.", "19 procent"),
    ("Drygt fyra av fem kommuner erbjuder öppen förskola.", "fyra av fem"),
    ("53 procent av kommunerna har påbörjat en utbyggnad av förskolan.", "53 procent"),
    ("76 procent av kommunerna har utsett en ansvarig för skolans säkerhet.", "76 procent"),
    ("57 procent av kommunerna ger elevhälsan hög prioritet.", "57 procent"),
    ("Var tredje kommun har en egen strategi för minskad frånvaro.", "Var tredje"),
    ("65 procent av kommunerna samverkar kring gymnasieutbildning.", "65 procent"),
    ("Sju av tio kommuner samverkar kring vuxenutbildning med andra kommuner.", "Sju av tio"),
    ("Skolenkäten hade en svarsfrekvens på 68 procent bland eleverna.", "68 procent"),
    ("8 procent av skolorna publicerar sina resultat som öppna data.", "8 procent"),
    ("15 procent av lärarna använder appar i matematik.", "15 procent"),
    ("70 procent av vårdnadshavarna ansöker om förskola med en e-tjänst.", "70 procent"),
    ("43 procent av eleverna lånar e-böcker på skolbiblioteket.", "43 procent"),
    ("Två av tre äldre med hemtjänst har trygghetslarm.", "Två av tre"),
    ("91 procent av de äldre är nöjda med sitt särskilda boende.", "91 procent"),
    ("77 procent av kommunerna har infört nyckelfri hemtjänst.", "77 procent"),
    ("60 procent av kommunerna mäter hur snabbt trygghetslarm besvaras.", "60 procent"),
    ("Trygghetslarm ges utan biståndsbedömning i 24 procent av kommunerna.", "24 procent"),
    ("36 procent av kommunerna har tillsyn på natten med kamera.", "36 procent"),
    ("Var fjärde kommun har upphandlat hemtjänst enligt lagen om valfrihet.", "Var fjärde"),
    ("44 procent av kommunerna har ingen demenssjuksköterska.", "44 procent"),
    ("Närmare tre av fyra kommuner upphandlar måltider till äldreboenden.", "tre av fyra"),
    ("6 procent av kommunerna upphandlar inte alls äldreomsorg.", "6 procent"),
    ("58 procent av kommunerna har en äldreombudsman.", "58 procent"),
    ("Nio av tio kommuner erbjuder avlösning i hemmet.", "Nio av tio"),
    ("30 procent av kommunerna har en strategi för välfärdsteknik.", "30 procent"),
    ("40 procent av kommunerna har en ansvarig för välfärdsteknik.", "40 procent"),
    ("25 procent av personalen i hemtjänsten dokumenterar i mobilen.", "25 procent"),
    ("42 kommuner har infört läsplattor i hemtjänsten.", "42 kommuner"),
    ("186 kommuner ingår i jämförelsen av hemtjänstens kostnader.", "186 kommuner"),
    ("Sex kommuner får högsta betyg för sin äldreomsorg.", "Sex kommuner"),
    ("290 kommuner har hemtjänst.", "290 kommuner"),
    ("14 poäng är det högsta som ett äldreboende kan få.", "14 poäng"),
    ("I genomsnitt har ett äldreboende 24 platser, medianen är 16.", "24"),
    ("Biblioteken lånar ut e-böcker i 63 procent av länen.", "63 procent"),
    ("68 procent av låntagarna lånar om böcker på webben.", "68 procent"),
    ("220 skolor besvarade hela enkäten.", "220 skolor"),
    ("11 regioner svarade på delar av enkäten.", "11 regioner"),
    ("20 procent av huvudmännen besvarade inte enkäten om mobbning.", "20 procent"),
    ("81 procent av regionerna erbjuder e-tjänster för patienter.", "81 procent"),
    ("Regionernas e-arkiv är infört i 53 procent av sjukhusen.", "53 procent"),
]

CAPTIONS = [
    ("Ja", "Figur 1. Andel skolor som har en plan mot mobbning (antal svarande: 412 skolor)."),
    ("2014", "Figur 2. Andel elever som har tillgång till en egen surfplatta."),
    ("Nej", "Figur 3. Andel kommuner som har en plan för skolans lokaler (antal svarande: 229 kommuner)."),
    ("Mycket hög", "Figur 4. Kommunernas prioritering av elevhälsa."),
    ("Arbete pågår", "Figur 5. Andel kommuner med strategi för välfärdsteknik."),
    ("Vet ej", "Figur 6. Andel kommuner som har infört nyckelfri hemtjänst."),
    ("> 100 000", "Figur 7. Andel äldre med trygghetslarm efter kommunstorlek."),
    ("Upphandling", "Figur 8. Områden där skolorna samverkar med näringslivet."),
    ("Med landsting", "Figur 9. Äldreomsorgens samverkan kring läkemedel."),
    ("Status", "Figur 10. Lärarnas status enligt eleverna."),
    ("Integrerad", "Figur 11. Andel elever i integrerad särskola."),
    ("Ansöka om förskola", "Figur 12. Hur föräldrar vill ansöka om förskola."),
    ("Låna e-böcker", "Figur 13. Vad besökarna gör på biblioteket."),
    ("Sociala medier", "Figur 14. Var ungdomar möter reklam."),
    ("Ja", "Figur 15. Andel regioner som erbjuder e-tjänster till patienter."),
    ("Ja", "Figur 16. Andel skolor som erbjuder appar för läxhjälp."),
    ("Ja, i samtliga", "Figur 17. Andel skolor som har surfplattor i klassrummen."),
    ("Ganska stor omfattning", "Tabell 1. Omfattning av fortbildning för lärare."),
    ("Ja | 2011", "Tabell 2. Öppna data hos statliga myndigheter."),
    ("De minsta kommunerna | Medel", "Tabell 3. Antal platser i äldreboenden efter kommunstorlek."),
]

UNITS = {"kommuner": Unit.MUNICIPALITIES, "poäng": Unit.POINTS}


def unit_of(number: str) -> Unit:
    """The unit that the reader gives to it."""
    if not number[0].isdigit() or "procent" in number:
        return Unit.PERCENT
    return next((unit for word, unit in UNITS.items() if word in number), Unit.OTHER)


@pytest.mark.parametrize(("sentence", "number"), SENTENCES)
@pytest.mark.parametrize("statistic", [Statistic.SHARE, Statistic.CHANGE, Statistic.COUNT, Statistic.RESPONDENTS])
def test_a_sentence_of_another_survey_binds_to_nothing(sentence: str, number: str, statistic: Statistic) -> None:
    assert bind(claim_of(sentence, number, statistic=statistic, unit=unit_of(number))) is None


@pytest.mark.parametrize(("label", "caption"), CAPTIONS)
@pytest.mark.parametrize("reader", [Reader.CHART_LABEL, Reader.CHART_GEOMETRY, Reader.TABLE])
def test_a_figure_or_table_of_another_survey_binds_to_nothing(label: str, caption: str, reader: Reader) -> None:
    claim = replace(claim_of("61", "61"), reader=reader, subject=label, context=caption)
    assert bind(claim) is None


@pytest.mark.parametrize("caption", [caption for _, caption in CAPTIONS])
def test_the_respondents_of_another_survey_bind_to_nothing(caption: str) -> None:
    answered = claim_of("Antal svarande: 229", "229", statistic=Statistic.RESPONDENTS, unit=Unit.MUNICIPALITIES)
    assert bind(replace(answered, reader=Reader.CAPTION, subject=caption.partition(".")[0], context=caption)) is None
